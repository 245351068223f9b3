"""Probes: how the first word of a reply is read, by fitted weights or by two words alone."""

import math
from collections.abc import Sequence

import pytest
from fakes import FakeChatModel, ProbingChatModel
from langchain_core.messages import BaseMessage
from pydantic import Field

from rag import probing
from rag.probing import LinearProbe, answers, truth
from rag.prompts import JUDGE, PROBE, Probing
from rag.weights import LANGUAGE_MODEL

ORDER = "It ordered the firm to pay."
SHIPPED = LANGUAGE_MODEL.digests[0][1]


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
    assert truth(model, "It did not rain.", "It rained.") == pytest.approx({"true": -2.0, "false": 2.0})
    assert truth(model, "It rained.", "It snowed.") == pytest.approx({"true": 2.0, "false": -2.0})
    assert model.probes[0].startswith(f"{JUDGE}\nText: It did not rain.")


def test_a_probe_weighs_tokens_and_the_odds_of_two_words() -> None:
    probe = LinearProbe(model="m", bias=1.0, log_odds=0.5, weights={"Maybe": 2.0, "never": 1.0})
    tokens = {"yes": -1.0, "no": -3.0, "Maybe": -2.0}
    assert probe.odds(tokens, ("yes", "no")) == pytest.approx(1.0 + 0.5 * 2.0 + 2.0 * -2.0 + 1.0 * -3.0)


class AnotherModel(ProbingChatModel):
    """A model with weights of its own."""

    digest: str
    asked: list[int] = Field(default_factory=list)

    def first_token_logprobs(self, messages: Sequence[BaseMessage], top: int = 20) -> dict[str, float]:
        self.asked.append(top)
        return {"yes": math.log(0.5), "no": math.log(0.25), "It": math.log(0.2)}


def test_the_shipped_probes_are_for_the_shipped_model_alone() -> None:
    other, shipped = (AnotherModel(odds=lambda text: 0.0, digest=digest) for digest in ("another", SHIPPED))
    assert answers(other, ORDER, "Who pays?") == pytest.approx(math.log(2))
    tokens = shipped.first_token_logprobs([])
    assert answers(shipped, ORDER, "Who pays?") == pytest.approx(probing.probe("answers").odds(tokens, ("yes", "no")))
    assert probing.TOP in other.asked


@pytest.mark.parametrize("name", ["answers", "true", "false"])
def test_every_probe_is_shipped(name: probing.Name) -> None:
    probe = probing.probe(name)
    assert probe.model == SHIPPED and len(probe.weights) > 1000
