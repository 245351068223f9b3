"""Citation -> the mark in the answer and the card with the quotation. Knows no conversation.

The script finds its way by the data attributes: see static/script.js.
"""

from dataclasses import dataclass

from markupsafe import Markup

from page.markup import details, join, prose
from page.words import Words
from rag.records import Answer, Citation, RetrievedPassage


@dataclass(frozen=True)
class Setting:
    """What stands around a piece of evidence: the number of its turn, from 1, and the titles by document id."""

    turn: int
    titles: dict[str, str]
    words: Words


def mark(citation: Citation, at: Setting) -> Markup:
    """A link to the sentence. Its quotation is the card with the id in `data-card`."""
    how = at.words.mode(citation.mode)
    return Markup(
        '<sup><a class="mark" {place} data-card="card-{turn}-{n}" data-mode="{mode}" '
        'aria-label="{label}" aria-describedby="quote-{turn}-{n}">{n}</a></sup>'
    ).format(
        turn=at.turn,
        n=citation.n,
        place=_place(citation),
        mode=citation.mode,
        label=at.words.source_mark.format(n=citation.n, how=f"{how}, {citation.speaker}" if citation.speaker else how),
    )


def cards(citations: tuple[Citation, ...], at: Setting) -> Markup:
    """Quotations with the one who says them, how they are given, and their dates."""
    return Markup('<ol class="cards">{}</ol>').format(join(_card(citation, at) for citation in citations))


def quoted(answer: Answer, at: Setting) -> Markup:
    """The sentences that the answer rests on."""
    if not answer.citations:
        return Markup("")
    summary = at.words.quoted_sentences.format(n=len(answer.citations))
    return details("evidence quoted", summary, cards(answer.citations, at))


def unused(answer: Answer, at: Setting) -> Markup:
    """What was retrieved and is quoted nowhere in the answer."""
    passages = [p for p in answer.passages if not any(_inside(c, p) for c in answer.citations)]
    if not passages:
        return Markup("")
    items = join(_passage(passage, at) for passage in passages)
    summary = at.words.unused.format(n=len(passages))
    return details("evidence unused", summary, Markup('<ul class="cards">{}</ul>').format(items))


def _card(citation: Citation, at: Setting) -> Markup:
    return Markup(
        '<li class="card" id="card-{turn}-{n}" data-mode="{mode}"><span class="number">{n}</span>'
        '<blockquote id="quote-{turn}-{n}">{quote}</blockquote>'
        '<p class="who"><span class="mode">{how}</span> {speaker}<span class="where">{where}</span> {jump}</p></li>'
    ).format(
        turn=at.turn,
        n=citation.n,
        mode=citation.mode,
        quote=prose(citation.quote),
        how=at.words.mode(citation.mode),
        speaker=Markup("<strong>{}</strong> · ").format(citation.speaker) if citation.speaker else "",
        where=" · ".join([*_title(citation, at), at.words.day(citation.published)]),
        jump=_jump(citation, at),
    )


def _passage(passage: RetrievedPassage, at: Setting) -> Markup:
    return Markup('<li><p>{}</p><p class="who"><span class="where">{}</span> {}</p></li>').format(
        prose(passage.text), "".join(_title(passage, at)), _jump(passage, at)
    )


def _jump(found: Citation | RetrievedPassage, at: Setting) -> Markup:
    return Markup('<a class="jump" {}>{}</a>').format(_place(found), at.words.show_in_source)


def _place(found: Citation | RetrievedPassage) -> Markup:
    """Where the script finds the words in the source panel."""
    return Markup('href="#sources" data-document="{}" data-start="{}" data-end="{}"').format(
        found.document, found.start, found.end
    )


def _title(found: Citation | RetrievedPassage, at: Setting) -> list[str]:
    """Which document; nothing when there is only one."""
    return [at.titles.get(found.document, found.document)] if len(at.titles) > 1 else []


def _inside(citation: Citation, passage: RetrievedPassage) -> bool:
    same = citation.document == passage.document
    return same and citation.start < passage.end and passage.start < citation.end
