"""Citation -> the mark in the answer and the card with the quotation. Knows no conversation.

The script finds its way by the data attributes: see static/script.js.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from markupsafe import Markup

from page.markup import details, join, prose
from page.words import Words
from rag.records import Answer, Citation, Document, RetrievedPassage


@dataclass(frozen=True)
class Setting:
    """What stands around a piece of evidence: the number of its turn, from 1, and the documents by id."""

    turn: int
    documents: dict[str, Document]
    words: Words

    def language(self, document: str) -> str:
        """In which language a document is written."""
        known = self.documents.get(document)
        return known.language if known else ""


def mark(citation: Citation, at: Setting, *, peek: bool = True) -> Markup:
    """A link to the sentence. Its quotation is the card with the id in `data-card`; without `peek` it is at hand."""
    how = at.words.mode(citation.mode)
    card = Markup('data-card="card-{turn}-{n}" aria-describedby="quote-{turn}-{n}"').format(turn=at.turn, n=citation.n)
    return Markup('<sup><a class="mark" {place} {card} data-mode="{mode}" aria-label="{label}">{n}</a></sup>').format(
        n=citation.n,
        place=_place(citation),
        card=card if peek else "",
        mode=citation.mode,
        label=at.words.source_mark.format(n=citation.n, how=f"{how}, {citation.speaker}" if citation.speaker else how),
    )


def cards(citations: Sequence[Citation], at: Setting, *, numbered: bool = True) -> Markup:
    """Quotations with the one who says them, how they are given, and their dates."""
    items = join(_card(citation, at, numbered=numbered) for citation in citations)
    return Markup('<ol class="cards">{}</ol>').format(items)


def quoted(answer: Answer, at: Setting, *, without: Set[int]) -> Markup:
    """The sentences that the answer rests on, but for those whose words stand in it."""
    rest = [citation for citation in answer.citations if citation.n not in without]
    if not rest:
        return Markup("")
    return details("evidence quoted", at.words.quoted_sentences.format(n=len(rest)), cards(rest, at))


def unused(answer: Answer, at: Setting) -> Markup:
    """What was retrieved and is quoted nowhere in the answer."""
    passages = [p for p in answer.passages if not any(_inside(c, p) for c in answer.citations)]
    if not passages:
        return Markup("")
    items = join(_passage(passage, at) for passage in passages)
    summary = at.words.unused.format(n=len(passages))
    return details("evidence unused", summary, Markup('<ul class="cards">{}</ul>').format(items))


def origin(citation: Citation, at: Setting) -> Markup:
    """Who says it and how, where and when."""
    return Markup(
        '<span class="mode">{how}</span> <span class="by">{speaker}<span class="where">{where}</span></span>'
    ).format(
        how=at.words.mode(citation.mode),
        speaker=Markup("<strong>{}</strong> · ").format(citation.speaker) if citation.speaker else "",
        where=" · ".join([*_title(citation, at), at.words.day(citation.published)]),
    )


def _card(citation: Citation, at: Setting, *, numbered: bool) -> Markup:
    return Markup(
        '<li class="card" id="card-{turn}-{n}" data-mode="{mode}">{number}'
        '<blockquote id="quote-{turn}-{n}" lang="{language}">{quote}</blockquote>'
        '<p class="who">{origin} {jump}</p></li>'
    ).format(
        turn=at.turn,
        n=citation.n,
        mode=citation.mode,
        number=Markup('<span class="number">{}</span>').format(citation.n) if numbered else "",
        language=at.language(citation.document),
        quote=prose(citation.quote),
        origin=origin(citation, at),
        jump=_jump(citation, at),
    )


def _passage(passage: RetrievedPassage, at: Setting) -> Markup:
    return Markup('<li><p lang="{}">{}</p><p class="who"><span class="where">{}</span> {}</p></li>').format(
        at.language(passage.document), prose(passage.text), "".join(_title(passage, at)), _jump(passage, at)
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
    known = at.documents.get(found.document)
    return [known.title if known else found.document] if len(at.documents) > 1 else []


def _inside(citation: Citation, passage: RetrievedPassage) -> bool:
    same = citation.document == passage.document
    return same and citation.start < passage.end and passage.start < citation.end
