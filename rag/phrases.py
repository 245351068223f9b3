"""Tokens of a sentence -> the noun phrase before or after a place, as far as it can be told without a grammar.

Knows neither verbs of speech nor whom a phrase means.
"""

from collections.abc import Sequence

from rag.words import (
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
)  # fmt: skip

Span = tuple[int, int]
"""First token and the one after the last."""

REACH = 60
"""Tokens that are read in one direction: more than any subject has, and it keeps the work linear."""

MAX_WORDS = 16
"""Tokens of a noun phrase that is read forwards."""

NOBODY = frozenset(
    "no nobody none neither there i we you this that these those what nothing which who whose where when".split()
)
_FOREIGN = frozenset("what i we you".split())
GROUPS = frozenset(
    "police people staff management parliament government prosecutors counsel crew everyone residents".split()
)
_TURNS = JOINERS - {"and", "or", "nor"}
_NOT_PARTICIPLES = frozenset("morning evening spring meeting hearing briefing wedding building king red bed".split())
_PUBLISHED = frozenset("published released issued obtained seen reviewed unveiled presented posted compiled".split())
_CITING = frozenset("cited citing cite quoted quoting quote".split())
_OCCASIONS = frozenset(
    "statement interview letter speech email e-mail note post address briefing conference message filing".split()
)


def subject_before(tokens: Sequence[Token], end: int) -> Span | None:
    """The noun phrase of which the verb's subject consists when the verb (with its adverbs) begins at `end`."""
    last = tokens[end - 1]
    if last.is_quotation or last.low in BINDERS | PREPOSITIONS:
        return None
    if last.is_break:
        return _before_aside(tokens, end - 1)
    if last.low in JOINERS:
        return subject(tokens, end - 1)
    first = _segment_start(tokens, end)
    start = _noun_phrase_start(tokens, first, end)
    if start is None or (start > 0 and tokens[start - 1].low in BINDERS | PREPOSITIONS):
        return None
    return (start, end) if is_nominal(tokens, (start, end)) else None


def subject(tokens: Sequence[Token], stop: int = REACH) -> Span | None:
    """The noun phrase the sentence begins with, after adverbials; a name in apposition to it goes first."""
    spans = [span for span in _segments(tokens[: min(stop, REACH)]) if not _is_adverbial(tokens, span)]
    if not spans:
        return None
    start, end = _without_joiner(tokens, spans[0])
    close = _noun_phrase_close(tokens, start, end)
    if close == end and len(spans) > 1 and _is_name(tokens, spans[1]) and not _name_at_end(tokens, (start, end)):
        return spans[1]
    return (start, close) if is_nominal(tokens, (start, close)) else None


def noun_phrase_at(tokens: Sequence[Token], start: int) -> Span | None:
    """The noun phrase that begins at `start`; of `the director, Ana Torres` the name, of `reports that cited X` the X."""
    end = start
    while end < min(len(tokens), start + MAX_WORDS) and not _closes(tokens, start, end):
        end += 1
    if (source := _cited(tokens, end)) and end > start:
        return noun_phrase_at(tokens[: start + REACH], source)
    if not is_nominal(tokens, (start, end)):
        return None
    name = (end + 1, run_end(tokens, end + 1)) if end < len(tokens) and tokens[end].text == "," else (end, end)
    if name[1] > name[0] and _is_apposition(tokens, name) and not _name_at_end(tokens, (start, end)):
        return name
    return start, end


def has_clause(tokens: Sequence[Token], end: int, start: int = 0) -> bool:
    """Whether a clause of its own, with subject and verb, stands between `start` and `end`."""
    relative = False
    start = max(start, end - REACH)
    for at in range(start, end):
        if tokens[at].is_break:
            relative = False
        elif tokens[at].low in RELATIVES:
            relative = True
        elif at > start and not relative and is_finite(tokens, at):
            return True
    return False


def is_nominal(tokens: Sequence[Token], span: Span) -> bool:
    """Whether the span can name who speaks."""
    start, end = span
    words = [t.low for t in tokens[start:end]]
    verb = next((i for i, w in enumerate(words) if w in AUXILIARIES), len(words))
    if verb < len(words) and not RELATIVES.intersection(words[:verb]):
        return False
    if not words or words[0] in NOBODY | PREPOSITIONS | JOINERS or tokens[start].is_break:
        return False
    if words[-1] in POINTERS | PREPOSITIONS or (len(words) > 1 and words[-1] in COUNTS) or _FOREIGN.intersection(words):
        return False
    if words[0] in SUBJECTS:
        return len(words) == 1
    if tokens[start].is_name:
        return True
    if words[0] in COUNTS:
        return True
    if words[0] in POINTERS:
        return len(words) > 1 and words[1] != "’s"
    head = next((i for i, w in enumerate(words) if w in PREPOSITIONS | RELATIVES), len(words))
    return any(t.is_name for t in tokens[start : start + head]) or is_plural(words[:head])


def is_plural(words: Sequence[str]) -> bool:
    """Whether the words (in small letters) speak of several: their verb has no `s`."""
    head = next((i for i, w in enumerate(words) if i and w in PREPOSITIONS | RELATIVES), len(words))
    last = words[head - 1] if head else ""
    return (
        last.endswith("s") or last in GROUPS or words[0] in COUNTS - {"one"} or "and" in words or words[:1] == ["they"]
    )


# --- backwards ----------------------------------------------------------------------------------------------------


def _segment_start(tokens: Sequence[Token], end: int) -> int:
    """The start of the piece between marks that ends at `end`."""
    start = end
    while start > max(0, end - REACH) and not tokens[start - 1].is_break:
        start -= 1
    return start


def _noun_phrase_start(tokens: Sequence[Token], first: int, end: int) -> int | None:
    """The last place of the piece at which a noun phrase that is nobody's object begins."""
    while first < end - 1 and tokens[first].low in JOINERS:
        first += 1
    first = max((at + 1 for at in range(first, end - 1) if tokens[at].low in _TURNS), default=first)
    if _has_relative(tokens, first, end):
        return first
    start = None if tokens[first].low in PREPOSITIONS | BINDERS or is_time(tokens, first) else first
    pointed = False
    at = first
    while at < end:
        if _begins(tokens, at, first, pointed):
            start = at
            pointed = tokens[at].low in POINTERS
        at = max(at + 1, run_end(tokens, at))
    return start


def _has_relative(tokens: Sequence[Token], first: int, end: int) -> bool:
    """`villagers who fled`, `the group that runs the port`: the clause belongs to the noun before it."""
    for at in range(first + 1, end - 1):
        if tokens[at].low in RELATIVES:
            after = tokens[at + 1]
            return not (after.is_name or after.low in POINTERS | SUBJECTS) and not is_finite(tokens, at - 1)
    return False


def _begins(tokens: Sequence[Token], at: int, first: int, pointed: bool) -> bool:
    token = tokens[at]
    before = tokens[at - 1] if at > first else None
    if before is None:
        return token.is_name or token.low in POINTERS | SUBJECTS
    if before.low in PREPOSITIONS and not is_time(tokens, at - 1):
        return False
    if before.low in ("and", "or", "&") and not has_clause(tokens, at, first):
        return False
    if token.low in SUBJECTS:
        return True
    if token.low in COUNTS:
        return before.low in BINDERS | JOINERS | {"what"}
    if token.low in POINTERS:
        return not _governs(before) and before.low not in COUNTS
    return token.is_name and _begins_name(before, pointed)


def _governs(word: Token) -> bool:
    """`lawyers representing the families`, `people told the truth`: an object follows."""
    return word.low.endswith(("ing", "ed")) and word.low not in _NOT_PARTICIPLES


def _begins_name(before: Token, pointed: bool) -> bool:
    """A name within `the journal X`, `the X embassy` does not begin a phrase; after `the minister` or `last week` it does."""
    if before.low in POINTERS | COUNTS or before.text == "&":
        return False
    return not pointed or is_role(before.low) or before.low in TIMES | BINDERS


def _before_aside(tokens: Sequence[Token], comma: int) -> Span | None:
    """The head of `X, a nurse, (said)`, `its director, X, (said)`."""
    heads: list[Span] = []
    for first, end in _pieces_before(tokens, comma):
        if has_clause(tokens, end, first):
            break
        if tokens[first].low in RELATIVES:
            continue
        start = _noun_phrase_start(tokens, first, end)
        if start and tokens[start - 1].low in BINDERS:
            return None
        if not _is_adverbial(tokens, (first, end)) and start is not None and is_nominal(tokens, (start, end)):
            heads.append((start, end))
    if not heads:
        return None
    named = [h for h in heads if _name_at_end(tokens, h) and h[1] - h[0] > 1]
    leftmost = heads[-1]
    if not named and len(heads) > 1 and tokens[leftmost[0]].low in POINTERS and _is_name(tokens, heads[-2]):
        return heads[-2]
    return named[-1] if named else leftmost


def _pieces_before(tokens: Sequence[Token], end: int) -> list[Span]:
    """The pieces between commas before `end`, the nearest first, back to a quotation, a colon or the start."""
    pieces: list[Span] = []
    stop = max(0, end - REACH)
    while end > stop:
        start = _segment_start(tokens, end)
        if start < end:
            pieces.append((start, end))
        if start <= stop or tokens[start - 1].is_quotation or tokens[start - 1].text in ";:":
            break
        end = start - 1
    return pieces


# --- forwards -----------------------------------------------------------------------------------------------------


def _segments(tokens: Sequence[Token]) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or tokens[at].is_break:
            if at > start:
                spans.append((start, at))
            start = at + 1
    return spans


def _without_joiner(tokens: Sequence[Token], span: Span) -> Span:
    start, end = span
    while start < end - 1 and tokens[start].low in JOINERS:
        start += 1
    return start, end


def _is_adverbial(tokens: Sequence[Token], span: Span) -> bool:
    start, end = _without_joiner(tokens, span)
    token = tokens[start]
    if token.low in PREPOSITIONS | BINDERS or is_time(tokens, start) or token.text[0].isdigit():
        return True
    if (
        is_adverb(token.text.lower())
        or token.low.endswith("ing")
        or token.low in ("asked", "told", "based", "born", "aged")
    ):
        return True
    return end - start == 1 and token.low in JOINERS | {"however"}


def _noun_phrase_close(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the noun phrase at the start of a piece gives way to its verb."""
    if tokens[start].low in SUBJECTS:
        return start + 1
    close = run_end(tokens, start)
    if close > start and not (close < end and tokens[close].text == "’s"):
        return close
    close = start + 1
    while close < end and not is_finite(tokens, close) and not is_adverb(tokens[close].low):
        close += 1
    return close


def _closes(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether the noun phrase that began at `start` is over before the token `at`."""
    token = tokens[at]
    if token.is_break:
        return True
    if token.low in RELATIVES:
        return any(t.is_name for t in tokens[start:at]) or token.low != "who"
    if token.low in BINDERS | {"as", "while", "but", "though"} | _PUBLISHED | _CITING or is_time(tokens, at):
        return at > start and "dated" not in [t.low for t in tokens[max(start, at - 3) : at]]
    if token.low in ("in", "at", "on", "during") and at > start:
        return _is_occasion(tokens, at)
    return token.low in AUXILIARIES and "who" not in [t.low for t in tokens[start:at]]


def _cited(tokens: Sequence[Token], at: int) -> int | None:
    """Behind the verb of `(reports) that cited X`, `(the agency), quoting X`."""
    at += (
        at + 1 < len(tokens)
        and tokens[at].text == ","
        and (tokens[at + 1].low == "which" or tokens[at + 1].low in _CITING)
    )
    at += at < len(tokens) and tokens[at].low in ("that", "which")
    return at + 1 if at < len(tokens) and tokens[at].low in _CITING else None


def _is_occasion(tokens: Sequence[Token], at: int) -> bool:
    """`in a statement`, `on Monday`, `at a news conference`: when it was said, not who said it."""
    after = tokens[at + 1 : at + 5]
    return any(t.low in _OCCASIONS for t in after) or (len(after) > 0 and is_time(tokens, at + 1))


def _is_apposition(tokens: Sequence[Token], name: Span) -> bool:
    """A name between commas, or at the end."""
    return name[1] == len(tokens) or tokens[name[1]].is_break


def _is_name(tokens: Sequence[Token], span: Span) -> bool:
    return span[1] > span[0] and run_end(tokens, span[0]) == span[1]


def _name_at_end(tokens: Sequence[Token], span: Span) -> bool:
    """Whether the phrase is a name, perhaps with a title or a role before it."""
    head = next((i for i in range(*span) if tokens[i].low in PREPOSITIONS), span[1])
    return head == span[1] and tokens[span[1] - 1].is_name
