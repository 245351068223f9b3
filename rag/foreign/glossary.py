"""Korean and Japanese words of news, courts and the dispute over forced labour -> English, from `glossary.toml`."""

import re
import tomllib
from functools import cache
from pathlib import Path

_NO_PLACES = frozenset("가나 수단 저지 건지 말리 이란 피지".split())
"""Korean names of countries that are everyday words or endings as well: is it going, means, to stop."""


def _section(name: str) -> dict[str, str]:
    return {word: meaning for meaning, words in _TABLES[name].items() for word in words}


_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("glossary.toml").read_text(encoding="utf-8")
)
TITLES = _section("titles")
ADDRESSES = _section("addresses")
"""Titles that are one only after a name. Some have no English word: 씨, さん."""


@cache
def terms() -> dict[str, str]:
    """Every word but the forms of address."""
    return _countries() | {
        word: meaning for name in _TABLES if name != "addresses" for word, meaning in _section(name).items()
    }


def english(word: str) -> str:
    """Of a term or a form of address, with or without the spaces inside it."""
    return _spaceless()[re.sub(r"\s", "", word)]


@cache
def _spaceless() -> dict[str, str]:
    return {word.replace(" ", ""): meaning for word, meaning in (terms() | ADDRESSES).items()}


def _countries() -> dict[str, str]:
    from babel import Locale

    names = Locale("en").territories
    return {
        name: names[code]
        for spoken in ("ko", "ja")
        for code, name in Locale(spoken).territories.items()
        if code.isalpha() and code not in {"XA", "XB", "ZZ", "QO"} and "(" not in name and name not in _NO_PLACES
    }
