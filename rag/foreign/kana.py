"""Katakana -> sounds."""

import re
import unicodedata

KATAKANA = "\u30a1-\u30fa\u30fc"
"""For a character class of a regular expression. The middle dot, which parts names, is not in it."""

_SPOKEN = {"si": "Si", "ti": "Ci", "tu": "c_", "hu": "f_", "zi": "ji", "di": "ji", "du": "z_", "to": "t_", "do": "d_"}
"""Morae that do not sound as Unicode names them, or whose vowel may be put in only to end a consonant."""


def sounds(katakana: str) -> str:
    """The code of `rag.foreign.sound`. Length marks and doubled consonants are left out: Latin letters lack them."""
    spoken = ""
    for sign in re.sub(r"[^\u30a1-\u30fa]|ッ", "", katakana):
        *_, size, mora = unicodedata.name(sign).lower().split()
        spoken = _joined(spoken, mora) if size == "small" else spoken + _mora(mora)
    return re.sub(r"(.)\1", r"\1", spoken.replace("r", "l"))


def _mora(name: str) -> str:
    return _SPOKEN.get(name, name if len(name) == 1 or name[-1] != "u" else f"{name[:-1]}_")


def _joined(spoken: str, small: str) -> str:
    """A small sign takes the place of the vowel before it: `te` and `i` are `ti`, `u` and `i` are `wi`."""
    before = spoken[:-1]
    glide = "w" if spoken[-1:] == "u" or (before[-1:] in {"k", "g"} and small in "aieo") else ""
    if spoken == "i":
        glide = "y"
    if before[-1:] in {"S", "C", "j"}:
        small = small.removeprefix("y")
    return f"{before}{glide}{small}"
