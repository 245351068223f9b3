"""Document -> HTML to read, each sentence in its place and marked with who speaks and how.

Every character of the document is shown, in order; only blank lines become paragraphs.
"""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from page.markup import details, join, prose
from page.words import Words
from rag.records import Document, Sentence

_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n[ \t]*\S.*)*")


def article(document: Document, sentences: Sequence[Sentence], words: Words) -> Markup:
    """One document. The script finds sentences by `data-start` and `data-end`."""
    return Markup(
        '<article class="document" data-document="{id}" lang="{language}">'
        '<h3>{title}</h3><p class="byline" lang="{own}">{byline}</p>{text}</article>'
    ).format(
        id=document.id,
        language=document.language,
        title=document.title,
        own=words.language,
        byline=byline(document, words),
        text=join(_paragraphs(document.text, sentences, words)),
    )


def byline(document: Document, words: Words) -> str:
    """Publisher and date."""
    known = document.publisher and document.publisher.lower() != "unknown"
    return f"{document.publisher if known else words.publisher_unknown} · {words.day(document.published)}"


def legend(words: Words) -> Markup:
    """How the three modes look, in words."""
    modes = [
        Markup('<li><span class="said" data-mode="{}">{}</span> {}</li>').format(mode, short, long)
        for mode, short, long in (
            ("quote", words.quote, words.quote_long),
            ("paraphrase", words.paraphrase, words.paraphrase_long),
            ("report", words.report, words.report_long),
        )
    ]
    return details("legend", words.legend, Markup("<ul>{}</ul>").format(join(modes)))


def _paragraphs(text: str, sentences: Sequence[Sentence], words: Words) -> Iterator[Markup]:
    for found in _PARAGRAPH.finditer(text):
        inside = [s for s in sentences if found.start() <= s.start and s.end <= found.end()]
        yield Markup("<p>{}</p>").format(join(_pieces(text, found.start(), found.end(), inside, words)))


def _pieces(text: str, at: int, end: int, sentences: Sequence[Sentence], words: Words) -> Iterator[Markup]:
    """The sentences and what stands between them."""
    for sentence in sentences:
        yield prose(text[at : sentence.start])
        yield _sentence(sentence, words)
        at = sentence.end
    yield prose(text[at:end])


def _sentence(sentence: Sentence, words: Words) -> Markup:
    how = f"{sentence.speaker} · {words.mode(sentence.mode)}" if sentence.speaker else words.mode(sentence.mode)
    return Markup(
        '<span class="said" tabindex="-1" data-start="{}" data-end="{}" data-mode="{}" data-how="{}"{}>{}</span>'
    ).format(
        sentence.start,
        sentence.end,
        sentence.mode,
        how,
        Markup(" data-speaker") if sentence.speaker else "",
        prose(sentence.text),
    )
