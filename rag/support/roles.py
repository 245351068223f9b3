"""A verb in a statement -> who does it and to whom, by word order and passive voice. No grammar, no sources."""

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from rag import lexicon
from rag.support.clauses import Reading, is_verb
from rag.terms import Term

RELATIVES = frozenset("who which that whom".split())
_OBJECTS = frozenset("it them him her us".split())
_ARTICLES = frozenset("a an the its their his her".split())
_SUBJECTS = frozenset("i you he she it we they".split())
_BETWEEN = lexicon.AUXILIARIES | lexicon.MODAL_VERBS | lexicon.NEGATORS | frozenset("also still already to".split())
NEAR = 5
"""Terms before a word in `-s` among which a verb shows that it is a noun: `sold two boats`."""

SYMMETRIC = frozenset("meet talk agree fight marry join trade travel".split())
"""Who does these and with whom is the same."""


class Parties(NamedTuple):
    """Places of those who act and of those acted upon; empty where the text leaves it to a pronoun."""

    agents: frozenset[int]
    patients: frozenset[int]


def parties(reading: Reading, at: int) -> Parties:
    """Who does what the verb at `at` says, and to whom."""
    piece = reading.segment(at)
    before = _nouns(reading, range(piece.start, at))
    after = _nouns(reading, range(at + 1, piece.stop))
    first = reading.terms[piece.start].low
    antecedent = _nouns(reading, _since_verb(reading, piece.start)) if first in RELATIVES else frozenset()
    if is_passive(reading.terms, at):
        by = next((i for i in range(at, piece.stop) if reading.terms[i].low == "by"), piece.stop)
        return Parties(_nouns(reading, range(by, _group_end(reading, by, piece.stop))), before | antecedent)
    if subject_is_pronoun(reading, at):
        return Parties(frozenset(), after)
    if any(is_verb(reading.terms, i) and i not in (at - 1, at - 2) for i in range(piece.start, at)):
        before |= antecedent  # `the talks that were to begin in May have failed`
    if before:
        return Parties(before | _gapped(reading, piece, at), after | antecedent)
    return Parties(antecedent or _earlier(reading, piece, at), after)


def _gapped(reading: Reading, piece: range, at: int) -> frozenset[int]:
    """`A held 62 percent and B 38`: B."""
    names = (i for i in range(at + 1, piece.stop - 1) if reading.terms[i].kind == "name")
    return frozenset(i for i in names if reading.terms[i - 1].low == "and" and reading.terms[i + 1].kind == "number")


def subject_is_pronoun(reading: Reading, at: int) -> bool:
    """`he sold it`, `today we would sell it`."""
    before = (t for t in reversed(reading.terms[reading.segment(at).start : at]) if not t.low.endswith("ly"))
    nearest = next((t for t in before if t.low not in _BETWEEN), None)
    return nearest is not None and nearest.low in _SUBJECTS


def is_passive(terms: Sequence[Term], at: int) -> bool:
    """Whether the verb is in the passive voice: `was (not) sold`, `sold by`."""
    low = terms[at].low
    if not (low.endswith(("ed", "en")) or low in lexicon.IRREGULAR):
        return False
    for term in reversed(terms[max(0, at - 3) : at]):
        if term.low in lexicon.BEING:
            return True
        if term.is_content and not term.low.endswith("ly"):
            break
    if _is_reduced(terms, at):
        return True
    return terms[at + 1 : at + 2] != () and terms[at + 1].low == "by" and not _is_measure(terms[at + 2 : at + 4])


def _is_measure(terms: Sequence[Term]) -> bool:
    """`fell by 3 percent`, `by a third`."""
    return any(t.kind == "number" or t.key.startswith("#") or t.low in ("half", "quarter", "margin") for t in terms)


def _is_reduced(terms: Sequence[Term], at: int) -> bool:
    """`people treated for it were`: a noun before, no object behind, and the verb of the clause still to come."""
    if at == 0 or at + 1 == len(terms) or not terms[at - 1].is_content or terms[at + 1].low not in lexicon.PLACING:
        return False
    piece = list(takewhile(lambda i: terms[i].kind != "mark", range(at + 1, len(terms))))
    return any(terms[i].low in lexicon.BEING for i in piece)


def has_object(terms: Sequence[Term], at: int) -> bool:
    """Whether a name, article or pronoun follows: `forced Rome to`; `forced to` may be said of the victims."""
    objects = lexicon.PRONOUNS | {"the", "a", "an"}
    return any(t.kind == "name" or t.low in objects for t in terms[at + 1 : at + 2])


def takes_pronoun(reading: Reading, verb: int) -> bool:
    """`sold it`: what was sold stands elsewhere."""
    return any(t.low in _OBJECTS for t in reading.terms[verb + 1 : verb + 2])


def acts(terms: Sequence[Term], at: int) -> bool:
    """Whether the term may be read as a verb: `sold`, `is selling`, `sells`."""
    term = terms[at]
    if term.kind != "word" or (at and terms[at - 1].low in _ARTICLES):
        return False
    return is_verb(terms, at) or _is_participle(terms, at) or _is_third_person(terms, at)


def _is_participle(terms: Sequence[Term], at: int) -> bool:
    """`is selling`, `the firm selling it`, `, selling`; not `of selling`, whose subject may stand anywhere."""
    before = terms[at - 1] if at else None
    free = before is None or before.kind != "function" or before.low in lexicon.BEING | {"and"}
    return terms[at].low.endswith("ing") and free


def _is_third_person(terms: Sequence[Term], at: int) -> bool:
    """`the firm sells boats`, not `two boats`, `boats of`."""
    if not terms[at].low.endswith("s") or at == 0 or at + 1 == len(terms):
        return False
    before, after = terms[at - 1], terms[at + 1]
    if after.low in _BETWEEN or any(is_verb(terms, i) for i in range(max(0, at - NEAR), at)):
        return False
    return (before.kind in ("name", "word") or before.low in RELATIVES) and after.kind != "mark" and after.low != "of"


def _nouns(reading: Reading, places: Iterable[int]) -> frozenset[int]:
    found = ((i, reading.terms[i]) for i in places)
    return frozenset(i for i, t in found if t.kind == "name" or (t.kind == "word" and not t.low.endswith("ly")))


def _group_end(reading: Reading, by: int, stop: int) -> int:
    """Where the words after `by` go on to a place, time or price; `by his deputy, Ana Ruiz` goes on to the name."""
    end = next((i for i in range(by, stop) if reading.terms[i].low in lexicon.PLACING - {"of"}), stop)
    while by < end == stop < len(reading.terms) and reading.terms[stop].kind == "name":
        end = stop = stop + 1
    return end


def _since_verb(reading: Reading, stop: int) -> range:
    """From the last verb before a place up to it: `the driver` of `shot the driver, who`."""
    return range(next((i + 1 for i in range(stop - 1, -1, -1) if is_verb(reading.terms, i)), 0), stop)


def _earlier(reading: Reading, piece: range, at: int) -> frozenset[int]:
    """`X did A and sold B`, `X, selling B`: the subjects of the words before. `he sold B`: nobody."""
    if any(t.low in lexicon.PRONOUNS for t in reading.terms[piece.start : at]):
        return frozenset()
    starts = [i + 1 for i in range(piece.start) if reading.terms[i].low == "that" or reading.terms[i].kind == "say"]
    found = [_subject(reading, start, piece.start) for start in (0, *starts[-1:])]
    # `but the council, which met twice, has never voted`
    waiting = (i for i in range(piece.start) if not any(is_verb(reading.terms, j) for j in reading.segment(i)))
    return _nouns(reading, waiting).union(*found)


def _subject(reading: Reading, start: int, stop: int) -> frozenset[int]:
    verb = next((i for i in range(start, stop) if is_verb(reading.terms, i)), stop)
    return _nouns(reading, range(start, verb))
