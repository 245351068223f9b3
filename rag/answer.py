"""Hits and history -> the prompts and the words of an answer. The prompts and the fixed phrases live here."""

import math
from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from rag.questions import Turn
from rag.records import Sentence

NOT_IN_SOURCES = "The sources do not say"
"""The one phrase that every refusal begins with; prompt, code and tests share it."""

SYSTEM = "You answer questions from the text you are given, and from nothing else."
"""First and the same in every prompt, so that its state is computed once and kept."""

ANSWER = "Answer from the text in one short sentence."
PROBE = "Does the text contain the specific information that the question asks for? Reply yes or no."
REWRITE = (
    "Rewrite the last question so that it can be understood without the conversation. "
    "Keep its meaning and its names. Reply with the question alone."
)

MAX_ANSWER_TOKENS = 96
"""An answer sentence has 20 to 40 tokens; one that runs on is not short and not one sentence."""


@runtime_checkable
class Probing(Protocol):
    """A chat model that can say how likely its first words are."""

    def first_token_logprobs(self, messages: Sequence[BaseMessage], top: int = 20) -> dict[str, float]:
        """Token -> natural logarithm of its probability, for the reply's first token."""


def prompt(context: Sequence[Sentence], question: str, instruction: str) -> list[BaseMessage]:
    """Text first, question next, instruction last: probe and answer share all but the end."""
    text = " ".join(s.text for s in context)
    return [SystemMessage(SYSTEM), HumanMessage(f"Text: {text}\nQuestion: {question}\n{instruction}")]


def answerable_margin(model: BaseChatModel, context: Sequence[Sentence], question: str) -> float:
    """Log-odds of "yes" to the probe. A model without log-probabilities counts as sure of what it says."""
    messages = prompt(context, question, PROBE)
    if isinstance(model, Probing):
        return log_odds(model.first_token_logprobs(messages))
    return SURE if model.invoke(messages).text.strip().lower().startswith("yes") else -SURE


SURE = 8.0


def log_odds(tokens: dict[str, float]) -> float:
    """Log-odds of yes against no; a word that is not among the tokens counts as the least likely of them."""
    floor = min(tokens.values())
    yes, no = (
        _total([p for t, p in tokens.items() if t.strip().lower() == word], floor) for word in ("yes", "no")
    )
    return yes - no


def _total(logprobs: list[float], floor: float) -> float:
    return math.log(sum(map(math.exp, logprobs))) if logprobs else floor


def conversation(history: Sequence[Turn], question: str) -> list[BaseMessage]:
    """The prompt that rewrites a question which leans on the conversation."""
    lines = [f"{'Question' if role == 'user' else 'Answer'}: {text}" for role, text in history[-4:]]
    return [SystemMessage(SYSTEM), HumanMessage("\n".join([*lines, f"Last question: {question}", REWRITE]))]


def quotation(sentence: Sentence) -> str:
    """A source sentence as a sentence of the answer, with the one whose words or view it gives."""
    return f"{sentence.speaker}: {sentence.text}" if sentence.speaker else sentence.text


def refusal(question: str, documents: int) -> str:
    """The fixed phrase, and what is missing in the asker's own words."""
    del documents
    return f"{NOT_IN_SOURCES}: “{question.strip()}” is not answered there."


def finished(pieces: Iterator[str]) -> Iterator[str]:
    """Tokens -> whole sentences, each as soon as the next one begins."""
    from rag.citations import sentences

    text = ""
    for piece in pieces:
        text += piece
        done = sentences(text)
        for sentence in done[:-1]:
            yield sentence
        if len(done) > 1:
            text = done[-1]
    yield from sentences(text)
