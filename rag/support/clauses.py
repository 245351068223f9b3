"""Terms -> the clauses of a statement: who says each, what in it is denied or hedged, who does what.

A reading by word order and closed word classes, no grammar. Knows one text at a time, nothing of sources.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rag import lexicon
from rag.terms import Term

Terms = tuple[Term, ...]

_COMMAS = frozenset((",", "--", "—", "–"))

_OPEN_ASIDES = frozenset("who which whose a an the".split())
_MARKERS = lexicon.NEGATORS.union(lexicon.NEGATORS_BEFORE_TO, *lexicon.MODALS.values())
_BEFORE_VERBS = lexicon.MODAL_VERBS | lexicon.AUXILIARIES - lexicon.BEING
NEAR = 9
"""Terms between a verb like `asked`, `planned` and its `to`."""


class Mark(NamedTuple):
    """A word that denies or hedges, and the places of the terms it reaches, nearest first."""

    kind: str
    at: int
    scope: tuple[int, ...]


@dataclass(frozen=True)
class Reading:
    """Terms with what their order tells."""

    terms: Terms

    @cached_property
    def content(self) -> tuple[int, ...]:
        """Places of the terms that carry facts."""
        return tuple(i for i, t in enumerate(self.terms) if t.is_content)

    @cached_property
    def segments(self) -> tuple[int, ...]:
        """For each term the number of the piece it stands in: commas, speech and conjunctions part pieces."""
        numbers, current = [], 0
        for i, term in enumerate(self.terms):
            opens = term.kind == "function" and term.low in lexicon.BOUNDARIES
            opens = opens or (term.low == "and" and is_verb(self.terms, i + 1))
            if i > 0 and (opens or _ends_piece(self.terms[i - 1])):
                current += 1
            numbers.append(current)
        return tuple(numbers)

    def segment(self, at: int) -> range:
        """The places of the piece that the term stands in."""
        number = self.segments[at]
        first = self.segments.index(number)
        return range(first, first + self.segments.count(number))

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Everything that denies or hedges."""
        return tuple(mark for i in range(len(self.terms)) for mark in self._marks_at(i))

    def _marks_at(self, at: int) -> Iterator[Mark]:
        low = self.terms[at].low
        if low in lexicon.BEING and [t.low for t in self.terms[at + 1 : at + 2]] == ["to"]:
            yield Mark("plan", at, self._scope(at, at + 1))  # `were to merge`
        if self.terms[at].kind == "date" or not (low in _MARKERS or low.endswith("n't")):
            return
        end = min(at + NEAR, self.segment(at).stop)
        to = next((i for i in range(at + 1, end) if self._is_infinitive(i)), 0)
        if low in lexicon.NEGATORS or low.endswith("n't"):
            yield Mark("not", at, self._scope(at, at))
        elif to and low in lexicon.NEGATORS_BEFORE_TO:
            yield Mark("not", at, self._scope(at, to))
        for kind, words in lexicon.MODALS.items():
            if low in words and (to or low not in lexicon.WANTS_TO or low in lexicon.HOPING):
                yield Mark(kind, at, self._scope(at, to if to and low in lexicon.WANTS_TO else at))

    def _is_infinitive(self, at: int) -> bool:
        """`to sell`, not `to the people`, `to Rome`."""
        following = next((t for t in self.terms[at + 1 :] if t.kind != "mark"), None)
        if following is None or self.terms[at].low != "to":
            return False
        return following.kind == "word" or following.low in lexicon.BARE

    def _scope(self, at: int, after: int) -> tuple[int, ...]:
        piece = self.segment(at)
        ahead = self._reached(range(after + 1, piece.stop))
        if piece.stop < len(self.terms) and self._goes_on(ahead, piece.stop):
            ahead += self._reached(self.segment(piece.stop))
        behind = [i for i in range(piece.start, at) if self.terms[i].is_content]
        backwards = self.terms[at].low in lexicon.NEGATE_BACKWARDS
        return (*ahead, *(behind[-1:] if backwards else ()))

    def _goes_on(self, ahead: Sequence[int], stop: int) -> bool:
        """Whether the mark reaches into the next piece: `nobody said …`, `denied that`, `no evidence that`."""
        if self.terms[stop - 1].kind == "say":
            return not ahead
        says_what = not ahead or self.terms[ahead[-1]].low in lexicon.EVIDENCE
        return says_what and self.terms[stop].low in ("that", "whether")

    def _reached(self, places: range) -> list[int]:
        return [i for i in places if self.terms[i].is_content]

    @cached_property
    def _kinds(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for mark in self.marks:
            for at in mark.scope:
                found.setdefault(at, set()).add(mark.kind)
        return found

    def kinds_at(self, at: int) -> set[str]:
        """The kinds of marks that reach a term."""
        return self._kinds.get(at, set())


@dataclass(frozen=True)
class Clause:
    """A part of an answer that one source has to carry. `speaker` is empty when nobody is named.

    `inherited`: named for the clause before; a statement of the reporter may follow it.
    """

    reading: Reading
    speaker: Terms = ()
    inherited: bool = False


def is_speech(term: Term) -> bool:
    """Whether the term is a verb that gives somebody's words."""
    return term.kind == "say" or (term.low in lexicon.TELLING and term.kind != "name")


def is_verb(terms: Sequence[Term], at: int) -> bool:
    """Whether the term looks like a finite verb or its auxiliary."""
    if at >= len(terms):
        return False
    low = terms[at].low
    if is_speech(terms[at]) or low in lexicon.AUXILIARIES | lexicon.MODAL_VERBS:
        return True
    if terms[at].kind != "word" or low.startswith("-"):
        return False
    return low in lexicon.IRREGULAR or low.endswith("ed") or (at > 0 and terms[at - 1].low in _BEFORE_VERBS)


def clauses(terms: Terms) -> list[Clause]:
    """The clauses of an answer, each with its subject and its speaker."""
    found: list[Clause] = []
    subject: Terms = ()
    speaker: tuple[Terms, ...] = ((),)
    for part in _coordinated(terms):
        main, asides = _without_asides(part)
        named, rest = _attribution(main)
        has_subject = bool(named) or not (rest and is_verb(rest, 0))
        if named:
            speaker = _people(named)
        if not has_subject:
            rest = (*subject, *rest)
        subject = named or _subject(rest) or subject
        found.extend(Clause(Reading(aside)) for aside in asides)
        found.extend(Clause(Reading(rest), person, not named) for person in (speaker if has_subject else ((),)))
    return [c for c in found if c.reading.content]


def _ends_piece(term: Term) -> bool:
    """A comma or another mark, quotation marks apart; a verb of speech."""
    return term.kind == "say" or (term.kind == "mark" and term.low not in ('"', "“", "”"))


def _coordinated(terms: Terms) -> Iterator[Terms]:
    """Parts that are joined by `and`, `but`, `while`, a semicolon; both sides must have a verb."""
    start = 0
    for i in range(len(terms)):
        if i > start and _joins(terms, i) and _is_statement(terms[start:i]) and _is_statement(terms[i + 1 :]):
            yield terms[start:i]
            start = i + 1
    yield _after_that(terms[start:])


def _after_that(terms: Terms) -> Terms:
    return terms[1:] if terms and terms[0].low == "that" else terms


def _joins(terms: Terms, at: int) -> bool:
    if terms[at].low == "and":
        following = any(t.low == "that" or t.kind == "say" for t in terms[at + 1 : at + 2])
        return following or terms[at - 1].low == ","
    return terms[at].low in ("but", "while", "whereas", ";", ":")


def _is_statement(terms: Terms) -> bool:
    verbs = (is_verb(terms, i) or terms[i].low.endswith("s") for i in range(len(terms)))
    return any(t.is_content for t in terms) and any(verbs)


def _without_asides(terms: Terms) -> tuple[Terms, list[Terms]]:
    """`X, who did A, did B` -> `X did B` and `X did A`."""
    asides: list[Terms] = []
    at = 0
    while at < len(terms):
        head = _name_before(terms, at) if terms[at].low in _COMMAS else ()
        end = next((i for i in range(at + 1, len(terms)) if terms[i].low in _COMMAS), len(terms))
        if head and at + 1 < len(terms) and (terms[at + 1].low in _OPEN_ASIDES or is_verb(terms, end + 1)):
            asides.append((*head, *terms[at + 1 : end]))
            terms = (*terms[:at], *terms[end + 1 :])
        else:
            at += 1
    return terms, asides


def _name_before(terms: Terms, at: int) -> Terms:
    start = at
    while start > 0 and terms[start - 1].kind == "name":
        start -= 1
    return terms[start:at]


def _attribution(terms: Terms) -> tuple[Terms, Terms]:
    """Who speaks, and what is said: `X said …`, `…, X said`, `…, said X`, `according to X`."""
    for i, term in enumerate(terms):
        if term.low == "according" and terms[i + 1 : i + 2] and terms[i + 1].low == "to":
            end = _mark_from(terms, i)
            named = terms[i + 2 : end]
            return _nouns(named), (*_others(named), *terms[:i], *terms[end + 1 :])
    for i in range(len(terms)):
        start = _piece_start(terms, i)
        has_speaker = start < i or terms[i].low in lexicon.INVERTED
        if _says(terms, i) and has_speaker and not any(is_verb(terms, j) for j in range(start, i)):
            return _around(terms, i)
    return (), terms


def _says(terms: Terms, at: int) -> bool:
    """`said`; `warned that`, but not `warned the firm`."""
    if terms[at].low in lexicon.TELLING:
        return any(t.low == "that" for t in terms[at + 1 : at + 3])
    return terms[at].kind == "say"


def _around(terms: Terms, at: int) -> tuple[Terms, Terms]:
    """The speaker beside the verb of speech at `at`; the verb itself stays when it says more than `said`."""
    kept = () if terms[at].kind == "say" else terms[at : at + 1]
    start, end = _piece_start(terms, at), _mark_from(terms, at)
    before, after = terms[start:at], terms[at + 1 : end]
    if start == 0 and any(t.is_content for t in (*after, *terms[end:])):
        return _nouns(before), (*_others(before), *kept, *_after_that(terms[at + 1 :]))
    speaker = _nouns(before) or _nouns(after)
    # `…, X said on Friday`: the day goes to the front, where it belongs to no verb of the statement
    return speaker, (*_others(before), *_others(after), *terms[:start], *kept, *terms[end:])


def _piece_start(terms: Terms, at: int) -> int:
    return next((i + 1 for i in range(at - 1, -1, -1) if terms[i].kind == "mark"), 0)


def _mark_from(terms: Terms, at: int) -> int:
    return next((i for i in range(at, len(terms)) if terms[i].kind == "mark" and terms[i].low != "."), len(terms))


def _nouns(terms: Terms) -> Terms:
    return tuple(t for t in terms if t.kind in ("name", "word") or t.low == "and")


def _others(terms: Terms) -> Terms:
    return tuple(t for t in terms if t.kind in ("number", "date"))


def _people(terms: Terms) -> tuple[Terms, ...]:
    """`both X and Y` -> X, Y: each must have said it."""
    people: list[list[Term]] = [[]]
    for term in terms:
        if term.low == "and":
            people.append([])
        else:
            people[-1].append(term)
    return tuple(map(tuple, people))


def _subject(terms: Terms) -> Terms:
    """The names and nouns up to the verb."""
    end = next((i for i in range(len(terms)) if is_verb(terms, i)), 0)
    return tuple(t for t in terms[:end] if t.kind in ("name", "word"))
