"""Loaded questions, and what the sources make of what they take for granted."""

import pytest
from fakes import FakeEmbeddings

from rag.premise import closest, is_faithful, is_loaded, is_polar, settle, shared
from rag.records import Sentence


def sentence(text: str) -> Sentence:
    return Sentence(id=text, document="d", start=0, end=len(text), text=text)


@pytest.mark.parametrize(
    ("question", "loaded", "polar"),
    [
        ("Why did the council give in?", True, False),
        ("Since the council gave in, who pays?", True, False),
        ("The council gave in. How come?", True, False),
        ("What makes the mayor so sure?", True, False),
        ("Did the council give in?", False, True),
        ("so have they paid", False, True),
        ("Is it Lee or Choi who says so?", False, False),
        ("Who gave in?", False, False),
    ],
)
def test_kinds_of_questions(question: str, loaded: bool, polar: bool) -> None:
    assert (is_loaded(question), is_polar(question)) == (loaded, polar)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("The council gave in.", True),
        ("The council gave in 3 times.", False),
        ("The council of Rome gave in.", False),
        ("", False),
    ],
)
def test_a_statement_brings_nothing_of_its_own(statement: str, expected: bool) -> None:
    assert is_faithful(statement, "Why did the council give in?") is expected


DENIED, ELSEWHERE = sentence("The council did not give in to the miners."), sentence("It rained.")


def test_the_closest_sentence() -> None:
    found, cosine, share = closest("The council gave in.", [ELSEWHERE, DENIED], FakeEmbeddings().embed_query)
    assert found == DENIED and cosine > 0.3 and share == 1.0


def test_shared_words() -> None:
    assert shared("The miners gave in.", DENIED) == 1.0
    assert shared("The farmers paid.", DENIED) == 0.0


@pytest.mark.parametrize(
    ("question", "cosine", "share", "false", "contradicts"),
    [
        ("Why did the council give in?", 0.6, 1.0, [1.0, 0.8], True),
        ("Why did the council give in?", 0.6, 1.0, [1.0, -2.0], None),
        ("Why did the council give in?", 0.1, 0.2, [1.0, 0.8], None),
        ("Why did the council give in?", 0.6, 1.0, [], None),
        ("Did the council give in?", 0.6, 1.0, [], False),
        ("Did the council give in?", 0.6, 0.2, [], None),
    ],
)
def test_settle(question: str, cosine: float, share: float, false: list[float], contradicts: bool | None) -> None:
    finding = settle(question, (DENIED, cosine, share), false)
    assert (finding and finding.contradicts) == contradicts
