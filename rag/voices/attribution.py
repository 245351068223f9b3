"""A sentence -> the words in it that say whose words it gives: `X said`, `according to X`, `X, a nurse, warned that`.

Knows one sentence at a time and no names: "he", "Lee" and "the ministry" are handed on as they stand.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rag.voices.phrases import Span, noun_phrase_at
from rag.voices.saying import Found, spoken, tail_end
from rag.voices.speech import PASSIVE, VERBS, is_complete
from rag.voices.subjects import before_verb, subject, subject_before
from rag.voices.words import (
    BEING,
    JOINERS,
    QUOTED,
    Token,
    is_adverb,
    token,
    tokens_of,
)

_ASIDE = re.compile(r"\([^()]*\)|(?<![\d\s])\s?(--|—|–)\s?(?!\d)[^—–]{3,200}?\s?\1")
_GOING_ON = frozenset(
    "say add note argue warn insist claim explain stress maintain caution complain predict assert tell".split()
)
"""`X struck, demanding …` is not among them: it remains the reporter's."""
_MESSAGES = frozenset("statement letter message".split())
_ISSUED = frozenset("issued released published sent wrote posted".split())


class Attribution(NamedTuple):
    """Who speaks, in the sentence's own words, and where the sentence says so (all the rest is what was said)."""

    who: str
    start: int
    end: int


def attribution(text: str, quoted: Sequence[bool], leans: bool = False) -> Attribution | None:
    """Find who speaks in a sentence, of which the characters marked in `quoted` stand in quotation marks.

    `leans`: a question or cry in quotation marks goes before it: `“Why?”` | `Lee asked.`
    """
    tokens = [token(QUOTED, 0, 0)] * leans + _outside(text, quoted)
    for rule in (_opening_source, spoken, _source, _agent, _before_colon, _went_on):
        if found := rule(tokens):
            who, (start, end) = found
            return Attribution(_words(text, tokens, who), tokens[start].start, tokens[end - 1].end)
    return None


def spoken_of(text: str, quoted: Sequence[bool]) -> str | None:
    """What the sentence begins to speak of: the person a later "he" may mean."""
    tokens = _outside(text, quoted)
    found = subject(tokens)
    return _words(text, tokens, found) if found else None


def _outside(text: str, quoted: Sequence[bool]) -> list[Token]:
    """The tokens of a sentence: a quotation is one token; parentheses and dashed asides are left out."""
    masked = "".join(QUOTED if inside else char for char, inside in zip(text, quoted, strict=True))
    return tokens_of(_ASIDE.sub(lambda m: " " * len(m.group()), masked))


def _words(text: str, tokens: Sequence[Token], span: Span) -> str:
    return text[tokens[span[0]].start : tokens[span[1] - 1].end]


def _opening_source(tokens: list[Token]) -> Found | None:
    """`According to X, …`, `In X's view, …`."""
    start = 1 if tokens and tokens[0].low in JOINERS else 0
    if _is_source(tokens, start):
        return _source(tokens)
    low = [t.low for t in tokens[start : start + 12]]
    at = next((i for i, w in enumerate(low) if w in ("view", "opinion", "words", "eyes")), 0)
    if low[:1] != ["in"] or at < 2:
        return None
    if low[at - 1] == "’s":
        return (start + 1, start + at - 1), (start, start + at + 1)
    who = noun_phrase_at(tokens, start + at + 2) if low[at + 1 : at + 2] == ["of"] else None
    return (who, (start, who[1])) if who else None


def _is_source(tokens: list[Token], at: int) -> bool:
    return [t.low for t in tokens[at : at + 2]] == ["according", "to"]


def _source(tokens: list[Token]) -> Found | None:
    """`…, according to X`."""
    for at in range(len(tokens) - 2):
        if _is_source(tokens, at) and (who := noun_phrase_at(tokens, at + 2)):
            opens = at == 0 or (at == 1 and tokens[0].low in JOINERS)
            return who, (at, who[1] if opens else tail_end(tokens, who[1]))
    return None


def _agent(tokens: list[Token]) -> Found | None:
    """`was described by X as`, `had been told by X that`."""
    for at in range(1, len(tokens) - 2):
        verb = VERBS.get(tokens[at].low)
        if verb and verb.form == "past" and verb.lemma in PASSIVE and tokens[at + 1].low == "by":
            who, helpers = noun_phrase_at(tokens, at + 2), before_verb(tokens, at)[1]
            if who and BEING.intersection(helpers) and "not" not in helpers:
                return who, (at, who[1])
    return None


def _before_colon(tokens: list[Token]) -> Found | None:
    """`X was blunt: “…”`."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].text == ":" and tokens[at + 1].is_quotation and (who := subject(tokens, at)):
            return who, (0, at + 1)
    return None


def _went_on(tokens: list[Token]) -> Found | None:
    """`X offered optimism, saying …`: the sentence's subject speaks."""
    for at in range(2, len(tokens)):
        verb = VERBS.get(tokens[at].low)
        if verb and verb.form == "ing" and verb.lemma in _GOING_ON and is_complete(tokens, at, verb):
            who = _going_on(tokens, at - 1 - is_adverb(tokens[at - 1].text))
            if who:
                return who, (at, at + 1)
    return None


def _going_on(tokens: list[Token], before: int) -> Span | None:
    """The subject of what stands before `, saying`, `by saying`, `issued a statement saying`."""
    if tokens[before].low in (",", "by"):
        return subject(tokens, before)
    issued = before - 2
    is_message = tokens[before].low in _MESSAGES and issued > 0 and tokens[issued].low in _ISSUED
    return subject_before(tokens, issued) if is_message else None
