"""Relative dates, each read on a day of publication."""

from datetime import date

import pytest

from rag.clock import Moment, mentions_time, moments

TUESDAY, MIDMONTH = date(2023, 2, 28), date(2022, 3, 18)  # 18 March 2022 is a Friday


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("They met last week.", TUESDAY, ["20 February 2023 – 26 February 2023"]),
        ("Lee talked to them Tuesday.", TUESDAY, ["28 February 2023"]),
        ("It is not planned for Wednesday’s parade.", TUESDAY, ["1 March 2023"]),
        ("The talks broke off on Thursday.", MIDMONTH, ["17 March 2022"]),
        ("The museum will not return them, its director said Saturday.", MIDMONTH, ["12 March 2022"]),
        ("The council will vote on Monday.", MIDMONTH, ["21 March 2022"]),
        ("It would sue if the gate was not opened by Friday.", TUESDAY, ["3 March 2023"]),
        ("It sued because the gate was not opened on Friday.", TUESDAY, ["24 February 2023"]),
        ("It closed last Friday.", MIDMONTH, ["11 March 2022"]),
        ("It opens next Friday.", MIDMONTH, ["25 March 2022"]),
        ("In August last year he hoped.", TUESDAY, ["August 2022"]),
        ("Elections are due early next year.", TUESDAY, ["2024"]),
        ("This month is best.", MIDMONTH, ["March 2022"]),
        ("This month is best.", TUESDAY, ["February 2023 / March 2023"]),
        ("Talks resume next month.", date(2021, 12, 5), ["January 2022"]),
        ("A trip in April and another the following month.", TUESDAY, ["April 2023", "May 2023"]),
        ("It lapsed in December.", MIDMONTH, ["December 2021"]),
        ("Kept since last October, shown next March.", date(2023, 5, 26), ["October 2022", "March 2024"]),
        ("It began two weeks ago.", TUESDAY, ["13 February 2023 – 19 February 2023"]),
        ("It began 3 days ago.", TUESDAY, ["25 February 2023"]),
        ("It began a year ago.", TUESDAY, ["2022"]),
        ("It began a month ago.", date(2023, 1, 31), ["December 2022"]),
        ("He left yesterday and returns tomorrow.", TUESDAY, ["27 February 2023", "1 March 2023"]),
    ],
)
def test_moments(text: str, published: date, expected: list[str]) -> None:
    assert [moment.meaning() for moment in moments(text, published)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The rulings of 2018 stand.",
        "Months ago he made a pledge.",
        "They paid in every Friday for 30 years.",
        "They could have begun a week earlier.",
        "They met on Wednesday, March 1.",
        "The pit closes on 31 January.",
        "It happened in April 2019.",
        "You may march on.",
        "He was born in August.",  # from a February, either August may be meant
    ],
)
def test_what_stays_open_or_is_said_in_full(text: str) -> None:
    assert moments(text, TUESDAY) == []


def test_a_phrase_is_told_once() -> None:
    assert [m.phrase for m in moments("Last week, and again last week.", TUESDAY)] == ["Last week"]


@pytest.mark.parametrize(("locale", "expected"), [("ko", "2023년 2월 28일"), ("ja", "2023年2月28日")])
def test_other_languages(locale: str, expected: str) -> None:
    assert Moment("today", "day", TUESDAY).meaning(locale) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("It was in 1910.", True), ("On Tuesday.", True), ("The firms lost.", False)]
)
def test_mentions_time(text: str, expected: bool) -> None:
    assert mentions_time(text) is expected
