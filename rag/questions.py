"""What a question asks for and what it leans on, from its words alone. Knows no document and no model."""

import re
from collections.abc import Sequence
from typing import Literal

from rag import terms

Turn = tuple[str, str]
"""Role ("user" or "assistant") and text."""

Wants = Literal["person", "number", "time", "place", "other"]

HISTORY_TURNS = 20
"""Messages of the conversation that are looked at: ten questions and their answers."""

_LEANS = re.compile(
    r"^\s*(?:and|but|so|or|then|also|ok|okay)\b|^\s*(?:what|how) about\b|^\W*(?:why|why not|when|who|where|how|how so|really|which)\W*$"
    r"|\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|that|this|those|these|there|then|one|ones|former|latter|same|else|earlier|previous)\b",
    re.IGNORECASE,
)
_WANTS: tuple[tuple[Wants, str], ...] = (
    (
        "number",
        r"\bhow (?:many|much|old|long|far|often|large|big|high)\b|\bwhat (?:number|amount|percentage|share|sum|price|age)\b|\bcost\b",
    ),
    (
        "time",
        r"\bwhen\b|\b(?:what|which) (?:year|month|day|date|time)\b|\bhow (?:soon|recently)\b|\bsince when\b",
    ),
    ("place", r"\bwhere\b|\b(?:what|which) (?:city|country|town|place|venue|location)\b"),
    (
        "person",
        r"\bwho(?:se|m)?\b|\bwhich (?:person|expert|scholar|minister|official|professor|politician)\b",
    ),
)


def messages(history: Sequence[object]) -> list[Turn]:
    """Pairs, `{"role", "content"}` dictionaries or LangChain messages -> turns, the last ones only.

    Raises TypeError for anything else.
    """
    return [turn for turn in map(_turn, history) if turn[1].strip()][-HISTORY_TURNS:]


def leans(question: str, history: Sequence[Turn]) -> bool:
    """Whether the question needs the conversation to be understood."""
    return bool(history) and (bool(_LEANS.search(question)) or len(set(terms.stems(question))) < 3)


def wants(question: str) -> Wants:
    """The kind of thing that is asked for."""
    return next((kind for kind, pattern in _WANTS if re.search(pattern, question, re.IGNORECASE)), "other")


def language(question: str) -> Literal["en", "ko", "ja"]:
    """Korean by Hangul, Japanese by kana or by Chinese characters without Hangul, else English."""
    if re.search(r"[\uac00-\ud7a3]", question):
        return "ko"
    return "ja" if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", question) else "en"


def _turn(message: object) -> Turn:
    match message:
        case (str(role), str(text)):
            return _role(role), text
        case {"role": str(role), "content": content}:
            return _role(role), _text(content)
        case _ if hasattr(message, "type") and hasattr(message, "content"):
            return _role(str(message.type)), _text(message.content)
    raise TypeError(
        f"A message of the history is {message!r}: give (role, text), a dictionary or a LangChain message."
    )


def _role(role: str) -> str:
    return "assistant" if role in ("assistant", "ai", "AIMessageChunk") else "user"


def _text(content: object) -> str:
    """A message's text; browsers send a list of parts."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return " ".join(_text(part.get("text", "") if isinstance(part, dict) else part) for part in content)
    return ""
