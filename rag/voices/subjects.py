"""Tokens of a sentence -> its subject, or the subject of the verb at a place.

Works backwards from the verb, piece by piece between commas; knows no verbs of speech and no names.
"""

from collections.abc import Sequence
from itertools import pairwise

from rag.voices.phrases import REACH, Span, ends_in_name, has_clause, is_name, is_nominal, may_be_named
from rag.voices.words import (
    AUXILIARIES,
    BINDERS,
    COUNTS,
    JOINERS,
    POINTERS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECTS,
    TIMES,
    Token,
    is_adverb,
    is_finite,
    is_role,
    is_time,
    run_end,
)

_LEADS = (("continues", "to"), ("continued", "to"), ("went", "on", "to"), ("goes", "on", "to"))
_TURNS = JOINERS - {"and", "or", "nor"}
_NOT_PARTICIPLES = frozenset("morning evening spring meeting hearing briefing wedding building king red bed".split())


def before_verb(tokens: Sequence[Token], at: int) -> tuple[int, list[str]]:
    """Where the subject must end, and the auxiliaries and adverbs between it and the verb at `at`."""
    helpers = _lead(tokens, at)
    end = at - len(helpers)
    while end > 0:
        word = tokens[end - 1].low
        if word == "’s" and end > 1 and tokens[end - 2].low in SUBJECTS:
            word = "is" if tokens[at].low.endswith("ing") else "has"
        if not (word in AUXILIARIES or is_adverb(tokens[end - 1].text) or is_time(tokens, end - 1)):
            break
        end -= 1
        helpers.append(word)
    return end, helpers


def _lead(tokens: Sequence[Token], at: int) -> list[str]:
    """The words of `was quoted (by X) as`, `continued to` that end where the verb stands."""
    low = [t.low for t in tokens[max(0, at - 12) : at]]
    if low[-1:] == ["as"] and "quoted" in low:
        return low[len(low) - 1 - low[::-1].index("quoted") :]
    return next((list(words) for words in _LEADS if tuple(low[-len(words) :]) == words), [])


def subject_before(tokens: Sequence[Token], end: int) -> Span | None:
    """The subject of a verb that begins (with its adverbs and auxiliaries) at `end`."""
    last = tokens[end - 1]
    if last.is_quotation or last.low in BINDERS | PREPOSITIONS:
        return None
    if last.is_break:
        return _before_aside(tokens, end - 1)
    if last.low in JOINERS:
        return subject(tokens, end - 1)
    start = _start(tokens, _piece_start(tokens, end), end)
    if start is None or (start > 0 and tokens[start - 1].low in BINDERS | PREPOSITIONS):
        return None
    return (start, end) if is_nominal(tokens, (start, end)) else None


def subject(tokens: Sequence[Token], stop: int = REACH) -> Span | None:
    """What the sentence begins to speak of, behind adverbials; `its director, X` is X."""
    pieces = [piece for piece in _pieces(tokens[: min(stop, REACH)]) if not _is_adverbial(tokens, piece)]
    if not pieces:
        return None
    first, end = _without_joiner(tokens, pieces[0])
    close = _close(tokens, first, end)
    if close == end and len(pieces) > 1 and is_name(tokens, pieces[1]) and may_be_named(tokens, (first, end)):
        return pieces[1]
    return (first, close) if is_nominal(tokens, (first, close)) else None


def _before_aside(tokens: Sequence[Token], comma: int) -> Span | None:
    """The head of `X, a nurse, (said)`, `its director, X, (said)`; nothing of `after X, a nurse, (said)`."""
    heads: list[Span] = []
    for first, end in _pieces_before(tokens, comma):
        if has_clause(tokens, end, first):
            break
        start, opens = _start(tokens, first, end), tokens[first].low
        if start is None or not is_nominal(tokens, (start, end)):
            continue
        if opens in BINDERS - RELATIVES:  # `where X, a nurse, said` tells what X said, `after X, a nurse, said` when
            return (start, end) if opens == "where" else None
        if not _is_adverbial(tokens, (first, end)):
            heads.append((start, end))
    return _best(tokens, heads) if heads else None


def _best(tokens: Sequence[Token], heads: Sequence[Span]) -> Span:
    """The leftmost full name, or the single name behind `the lawyer,`, or else the leftmost phrase."""
    if not (may_be_named(tokens, heads[-1]) or ends_in_name(tokens, heads[-1])):
        return heads[-1]
    names = [h for h in heads if ends_in_name(tokens, h) and h[1] - h[0] > 1]
    if names:
        return names[-1]
    is_described = len(heads) > 1 and tokens[heads[-1][0]].low in POINTERS and is_name(tokens, heads[-2])
    return heads[-2] if is_described else heads[-1]


def _pieces_before(tokens: Sequence[Token], end: int) -> list[Span]:
    """The pieces between commas before `end`, the nearest first, back to a quotation, a colon or the start."""
    pieces: list[Span] = []
    stop = max(0, end - REACH)
    while end > stop:
        start = _piece_start(tokens, end)
        if start < end:
            pieces.append((start, end))
        if start <= stop or tokens[start - 1].is_quotation or tokens[start - 1].text in ";:":
            break
        end = start - 1
    return pieces


def _pieces(tokens: Sequence[Token]) -> list[Span]:
    breaks = [-1, *(at for at, token in enumerate(tokens) if token.is_break), len(tokens)]
    return [(a + 1, b) for a, b in pairwise(breaks) if b > a + 1]


def _piece_start(tokens: Sequence[Token], end: int) -> int:
    start = end
    while start > max(0, end - REACH) and not tokens[start - 1].is_break:
        start -= 1
    return start


def _without_joiner(tokens: Sequence[Token], piece: Span) -> Span:
    start, end = piece
    while start < end - 1 and tokens[start].low in JOINERS:
        start += 1
    return start, end


def _is_adverbial(tokens: Sequence[Token], piece: Span) -> bool:
    """`in May`, `asked about it`, `speaking in Rome`, `58`, `however`."""
    start, end = _without_joiner(tokens, piece)
    low = tokens[start].low
    if low in PREPOSITIONS | BINDERS or is_time(tokens, start) or low[0].isdigit():
        return True
    if is_adverb(tokens[start].text) or low.endswith("ing"):
        return True
    return low in ("asked", "told", "based", "born", "aged") or (end == start + 1 and low in JOINERS | {"however"})


def _close(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the noun phrase at the start of a piece gives way to its verb."""
    if tokens[start].low in SUBJECTS:
        return start + 1
    name = run_end(tokens, start)
    if name > start and not (name < end and tokens[name].text == "’s"):
        return name
    close = start + 1
    while close < end and not is_finite(tokens, close) and not is_adverb(tokens[close].text):
        close += 1
    return close


def _start(tokens: Sequence[Token], first: int, end: int) -> int | None:
    """The last place between `first` and `end` at which a noun phrase that is nobody's object begins."""
    first, _ = _without_joiner(tokens, (first, end))
    first = max((at + 1 for at in range(first, end - 1) if tokens[at].low in _TURNS), default=first)
    if _has_relative(tokens, first, end):
        return first
    start = None if tokens[first].low in PREPOSITIONS | BINDERS or is_time(tokens, first) else first
    is_pointed = False
    at = first
    while at < end:
        if _begins(tokens, at, first, is_pointed):
            start, is_pointed = at, tokens[at].low in POINTERS
        at = max(at + 1, run_end(tokens, at))
    return start


def _has_relative(tokens: Sequence[Token], first: int, end: int) -> bool:
    """`villagers who fled`, `the group that runs the port`: the clause belongs to the noun before it."""
    at = next((at for at in range(first + 1, end - 1) if tokens[at].low in RELATIVES), None)
    if at is None or is_finite(tokens, at - 1):
        return False
    return not (tokens[at + 1].is_name or tokens[at + 1].low in POINTERS | SUBJECTS)


def _begins(tokens: Sequence[Token], at: int, first: int, is_pointed: bool) -> bool:
    """Whether a noun phrase begins here; `is_pointed`: `the`, `his` or the like began one before it."""
    low = tokens[at].low
    if at == first:
        return tokens[at].is_name or low in POINTERS | SUBJECTS
    before = tokens[at - 1]
    if before.low in PREPOSITIONS and not is_time(tokens, at - 1):
        return False
    if before.low in ("and", "or", "&") and not has_clause(tokens, at, first):
        return False
    if low in COUNTS:
        return before.low in BINDERS | JOINERS | {"what"}
    if low in POINTERS:
        return not _governs(before) and before.low not in COUNTS
    return low in SUBJECTS or (tokens[at].is_name and _begins_name(before, is_pointed))


def _governs(word: Token) -> bool:
    """`lawyers representing the families`, `people told the truth`: an object follows."""
    return word.low.endswith(("ing", "ed")) and word.low not in _NOT_PARTICIPLES


def _begins_name(before: Token, is_pointed: bool) -> bool:
    """A name in `the journal X`, `the X embassy` begins no phrase; one behind `the minister`, `last week` does."""
    if before.low in POINTERS | COUNTS or before.text == "&":
        return False
    return not is_pointed or is_role(before.low) or before.low in TIMES | BINDERS
