"""Hangul syllables -> sounds, and the ways in which they are written in Latin letters."""

import re
from collections.abc import Sequence
from functools import lru_cache

SYLLABLES = "\uac00-\ud7a3"
"""For a character class of a regular expression."""

_PARTICLES = """
    은 는 이 가 을 를 의 에 에서 에게 에게서 께 께서 한테 로 으로 로서 으로서 로써 으로써 와 과 랑 이랑 하고 도 만
    까지 부터 보다 처럼 마저 조차 밖에 뿐 이나 나 이며 며 이고 고 이란 란 이라 라 이라고 라고 이라는 라는 이라면
    라면 이든 든 인 인가 인지 일까 이었 였 입니까 입니다 이다 다 이죠 죠 이야 야 요 측 쪽 간 들 님 때 중 후 전 별 내
    당
""".split()
PARTICLES = f"(?:{'|'.join(sorted(_PARTICLES, key=len, reverse=True))}){{0,4}}"
"""A pattern for what Korean writes onto a noun."""

_INITIALS = "g k n d t l m b p s s - j j C k t p h".split()
_VOWELS = "a e ya ye o e yo ye o wa we we yo u wo we wi yu _ ui i".split()
_FINALS = "- k k k n n n t l k m l l l p l m p p t t N t t k t p t".split()

_WRITTEN_INITIALS = "[gk] kk?|gg? n [dt] tt?|dd? [rln] m [bpv] pp?|bb? sh? ss? - j|ch|z jj? ch k t ph? [hw]".split()
_WRITTEN_VOWELS = (
    "a[ah]? ae|ai|e[hy]?|ay ya yae eo|u|oh?|uh|ou|eu e|ae|eh|ay ye?o|yu|you|yeu|eo ye?|e oh?|ou [hw]a|oa wae|we "
    "oe|oi|we yo w?u|w?oo|ou wo|weo|wu we w?i|wee|ui yu|yoo|you|ew eu|u|oo u?i|eui|ee|yi i|ee|yi|ih"
).split()
_WRITTEN_FINALS = (
    "h? c?k|g|c k k n n n d|t l+|r|hl k m l l l p l m b|p p s|t t ng j|t t k t p h?"
).split()  # fmt: skip
"""By the Revised Romanisation, McCune-Reischauer, and as people spell their own names: Yoon, Suk, Chung, Ahn."""


_ANY = f"(?:{'|'.join(_WRITTEN_INITIALS)}|)(?:{'|'.join(_WRITTEN_VOWELS)})(?:{'|'.join(_WRITTEN_FINALS)})"
GIVEN_NAME = f"{_ANY}(?:[ -]?{_ANY})?"
"""A pattern for one or two Korean syllables in small Latin letters."""


def sounds(hangul: str) -> str:
    """The code of `rag.foreign.sound`; anything but syllables is left out."""
    parts = [(_INITIALS[i], _VOWELS[v], _FINALS[f]) for i, v, f in map(_letters, re.findall(f"[{SYLLABLES}]", hangul))]
    return re.sub(r"(.)\1", r"\1", "".join(map("".join, parts)).replace("-", ""))


def romanisations(syllables: Sequence[str]) -> str:
    """A pattern for a Korean name's spellings in small Latin letters.

    A syllable of several characters is one of them; an empty one is any syllable.
    """
    spelt = ("|".join(map(_written, either)) or "[a-z]{1,7}" for either in syllables)
    return "[ -]?".join(f"(?:{spelling})" for spelling in spelt)


@lru_cache(maxsize=1024)
def _written(syllable: str) -> str:
    initial, vowel, final = _letters(syllable)
    first = _WRITTEN_INITIALS[initial].replace("-", "[rl]?" if _VOWELS[vowel][0] in "yi" else "")
    return f"(?:{first})(?:{_WRITTEN_VOWELS[vowel]})(?:{_WRITTEN_FINALS[final]})"


def _letters(syllable: str) -> tuple[int, int, int]:
    """Initial, vowel and final, by their places in the Korean alphabet."""
    block = ord(syllable) - 0xAC00
    return block // 588, block % 588 // 28, block % 28
