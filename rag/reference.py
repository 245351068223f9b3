"""A phrase that names a speaker -> who is meant: a surname, "he", "the minister", "its director" and their full name.

Knows the names of the document and what its earlier sentences spoke of; knows no verbs.
"""

from collections import Counter
from collections.abc import Sequence, Set

from rag.names import ABBREVIATED, MEN, WOMEN, Name, mentions, name_in
from rag.phrases import is_plural
from rag.records import Sentence
from rag.words import COUNTS, POINTERS, PREPOSITIONS, RELATIVES, is_role, run_end, tokens_of

MEMORY = 6
"""Sentences back in which a pronoun's person is looked for."""

_SUFFIXES = {
    "company": "inc ltd corp llc plc co motors airlines airways group holdings industries hydro systems".split(),
    "hospital": "medical clinic infirmary".split(),
}
_GENDER = {
    "he": "he",
    "his": "he",
    "him": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
}
_FIRMS = frozenset("company firm carmaker automaker airline retailer lender manufacturer operator developer".split())
_LESSER = frozenset("vice deputy former acting assistant".split())
"""`the president` is not the vice president."""
_PLAIN = frozenset("then new old current own late".split())


class References:
    """Whom the phrases of one document mean. Sentences are remembered in order, each after it was resolved."""

    def __init__(self, names: Sequence[Name], sentences: Sequence[Sentence]):
        self._names = {n.name: n for n in names}
        self._by_word: dict[str, list[Name]] = {}
        for name in names:
            for word in name.words:
                self._by_word.setdefault(word.casefold(), []).append(name)
        self._first: dict[str, int] = {}
        self._small: set[str] = set()
        self._capital: set[str] = set()
        self._places: set[str] = set()
        for sentence in sentences:
            self._read(sentence)
        self._pronouns = {n.name: _pronoun(n) for n in names if n.is_person}
        self._memory: list[list[str]] = []
        self._learn_pronouns(sentences)

    def _learn_pronouns(self, sentences: Sequence[Sentence]) -> None:
        """A pronoun behind the only person of a sentence is taken for that person's."""
        votes: dict[str, Counter[str]] = {}
        for sentence in sentences:
            persons = set(self._persons_in(sentence))
            heard = {_GENDER[t.low] for t in tokens_of(sentence.text) if t.low in _GENDER}
            if len(persons) == len(heard) == 1:
                votes.setdefault(persons.pop(), Counter())[heard.pop()] += 1
        for name, counted in votes.items():
            self._pronouns[name] = self._pronouns[name] or counted.most_common(1)[0][0]

    def _read(self, sentence: Sentence) -> None:
        for mention in mentions(sentence):
            self._first.setdefault(mention.name, mention.start)
        tokens = tokens_of(sentence.text)
        for at in range(1, len(tokens)):
            word, before = tokens[at].text, tokens[at - 1]
            if word.islower():
                self._small.add(word)
            elif not before.is_break:
                self._capital.add(word)
            if before.low == "in" and run_end(tokens, at) == at + 1:
                self._places.add(word)

    def resolve(self, who: str, sentence: Sentence, opens: bool) -> str | None:
        """The speaker's full name or a short description. `opens`: the phrase stands before what is said."""
        if who.lower() in ("he", "she"):
            return self._person(who.lower(), self._persons_in(sentence), opens)
        if who.lower() in ("they", "it"):
            return self._group(who.lower())
        parts = who.split(" and ")
        names = [name_in(part) for part in parts]
        if len(parts) == 2 and all(n and self._full(n, sentence.end) in self._pronouns for n in names):
            return " and ".join(self._full(n, sentence.end) for n in names if n)
        who = self._without_capital(who)
        name = name_in(who)
        titles = {ABBREVIATED.get(t.low, t.low) for t in tokens_of(who)}
        return self._full(name, sentence.end, titles) if name else self._described(who, sentence.end)

    def remember(self, sentence: Sentence, speaker: str | None, subject: str | None) -> None:
        """Keep what a sentence (without its quotations) speaks of, the likeliest to be meant by a pronoun first."""
        about = self.resolve(subject, sentence, opens=True) if subject else None
        self._memory.append([who for who in (speaker, about, *self._persons_in(sentence)) if who])

    def person_of(self, sentence: int) -> str | None:
        """The person whom the sentence of that number speaks of first."""
        return next((name for name in self._memory[sentence][:2] if name in self._pronouns), None)

    def _persons_in(self, sentence: Sentence) -> list[str]:
        full = (self._full(m.name, sentence.end) for m in mentions(sentence) if m.name)
        return [name for name in full if name in self._pronouns]

    def _person(self, pronoun: str, here: list[str], opens: bool) -> str | None:
        earlier = self._memory[: -MEMORY - 1 : -1]
        for names in (here, *earlier) if opens else (*earlier, here):
            for name in names:
                if self._pronouns.get(name, _described_pronoun(name)) in (pronoun, ""):
                    return name
        return None

    def _group(self, pronoun: str) -> str | None:
        for names in reversed(self._memory[-MEMORY:]):
            for name in names:
                several = is_plural(name.lower().split())
                if name not in self._pronouns and (pronoun == "they" or not several):
                    return name
        return None

    def _full(self, name: str, at: int, titles: Set[str] = frozenset()) -> str:
        """The name as first introduced; of several the one with the title, the most named, the last before `at`."""
        words = [w.casefold() for w in name.split()]
        longer = [n for n in self._by_word.get(words[0], ()) if _within(words, n) and self._may_shorten(name, n)]
        longer.sort(
            key=lambda n: (
                n.start < at,
                bool(n.roles & titles),
                n.times,
                n.start if n.start < at else -n.start,
            )
        )
        return longer[-1].name if longer else name

    def _may_shorten(self, short: str, long: Name) -> bool:
        """A person's name may be cut anywhere; `Meridia` means `Meridia Rolling Stock` unless it was named before or is a place."""
        if len(long.words) <= len(short.split()):
            return False
        first = self._first.get(short, long.start)
        return long.is_person or (long.name.startswith(short) and first >= long.start and short not in self._places)

    def _described(self, who: str, at: int) -> str:
        """`the governor`, `its director`, `the museum` by name where the document gives one."""
        first, *words = (t.low for t in tokens_of(who))
        nouns = {w for w in words if w not in _PLAIN}
        if (
            first not in POINTERS
            or first in ("a", "an")
            or nouns & (PREPOSITIONS | RELATIVES | {"’s", "’"})
            or not nouns
        ):
            return _short(who)
        fits = [n for n in self._names.values() if _fits(n, nouns, words[-1])]
        before = [n for n in fits if n.start < at]
        return before[-1].name if before else fits[0].name if fits else _short(who)

    def _without_capital(self, who: str) -> str:
        """`Critics of the plan` at the start of a sentence with a small letter; a name keeps its capital."""
        word = tokens_of(who)[0].text
        common = word.lower() in self._small or word.endswith("s") or word.lower() in POINTERS | COUNTS
        is_name = word in self._capital or word.casefold() in self._by_word
        return who[0].lower() + who[1:] if common and not (is_name and word.lower() not in POINTERS | COUNTS) else who


def _pronoun(name: Name) -> str:
    if name.roles & WOMEN:
        return "she"
    return "he" if name.roles & MEN else ""


def _described_pronoun(who: str) -> str | None:
    """The pronoun of `a spokesman for the port`; None when it is no single person."""
    words = [t.low for t in tokens_of(who)]
    head = next((i for i, w in enumerate(words) if i and w in PREPOSITIONS | RELATIVES), len(words))
    noun = words[head - 1] if head else ""
    if words[:1] != [] and words[0] not in POINTERS or not is_role(noun):
        return None
    return "she" if noun in WOMEN or noun.endswith("woman") else "he" if noun in MEN or noun.endswith("man") else ""


def _within(words: Sequence[str], name: Name) -> bool:
    """Whether the words stand side by side in the name."""
    all_words = [w.casefold() for w in name.words]
    return any(all_words[i : i + len(words)] == list(words) for i in range(len(all_words)))


def _fits(name: Name, nouns: set[str], noun: str) -> bool:
    """Whether `the <nouns>` may mean the bearer of the name."""
    if name.is_person:
        return is_role(noun) and nouns <= name.roles and not (name.roles - nouns) & _LESSER
    words = {w.lower().rstrip(".") for w in name.words}
    if noun != name.words[-1].lower() and noun not in _FIRMS and noun not in _SUFFIXES:
        return False
    kind = "company" if noun in _FIRMS else noun
    return nouns <= words or (len(nouns) == 1 and bool(words.intersection(_SUFFIXES.get(kind, ()))))


def _short(who: str) -> str:
    first, _, rest = who.partition(" ")
    return f"{first.lower()} {rest}" if first.lower() in POINTERS | COUNTS and rest else who
