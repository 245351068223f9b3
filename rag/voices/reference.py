"""A phrase that names a speaker -> who is meant: a surname, "he", "the minister", "its director" and their full name.

Knows the names of the document and what its earlier sentences spoke of; knows no verbs.
"""

from collections import Counter
from collections.abc import Sequence, Set

from rag.records import Sentence
from rag.voices.names import ABBREVIATED, Name, mentions, name_in
from rag.voices.phrases import head_end, is_plural
from rag.voices.words import COUNTS, POINTERS, PREPOSITIONS, RELATIVES, is_role, run_end, tokens_of

MEMORY = 6
"""Sentences back in which a pronoun's person is looked for."""

PRONOUNS = ("he", "she", "they", "it")
_GENDERED = dict.fromkeys(("he", "his", "him", "himself"), "he") | dict.fromkeys(("she", "her", "herself"), "she")
_WOMEN = frozenset("mrs ms miss dame lady queen princess actress woman mother wife daughter sister widow".split())
_MEN = frozenset("mr sir lord king prince man father husband son brother widower imam monk priest".split())
_FIRMS = frozenset("company firm carmaker automaker airline retailer lender manufacturer operator developer".split())
_SUFFIXES = {
    "company": frozenset("inc ltd corp llc plc co motors airlines airways group holdings industries hydro".split()),
    "hospital": frozenset("medical clinic infirmary".split()),
}
"""Words of a name by which it is the document's `the company`, `the hospital`."""
_LESSER = frozenset("vice deputy former acting assistant".split())
"""`the president` is not the vice president."""
_PLAIN = frozenset("then new old current own late".split())
"""Words that tell nobody apart: `the then minister`."""


class References:
    """Whom the phrases of one document mean. Sentences are remembered in order, each after it was resolved."""

    def __init__(self, names: Sequence[Name], sentences: Sequence[Sentence]):
        self._names = names
        self._by_word: dict[str, list[Name]] = {}
        for name in names:
            for word in set(name.name.casefold().split()):
                self._by_word.setdefault(word, []).append(name)
        self._first: dict[str, int] = {}
        self._small: set[str] = set()
        self._capital: set[str] = set()
        self._places: set[str] = set()
        for sentence in sentences:
            self._read(sentence)
        self._persons = {n.name: _pronoun(n.roles) for n in names if n.is_person}
        self._learn_pronouns(sentences)
        self._memory: list[list[str]] = []

    def resolve(self, who: str, sentence: Sentence, subject: str | None = None, opens: bool = False) -> str | None:
        """The speaker's full name or a short description.

        `subject`: what the sentence begins with; `opens`: the phrase stands before what is said.
        """
        low = who.lower()
        if low in PRONOUNS[:2]:
            return self._person(low, self._persons_in(sentence), opens)
        if low in PRONOUNS:
            about = self.resolve(subject, sentence) if subject and subject.lower() not in PRONOUNS else None
            return self._group(low, [about] if about else [])
        if both := self._two_persons(who, sentence.end):
            return both
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
        return next((name for name in self._memory[sentence][:2] if name in self._persons), None)

    def _read(self, sentence: Sentence) -> None:
        """Learn which words are names only by standing first, and which names are places: `in Meridia`."""
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

    def _learn_pronouns(self, sentences: Sequence[Sentence]) -> None:
        """The pronouns beside the only person of a sentence are taken for that person's."""
        votes: dict[str, Counter[str]] = {}
        for sentence in sentences:
            persons = set(self._persons_in(sentence))
            heard = {_GENDERED[t.low] for t in tokens_of(sentence.text) if t.low in _GENDERED}
            if len(persons) == len(heard) == 1:
                votes.setdefault(persons.pop(), Counter()).update(heard)
        for name, counted in votes.items():
            self._persons[name] = self._persons[name] or counted.most_common(1)[0][0]

    def _persons_in(self, sentence: Sentence) -> list[str]:
        full = (self._full(m.name, sentence.end) for m in mentions(sentence) if m.name)
        return [name for name in full if name in self._persons]

    def _person(self, pronoun: str, here: list[str], opens: bool) -> str | None:
        earlier = self._memory[: -MEMORY - 1 : -1]
        for names in (here, *earlier) if opens else (*earlier, here):
            for name in names:
                if self._persons.get(name, _described_pronoun(name)) in (pronoun, ""):
                    return name
        return None

    def _group(self, pronoun: str, here: list[str]) -> str | None:
        """`they`: several, or an organisation; `it`: the latter."""
        for names in (*self._memory[: -MEMORY - 1 : -1], here):
            for name in names:
                is_one = name in self._persons or _described_pronoun(name) is not None
                if not is_one and (pronoun == "they" or not is_plural(name.lower().split())):
                    return name
        return None

    def _two_persons(self, who: str, at: int) -> str | None:
        names = [name_in(part) for part in who.split(" and ")]
        full = [self._full(name, at) for name in names if name]
        return " and ".join(full) if len(full) == len(names) == 2 and all(n in self._persons for n in full) else None

    def _full(self, name: str, at: int, titles: Set[str] = frozenset()) -> str:
        """The name as first introduced; of several the one with the title, the most named, the last before `at`."""

        def fitness(long: Name) -> tuple[bool, bool, int, int]:
            is_known = long.start < at
            return is_known, bool(long.roles & titles), long.times, long.start if is_known else -long.start

        words = name.casefold().split()
        longer = [n for n in self._by_word.get(words[0], ()) if self._may_shorten(name, n) and _within(words, n)]
        return max(longer, key=fitness).name if longer else name

    def _may_shorten(self, short: str, long: Name) -> bool:
        """A person's name may be cut anywhere; `Meridia` is `Meridia Rolling Stock` unless named before, or a place."""
        if len(long.words) <= len(short.split()):
            return False
        is_introduced = long.name.startswith(short) and self._first.get(short, long.start) >= long.start
        return long.is_person or (is_introduced and short not in self._places)

    def _described(self, who: str, at: int) -> str:
        """`the governor`, `its director`, `the museum` by name where the document gives one."""
        first, *words = (t.low for t in tokens_of(who))
        nouns = set(words) - _PLAIN
        if first in POINTERS - {"a", "an"} and nouns and not nouns & (PREPOSITIONS | RELATIVES | {"’s", "’"}):
            fits = [n for n in self._names if _fits(n, nouns, words[-1])]
            before = [n for n in fits if n.start < at]
            if fits:
                return before[-1].name if before else fits[0].name
        return who

    def _without_capital(self, who: str) -> str:
        """`Critics of the plan` at the start of a sentence with a small letter; a name keeps its capital."""
        word = tokens_of(who)[0].text
        if word.lower() in POINTERS | COUNTS:
            return who[0].lower() + who[1:]
        is_name = word in self._capital or word.casefold() in self._by_word
        is_common = word.lower() in self._small or word.endswith("s")
        return who[0].lower() + who[1:] if is_common and not is_name else who


def _pronoun(roles: Set[str]) -> str:
    """What the words for a person tell of the pronoun; empty when nothing."""
    if roles & _WOMEN or any(w.endswith("woman") for w in roles):
        return "she"
    return "he" if roles & _MEN or any(w.endswith("man") for w in roles) else ""


def _described_pronoun(who: str) -> str | None:
    """The pronoun of `a spokesman for the port`; None when it is no single person."""
    words = [t.low for t in tokens_of(who)]
    noun = words[head_end(words) - 1]
    return _pronoun({noun}) if words[0] in POINTERS and is_role(noun) else None


def _within(words: Sequence[str], name: Name) -> bool:
    """Whether the words stand side by side in the name."""
    all_words = name.name.casefold().split()
    return any(all_words[i : i + len(words)] == words for i in range(len(all_words)))


def _fits(name: Name, nouns: set[str], noun: str) -> bool:
    """Whether `the <nouns>` may mean the bearer of the name."""
    if name.is_person:
        return is_role(noun) and nouns <= name.roles and not (name.roles - nouns) & _LESSER
    words = {w.rstrip(".") for w in name.name.casefold().split()}
    if noun == name.words[-1].casefold() and nouns <= words:
        return True
    return len(nouns) == 1 and bool(words & _SUFFIXES.get("company" if noun in _FIRMS else noun, frozenset()))
