"""Sentences -> the names in them, and which of these are persons'. Knows no speech and no pronouns.

There is no list of given names: a person is known by a title, a role, an age, or by speaking. A name is an
organisation's or a place's when one of its words or its neighbours says so.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from rag.records import Sentence
from rag.voices.words import (
    COUNTS,
    ORGANISATIONS,
    PERSON_TITLES,
    POINTERS,
    PREPOSITIONS,
    RELATIVES,
    ROLES,
    Token,
    is_role,
    run_end,
    tokens_of,
)

MAX_WORDS = 10
"""Capitalised words in a row that may be a name with its titles; more are a headline or a list."""

HEADLINE = 0.75
"""Share of longer words with a capital above which a sentence is a headline: its names cannot be told apart."""

ABBREVIATED = dict(
    pair.split("=")
    for pair in (
        "gov=governor sen=senator rep=representative gen=general capt=captain col=colonel lt=lieutenant "
        "sgt=sergeant prof=professor dr=doctor rev=reverend adm=admiral"
    ).split()
)
_OFFICES = frozenset(
    """
    prime foreign first vice deputy acting former attorney executive managing finance interior home defence defense
    trade culture education health energy transport labour labor environment agriculture fisheries justice security
    """.split()
)
_REIGNING = frozenset("pope king queen emperor".split())
"""Titles that stay with a single name: `Pope Francis`."""
_GENERATIONS = frozenset("jr sr ii iii iv".split())
_EMPLOYEES = frozenset(
    "spokesman spokeswoman spokesperson chief ceo executive shares officials workers employees".split()
)
"""Words behind an organisation's name: `Tesuna Hydro spokesman`."""


class Mention(NamedTuple):
    """A name where it stands: without its title, with the words that say what its bearer is."""

    name: str
    start: int
    roles: frozenset[str]
    titled: bool
    person: bool
    other: bool


@dataclass(frozen=True)
class Name:
    """A name of two or more words, or one with a title, as first introduced; `times`: how often so written."""

    name: str
    words: tuple[str, ...]
    start: int
    roles: frozenset[str]
    is_person: bool
    times: int


def mentions(sentence: Sentence) -> Iterator[Mention]:
    """Every name in a sentence, in order; `start` counts from the document's beginning."""
    tokens = tokens_of(sentence.text)
    at = len(tokens) if _is_headline(tokens) else 0
    while at < len(tokens):
        end = run_end(tokens, at)
        if at < end <= at + MAX_WORDS:
            yield _mention(sentence, tokens, at, end)
        at = max(end, at + 1)


def _is_headline(tokens: Sequence[Token]) -> bool:
    """In a headline with capitals throughout no name can be told from the words around it."""
    words = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 3]
    return len(words) > 4 and sum(t.text[0].isupper() for t in words) > HEADLINE * len(words)


def names_of(sentences: Iterable[Sentence], speaking: Iterable[str]) -> list[Name]:
    """The full names of a document in order of first mention. `speaking`: the phrases by which speakers are named."""
    found: dict[str, list[Mention]] = {}
    small: set[str] = set()
    for sentence in sentences:
        small.update(word for word in sentence.text.split() if word.islower())
        for mention in mentions(sentence):
            found.setdefault(mention.name, []).append(mention)
    voices = {name for phrase in speaking for part in phrase.split(" and ") if (name := name_in(part))}
    names = [_name(name, at, voices) for name, at in found.items() if name and not _is_longer(name, found, small)]
    parts = {part for n in names if n.is_person for part in _parts(n.words)}
    full = [n for n in names if tuple(n.name.casefold().split()) not in parts]
    return [n for n in full if len(n.words) > 1 or n.is_person]


def _is_longer(name: str, found: Container[str], small: Container[str]) -> bool:
    """`Republican Ana Torres`, `Say Mexico` where the document also has `Ana Torres`, `Mexico` and `say`."""
    first, _, rest = name.partition(" ")
    return rest in found and (" " in rest or first.lower() in small)


def _parts(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every shorter piece of a name, in small letters: `García` and `García Márquez` of `Gabriel García Márquez`."""
    low = tuple(w.casefold() for w in words)
    for size in range(1, len(low)):
        yield from (low[i : i + size] for i in range(len(low) - size + 1))


def name_in(phrase: str) -> str | None:
    """The name in `Foreign Minister Park Jin` or `the miner Ana Torres`; None for `the minister’s aide`."""
    tokens = tokens_of(phrase)
    head = next((i for i, t in enumerate(tokens) if i and (t.low in PREPOSITIONS or t.is_break)), len(tokens))
    at = next((i for i in range(head) if tokens[i].is_name and run_end(tokens, i) >= head), head)
    first = title_end(tokens, at, head) if at < head else head
    if first == head:
        return None
    if at > 1 and tokens[at - 1].low == "and":
        if tokens[head - 1].low not in ORGANISATIONS or not tokens[at - 2].is_name:
            return None
        first = next(i for i in range(at) if tokens[i].is_name)
    end = _institution_end(tokens, at, head)
    return phrase[tokens[first].start : tokens[end - 1].end] if end else None


def _institution_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """The end of `Ministry of Justice`, `Committee for a Sane Budget`; 0 if it cannot be told."""
    named = end < len(tokens) and tokens[end].low in ("of", "for", "on", "to")
    if not named or not any(t.low in ORGANISATIONS for t in tokens[start:end]):
        return end
    after = end + 2 if end + 1 < len(tokens) and tokens[end + 1].low in ("a", "the") else end + 1
    last = run_end(tokens, after) if after < len(tokens) else after
    return last if last > after else 0


def title_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the titles of the name between `start` and `end` stop; `end` when it is nothing but titles."""
    words = [t.low for t in tokens[start:end]]
    if words[-1] in ORGANISATIONS:
        return start
    if all(w in PERSON_TITLES or w in _OFFICES for w in words):
        return end
    last = max((i for i, w in enumerate(words) if w not in _GENERATIONS), default=0)
    titles = [i for i, w in enumerate(words[:last]) if _is_title(w) or (i == 0 and w in ROLES)]
    first = titles[-1] + 1 if titles else 0
    reigns = 0 < first == len(words) - 1 and words[first - 1] in _REIGNING
    return start + first - reigns


def _is_title(word: str) -> bool:
    return word in PERSON_TITLES or word.removesuffix("s") in PERSON_TITLES


def _mention(sentence: Sentence, tokens: Sequence[Token], start: int, end: int) -> Mention:
    first = title_end(tokens, start, end)
    reigns = first == start and end == start + 2 and tokens[start].low in _REIGNING
    titles = frozenset(ABBREVIATED.get(t.low, t.low) for t in tokens[start : first + reigns])
    before, after = _role_before(tokens, start), _role_after(tokens, end)
    return Mention(
        name=sentence.text[tokens[first].start : tokens[end - 1].end] if first < end else "",
        start=sentence.start + tokens[start].start,
        roles=titles | {w for w in before | after if w not in PREPOSITIONS | POINTERS | COUNTS},
        titled=any(t.low in PERSON_TITLES for t in tokens[start : first + reigns]),
        person=bool(titles) or any(map(is_role, before)) or _is_introduced(tokens, end, after),
        other=any(t.low in ORGANISATIONS for t in tokens[first:end]) or _is_other(tokens, start, end, bool(titles)),
    )


def _role_before(tokens: Sequence[Token], start: int) -> frozenset[str]:
    """The words of `council leader X`, `its commander, X`; nothing when no role stands directly before the name."""
    end = start - 1 if start > 1 and tokens[start - 1].text == "," else start
    if end < 1 or not is_role(tokens[end - 1].low):
        return frozenset()
    words = list(takewhile(_describes, reversed(tokens[max(0, end - 4) : end])))
    return frozenset(t.low for t in words)


def _role_after(tokens: Sequence[Token], end: int) -> frozenset[str]:
    """The words of `X, a retired dam inspector (at …)`, up to the first preposition or mark."""
    if end >= len(tokens) or tokens[end].text != ",":
        return frozenset()
    words = takewhile(lambda t: t.low in POINTERS or _describes(t) or t.low == "’s", tokens[end + 1 : end + 9])
    return frozenset(t.low for t in words)


def _describes(token: Token) -> bool:
    return token.text[0].isalnum() and token.low not in POINTERS | PREPOSITIONS | {"who", "and"}


def _is_introduced(tokens: Sequence[Token], end: int, after: frozenset[str]) -> bool:
    """`X, 71, …`, `X (58)`, `X, who …`, `X, a lawyer …`."""
    if end + 2 >= len(tokens) or tokens[end].text not in (",", "("):
        return False
    low = tokens[end + 1].low
    return low in ("who", "whose") or (low.isdigit() and len(low) < 4) or any(map(is_role, after))


def _is_other(tokens: Sequence[Token], start: int, end: int, titled: bool) -> bool:
    """`the Skaill Strait`, `at Corvane`, `Tesuna Hydro spokesman`, `Medlark, a company`."""
    before = tokens[start - 1].low if start else ""
    after = tokens[end].low if end < len(tokens) else ""
    apposed = tokens[end + 1 : end + 6] if after == "," else ()
    if after in _EMPLOYEES or any(t.low in ORGANISATIONS for t in _head(apposed)):
        return True
    return not titled and (before == "the" or (before in ("at", "in", "inside") and after != "’s"))


def _head(tokens: Sequence[Token]) -> Sequence[Token]:
    """The last word of `the state-owned company` before a preposition or mark, when an article opens it."""
    if not tokens or tokens[0].low not in ("a", "an", "the"):
        return ()
    return [*takewhile(lambda t: (_describes(t) and t.low not in RELATIVES) or t.low == "’s", tokens[1:])][-1:]


def _name(name: str, at: Sequence[Mention], voices: set[str]) -> Name:
    """A full name is a person's when it speaks, by itself or by its surname; a single one needs a title."""
    *given, surname = name.split()
    speaks = bool(given) and (name in voices or surname in voices or any(m.person for m in at))
    is_person = (speaks or any(m.titled for m in at)) and not any(m.other for m in at)
    return Name(name, (*given, surname), at[0].start, frozenset().union(*(m.roles for m in at)), is_person, len(at))
