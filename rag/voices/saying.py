"""Tokens of a sentence -> who says it by a verb of speech: `X said …`, `…, X said`, `…, said X`, `what X says`.

Knows no other way to name a speaker, and no names.
"""

from rag.voices.phrases import REACH, Span, has_clause, is_plural, noun_phrase_at
from rag.voices.speech import VERBS, Verb, is_complete, is_explicit, may_be_active, may_be_noun
from rag.voices.subjects import before_verb, subject_before
from rag.voices.words import BINDERS, JOINERS, POINTERS, PREPOSITIONS, SUBJECTS, Token, is_finite, is_time

Found = tuple[Span, Span]
"""The tokens that name the speaker, and those of the whole attribution."""

_TELLING = frozenset(("anything", "clause", "listener"))
_WHAT = frozenset("say argue insist believe think".split())
"""`what Seoul says` gives a view; `what they call`, `what many expect to be` only a word."""
_GRANTING = frozenset("while although though whereas".split())
"""`While he admitted …, Lee noted …`: the sentence is Lee's."""


def spoken(tokens: list[Token]) -> Found | None:
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
    return who, (at, tail_end(tokens, who[1]))


def _plain(tokens: list[Token], at: int, verb: Verb) -> Found | None:
    """The subject stands before its verb."""
    end, helpers = before_verb(tokens, at)
    if end == 0 or not may_be_active(tokens[end - 1], verb, helpers):
        return None
    who = subject_before(tokens, end)
    if who is None or not _agrees(tokens, who, verb, helpers) or _is_granted(tokens, who, verb):
        return None
    start = _after_quotation(tokens, who[0])
    if _is_after_words(tokens, start, at + 1, verb):
        return who, (start, tail_end(tokens, at + 1))
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
    after = _behind_listener(tokens, after) if verb.lemma == "tell" else after
    while after < len(tokens) and (is_time(tokens, after) or tokens[after].low in ("on", "in")):
        after += 1
    is_placed = not _is_over(tokens, after) and tokens[after].low in PREPOSITIONS
    return _is_telling(verb) and (_is_over(tokens, after) or (is_placed and has_clause(tokens, start)))


def _behind_listener(tokens: list[Token], start: int) -> int:
    """`…, X told the newspaper earlier this week.`: the end of the piece, if no more is told in it."""
    end = start
    while end < min(len(tokens), start + REACH) and not tokens[end].is_break:
        if tokens[end].low in BINDERS | {"to", "of", "about"} or is_finite(tokens, end):
            return start
        end += 1
    return end


def _after_quotation(tokens: list[Token], start: int) -> int:
    """Where `“…,” the director, X, said` begins: behind the quotation, if no clause stands between."""
    at = next((at for at in range(start, max(0, start - REACH), -1) if tokens[at - 1].is_quotation), start)
    return start if has_clause(tokens, start, at) else at


def _is_over(tokens: list[Token], at: int) -> bool:
    """Whether a piece of the sentence ends here; a colon promises more."""
    return at == len(tokens) or (tokens[at].is_break and tokens[at].text != ":")


def _is_telling(verb: Verb) -> bool:
    """Whether the verb alone, after the words it is about, says that they are told."""
    return not _TELLING.isdisjoint(verb.needs)


def tail_end(tokens: list[Token], start: int) -> int:
    """Where `…, said X, a nurse, in Rome` ends: before a quotation, `, adding …` or `, and …`."""
    end = min(len(tokens), start + REACH)
    for at in range(start, end):
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        goes_on = after in JOINERS or (after in VERBS and VERBS[after].form == "ing")
        if tokens[at].is_quotation or (tokens[at].is_break and goes_on):
            return at
    return end
