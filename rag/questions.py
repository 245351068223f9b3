"""What a question asks for and what it leans on, from its words alone. Knows no document and no model."""

import re
from collections.abc import Sequence
from typing import Literal

from rag import terms

Turn = tuple[str, str]
"""Role ("user" or "assistant") and text."""

Wants = Literal["number", "name", "time", "place", "person", "reason", "other"]

HISTORY_TURNS = 20
"""Messages of the conversation that are looked at: ten questions and their answers."""

_LEANS = re.compile(
    r"^\s*(?:and|but|so|or|then|also|ok|okay)\b|^\s*(?:what|how) about\b|^\W*(?:why|why not|when|who|where|how|how so|really|which)\W*$"
    r"|\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|that|this|those|these|there|then|one|ones|former|latter|same|else|earlier|previous)\b",
    re.IGNORECASE,
)
_NAMED = (
    r"(?:compan(?:y|ies)|firms?|courts?|institutes?|universit(?:y|ies)|cit(?:y|ies)|countr(?:y|ies)|towns?|politicians?"
    r"|judges?|groups?|newspapers?|lawyers?|plaintiffs?|ministers?|professors?|experts?|scholars?|officials?"
    r"|agenc(?:y|ies)|organi[sz]ations?|part(?:y|ies)|banks?|islands?|villages?|ships?|treat(?:y|ies)|hospitals?"
    r"|schools?|institutions?|historians?|unions?)"
)
"""Things that go by a name: `which firms` wants one that the question does not hold already."""

_WANTS: tuple[tuple[Wants, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "number",
            r"\bhow (?:many|much|old|tall|big|high|large|wide|deep|heavy|long)\b"
            r"|\bwhat (?:number|amount|percentage|share|sum|price|age|size)\b",
        ),
        ("name", rf"\bnames?\b|\bcalled\b|\bwho (?:is|are|was|were)\b|\b(?:which|what) (?:\w+ ){{0,2}}?{_NAMED}\b"),
        ("time", r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|month|day|date|time)\b"),
        ("place", r"\bwhere\b"),
        ("person", r"\bwho(?:m|se)?\b"),
        ("reason", r"\bwhy\b|\breasons?\b|\bhow come\b"),
    )
)
_SAYS = re.compile(
    r"\b(?:who(?:se|m)?|which (?:\w+ )?(?:expert|scholar|official|professor|person|side|minister|historian)|name the \w+)\b.*"
    r"\b(?:sa(?:y|ys|id)|t(?:ell|ells|old|hinks?|hought)|believe[sd]?|argue[sd]?|claim(?:s|ed)?|call(?:s|ed)|expect(?:s|ed)?"
    r"|accuse[sd]?|words|view|opinion|demand(?:s|ed)?|warn(?:s|ed)?|quote[sd]?|phrase|remark|statement|spoke|speaks)\b"
    r"|\baccording to (?:whom|who|which)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\b(?:half|third|quarter|dozens|hundreds|thousands|millions|several|none|few|most)\b", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|\w+day|\d{4}|tomorrow"
    r"|tonight|noon|midnight|morning|evening|afternoon|weeks?|months?|years?|decades?|century|days?|hours?|minutes?|ago"
    r"|next|last|spring|summer|autumn|winter|before|after|during|until|war|since)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because|since|as|out of|due to|given|so|in order|fear\w*|avoid|amid|over|for|owing|reason|caused?s?|would|to)\b",
    re.IGNORECASE,
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
    return next((kind for kind, pattern in _WANTS if pattern.search(question)), "other")


def asks_who_says(question: str) -> bool:
    """Whether somebody is asked for by what they said or think: the ledger of speakers knows, a model guesses."""
    return bool(_SAYS.search(question))


def holds(kind: Wants, text: str, question: str) -> bool:
    """Whether a text can hold a thing of the kind asked for: a number, a time, a name not in the question.

    Places, persons and the rest come in too many forms to say no.
    """
    match kind:
        case "number":
            return bool(terms.numbers(text) or _AMOUNT.search(text))
        case "time":
            return bool(_TIME.search(text))
        case "reason":
            return bool(_CAUSE.search(text))
        case "name":
            known = set(terms.stems(question))
            return any(terms.stem(part) not in known for name in terms.names(text) for part in name.split("-"))
    return True


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
