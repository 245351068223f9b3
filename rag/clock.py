"""Relative dates -> the days they mean on the document's date. Knows no document, no question and no model.

News says "Tuesday" and "last week" and leaves the rest to the day it is read on; here it is read on the day
it was published. What stays open ("recently", "months ago") is left as it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from babel.dates import format_date, format_skeleton

from rag import lexicon

Unit = Literal["day", "week", "month", "year"]

CLEARLY_NEARER = 5
"""Months away up to which a bare month is the nearest one of its name: from there on, either may be meant."""


@dataclass(frozen=True)
class Moment:
    """A phrase of a text and what it means: the day, week, month or year that begins on `start`.

    `other`: the beginning of a second month that may be meant as well.
    """

    phrase: str
    unit: Unit
    start: date
    other: date | None = None

    def meaning(self, locale: str = "en_GB") -> str:
        """In words of the locale: `28 February 2023`, `20 February 2023 – 26 February 2023`, `March 2023`, `2024`."""
        match self.unit:
            case "day":
                return _day(self.start, locale)
            case "week":
                return f"{_day(self.start, locale)} – {_day(self.start + timedelta(days=6), locale)}"
            case "month":
                return " / ".join(format_skeleton("yMMMM", d, locale=locale) for d in (self.start, self.other) if d)
            case "year":
                return str(self.start.year)


def moments(text: str, published: date) -> list[Moment]:
    """The relative dates of a sentence in order, each phrase once."""
    found: dict[str, Moment] = {}
    for match in _PATTERN.finditer(text):
        name = str(match.lastgroup)
        moment = _READERS[name](match, published)
        if moment and not _is_explicit(match):
            found.setdefault(moment.phrase.lower(), moment)
    return list(found.values())


def mentions_time(text: str) -> bool:
    """Whether a text holds a date or a time of its own, relative or not."""
    return bool(_PATTERN.search(text) or re.search(r"\b(?:1[5-9]|20)\d\d\b", text))


def _day(day: date, locale: str) -> str:
    return format_date(day, "long", locale=locale)


_WEEKDAYS = {name: number for number, name in enumerate(lexicon.DAYS)}
_MONTHS = {name: number for number, name in enumerate(lexicon.MONTHS, 1)}
_COUNTS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNTS |= {"a": 1, "an": 1}
_FUTURE = re.compile(
    r"\b(?:will|would|shall|won[’']t|due|set|scheduled|planned|plans?|expected|expects?|upcoming|coming|ahead|next)\b"
)
_PAST = re.compile(
    rf"\b(?:was|were|had|did|said|told|\w+ed|{'|'.join(f for f, b in lexicon.IRREGULAR.items() if f != b)})\b"
)
_SPREAD = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_WHICH = "|".join(_SPREAD)
_UNITS = r"week|month|year"

_PATTERN = re.compile(
    rf"(?P<named>\b(?P<month_of>{'|'.join(_MONTHS)})\s+(?:of\s+)?(?P<year_of>{_WHICH})\s+year\b)"
    rf"|(?P<nearby>\b(?P<which>{_WHICH})\s+(?P<what>{_UNITS})\b)"
    rf"|(?P<ago>\b(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})\s+(?P<since>day|week|month|year)s?\s+ago\b)"
    r"|(?P<following>\bthe\s+(?:following|next)\s+month\b)"
    r"|(?P<near>\b(?:yesterday|today|tonight|tomorrow)\b)"
    rf"|(?P<weekday>(?<!every )\b(?:(?P<turn>last|next|this)\s+)?(?P<day>{'|'.join(_WEEKDAYS)})\b)"
    rf"|(?P<bare>(?<!every )\b(?:(?P<side>last|next|this)\s+)?(?P<month>{'|'.join(_MONTHS)})\b(?!\s+\d))",
    re.IGNORECASE,
)


def _is_explicit(match: re.Match[str]) -> bool:
    """`Wednesday, March 1`, `12 April`, `April 2022`: the date stands there already."""
    text = match.string
    around = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 18]
    months = "|".join(name[:3] for name in _MONTHS)
    after = re.match(rf"\W{{1,2}}(?:\d{{1,2}}\b|\d{{4}}\b|(?:{months})\w*\.?\s+\d)", around[1], re.IGNORECASE)
    return bool(after or (match.lastgroup == "bare" and re.search(r"\d(?:st|nd|rd|th)?\s$", around[0])))


def _month(day: date, shift: int) -> date:
    """The first day of the month so many months away."""
    years, month = divmod(day.month - 1 + shift, 12)
    return date(day.year + years, month + 1, 1)


def _named(match: re.Match[str], published: date) -> Moment:
    year = published.year + _SPREAD[match["year_of"].lower()]
    return Moment(match.group(), "month", date(year, _MONTHS[match["month_of"].lower()], 1))


def _nearby(match: re.Match[str], published: date) -> Moment:
    shift, unit = _SPREAD[match["which"].lower()], match["what"].lower()
    if unit == "week":
        start = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
        return Moment(match.group(), "week", start)
    if unit == "year":
        return Moment(match.group(), "year", date(published.year + shift, 1, 1))
    start = _month(published, shift)
    # On a month's last day "this month" may well be the one that is about to begin.
    turns = shift == 0 and (published + timedelta(days=1)).day == 1
    return Moment(match.group(), "month", start, _month(start, 1) if turns else None)


def _ago(match: re.Match[str], published: date) -> Moment | None:
    count = int(_COUNTS.get(match["count"].lower(), 0) or match["count"])
    match match["since"].lower():
        case "day":
            return Moment(match.group(), "day", published - timedelta(days=count))
        case "week":
            start = published - timedelta(weeks=count, days=published.weekday())
            return Moment(match.group(), "week", start)
        case "month":
            return Moment(match.group(), "month", _month(published, -count))
    return Moment(match.group(), "year", date(published.year - count, 1, 1))


def _following(match: re.Match[str], published: date) -> Moment | None:
    """The month after the one named last before it."""
    before = [m for m in _PATTERN.finditer(match.string, 0, match.start()) if m.lastgroup == "bare"]
    named = _bare(before[-1], published) if before else None
    return Moment(match.group(), "month", _month(named.start, 1)) if named else None


def _near(match: re.Match[str], published: date) -> Moment:
    shift = {"yesterday": -1, "tomorrow": 1}.get(match.group().lower(), 0)
    return Moment(match.group(), "day", published + timedelta(days=shift))


def _weekday(match: re.Match[str], published: date) -> Moment:
    """The nearest such day, unless the words before it say past or future."""
    ahead = (_WEEKDAYS[match["day"].lower()] - published.weekday()) % 7
    tense = (match["turn"] or "").lower() or _tense(match.string[: match.start()])
    back = tense == "last" or (tense != "next" and ahead > 3)
    if back and ahead:
        ahead -= 7
    elif not ahead and match["turn"]:
        ahead = -7 if back else 7
    return Moment(match.group(), "day", published + timedelta(days=ahead))


def _tense(before: str) -> str:
    """`last` or `next` by the nearest verb in the words before, empty when they tell neither.

    A condition of something to come is to come itself: `it would sue if the gate was not opened by Friday`.
    """
    clause = re.split(r"[.;:“”]|\bwhich\b|\bwhen\b|--", before)[-1]
    if re.search(r"\b(?:if|unless)\b", clause) and _FUTURE.search(clause):
        return "next"
    past, future = (max((m.end() for m in p.finditer(clause)), default=-1) for p in (_PAST, _FUTURE))
    return "" if past == future else "last" if past > future else "next"


def _bare(match: re.Match[str], published: date) -> Moment | None:
    """The nearest month of that name where that is plain; `may` and `march` only with a capital."""
    if match["month"].islower():
        return None
    ahead = (_MONTHS[match["month"].lower()] - published.month) % 12
    side = (match["side"] or "").lower()
    away = ahead - 12 if side == "last" or (not side and ahead > 6) else ahead
    if not side and abs(away) > CLEARLY_NEARER:
        return None
    return Moment(match.group(), "month", _month(published, away))


_READERS: dict[str, Callable[[re.Match[str], date], Moment | None]] = {
    "named": _named,
    "nearby": _nearby,
    "ago": _ago,
    "following": _following,
    "near": _near,
    "weekday": _weekday,
    "bare": _bare,
}
