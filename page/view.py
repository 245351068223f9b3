"""Turn -> HTML. Every text passes through `Markup.format`, which escapes it; no Markdown is read anywhere.

Knows the records and the words of the interface; knows neither Gradio nor where the HTML is put.
The script finds its way by the data attributes: see static/script.js.
"""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from page.export import markdown
from page.turns import Turn
from page.words import Words
from rag.records import Answer, AnswerSentence, Citation, Document, RetrievedPassage

_MARK = re.compile(r"\s*\[(\d{1,2})\]")
"""A mark in a text that is still being written. A year in brackets has four digits and stays."""

Titles = dict[str, str]
"""Document id -> title."""


def conversation(turns: Sequence[Turn], documents: Sequence[Document], words: Words, *, rateable: bool) -> Markup:
    """All turns, in order; empty when there is none."""
    titles = {document.id: document.title for document in documents}
    shown = [_turn(turn, n, titles, words, last=n == len(turns), rateable=rateable) for n, turn in enumerate(turns, 1)]
    return (
        Markup('<div class="turns" data-finished="{}">{}</div>').format(words.finished, join(shown))
        if shown
        else Markup("")
    )


def _turn(turn: Turn, number: int, titles: Titles, words: Words, *, last: bool, rateable: bool) -> Markup:
    """One question with its answer, evidence and tools."""
    tools = _tools(turn, number, words, last=last, rateable=rateable)
    return Markup(
        '<article class="turn" id="turn-{n}" data-turn="{n}" data-state="{state}"{editing}>'
        '<h2 class="question" tabindex="-1">{question}</h2>{body}</article>'
    ).format(
        n=number,
        state=turn.state,
        editing=Markup(" data-editing") if turn.editing else "",
        question=turn.question,
        body=join([*_body(turn, number, titles, words), tools]),
    )


def _body(turn: Turn, number: int, titles: Titles, words: Words) -> list[Markup]:
    searched = _searched(turn, words)
    if turn.answer:
        return [searched, *_answer(turn.answer, number, titles, words)]
    written = Markup('<div class="answer"><p>{}</p></div>').format(_written(turn.text)) if turn.text else ""
    return [searched, Markup(written), _state(turn, words)]


def _searched(turn: Turn, words: Words) -> Markup:
    if not turn.standalone or turn.standalone == turn.question:
        return Markup("")
    return note("searched", words.searched_for.format(question=turn.standalone))


def _state(turn: Turn, words: Words) -> Markup:
    if turn.state == "failed":
        return Markup('<div class="failed" role="alert"><p lang="en">{}</p><p>{}</p></div>').format(
            turn.error, words.failed
        )
    if turn.state == "stopped":
        return note("stopped", words.stopped)
    return Markup('<p class="stage"><span class="pulse" aria-hidden="true"></span>{}…</p>').format(
        words.stage(turn.stage)
    )


def _written(text: str) -> Markup:
    """Text that is still coming: its marks are shown, and lead nowhere yet."""
    parts = _MARK.split(text)
    marks = [Markup('<sup class="mark pending">{}</sup>').format(n) for n in parts[1::2]]
    return join(part for pair in zip(map(_lines, parts[::2]), [*marks, Markup("")], strict=True) for part in pair)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))


def _answer(answer: Answer, number: int, titles: Titles, words: Words) -> list[Markup]:
    sentences = _sentences(answer, number, words)
    if not answer.answered:
        return [
            Markup('<div class="answer absent"><p class="label">{}</p>{}{}</div>').format(
                words.not_answered, sentences, _nearest(answer, number, titles, words)
            ),
            _byline(answer, words),
        ]
    return [
        Markup('<div class="answer">{}</div>').format(sentences),
        _byline(answer, words),
        _quoted(answer, number, titles, words),
        _unused(answer, titles, words),
    ]


def _sentences(answer: Answer, number: int, words: Words) -> Markup:
    """The sentences with their marks, broken into lines where the answer's own text is."""
    cited = {citation.n: citation for citation in answer.citations}
    shown, at = [Markup("<p>")], 0
    for sentence in answer.sentences:
        start = answer.text.find(sentence.text, at)
        if at and start > at and "\n" in answer.text[at:start]:
            shown.append(Markup("</p><p>"))
        at = start + len(sentence.text) if start >= 0 else at
        shown += [_sentence(sentence, cited, number, words), Markup(" ")]
    return join([*shown, Markup("</p>")]) if answer.sentences else Markup("<p>{}</p>").format(_lines(answer.text))


def _sentence(sentence: AnswerSentence, cited: dict[int, Citation], number: int, words: Words) -> Markup:
    marks = join(_mark(cited[n], number, words) for n in sentence.citations if n in cited)
    notes = [words.unsupported] if sentence.verdict == "unsupported" else []
    if sentence.replaced:
        notes.append(words.replaced if sentence.origin == "quotation" else words.withdrawn)
    return Markup('<span class="sentence" data-verdict="{}" data-origin="{}">{}{}</span>{}').format(
        sentence.verdict,
        sentence.origin,
        prose(sentence.text),
        marks,
        join(Markup(' <em class="verdict">{}</em>').format(text) for text in notes),
    )


def _mark(citation: Citation, number: int, words: Words) -> Markup:
    """A link to the sentence. Its quotation is the card with the id in `data-card`."""
    who = f"{words.mode(citation.mode)}, {citation.speaker}" if citation.speaker else words.mode(citation.mode)
    return Markup(
        '<sup><a class="mark" id="mark-{turn}-{n}" {place} data-card="card-{turn}-{n}" data-mode="{mode}" '
        'aria-label="{label}" aria-describedby="quote-{turn}-{n}">{n}</a></sup>'
    ).format(
        turn=number,
        n=citation.n,
        place=_place(citation),
        mode=citation.mode,
        label=words.source_mark.format(n=citation.n, how=who),
    )


def _place(found: Citation | RetrievedPassage) -> Markup:
    """Where the script finds the words in the source panel."""
    return Markup('href="#sources" data-document="{}" data-start="{}" data-end="{}"').format(
        found.document, found.start, found.end
    )


def _nearest(answer: Answer, number: int, titles: Titles, words: Words) -> Markup:
    if not answer.nearest:
        return Markup("")
    cards = join(_card(citation, number, titles, words) for citation in answer.nearest)
    return Markup('<p class="label">{}</p><ol class="cards">{}</ol>').format(words.nearest, cards)


def _quoted(answer: Answer, number: int, titles: Titles, words: Words) -> Markup:
    if not answer.citations:
        return Markup("")
    return Markup('<details class="evidence quoted"><summary>{}</summary><ol class="cards">{}</ol></details>').format(
        words.quoted_sentences.format(n=len(answer.citations)),
        join(_card(citation, number, titles, words) for citation in answer.citations),
    )


def _card(citation: Citation, number: int, titles: Titles, words: Words) -> Markup:
    """A quotation with the one who says it, how it is given, and its date."""
    return Markup(
        '<li class="card" id="card-{turn}-{n}" data-mode="{mode}"><span class="number">{n}</span>'
        '<blockquote id="quote-{turn}-{n}">{quote}</blockquote>'
        '<p class="who"><span class="mode">{how}</span> {speaker}<span class="where">{where}</span> '
        '<a class="jump" {place}>{show}</a></p></li>'
    ).format(
        turn=number,
        n=citation.n,
        mode=citation.mode,
        quote=prose(citation.quote),
        how=words.mode(citation.mode),
        speaker=Markup("<strong>{}</strong> · ").format(citation.speaker) if citation.speaker else "",
        where=" · ".join([*_title(citation, titles), words.day(citation.published)]),
        place=_place(citation),
        show=words.show_in_source,
    )


def _title(found: Citation | RetrievedPassage, titles: Titles) -> list[str]:
    """Which document; nothing when there is only one."""
    return [titles.get(found.document, found.document)] if len(titles) > 1 else []


def _unused(answer: Answer, titles: Titles, words: Words) -> Markup:
    """What was retrieved and is quoted nowhere in the answer."""
    passages = [p for p in answer.passages if not any(_inside(c, p) for c in answer.citations)]
    if not passages:
        return Markup("")
    items = [
        Markup('<li><p>{}</p><p class="who"><span class="where">{}</span> <a class="jump" {}>{}</a></p></li>').format(
            prose(p.text), "".join(_title(p, titles)), _place(p), words.show_in_source
        )
        for p in passages
    ]
    return Markup('<details class="evidence unused"><summary>{}</summary><ul class="cards">{}</ul></details>').format(
        words.unused.format(n=len(passages)), join(items)
    )


def _inside(citation: Citation, passage: RetrievedPassage) -> bool:
    return citation.document == passage.document and citation.start < passage.end and passage.start < citation.end


def _byline(answer: Answer, words: Words) -> Markup:
    parts = [words.as_of.format(date=words.day(answer.as_of))] if answer.as_of else []
    parts += [answer.model, words.seconds.format(seconds=f"{answer.timings.total:.1f}")]
    return note("byline", " · ".join(parts))


def _tools(turn: Turn, number: int, words: Words, *, last: bool, rateable: bool) -> Markup:
    if turn.state == "running":
        return Markup("")
    if turn.editing:
        keep = button("keep", words.keep, turn=number)
        return Markup('<p class="editing">{} {}</p>').format(words.editing, keep)
    tools = [_copy(turn, words)] if turn.answer else []
    if turn.answer and rateable:
        tools += _votes(turn, number, words)
    if last:
        tools += [
            button("ask", words.retry, question=turn.question, again="yes"),
            button("edit", words.edit, turn=number),
        ]
    return Markup('<div class="tools">{}</div>{}').format(join(tools), _remark(turn, number, words))


def _copy(turn: Turn, words: Words) -> Markup:
    return Markup('<button type="button" class="quiet" data-copy="{}" data-done="{}">{}</button>').format(
        markdown(turn, words), words.copied, words.copy
    )


def _votes(turn: Turn, number: int, words: Words) -> list[Markup]:
    choices = (("up", words.up), ("down", words.down))
    return [button("rate", label, turn=number, vote=vote, pressed=turn.vote == vote) for vote, label in choices]


def _remark(turn: Turn, number: int, words: Words) -> Markup:
    if turn.remarked:
        return Markup('<p class="rated" role="status">{}</p>').format(words.rated)
    if not turn.vote:
        return Markup("")
    return Markup(
        '<div class="remark"><label for="remark-{n}">{label}</label>'
        '<textarea id="remark-{n}" rows="2" maxlength="1000"></textarea>{send}</div>'
    ).format(n=number, label=words.remark, send=button("rate", words.send, turn=number, vote=turn.vote, remark="yes"))


def button(event: str, label: str, *, pressed: bool | None = None, **data: object) -> Markup:
    """A control that sends `event` with its data to the server."""
    state = Markup("") if pressed is None else Markup(' aria-pressed="{}"').format(str(pressed).lower())
    fields = join(Markup(' data-{}="{}"').format(name, value) for name, value in data.items())
    return Markup('<button type="button" class="quiet" data-event="{}"{}{}>{}</button>').format(
        event, state, fields, label
    )


def note(kind: str, text: str) -> Markup:
    """A line of the page's own words."""
    return Markup('<p class="{}">{}</p>').format(kind, text)


def prose(text: str) -> Markup:
    """Text from a source. A dash written as two hyphens is not to be broken in two."""
    return Markup('<span class="dash">--</span>').join(text.split("--"))


def join(parts: Iterable[Markup]) -> Markup:
    """Pieces of HTML one after the other; a piece that is not Markup is escaped."""
    return Markup("").join(parts)
