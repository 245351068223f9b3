"""The prompts: what the language model is shown, and how its first word is read. Short and plain, as suits a small one.

Instructions and examples come first and stay byte for byte the same, so that their state is kept. The examples tell
of an invented dispute.
"""

import math
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from rag.conversation import Turn
from rag.languages import NOT_IN_SOURCES
from rag.questions import Wants, wants

ANSWER = "Answer from the text in one short sentence"
ASKED: dict[Wants, str] = {
    "number": " that gives the number",
    "time": " that says when",
    "name": " that gives the name",
    "place": " that says where",
    "person": " that says who",
    "reason": " that gives the reason",
}
"""What the sentence must bring, by the kind of thing asked for: the model tends to repeat the question instead."""
PROBE = "Does the text contain the specific information that the question asks for? Reply yes or no."
OR_REFUSE = f"If the text does not contain the answer, reply only: {NOT_IN_SOURCES['en']}."
REWRITE = (
    "Rewrite the last question so that it can be understood without the conversation. Replace he, she, it, they, "
    "that and left-out words by what they stand for. Reply with the question alone."
)
REWRITTEN = (
    (
        "Question: Who leads the dockers' union?\nAnswer: Maria Ortiz leads the dockers' union.\n"
        "Last question: since when does she?",
        "Since when does Maria Ortiz lead the dockers' union?",
    ),
    (
        "Question: Will the port close in May?\nAnswer: No. The port authority has postponed the closure.\n"
        "Last question: why?",
        "Why has the port authority postponed the closure?",
    ),
    (
        "Question: What does the harbour company offer?\nAnswer: It offers the dockers a raise of 3 percent.\n"
        "Last question: did they accept it",
        "Did the dockers accept the raise of 3 percent?",
    ),
    (
        "Question: What does Weber think of the deal?\nAnswer: Weber calls the deal unfair.\n"
        "Last question: and the other lawyer?",
        "What does the other lawyer think of the deal?",
    ),
    (
        "Question: Is the deal dead?\nAnswer: The deal is as good as dead.\nLast question: who says that",
        "Who says that the deal is as good as dead?",
    ),
    (
        "Question: Who pays for the repairs?\nAnswer: The city pays for them.\n"
        "Last question: ok, something else. when was the port built?",
        "When was the port built?",
    ),
)
"""Examples of follow-up questions of an invented dispute: the model follows examples better than rules."""

TRANSLATE = (
    "Translate the question into English. Keep names in Latin letters as they are. Reply with the question alone."
)
TRANSLATED = (
    (
        "Chairwoman Maria Ortiz 은 strike 가 언제 끝날 것으로 보나요?",
        "When does chairwoman Maria Ortiz expect the strike to end?",
    ),
    (
        "harbour company は workers にいくら払うと言っていますか",
        "How much does the harbour company say it will pay the workers?",
    ),
    ("Maria Ortiz 소속 union", "Which union does Maria Ortiz belong to?"),
    ("「strike は終わった」と言ったのは誰?", "Who said that the strike is over?"),
)
"""Questions as they look once their names and terms are in English."""

ASSUME = "State what the question takes for granted. Reply with the statement alone."
ASSUMED = (
    ("Why did the port authority close the harbour in May?", "The port authority closed the harbour in May."),
    ("Since the union has given up, who speaks for the dockers now?", "The union has given up."),
    ("What makes a newcomer like Weber so sure of the deal?", "Weber is a newcomer and is sure of the deal."),
    (
        "What details of the deal did the mayor reveal on Monday?",
        "The mayor revealed details of the deal on Monday.",
    ),
    ("Have the dockers been paid?", "The dockers have been paid."),
    ("Ortiz says that the city will pay. What makes her so sure?", "Ortiz says that the city will pay."),
)
"""Examples of the same invented dispute."""

SPLIT = "Write down each question that is asked, one a line, so that it can be understood alone. Often it is only one."
SPLITTED = (
    (
        "What do the dockers demand, and what does the city offer them?",
        ("What do the dockers demand?", "What does the city offer the dockers?"),
    ),
    ("Who said that the port and the harbour must be sold?", ("Who said that the port and the harbour must be sold?",)),
    (
        "Why was the harbour closed and when will that change?",
        ("Why was the harbour closed?", "When will the harbour be opened again?"),
    ),
    ("How do Weber and Ortiz see the deal?", ("How does Weber see the deal?", "How does Ortiz see the deal?")),
    (
        "Compare the union's plan with the mayor's: cost, and what the captain says against it.",
        (
            "What does the union's plan cost?",
            "What does the mayor's plan cost?",
            "What does the captain say against the union's plan?",
            "What does the captain say against the mayor's plan?",
        ),
    ),
    ("What reasons are given for the closure?", ("What reasons are given for the closure?",)),
    (
        "is the strike bad for shops? both views pls, the economist's and the baker's",
        (
            "Is the strike bad for shops according to the economist?",
            "Is the strike bad for shops according to the baker?",
        ),
    ),
)
"""Examples of the same invented dispute."""

_INVENTED = re.compile(
    r"\b(?:dockers?|harbours?|ports?|union|authority|closure|lawyer|deal|raise|repairs|weber|ortiz)\b", re.IGNORECASE
)
"""What the examples tell of."""

JUDGE = "Is the statement true, false or unknown according to the text? Reply true, false or unknown."


@runtime_checkable
class Probing(Protocol):
    """A chat model that can say how likely its first words are."""

    def first_token_logprobs(self, messages: Sequence[BaseMessage]) -> dict[str, float]:
        """Token -> natural logarithm of its probability, for the likeliest first tokens of the reply."""


def prompt(texts: Sequence[str], question: str, *, may_refuse: bool) -> list[BaseMessage]:
    """The question over some sentences. A model that was not asked before whether they answer may refuse."""
    instruction = f"{ANSWER}{ASKED.get(wants(question), '')}. {OR_REFUSE if may_refuse else ''}".rstrip()
    return [HumanMessage(f"Text: {' '.join(texts)}\nQuestion: {question}\n{instruction}")]


def assumption(question: str) -> list[BaseMessage]:
    """The prompt that asks for what a question takes for granted."""
    messages: list[BaseMessage] = [SystemMessage(ASSUME)]
    for asked, assumed in ASSUMED:
        messages += [HumanMessage(asked), AIMessage(assumed)]
    return [*messages, HumanMessage(question)]


def separate(question: str) -> list[BaseMessage]:
    """The prompt that asks for the separate questions of one with several parts."""
    messages: list[BaseMessage] = [SystemMessage(SPLIT)]
    for asked, parts in SPLITTED:
        messages += [HumanMessage(asked), AIMessage("\n".join(parts))]
    return [*messages, HumanMessage(question)]


def strays(reply: str, given: str) -> bool:
    """Whether a reply speaks of the examples' dispute and not of what was given: a small model mixes them up."""
    known = {word.lower() for word in _INVENTED.findall(given)}
    return any(word.lower() not in known for word in _INVENTED.findall(reply))


def log_odds(tokens: Mapping[str, float], one: str, *others: str) -> float:
    """Log-odds of one word against others; one that is not among the tokens counts as the least likely of them."""
    floor = max(math.exp(min(tokens.values())), sys.float_info.min)
    shares = {w: sum(math.exp(p) for t, p in tokens.items() if t.strip().lower() == w) for w in (one, *others)}
    return math.log(max(shares[one], floor)) - math.log(sum(max(shares[w], floor) for w in others))


def conversation(history: Sequence[Turn], question: str) -> list[BaseMessage]:
    """The prompt that rewrites a question which leans on the conversation: on the few messages that are given."""
    messages: list[BaseMessage] = [SystemMessage(REWRITE)]
    for asked, rewritten in REWRITTEN:
        messages += [HumanMessage(asked), AIMessage(rewritten)]
    lines = [f"{'Question' if role == 'user' else 'Answer'}: {text}" for role, text in history]
    return [*messages, HumanMessage("\n".join([*lines, f"Last question: {question}"]))]


def translation(question: str) -> list[BaseMessage]:
    """The prompt that puts a question into English, the documents' language."""
    messages: list[BaseMessage] = [SystemMessage(TRANSLATE)]
    for asked, translated in TRANSLATED:
        messages += [HumanMessage(asked), AIMessage(translated)]
    return [*messages, HumanMessage(question)]
