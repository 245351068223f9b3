"""A clause of an answer beside one source sentence: which of its terms stand where. Judges nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rag import lexicon, terms
from rag.records import Sentence
from rag.support.clauses import Clause, Reading, is_verb
from rag.terms import Term

# `The company bought …`, `They want …`: the sentence begins with somebody whom another one names
_POINTS_BACK = re.compile(
    r"[“\"]?(?:(?:He|She|They|It|His|Her|Their|Its)\b|(?:The|This|That|These|Those) (?!month|week|year|day)[a-z]+"
    r"(?:,| (?!of|in|at|that|who|which|for|from|to|between|on|with|by)[a-z]))"
)

COMPANY = 5
"""Terms on either side of a word that tell which of its places is meant."""

Links = dict[int, tuple[int, ...]]
"""Place of a term in one text -> places in the other where a term stands that means the same."""


@dataclass(frozen=True)
class Source:
    """A cited sentence. `lent`: what those before it are about, to which its `he` or `the company` may point."""

    sentence: Sentence
    lent: tuple[Term, ...] = ()

    @cached_property
    def reading(self) -> Reading:
        """What its text says."""
        return Reading(terms.terms(self.sentence.text))

    @property
    def begins_with_pronoun(self) -> bool:
        """Whether its subject is somebody whom another sentence names."""
        return bool(self.reading.terms) and self.reading.terms[0].low in lexicon.PRONOUNS - {"the"}

    @cached_property
    def speaker(self) -> tuple[Term, ...]:
        """Whose words these are."""
        return tuple(t for t in terms.terms(self.sentence.speaker or "") if t.is_content)


@dataclass(frozen=True)
class Pair:
    """A clause beside one source."""

    clause: Clause
    source: Source

    @property
    def said(self) -> Reading:
        """The clause."""
        return self.clause.reading

    @property
    def given(self) -> Reading:
        """The source."""
        return self.source.reading

    @cached_property
    def links(self) -> Links:
        """From the clause to the source's text; of a word that stands there often, the places in like company."""
        found = {i: places for i in self.said.content if (places := tuple(self._places(i)))}
        return {i: self._in_like_company(found, i) if len(places) > 1 else places for i, places in found.items()}

    @cached_property
    def back(self) -> Links:
        """From the source's text to the clause."""
        found: Links = {}
        for i, places in self.links.items():
            for place in places:
                found[place] = (*found.get(place, ()), i)
        return found

    @cached_property
    def missing(self) -> tuple[int, ...]:
        """Places in the clause of what the source does not have."""
        return tuple(i for i in self.said.content if i not in self.links and not self._is_meant(i))

    @cached_property
    def lows(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words as written, of the clause and of the source."""
        return frozenset(t.low for t in self.said.terms), frozenset(t.low for t in self.given.terms)

    def _places(self, at: int) -> Iterator[int]:
        term = self.said.terms[at]
        return (i for i in self.given.content if same(term, self.given.terms[i]))

    def _in_like_company(self, found: Links, at: int) -> tuple[int, ...]:
        neighbours = [i for i in range(at - COMPANY, at + COMPANY + 1) if i in found and i != at]

        def company(place: int) -> int:
            return sum(any(abs(p - place) <= COMPANY for p in found[i]) for i in neighbours)

        most = max(map(company, found[at]))
        return tuple(place for place in found[at] if company(place) == most)

    def _is_meant(self, at: int) -> bool:
        """Whether the source's speaker, or whom its first words point to, is meant."""
        term = self.said.terms[at]
        if term.kind not in ("name", "word"):
            return False
        if any(same(term, t) for t in self.source.speaker):
            return True
        lent = [t.kind for t in self.source.lent if same(term, t)]
        return bool(lent) and self._may_stand_in(at, "name" in lent)

    def _may_stand_in(self, at: int, is_name: bool) -> bool:
        """Whether the term takes the place of the source's first words, or owns them: `the farmers’ claim`."""
        if _is_placed(self.said.terms, at):
            return False
        if self.source.begins_with_pronoun:
            return True
        owned = self.back.get(self.given.content[0], ()) if self.given.content else ()
        return is_name and (not owned or any(at < i <= at + 2 for i in owned))


def sources_of(sentences: Sequence[Sentence]) -> list[Source]:
    """The cited sentences in the order of their document, each with what those before it are about."""
    made: list[Source] = []
    lent: list[Term] = []
    for sentence in sorted(sentences, key=lambda s: s.start):
        made.append(Source(sentence, tuple(lent) if _POINTS_BACK.match(sentence.text) else ()))
        lent.extend(_subject(terms.terms(sentence.text)))
    return made


def _subject(found: Sequence[Term]) -> tuple[Term, ...]:
    """The first nouns in a row: most often what a sentence is about."""
    start = next((i for i, t in enumerate(found) if t.kind in ("name", "word")), len(found))
    end = start
    while end < len(found) and found[end].kind in ("name", "word") and not is_verb(found, end):
        end += 1
    return tuple(found[start:end])


def _is_placed(found: Sequence[Term], at: int) -> bool:
    """Whether the term belongs to `in X`, `of X`: no pronoun of another sentence stands for that."""
    while at > 0 and (found[at - 1].is_content or found[at - 1].low in ("the", "a", "an", "of")):
        at -= 1
        if found[at].low == "of":
            return True
    return at > 0 and found[at - 1].low in lexicon.PLACING


def same(one: Term, other: Term) -> bool:
    """Whether two terms may stand for each other."""
    if one.key == other.key:
        return bool(one.key)
    figures = ("number", "date")
    if one.kind in figures or other.kind in figures:  # not even `2` for `second`: two votes are no second vote
        return False
    if one.is_content and other.is_content and (one.key == other.initials or other.key == one.initials):
        return True
    return _is_derived(one, other) or _is_derived(other, one)


def _is_derived(long: Term, short: Term) -> bool:
    """`southward` from `south`; `Japanese` from `Japan`."""
    endings = lexicon.DEMONYM if "name" in (long.kind, short.kind) else lexicon.DERIVED
    return len(short.key) > 3 and long.key.startswith(short.key) and long.key[len(short.key) :] in endings
