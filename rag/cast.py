"""Who appears in the documents: persons with what they are, and everybody who speaks. Knows no question's kind."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from rag.records import Sentence
from rag.terms import STOPWORDS
from rag.voices.words import is_role

EXPERTS = frozenset(
    "professor prof fellow researcher scholar academic analyst expert specialist scientist lecturer engineer economist "
    "inspector consultant observer actuary university institute college teaches studies thinktank".split()
)
_EXPERT_ENDING = re.compile(r"(?:orian|ologist|omist|icist|emist)$")
OFFICIALS = frozenset(
    "official minister president premier governor gov mayor secretary ambassador spokesman spokeswoman spokesperson "
    "diplomat senator lawmaker legislator commissioner".split()
)
_CLASSES = {
    **dict.fromkeys("expert scholar academic specialist researcher engineer scientist outsider".split(), EXPERTS),
    "official": OFFICIALS,
    "politician": OFFICIALS - {"official", "spokesman", "spokeswoman", "spokesperson", "diplomat", "ambassador"},
}
"""Words that people are asked by -> the words that introduce them. Any other word stands for itself."""

BEFORE, AFTER = 5, 6
"""Words around the first mention of a name that say what its bearer is."""

_COUNTRIES = tuple(
    frozenset(name.replace("_", " ") for name in group.split())
    for group in (
        "seoul south_korea korea south_korean korean / tokyo japan japanese / washington us u.s. united_states "
        "america american / beijing china chinese / pyongyang north_korea north_korean / taipei taiwan taiwanese / "
        "moscow russia russian / kyiv kiev ukraine ukrainian / london uk u.k. britain united_kingdom british / "
        "paris france french / berlin germany german / rome italy italian / madrid spain spanish / lisbon portugal "
        "portuguese / warsaw poland polish / athens greece greek / ankara turkey turkish türkiye / vienna austria "
        "austrian / brussels eu european_union european / delhi new_delhi india indian / islamabad pakistan "
        "pakistani / jakarta indonesia indonesian / manila philippines philippine / hanoi vietnam vietnamese / "
        "bangkok thailand thai / canberra australia australian / wellington new_zealand / ottawa canada canadian / "
        "brasilia brazil brazilian / buenos_aires argentina argentine / mexico_city mexico mexican / cairo egypt "
        "egyptian / tehran iran iranian / baghdad iraq iraqi / riyadh saudi_arabia saudi / jerusalem israel israeli"
    ).split(" / ")
)
"""Names by which news speaks of a country and of its government."""

_GOVERNMENT = frozenset(
    "government governments leader leaders authorities officials administration side cabinet".split()
)
_POINTING = frozenset("he she they it we i you our my your his her their its each one who anyone anybody".split())
_PEOPLE = frozenset("people person persons name names figure figures everyone everybody individuals".split())


@dataclass(frozen=True)
class Person:
    """A person's fullest name, and the sentence that introduces them."""

    name: str
    introduction: Sentence

    @cached_property
    def roles(self) -> frozenset[str]:
        """The words around the name where it is introduced, in small letters and in the singular."""
        before, _, after = self.introduction.text.partition(self.name)
        # `…, a professor at Oxford, said`: what stands between the commas; else a few words of what follows
        apposed = re.match(r",([^,.;—]*)", after)
        words = [*_words(before)[-BEFORE:], *(_words(apposed[1]) if apposed else _words(after.split(",")[0])[:AFTER])]
        return frozenset(words) | frozenset(map(_singular, words))

    def fits(self, words: Sequence[str], proper: Set[str]) -> bool:
        """Whether all words introduce the person, or one that names their party: `the council`, `Tesuna Hydro`."""
        party = {w for w in proper or {words[-1]} if not is_role(w)}
        return {_singular(w) for w in words} <= self.roles or bool(party & self.roles)

    def is_a(self, role: str) -> bool:
        """Whether the person is introduced as what a word in the singular says: `expert`, `minister`, `historian`."""
        wanted = _CLASSES.get(role, frozenset({role}))
        known = wanted is EXPERTS and any(_EXPERT_ENDING.search(word) for word in self.roles)
        return known or bool(self.roles & wanted)


@dataclass(frozen=True)
class Cast:
    """The persons and the sentences of all documents, in order."""

    persons: tuple[Person, ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Everybody whose words or views are given, in order of first appearance."""
        return tuple(dict.fromkeys(s.speaker for s in self.sentences if s.speaker))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All capitalised names in the documents: persons, places, institutions."""
        return tuple(dict.fromkeys(name for s in self.sentences for name in names_in(s.text)))

    def named(self, question: str) -> list[str]:
        """The persons and speakers that a question names, by their full name or a part of it, in its order."""
        known = dict.fromkeys([*(p.name for p in self.persons), *self.speakers])
        places = {name: at for name in known if (at := _place(name, question)) >= 0}
        return sorted(places, key=lambda name: places[name])

    def with_role(self, question: str) -> list[Person]:
        """The persons that a question means by what they are: `the two experts`, `the other historian`."""
        roles = [
            w
            for word in _words(question)
            if (w := _singular(word)) in _CLASSES or is_role(w) or _EXPERT_ENDING.search(w)
        ]
        return [p for p in self.persons if any(p.is_a(role) for role in roles)]

    def of_parties(self, question: str) -> list[Person]:
        """The persons who are introduced by a word of the question, such as their country, firm or office."""
        words = {w for word in _words(question) for w in (word, _singular(word)) if word not in STOPWORDS}
        return [p for p in self.persons if p.roles & words]

    def voices_of(self, phrase: str) -> list[str] | None:
        """The speakers whose words are meant: by name, role, party, or as a country's government.

        Empty when nobody of them speaks in the documents; None when the phrase does not say who (`she`, `we`).
        """
        words = [w for w in _words(phrase) if w not in STOPWORDS and w not in _GOVERNMENT]
        if not _words(phrase) or set(_words(phrase)) & _POINTING:
            return None
        if named := [name for name in self.named(phrase) if name in self.speakers]:
            return named
        countries = [w for w in words if len(aliases(w)) > 1]
        rest = [w for w in words if w not in countries]
        if not rest:
            return [v for v in self.speakers if any(v.lower() in aliases(c) for c in countries)]
        labels = [v for v in self.speakers if set(rest) <= set(_words(v))]
        # `the Korean president` may be the president only if the text calls somebody so
        unheard = countries and not re.search(rf"\b{countries[-1]} (?:\w+ )?{rest[-1]}\b", self._text, re.IGNORECASE)
        proper = {w for w in rest if w.capitalize() in phrase}
        known = [] if unheard else [p.name for p in self.persons if p.fits(rest, proper)]
        return [v for v in dict.fromkeys([*labels, *known]) if v in self.speakers]

    @cached_property
    def _text(self) -> str:
        return " ".join(s.text for s in self.sentences)

    def mentions(self, phrase: str) -> list[Sentence]:
        """The sentences that speak of a party, by one of its names: `the Japanese government`, `Tokyo`.

        First those that tell what it does: `Tokyo shows little sign of moving`.
        """
        words = [w for w in _words(phrase) if w not in STOPWORDS and w not in _GOVERNMENT]
        names = "|".join(re.escape(name) for w in words for name in sorted(aliases(w)))
        if not names:
            return []
        verbs = r"is|was|has|had|will|would|shows?|showed|needs?|wants?|insists?|refuses?|rejects?|remains?|\w+ed"
        does = re.compile(rf"\b(?:{names}) (?:still |also |now )?(?:{verbs})\b", re.IGNORECASE)
        found = [s for s in self.sentences if re.search(rf"\b(?:{names})\b", s.text, re.IGNORECASE)]
        return sorted(found, key=lambda s: not does.search(s.text))

    def about(self, name: str) -> list[Sentence]:
        """The speaker's sentences, and the reporter's own that name them."""
        return [s for s in self.sentences if s.speaker == name or (not s.speaker and _place(name, s.text) >= 0)]


def is_everybody(question: str) -> bool:
    """Whether persons are asked for without saying which: `who are the people in this story?`."""
    return bool(_PEOPLE & set(_words(question)))


def aliases(name: str) -> frozenset[str]:
    """All names of a country in small letters, for any of them; else the name itself: `Seoul`, `Korean`."""
    low = re.sub(r"^the ", "", name.casefold().replace("’", "'").removesuffix("'s"))
    return next((group for group in _COUNTRIES if low in group or low.removesuffix("s") in group), frozenset({low}))


def names_in(text: str) -> list[str]:
    """Runs of capitalised words inside a sentence, or of two and more at its start."""
    runs = re.finditer(r"\b[A-Z][\w’'&.-]*(?:\s(?:of\s|for\s|the\s)?[A-Z][\w’'&.-]*)*", text)
    found = [(m.start(), re.sub(r"^(?:The|A|An) |[’']s$|[.,]$", "", m.group())) for m in runs]
    return [name for at, name in found if (at and text[at - 2 : at] not in (". ", "? ", "“ ")) or " " in name]


def _place(name: str, text: str) -> int:
    """Where a text names somebody: by a capitalised part of the name, else by the whole. -1 where it does not."""
    parts = [p for p in name.split() if p[:1].isupper()]
    wanted = "|".join(re.escape(p) for p in parts) if parts else re.escape(re.sub(r"^(?:the|an?) ", "", name))
    found = re.search(rf"\b(?:{wanted})\b", text, re.IGNORECASE)
    return found.start() if found else -1


def _singular(word: str) -> str:
    return word.removesuffix("s") if not word.endswith("ss") else word


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def cast_of(people: Iterable[str], sentences: Sequence[Sentence]) -> Cast:
    """The cast of labelled sentences; `people`: the full names of the persons among them."""
    named = ((name, next((s for s in sentences if name in s.text), None)) for name in dict.fromkeys(people))
    return Cast(tuple(Person(name, first) for name, first in named if first), tuple(sentences))
