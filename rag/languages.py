"""Questions in Korean and Japanese: the fixed phrases, and names spelt as the documents spell them.

A small model translates plain questions well and ruins names, so names are put in before it translates.
Knows no document; it is given the people's names.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Literal

Language = Literal["en", "ko", "ja"]

NOT_IN_SOURCES: dict[Language, str] = {
    "en": "The sources do not say",
    "ko": "출처에는 나와 있지 않습니다",
    "ja": "出典には書かれていません",
}
"""The one phrase that every refusal begins with; prompt, code and tests share it."""

QUOTED: dict[Language, str] = {
    "en": "",
    "ko": "출처의 해당 문장은 다음과 같습니다.",
    "ja": "出典の該当する文は次のとおりです。",
}
"""Stands before quotations in the documents' language."""

ALIKE = 0.78
"""Share of matching letters from which two spellings are one name: 윤석열 and Yoon Suk Yeol have 0.89."""

_INITIALS = "g kk n d tt r m b pp s ss _ j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = "_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_SPELLINGS = (
    ("oo", "u"), ("ee", "i"), ("ou", "u"), ("eu", "u"), ("eo", "o"), ("oe", "oi"), ("ae", "e"), ("rk", "k"),
    ("ch", "j"), ("k", "g"), ("t", "d"), ("p", "b"), ("r", "l"),
)  # fmt: skip
"""Letters that romanisations of Korean write either way."""


def language(question: str) -> Language:
    """Korean by Hangul, Japanese by kana or by Chinese characters without Hangul, else English."""
    if re.search(r"[\uac00-\ud7a3]", question):
        return "ko"
    return "ja" if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", question) else "en"


def with_names(question: str, people: Iterable[str]) -> str:
    """The question with each Korean name that sounds like one of the people spelt as theirs."""
    known = {_sound(name): name for name in people}
    return re.sub(r"[\uac00-\ud7a3]{2,}", lambda word: _named(word.group(), known), question)


def _named(word: str, known: dict[str, str]) -> str:
    """A word whose first two to four syllables are a name, with the name replaced; else the word."""
    heard = [(size, _sound(_romanised(word[:size]))) for size in (4, 3, 2) if size <= len(word)]
    scored = [(_alike(sound, other), size, name) for size, sound in heard for other, name in known.items()]
    score, size, name = max(scored, default=(0.0, 0, ""))
    return f"{name} {word[size:]}".strip() if score >= ALIKE else word


def _alike(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second).ratio()


def _romanised(hangul: str) -> str:
    """Letter by letter, after the Revised Romanisation; without its rules for neighbouring syllables."""
    letters = []
    for syllable in hangul:
        block = ord(syllable) - 0xAC00
        parts = _INITIALS[block // 588], _VOWELS[block % 588 // 28], _FINALS[block % 28]
        letters.append("".join(parts).replace("_", ""))
    return "-".join(letters)


def _sound(name: str) -> str:
    """A spelling reduced to what all romanisations share, part by part."""
    parts = re.findall(r"[a-z]+", re.sub(r"^(?:lee|yi|rhee)\b", "i", name.lower()))
    for written, shared in _SPELLINGS:
        parts = [part.replace(written, shared) for part in parts]
    return "".join(parts)
