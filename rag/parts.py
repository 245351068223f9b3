"""Which sentences answer a question of several parts: views compared, people or dates listed, two things asked.

Works on sentences that are already ranked and read; knows no model and no search.
"""

import re
from collections.abc import Iterator, Sequence

from rag.cast import Cast, Person, is_everybody
from rag.clock import mentions_time
from rag.questions import asks_views, has_two, is_broad, is_one_of
from rag.reading import ANSWERABLE, Read
from rag.records import Sentence

MOST, WHOLE = 5, 8
"""Sentences of one answer, and when all is asked for that somebody says. More is a retelling of the document."""

EACH = 2
"""Sentences for each person whose view is asked for beside others'."""

UNREAD = -2.5
"""Log-odds below which nothing is given, even where somebody's view is asked for beside another's."""

UNSURE, FIRM = -1.0, -0.1
"""Log-odds that the best sentence must have where several are given, and where two things are asked: the model says
yes to half an answer."""

OTHER_PART = -4.0
"""Score from which the sentence of one part is given, when that of another part answers."""

NEAR, OWN_NEAR = 1.2, 2.5
"""How far below the best score a sentence may stand and still count as a part: among all sentences, and among one
speaker's."""

_APPEAR = re.compile(
    r"\b(?:named|quoted|mentioned|cited|interviewed|appears?|speaks?|gets? a say)\b|"
    r"\bin (?:this|the) (?:story|article|piece|text|report|news|document)s?\b",
    re.IGNORECASE,
)
_DATES = re.compile(
    r"\b(?:dates|calendar|timeline|schedule|chronolog\w*|which (?:\w+ )?events|what (?:\w+ )?events)\b", re.IGNORECASE
)
_WHICH = re.compile(r"\b(?:who|whom|names?|list|which|what)\b", re.IGNORECASE)
_SPEAK = re.compile(r"\b(?:quoted|cited|interviewed|speaks?|gets? a say)\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compare|comparison|contrast|differ\w*|versus|vs|each|both|either side|disagree\w*)\b", re.IGNORECASE
)
_WHOLE = re.compile(
    r"\b(?:everything|all(?: that| of what| the things)?|summari[sz]e|overview|said and did|says and does"
    r"|arguments|points|main points)\b",
    re.IGNORECASE,
)


_SEVERAL = re.compile(r"\b(?:both|each|either|versus|vs|compare|respectively)\b|[;:]|\?.+\?", re.IGNORECASE)


def has_parts(question: str, cast: Cast) -> bool:
    """Whether several sentences are wanted: by the question's words, or because it means several persons."""
    plural = re.search(r"\b(?:the|two|three|both|all|which)(?: \w+){0,2} (\w+s)\b", question, re.IGNORECASE)
    meant = plural is not None and len(cast.with_role(plural[1])) > 1
    several = meant and bool(asks_views(question) or _APPEAR.search(question)) and not is_one_of(question)
    return several or is_broad(question) or asks_dates(question)


def may_be_several(question: str, cast: Cast) -> bool:
    """Whether it is worth asking the model which questions are asked."""
    return bool(_SEVERAL.search(question)) or has_parts(question, cast)


def of_parts(likeliest: Sequence[Read]) -> list[Sentence]:
    """The likeliest sentence for each separate question: once one of them answers, the others need less."""
    if not any(row.score > ANSWERABLE for row in likeliest):
        return []
    return [row.sentence for row in likeliest if row.score > OTHER_PART]


def choose(rows: Sequence[Read], question: str, cast: Cast) -> list[Sentence]:
    """Of sentences, best score first, those to answer with, in the order to give them; none when none answers."""
    if not has_parts(question, cast):
        return [row.sentence for row in rows if row.score > ANSWERABLE][:1]
    return _listed(question, cast) or grouped(_found(rows, question, cast))


def is_listed(question: str, cast: Cast) -> bool:
    """Whether the cast or the calendar gives the parts: who the people are, all that somebody says, all dates."""
    return asks_dates(question) or bool(_listed(question, cast))


def _listed(question: str, cast: Cast) -> list[Sentence]:
    """What the cast knows without reading: who the people are, and all that somebody says."""
    speakers = asked(question, cast)
    if len(speakers) == 1 and _WHOLE.search(question):
        return cast.about(speakers[0])[:WHOLE]
    return _introductions(question, cast)


def _found(rows: Sequence[Read], question: str, cast: Cast) -> list[Sentence]:
    """The best sentences of each speaker asked for, the dated ones for a calendar, else the best there are."""
    best = max((row.margin for row in rows), default=UNREAD)
    speakers = asked(question, cast)
    if len(speakers) > 1 and best > UNREAD:
        each = EACH + 1 if _WHOLE.search(question) else EACH
        if spread := [s for name in speakers for s in _of(name, rows, each)]:
            return [*spread, *_nearest(rows, 1)[:1]]
    if asks_dates(question):
        return [s for s in _nearest(rows, MOST * 2) if mentions_time(s.text)][:MOST]
    floor = FIRM if has_two(question) else UNSURE
    return _nearest(rows, 2 if has_two(question) else 1) if best > floor else []


def asks_dates(question: str) -> bool:
    """Whether dates or events are to be listed."""
    return bool(_DATES.search(question))


def _introductions(question: str, cast: Cast) -> list[Sentence]:
    """Who the people are: the sentences that introduce them."""
    if not _APPEAR.search(question) or not _WHICH.search(question):
        return []
    persons: Sequence[Person] = cast.with_role(question) or (cast.persons if is_everybody(question) else ())
    heard = [p for p in persons if p.name in cast.speakers or not _SPEAK.search(question)]
    return list(dict.fromkeys(p.introduction for p in heard))


def asked(question: str, cast: Cast) -> list[str]:
    """The speakers whose words are wanted: by name, by what they are, or as somebody of a party that is compared."""
    roles = [p.name for p in cast.with_role(question)] if asks_views(question) else []
    parties = [p.name for p in cast.of_parties(question)] if _COMPARED.search(question) else []
    return list(dict.fromkeys(n for n in (*cast.named(question), *roles, *parties) if n in cast.speakers))


def _of(speaker: str, rows: Sequence[Read], most: int) -> Iterator[Sentence]:
    """The best of a speaker's sentences, and others that come near it."""
    own = [row for row in rows if row.sentence.speaker == speaker]
    for row in own[:most]:
        if row.score >= own[0].score - OWN_NEAR:
            yield row.sentence


def _nearest(rows: Sequence[Read], at_least: int) -> list[Sentence]:
    near = [row.sentence for n, row in enumerate(rows) if n < at_least or row.score >= rows[0].score - NEAR]
    return near[: max(MOST, at_least)]


def grouped(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Each speaker's sentences together, in the order of the document."""
    ordered = sorted(dict.fromkeys(sentences), key=lambda s: (s.document, s.start))
    speakers = list(dict.fromkeys((s.document, s.speaker) for s in ordered))
    return sorted(ordered, key=lambda s: speakers.index((s.document, s.speaker)))
