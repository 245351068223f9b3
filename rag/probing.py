"""What the embedded model makes of a sentence: the log-odds of the one word that it is asked for.

The shipped model has learned to tell (see rag/adapter.py); asked without that, a small model says yes too often.
"""

from collections.abc import Mapping
from typing import Literal

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from rag import prompts
from rag.prompts import Probing

Truth = Mapping[Literal["true", "false"], float]


def answers(model: Probing, text: str, question: str) -> float:
    """Log-odds that the text answers the question."""
    return prompts.log_odds(model.first_token_logprobs(asked(text, question)), "yes", "no")


def truth(model: Probing, text: str, statement: str) -> Truth:
    """Log-odds that the text bears the statement out (`true`), and that it contradicts it (`false`)."""
    tokens = model.first_token_logprobs(stated(text, statement))
    return {
        "true": prompts.log_odds(tokens, "true", "false", "unknown"),
        "false": prompts.log_odds(tokens, "false", "true", "unknown"),
    }


def asked(text: str, question: str) -> list[BaseMessage]:
    """The prompt. Instruction and text come first, so that their state is kept and the next question reads its own
    words only. The instruction stands in the system's place: short, because llama.cpp takes up the state of an
    earlier prompt only when more than half of the current one would have to be read.
    """
    return [SystemMessage(prompts.PROBE), HumanMessage(f"Text: {text}\nQuestion: {question}")]


def stated(text: str, statement: str) -> list[BaseMessage]:
    """The same for a statement."""
    return [SystemMessage(prompts.JUDGE), HumanMessage(f"Text: {text}\nStatement: {statement}")]
