"""A name with its Latin spelling in brackets -> the Latin spelling alone."""

import re

from rag.foreign import sound
from rag.foreign.hangul import SYLLABLES
from rag.foreign.hangul import sounds as hangul_sounds
from rag.foreign.hanja import CHARACTERS
from rag.foreign.kana import KATAKANA
from rag.foreign.surnames import SPELLINGS
from rag.foreign.terms import placed, tidy, with_terms

_LATIN = r"[A-Z][A-Za-zÀ-ɏ.’'&-]*(?:[ ,]+[A-Za-zÀ-ɏ0-9.’'&-]+){0,7}"
_WORD = rf"[{SYLLABLES}]+|(?<![{KATAKANA}])[{KATAKANA}]+(?:[・=][{KATAKANA}]+)*[{CHARACTERS}]*|[{CHARACTERS}]+"
_GLOSSED = re.compile(rf"(?P<before>(?:[{SYLLABLES}]+ ){{0,3}})(?:{_WORD}) ?\((?P<latin>{_LATIN})\)")
_GLOSSING = re.compile(rf"(?P<latin>{_LATIN}) ?\([{SYLLABLES}{KATAKANA}{CHARACTERS}・= ]+\)")
_READING = re.compile(rf"(?P<name>(?:{'|'.join(SPELLINGS)})[{CHARACTERS}]{{0,3}})\([{KATAKANA}・=]+\)")
_HANJA = re.compile(rf"(?P<name>[{SYLLABLES}]+) ?\([{CHARACTERS}]+\)")

BELONGS = 0.6
"""Likeness from which a word before the transliterated one is part of the name: its own spelling is in the brackets."""


def with_latin(question: str) -> str:
    """The question with `바르슬란드(Varsland)` as `Varsland`, and without the readings of Korean names."""
    question = _HANJA.sub(r"\g<name>", _READING.sub(r"\g<name>", question))
    return tidy(_GLOSSING.sub(r"\g<latin>", _GLOSSED.sub(_latin, question)))


def _latin(match: re.Match[str]) -> str:
    """The Latin name takes the place of as many words before the brackets as are heard in it."""
    latin, words = match["latin"], match["before"].split()
    for _ in latin.split()[1:]:
        if words and _belongs(words[-1], latin):
            words.pop()
    return f"{' '.join(words)}{placed(latin)}"


def _belongs(word: str, latin: str) -> bool:
    known = with_terms(word).lower()
    heard = (sound.alike(hangul_sounds(word), sound.heard(part)) for part in latin.split())
    return known in latin.lower().split() or max(heard) >= BELONGS
