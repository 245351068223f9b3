"""What the embedded model makes of a sentence, read from the odds of every first word it might reply.

Asked "does this text answer that question?", a small model says yes too often; but how it spreads the odds over some
thousand other words tells more than its yes. A linear probe reads that: one weight a token, fitted by
`python -m evals fit` on labelled pairs of invented news, for the one model that is shipped. Any other model that can
be asked for its first word is read by the odds of the two words alone.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from rag import prompts
from rag.prompts import Probing
from rag.records import Record

FOLDER = Path(__file__).parent / "probes"
TOP = 3000
"""Likeliest first words that are asked for: they take 0.02 seconds more than twenty, ten thousand 0.06."""

Name = Literal["answers", "true", "false"]
Truth = Mapping[Literal["true", "false"], float]
WORDS: dict[Name, tuple[str, str]] = {"answers": ("yes", "no"), "true": ("true", "false"), "false": ("false", "true")}


class LinearProbe(Record):
    """Weights over the logarithms of first words' probabilities. `log_odds` weighs the two words that were asked for.

    A token that is not among those given counts as the least likely of them.
    """

    model: str
    bias: float
    log_odds: float
    weights: dict[str, float]

    def odds(self, tokens: Mapping[str, float], words: tuple[str, str]) -> float:
        """Log-odds of the label that the probe was fitted for."""
        floor = min(tokens.values())
        read = sum(weight * tokens.get(token, floor) for token, weight in self.weights.items())
        return self.bias + read + self.log_odds * prompts.log_odds(tokens, *words)


def answers(model: Probing, text: str, question: str) -> float:
    """Log-odds that the text answers the question."""
    return _read(model, asked(text, question), "answers")["answers"]


def truth(model: Probing, text: str, statement: str) -> Truth:
    """Log-odds that the text bears the statement out (`true`), and that it contradicts it (`false`)."""
    found = _read(model, stated(text, statement), "true", "false")
    return {"true": found["true"], "false": found["false"]}


def asked(text: str, question: str) -> list[BaseMessage]:
    """The prompt. Instruction and text come first, so that their state is kept and the next question reads its own
    words only. The instruction stands in the system's place: short, because llama.cpp takes up the state of an
    earlier prompt only when more than half of the current one would have to be read.
    """
    return [SystemMessage(prompts.PROBE), HumanMessage(f"Text: {text}\nQuestion: {question}")]


def stated(text: str, statement: str) -> list[BaseMessage]:
    """The same for a statement."""
    return [SystemMessage(prompts.JUDGE), HumanMessage(f"Text: {text}\nStatement: {statement}")]


def _read(model: Probing, messages: Sequence[BaseMessage], *names: Name) -> dict[Name, float]:
    tokens = model.first_token_logprobs(messages, TOP)
    digest = getattr(model, "digest", None)
    return {
        n: probe(n).odds(tokens, WORDS[n]) if probe(n).model == digest else prompts.log_odds(tokens, *WORDS[n])
        for n in names
    }


@lru_cache
def probe(name: Name) -> LinearProbe:
    """The probe of this name that is shipped."""
    return LinearProbe.model_validate_json((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
