"""A finished Answer -> HTML: its blocks, what it rests on, and who gave it when.

The model's sentences are paragraphs, quotations stand under their speakers, the assistant's own remarks
are set apart in small type; see `blocks`.
"""

from collections.abc import Iterable

from markupsafe import Markup

from page.blocks import Block, Quotation, Remark, Voice, blocks, printed
from page.evidence import Setting, cards, mark, origin, quoted, unused
from page.markup import join, note, prose
from page.words import Words
from rag.records import Answer, AnswerSentence, Citation


def answered(answer: Answer, at: Setting) -> Markup:
    """All of one answer."""
    found = blocks(answer)
    body = _body(found, answer, at)
    if answer.answered:
        shown = Markup('<div class="answer">{}</div>').format(body)
        evidence = quoted(answer, at, without=printed(found)), unused(answer, at)
        return join([shown, _byline(answer, at.words), *evidence])
    nearest = (note("label", at.words.nearest), cards(answer.nearest, at, numbered=False)) if answer.nearest else ()
    absent = join([note("label", at.words.not_answered), body, *nearest])
    return Markup('<div class="answer absent">{}</div>').format(absent) + _byline(answer, at.words)


def lines(text: str) -> Markup:
    """Text with its line breaks."""
    return Markup("<br>").join(text.split("\n"))


def _body(found: Iterable[Block], answer: Answer, at: Setting) -> Markup:
    if not answer.sentences:
        return Markup("<p>{}</p>").format(lines(answer.text))
    cited = {citation.n: citation for citation in answer.citations}
    return join(_block(block, cited, at) for block in found)


def _block(block: Block, cited: dict[int, Citation], at: Setting) -> Markup:
    if isinstance(block, Voice):
        return _voice(block, at)
    if isinstance(block, Remark):
        return _aside(_sentence(block.sentence, cited, at))
    return Markup("<p>{}</p>").format(Markup(" ").join(_sentence(one, cited, at) for one in block.sentences))


def _voice(block: Voice, at: Setting) -> Markup:
    """Quotations of one speaker, who is seen before the first, and said before each."""
    return Markup('<div class="voice">{}</div>').format(join(_quotation(one, at) for one in block.quotations))


def _quotation(one: Quotation, at: Setting) -> Markup:
    return Markup(
        '<figure class="card" id="card-{turn}-{n}" data-mode="{mode}"><figcaption class="who">{origin}</figcaption>'
        '<blockquote id="quote-{turn}-{n}" lang="{language}">{mark}{words}</blockquote>{remarks}</figure>'
    ).format(
        turn=at.turn,
        n=one.citation.n,
        mode=one.citation.mode,
        origin=origin(one.citation, at),
        language=at.language(one.citation.document),
        mark=mark(one.citation, at, peek=False),
        words=_said(one.sentence, one.words, at.words),
        remarks=join(_aside(_said(remark, remark.text, at.words)) for remark in one.remarks),
    )


def _sentence(sentence: AnswerSentence, cited: dict[int, Citation], at: Setting) -> Markup:
    marks = join(mark(cited[n], at) for n in sentence.citations if n in cited)
    return _said(sentence, sentence.text, at.words, marks)


def _said(sentence: AnswerSentence, text: str, words: Words, marks: str = "") -> Markup:
    return Markup('<span class="sentence" data-verdict="{}" data-origin="{}">{}{}</span>{}').format(
        sentence.verdict,
        sentence.origin,
        prose(text),
        marks,
        join(Markup(' <em class="verdict">{}</em>').format(found) for found in words.findings(sentence)),
    )


def _aside(content: Markup) -> Markup:
    return Markup('<p class="aside" role="note">{}</p>').format(content)


def _byline(answer: Answer, words: Words) -> Markup:
    parts = [words.as_of.format(date=words.day(answer.as_of))] if answer.as_of else []
    parts += [words.who(answer.model), words.seconds.format(seconds=f"{answer.timings.total:.1f}")]
    return note("byline", " · ".join(parts))
