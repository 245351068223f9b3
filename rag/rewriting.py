"""A question as asked -> the question to search for: in English, and understood without the conversation."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag import prompts
from rag.cast import Cast
from rag.conversation import Turn, leans
from rag.followup import resolve
from rag.languages import language, prepared
from rag.replies import line

RECALLED = 0.35
"""Cosine from which an earlier exchange counts as what a question comes back to."""

_RETURNS = re.compile(r"\b(?:back to|going back|return(?:ing)? to|earlier (?:question|topic|point))\b", re.IGNORECASE)

_ASKER = re.compile(
    r"^\W*(?:(?:hi|hello)\W+)?I(?:[’']m| am| live| work| come| write| grew)\b[^.?!]*\b(?:from|in|at)\b[^.?!]*[.!]\s+",
    re.IGNORECASE,
)
_US = re.compile(r",? (?:to|for|on|from|with|of|at|by) us\b(?! (?:and|or)\b)")

Embed = Callable[[str], Sequence[float]]
"""A text -> its unit vector."""


def needs_rewriting(question: str, said: Sequence[Turn]) -> bool:
    """Whether the question cannot be searched for as it stands."""
    return language(question) != "en" or leans(question, said)


@dataclass(frozen=True)
class Rewriter:
    """Rewrites the questions of one corpus."""

    cast: Cast
    embed: Embed

    def standalone(
        self, question: str, said: Sequence[Turn], model: BaseChatModel | None, config: RunnableConfig | None = None
    ) -> str:
        """The question to search for. Rules come before the model; without one, only names and terms are English."""
        asked = impersonal(question)
        if language(question) != "en":
            asked = prepared(question, [person.name for person in self.cast.persons], self.cast.names)
            if model is not None:
                asked = line(model, prompts.translation(asked), config) or question
        if whole := resolve(asked, said, self.cast):
            return whole
        if model is None or not leans(asked, said):
            return asked
        whole = line(model, prompts.conversation(_recalled(said, asked, self.embed), asked), config)
        given = " ".join([text for _, text in said] + [asked])
        return whole if whole and not prompts.strays(whole, given) else asked


def impersonal(question: str) -> str:
    """Without the asker: `our firms` are the firms, whoever asks, and where they live is no part of the question."""
    told = _ASKER.sub("", question)
    return re.sub(
        r"\b(?:(O)ur|our)\b", lambda m: "The" if m[1] else "the", _US.sub("", told if "?" in told else question)
    )


def _recalled(said: Sequence[Turn], question: str, embed: Embed) -> list[Turn]:
    """The last exchange, and before it the one that the question is most like, else the one before the last.

    A question that says it goes back gets that one alone: the model would take up the last one all the same.
    """
    last, earlier = list(said[-2:]), [list(said[i : i + 2]) for i in range(0, len(said) - 2, 2)]
    if not earlier:
        return last
    asked = embed(question)
    alike = [float(np.dot(embed(" ".join(text for _, text in turn)), asked)) for turn in earlier]
    best = max(range(len(alike)), key=alike.__getitem__)
    if _RETURNS.search(question):
        return earlier[best]
    return [*(earlier[best] if alike[best] > RECALLED else earlier[-1]), *last]
