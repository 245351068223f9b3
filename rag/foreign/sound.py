"""Words -> how they sound, in a code that Latin letters, Hangul and katakana share, and how alike two are.

The code is one character for each sound. `S C T N` are the sounds of `sh ch th ng`, `c` that of `ts`; `G` and `X` are
a written g and ch, which are read in two ways; `U` and `V` are vowels that English letters leave open, `E` and `R`
letters that may be silent. `_` is a vowel that a transliteration may have put in to keep consonants apart.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_WRITTEN = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""), (r"ee|ea", "i"), (r"(?<!^)igh", "ai"), (r"ou|oo", "W"), (r"(.)(?=\1)", ""),
        (r"^[kg]n", "n"), (r"^wr", "r"), (r"^x", "z"), (r"wh", "w"), (r"sch", "S"), (r"tch", "C"), (r"ch", "X"),
        (r"sh", "S"), (r"ph", "f"), (r"th", "T"), (r"gh(?=t)", ""), (r"(?<!n)gh", "g"), (r"qu", "kw"),
        (r"c(?=[eiy])", "s"), (r"(?<!^)c?k|[cq]", "k"), (r"x", "ks"), (r"ts", "c"), (r"dg(?=e)", "j"),
        (r"g(?=[eiy])", "G"), (r"a[uw](?![aeiouy])", "o"), (r"[st]ion$", "Son"), (r"ng(?![aeiouy])", "N"),
        (r"(?<=[aeiou])gne$", "n"), (r"mb$", "m"), (r"(?<=[^aeiouy])e$", "E"), (r"[ei](?=r(?![aeiouyW]))", "V"),
        (r"u", "U"), (r"r(?![aeiouyUVW])", "R"), (r"y(?![aeiouU])", "i"), (r"W", "u"),
    )
)  # fmt: skip
"""English letters -> sounds, in this order. Rough: `_NEAR` forgives what it gets wrong."""

_NEAR = {
    0.1: "bv pf sT zj sS rl Rl Gg Gj XC Va Ve Vo Vu Uu Uo Ua U_ _u _o Ee Ei E_",
    0.2: "ae Xk XS Cj fh Tt nN Tz Sz zs tC dz ct cs cz cC",
    0.3: "_ie _a ae ei ou ao eo au td kg jd jg jy Sj Ck Td TS vw kh mn vf ST",
    0.35: "pb",
    0.5: "aiou eu Uei Nm SC sC hg Xh",
}
"""Price -> sounds that a transliteration writes for each other: every two of a group."""

_PRICES = {
    frozenset(pair): price
    for price, groups in reversed(_NEAR.items())
    for group in groups.split()
    for pair in ((a, b) for i, a in enumerate(group) for b in group[i + 1 :])
}
_LOST = dict.fromkeys("aeiouUV", 0.25) | {"_": 0.05, "E": 0.05, "R": 0.1, "h": 0.3, "w": 0.25, "y": 0.2}
"""Price of a sound that only one side has; 1 for any other."""

_ENOUGH = ((4.8, 0.77), (3.8, 0.83), (2.8, 0.87), (1.9, 0.94))
"""Weight -> likeness from which two words of about that weight are one: the shorter, the more alike they must be."""

_VOWELS = frozenset("aeiouUV_")


@lru_cache(maxsize=8192)
def heard(latin: str) -> str:
    """A name in Latin letters as sounds."""
    letters = unicodedata.normalize("NFKD", latin).lower()
    for pattern, sound in _WRITTEN:
        letters = pattern.sub(sound, letters)
    return letters


@lru_cache(maxsize=8192)
def weight(sounds: str) -> float:
    """How much there is to compare: about the number of consonants, and a quarter for each vowel."""
    return sum(_LOST.get(sound, 1.0) for sound in sounds)


def alike(one: str, other: str) -> float:
    """1 for words that sound the same, about 0 for words that share nothing."""
    return 1 - 2 * _distance(one, other) / ((weight(one) + weight(other)) or 1)


def _distance(one: str, other: str) -> float:
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _LOST.get(sound, 1.0))
    for mine in one:
        lost, before = _LOST.get(mine, 1.0), row
        row = [before[0] + lost]
        for (kept, dropped), theirs in zip(pairwise(before), other, strict=True):
            swapped = 0 if mine == theirs else _PRICES.get(frozenset((mine, theirs)), 2.0)
            row.append(min(kept + swapped, dropped + lost, row[-1] + _LOST.get(theirs, 1.0)))
    return row[-1]


def same(one: str, other: str) -> float:
    """How alike two words are if they are taken for one name, else 0.

    The bounds come from the places of the Common Locale Data Repository: see the tests.
    """
    if not (one and other):
        return 0.0
    first, second = weight(one), weight(other)
    needed = next((likeness for heavy, likeness in _ENOUGH if first + second >= 2 * heavy), 1.0)
    if not begin_alike(one[0], other[0]):
        return 0.0
    return likeness if (likeness := alike(one, other)) >= needed else 0.0


def begin_alike(one: str, other: str) -> bool:
    """Whether two sounds may begin the same name: both are vowels, or consonants that are written for each other."""
    if one in _VOWELS or other in _VOWELS:
        return one in _VOWELS and other in _VOWELS
    return one == other or _PRICES.get(frozenset((one, other)), 1.0) <= 0.3
