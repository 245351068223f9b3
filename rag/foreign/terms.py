"""Words of the glossary, dates and amounts of a Korean or Japanese question -> English, in place."""

import re
from calendar import month_name
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from rag.foreign.glossary import TITLES, english, terms
from rag.foreign.hangul import PARTICLES, SYLLABLES
from rag.foreign.hanja import CHARACTERS
from rag.foreign.kana import KATAKANA


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a space in a word may be missing."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in sorted(words, key=len, reverse=True))


_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})[년年]\s?)?(?P<month>1[0-2]|0?[1-9])[월月]"
    r"(?:\s?(?P<day>\d{1,2})[일日](?![간間])|\s?(?P<part>초|중순|말|하순|初め|上旬|中旬|末|下旬))?"
)
_PARTS = {"초": "early ", "初め": "early ", "上旬": "early ", "중순": "mid-", "中旬": "mid-"}
_MONTH = re.compile(rf"(?<![{CHARACTERS}])(十[一二]?|[一二三四五六七八九])月(?!曜)")
_YEARS = re.compile(r"(?<!\d)(\d{4})(?:(년대|年代)|[년年]도?(?![간間度]))")
_FORMER = re.compile(
    rf"(?<![{SYLLABLES}])(전|현)\s(?=(?:{alternatives(TITLES)}))|(?<![{CHARACTERS}])([元現前])(?=(?:{alternatives(TITLES)}))"
)
_LAST = re.compile(rf"(?<![{SYLLABLES}])지난 ?(?=[월화수목금토일]요일|\d{{1,2}}월)")
_SCALES = {
    tens + scale: ten * value
    for tens, ten in {"": 1, "십": 10, "十": 10, "백": 100, "百": 100, "천": 1000, "千": 1000}.items()
    for scale, value in {"": 1, "만": 10**4, "万": 10**4, "억": 10**8, "億": 10**8, "조": 10**12, "兆": 10**12}.items()
    if tens + scale
}
_MONEY = {"원": "won", "ウォン": "won", "달러": "dollars", "ドル": "dollars", "엔": "yen", "円": "yen"} | dict.fromkeys(
    ("유로", "ユーロ"), "euros"
)
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?<![\dA-Za-z.,])(?P<number>\d[\d,.]*(?:\s?(?:{_SCALE})(?:\s?\d[\d,.]*(?=\s?(?:{_SCALE})))?)*)"
    rf"\s?(?P<money>{'|'.join(_MONEY)})?"
)
_SURU = r"(?!し[たてなまよ、]|する|すべき|すれ|せず|され|させ|でき)"
"""A noun before a form of する is a verb, and the model translates verbs well."""


def with_terms(question: str) -> str:
    """The question with every word of the glossary, date and large number in English."""
    question = _LAST.sub("last ", _FORMER.sub(_standing, question))
    for pattern, meaning in ((_DATE, _date), (_MONTH, _month), (_YEARS, _years), (_AMOUNT, _amount)):
        question = pattern.sub(meaning, question)
    return tidy(_japanese().sub(_japanese_term, _korean().sub(_korean_terms, question)))


def is_term(word: str) -> bool:
    """Whether the glossary explains the whole word."""
    return any(pattern.fullmatch(word) for pattern in (_korean(), _japanese()))


def placed(words: str, rest: str = "") -> str:
    """English words to stand in the question, before what was written onto the word they replace."""
    return f" {words} {rest}"


def tidy(question: str) -> str:
    """Single spaces, and none before a closing mark."""
    return re.sub(r" (?=[,.?!)、。」』])|(?<=[(「『]) ", "", re.sub(r"\s+", " ", question)).strip()


@cache
def _korean() -> re.Pattern[str]:
    known = alternatives(word for word in terms() if re.search(f"[{SYLLABLES}]", word))
    # As few terms as explain the word: 배상이란 is 배상 with an ending, not two nouns.
    return re.compile(rf"(?<![{SYLLABLES}])(?P<terms>(?:{known}){{1,4}}?)(?P<rest>{PARTICLES})(?![{SYLLABLES}])")


@cache
def _korean_parts() -> re.Pattern[str]:
    return re.compile(alternatives(word for word in terms() if re.search(f"[{SYLLABLES}]", word)))


def _korean_terms(match: re.Match[str]) -> str:
    words = [english(part) for part in _korean_parts().findall(match["terms"])]
    rest = match["rest"]
    if rest.startswith("들"):
        words[-1], rest = _plural(words[-1]), rest[1:]
    return placed(" ".join(words), rest)


@cache
def _japanese() -> re.Pattern[str]:
    words = [word for word in terms() if not re.search(f"[{SYLLABLES}]", word)]
    katakana = [word for word in words if re.fullmatch(f"[{KATAKANA}・]+", word)]
    single = [word for word in words if len(word) == 1 and word not in katakana]
    others = set(words) - {*katakana, *single}
    bounded = rf"(?<![{KATAKANA}])(?:{alternatives(katakana)})(?![{KATAKANA}])"
    alone = rf"(?<![{CHARACTERS}])(?:{alternatives(single)})(?![{CHARACTERS}])"
    return re.compile(rf"(?:{alternatives(others)}|{bounded}|{alone}){_SURU}")


def _japanese_term(match: re.Match[str]) -> str:
    return placed(english(match.group()))


def _plural(noun: str) -> str:
    if noun.endswith("s"):
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _standing(match: re.Match[str]) -> str:
    return placed("current" if match.group().strip() in {"현", "現"} else "former")


def _date(match: re.Match[str]) -> str:
    name, (year, day, part) = month_name[int(match["month"])], match.group("year", "day", "part")
    name = f"{_PARTS.get(part, 'late ') if part else ''}{name}"
    return placed(" ".join(filter(None, (name, day and f"{int(day)}{',' * bool(year)}", year))))


def _month(match: re.Match[str]) -> str:
    return placed(month_name["一二三四五六七八九".find(match[1][-1]) + 1 + 10 * match[1].startswith("十")])


def _years(match: re.Match[str]) -> str:
    return placed(f"{match[1]}s" if match[2] else match[1])


def _amount(match: re.Match[str]) -> str:
    parts = re.findall(rf"(\d[\d,.]*)\s?({_SCALE})?", match["number"])
    if not any(scale for _, scale in parts) and not match["money"]:
        return match.group()
    value = sum((Decimal(digits.replace(",", "")) * _SCALES.get(scale, 1) for digits, scale in parts), Decimal())
    return placed(f"{_short(value)} {_MONEY.get(match['money'], '')}".strip())


def _short(value: Decimal) -> str:
    """As news write it: 150 million, 1.2 billion; in full when that takes more than three decimals."""
    for scale, name in ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")):
        if value >= scale and value * 1000 % scale == 0:
            return f"{(value / scale).normalize():f}{name}"
    return f"{value:,f}"
