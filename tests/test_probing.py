"""Probes: how the first word of a reply is read."""

import math
from collections.abc import Sequence

import pytest
from fakes import FakeChatModel, ProbingChatModel
from langchain_core.messages import BaseMessage

from rag.probing import answers, truth
from rag.prompts import JUDGE, PROBE, Probing

ORDER = "It ordered the firm to pay."


def test_a_question_is_asked_over_one_text_and_the_first_word_is_read() -> None:
    model = ProbingChatModel(odds=lambda text: 2.0 if "the firm" in text else -2.0)
    assert isinstance(model, Probing) and not isinstance(FakeChatModel(), Probing)
    assert answers(model, ORDER, "Who pays?") == pytest.approx(2.0)
    assert answers(model, "It rained.", "Who pays?") == pytest.approx(-2.0)
    assert model.probes[0] == f"{PROBE}\nText: {ORDER}\nQuestion: Who pays?"


def test_two_questions_over_one_text_share_all_but_the_question() -> None:
    model = ProbingChatModel(odds=lambda text: 0.0)
    for question in ("Who pays?", "When?"):
        answers(model, ORDER, question)
    assert len({text.partition("Who pays?")[0].partition("When?")[0] for text in model.probes}) == 1


def test_a_statement_is_true_or_false() -> None:
    model = ProbingChatModel(odds=lambda text: 2.0 if "Statement: It rained." in text else -2.0)
    denied, borne_out = truth(model, "It did not rain.", "It rained."), truth(model, "It rained.", "It snowed.")
    assert denied == pytest.approx({"true": -2.0, "false": 2.0}, abs=0.01)
    assert borne_out == pytest.approx({"true": 2.0, "false": -2.0}, abs=0.01)
    assert model.probes[0].startswith(f"{JUDGE}\nText: It did not rain.")


class Undecided(ProbingChatModel):
    """Says mostly that it cannot be known."""

    def first_token_logprobs(self, messages: Sequence[BaseMessage]) -> dict[str, float]:
        return {"unknown": math.log(0.8), "true": math.log(0.15), "false": math.log(0.05)}


def test_what_is_unknown_is_neither_true_nor_false() -> None:
    found = truth(Undecided(odds=lambda text: 0.0), ORDER, "It rained.")
    assert found["true"] == pytest.approx(math.log(0.15 / 0.85)) and found["false"] < found["true"]
