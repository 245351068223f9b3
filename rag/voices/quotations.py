"""Text -> what stands in quotation marks: straight or curly, double or single, over sentences and paragraphs.

Knows no sentences' meaning. Single marks are told from apostrophes by the letters around them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

CLOSING = {"“": "”", '"': '"', "«": "»", "‘": "’", "'": "'"}
SINGLE = "‘'"
_TYPEWRITTEN = re.compile(r"(?:``|'')(?P<opens>(?=\w))?")
"""Double marks made of two single ones; they are read as `"` and a character of no width."""
_SENTENCE_END = re.compile(r"[.?!](?=\s|$)")


class Quotation(NamedTuple):
    """From the opening mark to behind the closing one. Pieces of one speech over several paragraphs share a `voice`."""

    start: int
    end: int
    voice: int


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Blocks between blank lines; a text without blank lines has one paragraph a line."""
    gap = re.compile(r"\n[ \t]*\n\s*") if re.search(r"\n[ \t]*\n", text) else re.compile(r"\n+")
    gaps = [m.span() for m in gap.finditer(text)]
    return list(zip([0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)], strict=True))


def quotations(text: str) -> list[Quotation]:
    """Everything in quotation marks, in order; marks within a quotation belong to it."""
    text = _TYPEWRITTEN.sub(lambda m: '"\u2060' if m["opens"] is not None else '\u2060"', text)
    blocks = paragraphs(text)
    found: list[Quotation] = []
    goes_on = False
    for (start, end), (following, _) in zip(blocks, [*blocks[1:], (len(text), 0)], strict=True):
        may_go_on = following < len(text) and text[following] in CLOSING
        for first, last, is_open in _in_paragraph(text, start, end, may_go_on):
            voice = found[-1].voice if goes_on and found and first == start else len(found)
            found.append(Quotation(first, last, voice))
            goes_on = is_open
    return found


def _in_paragraph(text: str, start: int, end: int, may_go_on: bool) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether the quotation is still open where the paragraph ends."""
    at = start
    while at < end:
        if not _opens(text, at, start, end):
            at += 1
            continue
        close = _close(text, at, end)
        if close is not None:
            yield at, close, False
        elif may_go_on and (text[at] not in SINGLE or at == start):
            yield at, (close := end), True
        elif text[at] not in SINGLE:  # a forgotten mark: it hides no more than its sentence
            match = _SENTENCE_END.search(text, at, end)
            yield at, (close := match.end() if match else end), False
        at = close if close is not None else at + 1


def _opens(text: str, at: int, start: int, end: int) -> bool:
    if text[at] not in CLOSING or at + 1 >= end or text[at + 1].isspace():
        return False
    is_free = at == start or not (text[at - 1].isalnum() or text[at - 1] in ".,!?…")
    if text[at] in SINGLE:  # no apostrophe: 'em, '90s
        return is_free and (text[at + 1].isalpha() or text[at + 1] in '“"…')
    return is_free or text[at] != '"'


def _close(text: str, at: int, end: int) -> int | None:
    """The place behind the mark that closes the quotation opened at `at`."""
    if text[at] in SINGLE:
        return _close_single(text, at, end)
    marks = '”"' if text[at] in '“"' else CLOSING[text[at]]  # straight and curly ones are often mixed
    closes = [close for mark in marks if (close := text.find(mark, at + 1, end)) >= 0]
    return min(closes) + 1 if closes else None


def _close_single(text: str, at: int, end: int) -> int | None:
    """Before the next opening mark: the first closing one that is no apostrophe, or else the first possessive."""
    following = text.find("‘" if text[at] == "‘" else " '", at + 1, end)
    limit = following if following >= 0 else end
    possessive = None
    close = text.find(CLOSING[text[at]], at + 1, limit)
    while close >= 0:
        if _is_closing(text, close, end):
            if not _may_be_possessive(text, close, end):
                return close + 1
            possessive = possessive or close + 1
        close = text.find(CLOSING[text[at]], close + 1, limit)
    return possessive


def _is_closing(text: str, at: int, end: int) -> bool:
    """Not the apostrophe of `they’ve` or `’tis`."""
    return not text[at - 1].isspace() and (at + 1 >= end or not text[at + 1].isalnum())


def _may_be_possessive(text: str, at: int, end: int) -> bool:
    """`the islanders’ fares`: taken for the end of a quotation only when no better mark follows."""
    return text[at - 1] == "s" and at + 2 < end and text[at + 1] == " " and text[at + 2].islower()
