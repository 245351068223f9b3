"""Probes fitted on labelled pairs: they tell what the two words alone do not, on texts they have not seen."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from langchain_core.messages import BaseMessage

from evals import dataset, fitting
from evals.fitting import Pair, cross_validated, fit
from rag.errors import UsageError
from rag.settings import Settings

WORDS = ("yes", "no")


def pairs(number: int = 200) -> list[Pair]:
    """Pairs whose label shows in another token than the two, beside noise."""
    chance = random.Random(7)
    found = []
    for n in range(number):
        label = n % 2 == 0
        tokens = {f"noise {k}": chance.gauss(-9.0, 1.0) for k in range(20)}
        tokens |= {"yes": chance.gauss(-1.0, 0.3), "no": chance.gauss(-1.0, 0.3), "The": -4.0 if label else -6.0}
        found.append(Pair(tokens=tokens, label=label, group=str(n // 4)))
    return found


def test_a_probe_reads_what_the_two_words_do_not_tell() -> None:
    alone, probed = cross_validated(pairs(), WORDS)
    assert alone is not None and 0.35 < alone < 0.65
    assert probed is not None and probed > 0.95


def test_a_fitted_probe_gives_the_log_odds_of_its_label() -> None:
    probe = fit(pairs(), WORDS, "m")
    odds = [(probe.odds(p.tokens, WORDS), p.label) for p in pairs()]
    assert sum((value > 0) == label for value, label in odds) >= 190
    assert probe.model == "m" and probe.weights["The"] > 0


def test_a_token_that_is_rare_is_not_weighed() -> None:
    few = [*pairs(), Pair(tokens={"yes": -1.0, "no": -1.0, "once": -2.0}, label=True, group="x")]
    assert "once" not in fit(few, WORDS, "m").weights


class Asked:
    """Answers every prompt alike and keeps its end."""

    def __init__(self) -> None:
        self.ends: list[str] = []

    def first_token_logprobs(self, messages: Sequence[BaseMessage], top: int = 20) -> dict[str, float]:
        self.ends.append(str(messages[-1].content).splitlines()[-1])
        return {"yes": -1.0, "no": -1.0}


def test_every_question_and_statement_is_asked_with_its_label(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"text": "It rained.", "yes": ["Did it rain?"], "no": ["Why?"], "open": ["It snowed."]}\n')
    model = Asked()
    questions, statements = fitting._asked(dataset.load_texts(file), model)
    assert model.ends == ["Question: Did it rain?", "Question: Why?", "Statement: It snowed."]
    assert [label for _, label, _ in questions] == ["yes", "no"] and statements[0][:2] == ("It rained.", "open")


def test_the_shipped_texts_can_be_read() -> None:
    texts = dataset.load_texts(dataset.DATASETS / dataset.READING)
    assert sum(len(t.yes) for t in texts) > 1000 and sum(len(t.false) for t in texts) > 500


def test_a_model_without_first_words_is_refused() -> None:
    with pytest.raises(UsageError, match="RAG_LLM=none"):
        list(fitting.run(None, None, Settings(llm="none")))
