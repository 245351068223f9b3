"""Tokens of a sentence -> where a noun phrase ends, and whether words can name a speaker or make a clause.

Works without a grammar, from closed classes of words; knows neither verbs of speech nor whom a phrase means.
"""

from collections.abc import Sequence

from rag.voices.words import (
    AUXILIARIES,
    BINDERS,
    COUNTS,
    JOINERS,
    POINTERS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECTS,
    Token,
    is_finite,
    is_role,
    is_time,
    run_end,
)

Span = tuple[int, int]
"""First token and the one after the last."""

REACH = 60
"""Tokens that are read in one direction: more than any subject has, and it keeps the work linear."""

MAX_WORDS = 16
"""Tokens of a noun phrase that is read forwards."""

NOBODY = frozenset(
    "no nobody none neither there i we you this that these those what nothing which who whose where when".split()
)
"""Words with which no speaker's description begins."""

_WRITERS = frozenset("what i we you".split())
GROUPS = frozenset("police people staff management parliament government counsel crew everyone".split())
_PUBLISHED = frozenset("published released issued obtained seen reviewed unveiled presented posted compiled".split())
_CITING = frozenset("cited citing cite quoted quoting quote".split())
_OCCASIONS = frozenset(
    "statement interview letter speech email e-mail note post address briefing conference message filing".split()
)


def noun_phrase_at(tokens: Sequence[Token], start: int) -> Span | None:
    """The noun phrase from `start` on; of `the director, Ana Torres` the name, of `reports that cited X` the X."""
    end = start
    while end < min(len(tokens), start + MAX_WORDS) and not _closes(tokens, start, end):
        end += 1
    if end > start and (source := _cited(tokens, end)):
        return noun_phrase_at(tokens[: start + REACH], source)
    if not is_nominal(tokens, (start, end)):
        return None
    name = _apposition(tokens, end)
    return name if name and may_be_named(tokens, (start, end)) else (start, end)


def has_clause(tokens: Sequence[Token], end: int, start: int = 0) -> bool:
    """Whether a clause of its own, with subject and verb, stands between `start` and `end`."""
    start = max(start, end - REACH)
    in_relative = False
    for at in range(start, end):
        if tokens[at].is_break:
            in_relative = False
        elif tokens[at].low in RELATIVES:
            in_relative = True
        elif at > start and not in_relative and is_finite(tokens, at):
            return True
    return False


def is_nominal(tokens: Sequence[Token], span: Span) -> bool:
    """Whether the span can name who speaks."""
    words = [t.low for t in tokens[slice(*span)]]
    if not words or tokens[span[0]].is_break or _is_excluded(words):
        return False
    first = words[0]
    if first in SUBJECTS:
        return len(words) == 1
    if first in POINTERS:
        return len(words) > 1 and words[1] != "’s"
    head = head_end(words)
    return first in COUNTS or any(t.is_name for t in tokens[span[0] : span[0] + head]) or is_plural(words)


def _is_excluded(words: Sequence[str]) -> bool:
    """`nobody`, `in key`, `the gap between what we`, `the fire was`."""
    verb = next((i for i, w in enumerate(words) if w in AUXILIARIES), len(words))
    if verb < len(words) and not RELATIVES.intersection(words[:verb]):
        return True
    if words[0] in NOBODY | PREPOSITIONS | JOINERS or _WRITERS.intersection(words):
        return True
    return words[-1] in POINTERS | PREPOSITIONS or (len(words) > 1 and words[-1] in COUNTS)


def head_end(words: Sequence[str]) -> int:
    """Where `officials at the ministry`, `villagers who fled` come to their preposition or clause."""
    return next((i for i, w in enumerate(words) if i and w in PREPOSITIONS | RELATIVES), len(words))


def is_plural(words: Sequence[str]) -> bool:
    """Whether the words (in small letters) speak of several: their verb has no `s`."""
    if words[0] in COUNTS - {"one"} or words[0] == "they" or "and" in words:
        return True
    last = words[head_end(words) - 1]
    return last.endswith("s") or last in GROUPS


def is_name(tokens: Sequence[Token], span: Span) -> bool:
    """Whether the span is a name and nothing else."""
    return span[1] > span[0] and run_end(tokens, span[0]) == span[1]


def ends_in_name(tokens: Sequence[Token], span: Span) -> bool:
    """Whether the phrase is a name, perhaps with a title or a role before it."""
    has_preposition = any(t.low in PREPOSITIONS for t in tokens[slice(*span)])
    return not has_preposition and tokens[span[1] - 1].is_name


def may_be_named(tokens: Sequence[Token], span: Span) -> bool:
    """Whether a name behind the phrase is its own: `the director, X`, but not `a spokeswoman for the minister, X`."""
    words = [t.low for t in tokens[slice(*span)]]
    is_anothers = words[0] in ("a", "an") and head_end(words) < len(words) and is_role(words[-1])
    return not is_anothers and not ends_in_name(tokens, span)


def _closes(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether the noun phrase that began at `start` is over before the token `at`."""
    token, before = tokens[at], [t.low for t in tokens[start:at]]
    if token.is_break:
        return True
    if token.low in RELATIVES:  # `two officials who asked not to be named` is who they are
        return token.low != "who" or any(t.is_name for t in tokens[start:at])
    if token.low in ("in", "at", "on", "during"):
        return bool(before) and _is_occasion(tokens, at)
    if token.low in AUXILIARIES:
        return "who" not in before
    ends = token.low in BINDERS | JOINERS - {"and", "or"} | _PUBLISHED | _CITING or is_time(tokens, at)
    return ends and bool(before) and "dated" not in before[-3:]


def _is_occasion(tokens: Sequence[Token], at: int) -> bool:
    """`in a statement`, `on Monday`, `at a news conference`: when it was said, not who said it."""
    after = tokens[at + 1 : at + 5]
    return any(t.low in _OCCASIONS for t in after) or (len(after) > 0 and is_time(tokens, at + 1))


def _cited(tokens: Sequence[Token], at: int) -> int | None:
    """Behind the verb of `(reports) that cited X`, `(the agency), quoting X`, `(the agency), which cited X`."""
    low = [t.low for t in tokens[at : at + 3]]
    skipped = 0
    if low[:2] == [",", "which"] or (low[:1] == [","] and low[1:2] != ["that"]):
        skipped = 1
    skipped += low[skipped : skipped + 1] in (["that"], ["which"])
    return at + skipped + 1 if low[skipped : skipped + 1] and low[skipped] in _CITING else None


def _apposition(tokens: Sequence[Token], comma: int) -> Span | None:
    """`(the director), Ana Torres,`: a name that stands between commas or at the end."""
    if comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return None
    end = run_end(tokens, comma + 1)
    is_closed = end == len(tokens) or tokens[end].is_break
    return (comma + 1, end) if end > comma + 1 and is_closed else None
