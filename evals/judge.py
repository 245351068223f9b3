"""A language model's opinion on whether an answer agrees with the reference. Off unless asked for.

Knows no metrics. A verdict that cannot be read is called so, and never counted as either.
"""

import re
from collections.abc import Callable

from evals.dataset import Question
from evals.results import Judgement
from rag.errors import UsageError
from rag.settings import Settings

Judge = Callable[[Question, str], Judgement]
"""A question with a reference, and the answer given -> the judgement."""

PROMPT = """You grade an answer against a reference. The answer is correct when it states what the reference \
states and nothing that contradicts it. Wording, length and extra true detail do not matter.

Question: {question}
Reference: {reference}
Answer: {answer}

Reply with one word: correct or wrong."""

_VERDICT = re.compile(r"\b(incorrect|correct|wrong)\b", re.IGNORECASE)


def load_judge(settings: Settings, model: str) -> Judge:
    """A judge by the named model. Raises a RagError when the model cannot be loaded."""
    from rag.llm import load_chat_model

    # What the adapter learned is what would be judged.
    chat = load_chat_model(settings.model_copy(update={"llm": model}), learned=False)
    if chat is None:
        raise UsageError("No language model is set that could judge: give one, --judge provider:model.")

    def judge(question: Question, answer: str) -> Judgement:
        prompt = PROMPT.format(question=question.question, reference=question.reference, answer=answer)
        return read_verdict(str(chat.invoke(prompt).text))

    return judge


def read_verdict(reply: str) -> Judgement:
    """The one verdict in the reply; unreadable when it holds none, or both."""
    verdicts = {"correct" if word.lower() == "correct" else "wrong" for word in _VERDICT.findall(reply)}
    if len(verdicts) != 1:
        return "unreadable"
    return "correct" if "correct" in verdicts else "wrong"
