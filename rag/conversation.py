"""What was said before a question: in whatever form it comes, and whether the question leans on it."""

import re
from collections.abc import Sequence

from rag import terms

Turn = tuple[str, str]
"""Role ("user" or "assistant") and text."""

MESSAGES = 20
"""Messages of the conversation that are looked at: ten questions and their answers."""

_LEANS = re.compile(
    r"^\W*(?:and|but|so|or|then|also|ok|okay)\b|^\W*(?:what|how) about\b"
    r"|^\W*(?:why|why not|when|who|where|how|how so|really|which)\W*$"
    r"|\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|that|this|those|these|there|then|one|ones"
    r"|former|latter|same|else|other|earlier|previous)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\s*\[\d{1,3}\]")


def turns(history: Sequence[object]) -> list[Turn]:
    """Pairs, `{"role", "content"}` dictionaries or LangChain messages -> the last turns, without marks.

    Raises TypeError for anything else.
    """
    return [(role, text) for role, text in map(_turn, history) if text][-MESSAGES:]


def leans(question: str, history: Sequence[Turn]) -> bool:
    """Whether the question needs the conversation to be understood."""
    return bool(history) and (bool(_LEANS.search(question)) or len(set(terms.stems(question))) < 3)


def _turn(message: object) -> Turn:
    match message:
        case (str(role), content):
            return _role(role), _text(content)
        case {"role": str(role), "content": content}:
            return _role(role), _text(content)
        case _ if hasattr(message, "type") and hasattr(message, "content"):
            return _role(str(message.type)), _text(message.content)
    raise TypeError(f"A message of the history is {message!r}: give (role, text), a dictionary or a LangChain message.")


def _role(role: str) -> str:
    return "assistant" if role in ("assistant", "ai", "AIMessageChunk") else "user"


def _text(content: object) -> str:
    """A message's text without citation marks; browsers send a list of parts."""
    if isinstance(content, list):
        return " ".join(_text(part.get("text", "") if isinstance(part, dict) else part) for part in content).strip()
    return _MARKS.sub("", content).strip() if isinstance(content, str) else ""
