"""Any other name of the documents in a Korean or Japanese question, recognised by its sound."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rag.foreign import hangul, kana, sound
from rag.foreign.everyday import EVERYDAY
from rag.foreign.hangul import PARTICLES, SYLLABLES
from rag.foreign.kana import KATAKANA
from rag.foreign.terms import is_term, placed, tidy

MOST_WORDS = 3
"""Longest name in words."""

LONGER = 0.05
"""A name with one more word is taken even when it is less alike by this: Kalimbe Dam rather than Kalimbe."""

SHORT = 0.92
"""Likeness that two Hangul syllables must have: most ordinary words are that short."""

LIGHT = 2.8
"""Weight from which Hangul is compared at all: with endings written onto them, too many words sound like Mali."""

_HANGUL = re.compile(f"[{SYLLABLES}]+(?: [{SYLLABLES}]+)*")
_KATAKANA = re.compile(f"[{KATAKANA}]+(?:[・= ][{KATAKANA}]+)*")

_Known = Mapping[tuple[str, ...], str]
"""The sounds of each word of a name -> the name."""


class _Found(NamedTuple):
    """A name, how sure it is, and how many parts of the question it stands for."""

    likeness: float
    size: int
    text: str


def with_heard(question: str, names: Iterable[str]) -> str:
    """The question with each word that sounds like one of the names, or like a word of one, spelt as it is."""
    spellings = {spelling for name in names for spelling in (*name.split(), name) if spelling[:1].isupper()}
    known = {tuple(map(sound.heard, spelling.split())): spelling for spelling in sorted(spellings)}
    for pattern in (_HANGUL, _KATAKANA):
        question = pattern.sub(lambda match: _replaced(match.group(), known), question)
    return tidy(question)


def _replaced(words: str, known: _Known) -> str:
    """From left to right, the most alike of the names that may begin at each word."""
    parts = re.split("([ ・=])", words)
    replaced = ""
    while parts:
        sizes = range(1, min(2 * MOST_WORDS, len(parts) + 1), 2)
        found = max(_found(parts[:size], known) for size in sizes)
        replaced += found.text + "".join(parts[found.size : found.size + 1])
        parts = parts[found.size + 1 :]
    return replaced


def _found(parts: Sequence[str], known: _Known) -> _Found:
    """The name that sounds most like these parts without their ending; the first part as it is when none does."""
    *before, last = parts[::2]
    nothing = _Found(0.0, 1, parts[0])
    if _is_everyday(parts[0]):
        return nothing
    found = (
        _Found(likeness + LONGER * len(heard), len(parts), placed(name, last[len(stem) :]))
        for stem in _stems(last)
        for heard, name in known.items()
        if (likeness := _likeness((*before, stem), heard))
    )
    return max(found, default=nothing)


def _is_everyday(word: str) -> bool:
    return is_term(word) or any(stem in EVERYDAY for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    """The word, and without what may be an ending or a noun written onto a name."""
    yield word
    for size in range(1, len(word)):
        if re.fullmatch(PARTICLES, word[size:]) or is_term(word[size:]):
            yield word[:size]


def _likeness(words: Sequence[str], heard: tuple[str, ...]) -> float:
    """Of one written word to a name, whose words may be written as one; of several words, one by one, to as many."""
    spoken = [kana.sounds(word) if re.match(f"[{KATAKANA}]", word) else hangul.sounds(word) for word in words]
    together = sound.same("".join(spoken), "".join(heard))
    if len(words) > 1:
        each = len(words) == len(heard) and all(map(_begins, spoken, heard))
        return together if each else 0.0
    if re.match(f"[{KATAKANA}]", words[0]):
        return together if len(words[0]) > 2 else 0.0
    light = sound.weight(spoken[0]) < LIGHT
    return 0.0 if light or (len(words[0]) < 3 and together < SHORT) else together


def _begins(spoken: str, heard: str) -> bool:
    return bool(spoken and heard) and sound.begin_alike(spoken[0], heard[0])
