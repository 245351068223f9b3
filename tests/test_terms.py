"""What the terms of a text are: tables of texts and what is compared of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import lexicon, terms


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("31 trawlers", {"31"}),
        ("Thirty-one trawlers", {"31"}),
        ("96,000,000 rials, or 96 million", {"96000000"}),
        ("$4.5 million", {"4500000"}),
        ("four and a half million dollars", {"4500000"}),
        ("£38m short, €2bn over", {"38000000", "2000000000"}),
        ("two thousand three hundred and five", {"2305"}),
        ("a dozen eggs", {"12"}),
        ("between 1910-1945", {"1910", "1945"}),
        ("on 1 March or March 1st", {"1"}),
        ("7.50 percent", {"7.5"}),
        ("version 1.2.3", {"1.2.3"}),
        ("no one came, and one client left", set()),
        ("hundreds of thousands", set()),
        ("the second trip", set()),
    ],
)
def test_numbers_are_values(text: str, values: set[str]) -> None:
    assert terms.numbers(text) == values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rose", "risen"),
        ("decided", "the decision"),
        ("admit", "admission"),
        ("the firm", "the company"),
        ("turned the offer down", "rejected the offer"),
        ("was turned down", "was rejected"),
        ("prices went up", "prices rose"),
        ("Feb. 1", "February 1"),
        ("9%", "9 per cent"),
        ("£5", "5 pounds"),
        ("filed a lawsuit", "sued"),
    ],
)
def test_words_that_stand_for_another_share_a_key(one: str, other: str) -> None:
    assert sorted(keys(one)) == sorted(keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("rose", "fell"), ("March", "May"), ("£5", "$5"), ("Lima", "Quito"), ("a third trip", "a second trip")],
)
def test_words_that_do_not_share_none(one: str, other: str) -> None:
    assert set(keys(one)) != set(keys(other))


def keys(text: str) -> list[str]:
    return [term.key for term in terms.terms(text) if term.is_content]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ana left Lima on Monday.", "name word name function date mark"),
        ("May he go in May?", "function function word function date mark"),
        ("Dr. Ruiz said no.", "function name say function mark"),
        ("Asking cost 3 euros", "word word number word"),
        ("The US told us", "function name say function"),
    ],
)
def test_the_kinds_of_terms(text: str, kinds: str) -> None:
    assert [term.kind for term in terms.terms(text)] == kinds.split()


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("a Group of Seven summit", "G7"),
        ("the G7 summit", "G7"),
        ("in the United States", "US"),
        ("in the U.S. on Friday", "US"),
        ("the World Health Organization said", "WHO"),
    ],
)
def test_initials_of_names(text: str, initials: str) -> None:
    assert initials in {term.initials for term in terms.terms(text)}


def test_stems_are_of_words_that_carry_meaning() -> None:
    assert terms.stems("The 31 miners were not paid; the pit-owner’s promises") == [
        "miner",
        "paid",
        "pit",
        "owner",
        "promis",
    ]


def test_names_stand_with_a_capital_inside_a_sentence() -> None:
    assert terms.names("Then she and Ana Ruiz left for Lima. Nobody saw her.") == {"ana", "ruiz", "lima"}


def test_no_word_is_in_two_groups_of_synonyms() -> None:
    groups = [{key for word in group for key in keys(word)} for group in lexicon.SYNONYMS]
    words = [word for group in lexicon.SYNONYMS for word in group]
    assert all(len(group) == 1 for group in groups), [g for g in groups if len(g) != 1]
    assert len(words) == len(set(words))


def test_no_pair_of_opposites_is_a_pair_of_synonyms() -> None:
    assert [pair for pair in lexicon.OPPOSITES if keys(pair[0]) == keys(pair[1]) != []] == []


@given(st.text())
def test_any_text_has_terms(text: str) -> None:
    assert all(term.key or not term.is_content for term in terms.terms(text))
