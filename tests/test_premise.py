"""Loaded questions, and what the sources make of what they take for granted."""

import pytest

from rag.premise import is_faithful, is_loaded, is_polar, settle, shared
from rag.probing import Truth
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


def test_shared_words() -> None:
    assert shared("The miners gave in.", DENIED) == 1.0
    assert shared("The farmers paid.", DENIED) == 0.0


@pytest.mark.parametrize(
    ("false", "true", "expected"),
    [
        ((2.0, -2.0), (-2.0, -2.0), (DENIED, True)),
        ((1.0, 2.0), (-2.0, -2.0), (ELSEWHERE, True)),
        ((-2.0, -2.0), (-2.0, 2.0), (ELSEWHERE, False)),
        ((2.0, -2.0), (-2.0, 3.0), (DENIED, True)),
        ((-2.0, -2.0), (-2.0, -2.0), None),
    ],
)
def test_settle(false: tuple[float, float], true: tuple[float, float], expected: tuple[Sentence, bool] | None) -> None:
    truths: list[Truth] = [{"false": f, "true": t} for f, t in zip(false, true, strict=True)]
    finding = settle("Who gave in?", [DENIED, ELSEWHERE], truths)
    assert (finding and (finding.sentence, finding.contradicts)) == expected
    assert settle("Who gave in?", [], []) is None


def test_a_loaded_question_is_corrected_sooner() -> None:
    truths: list[Truth] = [{"false": 0.0, "true": -2.0}]
    assert settle("Who gave in?", [DENIED], truths) is None
    assert settle("Why did it give in?", [DENIED], truths) is not None
