"""The prompts, and how the first word of a reply is read."""

import math
import sys

import pytest
from langchain_core.messages import BaseMessage

from rag.languages import NOT_IN_SOURCES
from rag.prompts import (
    ANSWER,
    assumption,
    conversation,
    log_odds,
    prompt,
    separate,
    translation,
)


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ({"yes": math.log(0.5), "no": math.log(0.5)}, 0.0),
        ({"Yes": math.log(0.8), "No": math.log(0.2)}, math.log(4)),
        ({" yes": math.log(0.3), "Yes": math.log(0.3), "NO": math.log(0.2), "x": math.log(0.2)}, math.log(3)),
        ({"yes": math.log(0.9), "maybe": math.log(0.01)}, math.log(90)),
        ({"No": math.log(0.9), "maybe": math.log(0.01)}, -math.log(90)),
        ({"maybe": math.log(0.5)}, 0.0),
        ({"yesterday": math.log(0.9), "no": math.log(0.1)}, 0.0),
        ({"yes": 0.0, "x": -1e300}, -math.log(sys.float_info.min)),
    ],
)
def test_log_odds(tokens: dict[str, float], expected: float) -> None:
    assert log_odds(tokens, "yes", "no") == pytest.approx(expected)


def test_log_odds_against_two_words() -> None:
    tokens = {"true": math.log(0.5), "false": math.log(0.125), "Unknown": math.log(0.125)}
    assert log_odds(tokens, "true", "false", "unknown") == pytest.approx(math.log(2))


@pytest.mark.parametrize("may_refuse", [True, False])
def test_prompt(may_refuse: bool) -> None:
    (message,) = prompt(["One.", "Two."], "Who?", may_refuse=may_refuse)
    text = str(message.content)
    assert text.startswith("Text: One. Two.\nQuestion: Who?\n") and ANSWER in text
    assert (NOT_IN_SOURCES["en"] in text) is may_refuse


def test_a_follow_up_is_rewritten_from_the_messages_given() -> None:
    said = [("user" if n % 2 == 0 else "assistant", f"Words {n}.") for n in range(4)]
    *first, last = conversation(said, "Why?")
    shown = [f"{'Question' if role == 'user' else 'Answer'}: {text}" for role, text in said]
    assert last.content == "\n".join([*shown, "Last question: Why?"])
    other: list[BaseMessage] = conversation([("user", "Who?")], "And then?")
    assert other[:-1] == first and first[0].type == "system"


def test_a_question_to_translate_stands_last() -> None:
    *first, last = translation("누가 이겼나요?")
    assert last.content == "누가 이겼나요?" and first[0].type == "system"
    assert translation("誰？")[:-1] == first


def test_an_assumption_is_asked_for_after_the_examples() -> None:
    *first, last = assumption("Why did the ferry stop?")
    assert last.content == "Why did the ferry stop?" and assumption("Why?")[:-1] == first


def test_a_question_to_take_apart_stands_last() -> None:
    *first, last = separate("Who pays, and when?")
    assert last.content == "Who pays, and when?" and separate("Who?")[:-1] == first
