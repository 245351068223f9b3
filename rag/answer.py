"""Hits and history -> the prompts and the words of an answer. The prompts and the fixed phrases live here."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from rag.conversation import Turn
from rag.languages import NOT_IN_SOURCES, language
from rag.questions import Wants, wants
from rag.records import Sentence

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
        "Maria Ortiz 위원장은 파업이 언제 끝날 것으로 보나요?",
        "When does chairwoman Maria Ortiz expect the strike to end?",
    ),
    ("港湾会社は労働者にいくら払うと言っていますか", "How much does the harbour company say it will pay the workers?"),
)

RECENT = 4
"""Messages shown when a question is rewritten: it mostly leans on the last answer, and reading costs time."""

MAX_ANSWER_TOKENS = 96
"""An answer sentence has 20 to 40 tokens; one that runs on is not short and not one sentence."""


@runtime_checkable
class Probing(Protocol):
    """A chat model that can say how likely its first words are."""

    def first_token_logprobs(self, messages: Sequence[BaseMessage], top: int = 20) -> dict[str, float]:
        """Token -> natural logarithm of its probability, for the reply's first token."""


def probe(model: Probing, text: str, question: str) -> float:
    """Log-odds that the text contains what the question asks for.

    Instruction and text come first, so that their state is kept and the next question reads its own words
    only. The instruction stands in the system's place: short, because llama.cpp takes up the state of an
    earlier prompt only when more than half of the current one would have to be read.
    """
    messages = [SystemMessage(PROBE), HumanMessage(f"Text: {text}\nQuestion: {question}")]
    return log_odds(model.first_token_logprobs(messages))


def prompt(texts: Sequence[str], question: str, *, may_refuse: bool) -> list[BaseMessage]:
    """The question over some sentences. A model that was not asked before whether they answer may refuse."""
    instruction = f"{ANSWER}{ASKED.get(wants(question), '')}. {OR_REFUSE if may_refuse else ''}".rstrip()
    return [HumanMessage(f"Text: {' '.join(texts)}\nQuestion: {question}\n{instruction}")]


def log_odds(tokens: dict[str, float]) -> float:
    """Log-odds of yes against no; a word that is not among the tokens counts as the least likely of them."""
    floor = min(tokens.values())
    yes, no = (_total([p for t, p in tokens.items() if t.strip().lower() == word], floor) for word in ("yes", "no"))
    return yes - no


def _total(logprobs: list[float], floor: float) -> float:
    return math.log(sum(map(math.exp, logprobs))) if logprobs else floor


def conversation(history: Sequence[Turn], question: str) -> list[BaseMessage]:
    """The prompt that rewrites a question which leans on the conversation."""
    messages: list[BaseMessage] = [SystemMessage(REWRITE)]
    for asked, rewritten in REWRITTEN:
        messages += [HumanMessage(asked), AIMessage(rewritten)]
    lines = [f"{'Question' if role == 'user' else 'Answer'}: {text}" for role, text in history[-RECENT:]]
    return [*messages, HumanMessage("\n".join([*lines, f"Last question: {question}"]))]


def quotation(sentence: Sentence) -> str:
    """A source sentence as a sentence of the answer, after its speaker where it does not name them in full."""
    marked = sentence.text if re.search('[“”"]', sentence.text) else f"“{sentence.text}”"
    named = sentence.speaker is not None and sentence.speaker.lower() in sentence.text.lower()
    match sentence.mode, None if named else sentence.speaker:
        case "quote", str(speaker):
            return f"{_capital(speaker)} said: {marked}"
        case _, str(speaker):
            return f"According to {speaker}: {marked}"
    return marked


def unattributed(sentence: Sentence) -> str:
    """The quotation for somebody who asked whose words these are, when they are the reporter's own."""
    return f"The article itself says so, naming nobody: {quotation(sentence)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def translation(question: str) -> list[BaseMessage]:
    """The prompt that puts a question into English, the documents' language."""
    messages: list[BaseMessage] = [SystemMessage(TRANSLATE)]
    for asked, translated in TRANSLATED:
        messages += [HumanMessage(asked), AIMessage(translated)]
    return [*messages, HumanMessage(question)]


def refusal(question: str, standalone: str) -> str:
    """The fixed phrase, and what is missing: as an indirect question where that is plain, else as asked."""
    if (spoken := language(question)) != "en":
        return f"{NOT_IN_SOURCES[spoken]}: “{question.strip()}”"
    asked = standalone.strip()
    if match := _INVERTED.match(asked):
        what, verb, subject, rest = (part.strip() for part in match.groups(default=""))
        return f"{NOT_IN_SOURCES['en']} {' '.join(filter(None, (_small(what), subject, verb, rest)))}."
    return f"{NOT_IN_SOURCES['en']}: “{asked}”"


_INVERTED = re.compile(
    r"^((?:[Ww]here|[Ww]hen|[Ww]hy|[Hh]ow(?: \w+)?|[Ww]hat|[Ww]hich \w+|[Ww]ho)) "
    r"(is|are|was|were|has|have|will|would|can|could) "
    r"((?:the |an? )?(?:[A-Z][\w-]*\b ?)+)((?:[a-z][\w’'-]*\b ?)*)\?$",
)
"""`Where was Ann Lee born?`: a question word, a verb, a name as its subject, the rest. Other orders stay as asked."""


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def finished(pieces: Iterable[str]) -> Iterator[str]:
    """Tokens -> whole sentences, each as soon as the next one begins; an empty string while one is being written."""
    text = ""
    for piece in pieces:
        *done, text = sentences(text + piece) or [""]
        yield from done or [""]
    if text.strip():
        yield text.strip()


def sentences(text: str) -> list[str]:
    """An answer's sentences; the last one may be unfinished and keeps the space at its end."""
    import sentencex

    parts = [part for part in sentencex.segment("en", re.sub(r"\s+", " ", text).lstrip()) if part.strip()]
    return [part.strip() for part in parts[:-1]] + parts[-1:]
