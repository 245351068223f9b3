"""A sentence -> the words in it that say whose words it gives: `X said`, `according to X`, `X, a nurse, warned that`.

Knows one sentence at a time and no names: "he", "Lee" and "the ministry" are handed on as they stand.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rag.phrases import REACH, Span, has_clause, is_plural, noun_phrase_at
from rag.speech import PASSIVE, VERBS, Verb, before_verb, is_complete, is_explicit, may_be_active, may_be_noun
from rag.subjects import subject, subject_before
from rag.words import (
    BEING,
    JOINERS,
    POINTERS,
    PREPOSITIONS,
    QUOTED,
    SUBJECTS,
    Token,
    is_adverb,
    is_time,
    token,
    tokens_of,
)

Found = tuple[Span, Span]
"""The tokens that name the speaker, and those of the whole attribution."""

_ASIDE = re.compile(r"\([^()]*\)|(?<![\d\s])\s?(--|—|–)\s?(?!\d)[^—–]{3,200}?\s?\1")
_WHAT = frozenset("say argue insist believe think".split())
"""`what Seoul says` gives a view; `what they call`, `what many expect to be` only a word."""
_GRANTING = frozenset("while although though whereas".split())
"""`While he admitted …, Lee noted …`: the sentence is Lee's."""
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
    for rule in (_opening_source, _spoken, _source, _agent, _before_colon, _went_on):
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
            return who, (at, who[1] if opens else _tail_end(tokens, who[1]))
    return None


def _spoken(tokens: list[Token]) -> Found | None:
    """`X said …`, `…, X said`, `…, said X`, `X, a nurse, said`, `what X says`; the last may hold for all of it."""
    first: Found | None = None
    for at, word in enumerate(tokens):
        verb = VERBS.get(word.text)
        found = (_inverted(tokens, at, verb) or _plain(tokens, at, verb)) if verb else None
        if found and first and first[1][0] == 0 and _closes_sentence(tokens, found):
            return found
        first = first or found
    return first


def _closes_sentence(tokens: list[Token], found: Found) -> bool:
    """`X had told the police that …, the source added.`"""
    start, end = found[1]
    return start > 0 and tokens[start - 1].text == "," and end >= len(tokens) - 1


def _inverted(tokens: list[Token], at: int, verb: Verb) -> Found | None:
    """`“…,” said X`; without quotation marks only after a clause of its own: `the fine was too high, said X`."""
    if (
        verb.form in ("ing", "base")
        or at == 0
        or at + 1 == len(tokens)
        or tokens[at + 1].low in PREPOSITIONS | {"that"}
    ):
        return None
    has_comma = tokens[at - 1].text == ","
    after_quotation = tokens[at - 1].is_quotation or (has_comma and at > 1 and tokens[at - 2].is_quotation)
    after_clause = has_comma and _is_telling(verb) and has_clause(tokens, at - 1)
    who = noun_phrase_at(tokens, at + 1) if after_quotation or after_clause else None
    if who is None or not (after_quotation or "anything" in verb.needs or _is_over(tokens, who[1])):
        return None
    return who, (at, _tail_end(tokens, who[1]))


def _plain(tokens: list[Token], at: int, verb: Verb) -> Found | None:
    """The subject stands before its verb."""
    end, helpers = before_verb(tokens, at)
    if end == 0 or not may_be_active(tokens[end - 1], verb, helpers):
        return None
    who = subject_before(tokens, end)
    if who is None or not _agrees(tokens, who, verb, helpers) or _is_granted(tokens, who, verb):
        return None
    if _is_after_words(tokens, who[0], at + 1, verb):
        return who, (_after_quotation(tokens, who[0]), _tail_end(tokens, at + 1))
    if may_be_noun(verb) and not (is_explicit(tokens, at) or _is_name_or_pronoun(tokens, who)):
        return None
    return (who, (0, at + 1)) if is_complete(tokens, at, verb) else None


def _agrees(tokens: list[Token], who: Span, verb: Verb, helpers: list[str]) -> bool:
    """`they say`, `she says`; where they disagree the verb is a noun: `in key states`."""
    if verb.form == "base" and not helpers:
        return is_plural([t.low for t in tokens[slice(*who)]])
    first = tokens[who[0]]
    return verb.form != "s" or first.is_name or first.low in POINTERS | SUBJECTS | {"one"}


def _is_granted(tokens: list[Token], who: Span, verb: Verb) -> bool:
    """`While X admitted …, Y noted …`, `what X calls …`."""
    before = tokens[who[0] - 1].low if who[0] else ""
    return (before == "what" and verb.lemma not in _WHAT) or (who[0] == 1 and before in _GRANTING)


def _is_name_or_pronoun(tokens: list[Token], who: Span) -> bool:
    return all(t.is_name or t.low in SUBJECTS for t in tokens[slice(*who)])


def _is_after_words(tokens: list[Token], start: int, after: int, verb: Verb) -> bool:
    """Whether an attribution from `start` to `after` follows the words that it is about: `…, X said (on Monday).`"""
    if start == 0 or not (tokens[start - 1].is_break or tokens[start - 1].low == "as"):
        return False
    if tokens[start - 1].is_quotation:
        return True
    while after < len(tokens) and (is_time(tokens, after) or tokens[after].low in ("on", "in")):
        after += 1
    is_placed = not _is_over(tokens, after) and tokens[after].low in PREPOSITIONS
    return _is_telling(verb) and (_is_over(tokens, after) or (is_placed and has_clause(tokens, start)))


def _after_quotation(tokens: list[Token], start: int) -> int:
    """Where `“…,” the director, X, said` begins: behind the quotation, if no clause stands between."""
    at = next((at for at in range(start, max(0, start - REACH), -1) if tokens[at - 1].is_quotation), start)
    return start if has_clause(tokens, start, at) else at


def _is_over(tokens: list[Token], at: int) -> bool:
    """Whether a piece of the sentence ends here; a colon promises more."""
    return at == len(tokens) or (tokens[at].is_break and tokens[at].text != ":")


def _is_telling(verb: Verb) -> bool:
    """Whether the verb alone, after the words it is about, says that they are told."""
    return "anything" in verb.needs or "clause" in verb.needs


def _tail_end(tokens: list[Token], start: int) -> int:
    """Where `…, said X, a nurse, in Rome` ends: before a quotation, `, adding …` or `, and …`."""
    end = min(len(tokens), start + REACH)
    for at in range(start, end):
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        goes_on = after in JOINERS or (after in VERBS and VERBS[after].form == "ing")
        if tokens[at].is_quotation or (tokens[at].is_break and goes_on):
            return at
    return end


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
