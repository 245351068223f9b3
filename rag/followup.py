"""Follow-ups that rules can put on their own feet, before a model is asked to. Knows no document but its cast.

A small model loses the thread of "and the other expert?"; the cast knows whom it means.
"""

import re
from collections.abc import Sequence

from rag.cast import Cast
from rag.conversation import Turn

_OTHER = re.compile(r"\b(?:the|an|which) other (?:\w+ ){0,2}?(\w+)\b", re.IGNORECASE)
_AND_NAME = re.compile(
    r"^\W*(?:(?i:ok|okay|and|but|so|then)\W+)*(?:(?i:what about|how about|and|for) )?(?:the )?"
    r"((?!(?i:why|who|what|when|where|how|which|really|yes|no)\b)[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})\W*$"
)
_VIEW_OF = re.compile(
    r"^\W*(?:(?:ok|okay|and|but|so|then)\W+)*(?:what|how) (?:does|do|did|about|would) (?P<who>.+?)"
    r"(?:[’']s)? (?:says?|thinks?|sees?|views?|opinions?|believes?|makes? of|feels?)"
    r"(?: (?:about|of|on|to))?(?: (?:that|it|this|them))?(?: too| then)?\W*$",
    re.IGNORECASE,
)
_DOUBTS = re.compile(
    r"^\W*(?:(?:no|but|hm+|really|wait|come on)\W+)*(?:are you (?:really )?(?:sure|certain)|i (?:thought|heard|read)"
    r"|wasn[’']t it|isn[’']t it|that(?:[’']s| is)(?: not|n[’']t) (?:right|true)|really)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w’-]*(?: [A-Z][\w’-]*)*")


def resolve(question: str, said: Sequence[Turn], cast: Cast) -> str | None:
    """The question made whole by rules; None when they do not know how."""
    asked = [text for role, text in said if role == "user"]
    if not asked:
        return None
    if _DOUBTS.match(question):
        return asked[-1]
    whole = _with_other(question, said, cast)
    if view := _VIEW_OF.match(whole):
        return _of_another(view["who"], asked[-1], cast)
    if name := _AND_NAME.match(whole):
        return _exchanged(name[1], asked[-1], cast)
    return whole if whole != question and len(whole.split()) > 4 else None


def _with_other(question: str, said: Sequence[Turn], cast: Cast) -> str:
    """`the other expert` by name, when all but one of them were just spoken of."""
    found = _OTHER.search(question)
    if not found:
        return question
    before = " ".join(text for _, text in said[-2:])
    known = set(cast.named(before))
    others = [p.name for p in cast.with_role(found[1]) if p.name not in known]
    return question.replace(found.group(), others[0], 1) if len(others) == 1 else question


def _of_another(who: str, before: str, cast: Cast) -> str | None:
    """Somebody's view of what was asked before."""
    named = cast.named(who)
    return f"According to {named[0]}: {before}" if named else None


def _exchanged(name: str, before: str, cast: Cast) -> str | None:
    """The question before about somebody or something else: the name in it that is of the same kind is exchanged."""
    persons = {p.name for p in cast.persons}
    person = next((p for p in cast.named(name) if p in persons), None)
    names = [m.group() for m in _NAME.finditer(before) if m.start() and m.group() not in name]
    fits = [n for n in names if any(p in persons for p in cast.named(n)) == (person is not None)]
    return before.replace(fits[0], person or name, 1) if fits else None
