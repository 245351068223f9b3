"""Persons in a Korean or Japanese question -> their full names, as the documents write them.

A surname with a title is enough when one known person has it. A given name is compared wherever it is written.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rag.foreign import hangul, hanja, kana, sound
from rag.foreign.everyday import EVERYDAY
from rag.foreign.glossary import ADDRESSES, TITLES, english
from rag.foreign.hangul import PARTICLES, SYLLABLES
from rag.foreign.hanja import CHARACTERS
from rag.foreign.kana import KATAKANA
from rag.foreign.surnames import (
    ALSO_A_WORD,
    NEVER_A_WORD,
    NOT_BEFORE_A_TITLE,
    ONLY_KOREAN,
    ROMANISED,
    SPELLINGS,
    SURNAMES,
)
from rag.foreign.terms import alternatives, is_term, placed, tidy

HEARD = 0.7
"""Likeness from which katakana is a known Korean's given name; the surname before it is compared exactly."""

_TITLES = ADDRESSES | TITLES
_FORMER = dict.fromkeys("전前元", "Former") | dict.fromkeys("현現", "Current")
_TITLE = rf"\s?(?:(?P<former>[전현前元現])\s?)?(?P<title>{alternatives(_TITLES)})"
_NOT_NAMES = frozenset(
    "정교수 공사장 구의원 도의원 여의원 여교수 노교수 여기자 여사장 여대표 우대표 조기자 국대표".split()
)
"""Surname and title by their letters, but something else: a full professor, a building site, a local councillor."""

_LATIN = r"(?<![A-Za-z’'-])[A-Z][A-Za-z’'-]+(?: [A-Z][A-Za-z’'-]+){0,3}"
_FOREIGN = rf"(?<![{KATAKANA}])[{KATAKANA}]+(?:[・=][{KATAKANA}]+)*"
_CHINESE = "|".join(form for form in SPELLINGS if re.match(f"[{CHARACTERS}]", form))
_HANGUL = "|".join(surname.hangul for surname in SURNAMES if surname.hangul not in ALSO_A_WORD)
_SURE = f"[{''.join(sorted(NEVER_A_WORD))}]"
_KOREAN_TITLED = re.compile(
    rf"(?<![{SYLLABLES}])(?P<name>(?:[{SYLLABLES}]+\s){{0,2}}?[{SYLLABLES}]+?|{_LATIN}){_TITLE}(?={PARTICLES}(?![{SYLLABLES}]))"
)
_JAPANESE_TITLED = re.compile(
    rf"(?P<name>(?:{_SURE}|(?<![{CHARACTERS}])(?:{_CHINESE}))[{CHARACTERS}]{{0,3}}?|{_FOREIGN}|{_LATIN})"
    rf"{_TITLE}(?![府官団会室選級職名族朝])"
)
_GOVERNING = re.compile(
    rf"(?<![{SYLLABLES}])(?:{_HANGUL})(?= ?(?:정부|정권|행정부)(?:{PARTICLES})(?![{SYLLABLES}]))"
    rf"|(?<![{CHARACTERS}])[{''.join(sorted(ONLY_KOREAN))}](?=政権|政府|内閣)"
)
_KOREAN_WORD = re.compile(rf"[{SYLLABLES}]{{2,}}")
_JAPANESE_NAME = re.compile(rf"{_SURE}[{CHARACTERS}]{{1,2}}(?=政権|政府|陣営|側|派|(?![{CHARACTERS}]))|{_FOREIGN}")

_SPELT = ((r"ae$", "ey"), ("eo", "o"), ("eu", "u"), ("you", "yo"), ("ae", "e"), ("wha", "hwa"))
_RUN_TOGETHER = (
    (r"(?:c?k|(?<!n)g)[ -](?=y)", "ngn"), (r"(?:c?k|(?<!n)g)[ -](?=[nmr])", "ng"), (r"ng[ -]r", "ngn"),
    (r"n[ -][rl]", "ll"), (r"(?<=[nmlr])[ -]h", ""),
)  # fmt: skip
"""How Korean syllables sound one after another; katakana writes that, Latin letters do not."""


class Person(NamedTuple):
    """A known person; surname and given name in small letters."""

    name: str
    surname: str
    given: str
    korean: bool


def with_persons(question: str, people: Iterable[str]) -> str:
    """The question with the known persons' full names, and with the surnames of other Koreans before a title."""
    known = [_person(name) for name in people if name.strip()]
    for titled in (_KOREAN_TITLED, _JAPANESE_TITLED):
        question = titled.sub(lambda match: _titled(match, known), question)
    question = _GOVERNING.sub(lambda match: placed(_surname(match.group(), known)), question)
    for pattern in (_KOREAN_WORD, _JAPANESE_NAME):
        question = pattern.sub(lambda match: _named(match.group(), known), question)
    return tidy(question)


def _person(name: str) -> Person:
    """A Korean's surname comes first, or last as in English; anybody else's comes last."""
    words = name.lower().split()
    for surname, given in ((words[0], " ".join(words[1:])), (words[-1], " ".join(words[:-1]))):
        if surname in ROMANISED and re.fullmatch(hangul.GIVEN_NAME, given):
            return Person(name, surname, given, korean=True)
    return Person(name, words[-1], " ".join(words[:-1]), korean=False)


def _titled(match: re.Match[str], known: Sequence[Person]) -> str:
    """Name and title in the order of English. Words before the name stay."""
    words = match["name"].split()
    if re.sub(r"\s", "", match["name"] + match["title"]) in _NOT_NAMES | _TITLES.keys():
        return match.group()
    for start in range(len(words)):
        written = " ".join(words[start:])
        if name := _full(written, known) or _surname(written, known):
            title = re.sub(r"\b(?!of\b)[a-z]", lambda letter: letter.group().upper(), english(match["title"]))
            parts = (*words[:start], _FORMER.get(match["former"] or ""), title, name)
            return placed(" ".join(filter(None, parts)))
    return match.group()


def _named(word: str, known: Sequence[Person]) -> str:
    """A word that is a full name, or begins with one, with the name replaced; else the word."""
    if not re.match(f"[{SYLLABLES}]", word):
        return placed(name) if not is_term(word) and (name := _full(word, known)) else word
    for size in (5, 4, 3, 2):
        rest = word[size:]
        if len(word) < size or word[:size] in EVERYDAY or is_term(word[:size]):
            continue
        if (name := _full(word[:size], known)) and (size > 2 or _may_follow(rest)):
            return placed(name, rest)
    return word


def _may_follow(rest: str) -> bool:
    """Two syllables often begin a longer word, so that what comes after them must be an ending or a term."""
    return bool(re.fullmatch(PARTICLES, rest)) or is_term(rest)


def _full(written: str, known: Iterable[Person]) -> str:
    """The one person whose full name it is."""
    return _only({person.name for person in known if _is_full(written, person)})


def _is_full(written: str, person: Person) -> bool:
    if re.fullmatch(_LATIN, written):
        return written.lower() == person.name.lower()
    if not person.korean:
        return bool(person.given) and sound.same(_sounds(written), sound.heard(person.name)) > 0
    surnames = [written[:size] for size in (1, 2, 3, 4) if person.surname in SPELLINGS.get(written[:size], ())]
    return any(_is_given(written[len(surname) :].lstrip("・= "), person.given) for surname in surnames)


def _is_given(written: str, given: str) -> bool:
    if re.match(f"[{KATAKANA}]", written):
        return len(written) > 1 and max(sound.alike(kana.sounds(written), spoken) for spoken in _spoken(given)) >= HEARD
    if not re.fullmatch(f"[{CHARACTERS}{SYLLABLES}]+", written):
        return False
    readings = [hanja.readings(sign) if re.match(f"[{CHARACTERS}]", sign) else sign for sign in written]
    return re.fullmatch(hangul.romanisations(readings), given) is not None


def _spoken(given: str) -> tuple[str, ...]:
    """A romanised given name by its syllables, and as they sound together."""
    together = given
    for pattern, sounds in _RUN_TOGETHER:
        together = re.sub(pattern, sounds, together)
    for spelt, sounds in _SPELT:
        given, together = re.sub(spelt, sounds, given), re.sub(spelt, sounds, together)
    return sound.heard(given), sound.heard(together)


def _surname(written: str, known: Iterable[Person]) -> str:
    """The one person with this surname. Of other Koreans the surname itself, unless it may be another word."""
    if written in NOT_BEFORE_A_TITLE:
        return ""
    if re.fullmatch(_LATIN, written):
        latin = written.lower()
        return _only({p.name for p in known if p.surname == latin}) or (written if latin in ROMANISED else "")
    if not (spellings := SPELLINGS.get(written)):
        heard = _sounds(written)
        return _only({p.name for p in known if not p.korean and sound.same(heard, sound.heard(p.surname))})
    found = [person for person in known if person.surname in spellings]
    if name := _only({person.name for person in found}):
        return name
    if written in ALSO_A_WORD or (re.match(f"[{CHARACTERS}]", written) and written not in ONLY_KOREAN):
        return ""
    return (_only({person.surname for person in found}) or spellings[0]).capitalize()


def _only(names: set[str]) -> str:
    return names.pop() if len(names) == 1 else ""


def _sounds(written: str) -> str:
    return kana.sounds(written) if re.match(f"[{KATAKANA}]", written) else hangul.sounds(written)
