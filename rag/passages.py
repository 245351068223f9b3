"""Document -> Sentences and Passages with exact offsets. Knows no model; it is given a count of tokens."""

import hashlib
import re
from collections.abc import Callable, Iterator
from itertools import accumulate

import sentencex

from rag.records import Document, Passage, Sentence

SPLITTER_VERSION = "1"
"""Change it whenever the same document would be cut otherwise: the index is then built anew."""

MAX_SENTENCES = 4
"""Sentences in a passage. News paragraphs rarely have more, and a small model reads few at a time well."""

MAX_TOKENS = 254
"""The embedding model reads 256 tokens and cuts the rest without a word; two of them are its own marks."""

Span = tuple[int, int]
CountTokens = Callable[[str], int]

_PARAGRAPH = re.compile(r"\S.*(?:\n[ \t]*\S.*)*")
# Inside quotation marks and brackets sentencex does not split, so it is shown the text without them; nor is
# a line break inside a paragraph more than layout.
_BLANKED = str.maketrans(dict.fromkeys('“”‘"«»„()[]\r\n', " "))
_LEADING = re.compile(r"[\s”’)\]]*")
# Title abbreviations that sentencex ends a sentence after when a comma or quotation stands before them.
_TITLE_END = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr)\.\s*$")


def sentences(document: Document) -> list[Sentence]:
    """All sentences in order; speakers are not known yet."""
    return [
        _sentence(document, span)
        for paragraph in _paragraphs(document.text)
        for span in _spans(document.text, paragraph)
    ]


def split(document: Document, labelled: list[Sentence], count_tokens: CountTokens) -> list[Passage]:
    """Group sentences into passages of one paragraph each, none longer than MAX_TOKENS.

    A single sentence over the limit is cut at spaces into several sentences with the same speaker.
    """
    passages: list[Passage] = []
    for start, end in _paragraphs(document.text):
        inside = [s for s in labelled if start <= s.start < end]
        pieces = [piece for s in inside for piece in _cut(document, s, count_tokens)]
        passages.extend(_passage(document, group) for group in _groups(document, pieces, count_tokens))
    return passages


def _paragraphs(text: str) -> Iterator[Span]:
    """Blocks between blank lines; a text without blank lines has one paragraph a line."""
    pattern = _PARAGRAPH if re.search(r"\n[ \t\r]*\n", text) else re.compile(r"\S(?:.*\S)?")
    for match in pattern.finditer(text):
        yield match.start(), match.start() + len(match.group().rstrip())


def _spans(text: str, paragraph: Span) -> list[Span]:
    start, end = paragraph
    plain = text[start:end].translate(_BLANKED)
    starts = [b["start_index"] for b in sentencex.get_sentence_boundaries("en", plain)]
    starts = list(accumulate((_to_opening_quote(text, paragraph, start + at) for at in starts), max))
    spans: list[Span] = []
    for span in zip(starts, [*starts[1:], end], strict=True):
        a, b = _trim(text, span)
        if a >= b:
            continue
        if spans and _continues(text[spans[-1][0] : spans[-1][1]], text[a:b]):
            spans[-1] = (spans[-1][0], b)
        else:
            spans.append((a, b))
    return spans


def _to_opening_quote(text: str, paragraph: Span, at: int) -> int:
    """Move a boundary so that an opening mark stays with its sentence and a closing one with the last."""
    first, end = paragraph
    while at > first and text[at - 1] in '“‘"«„([' and not _closes(text, first, at - 1):
        at -= 1
    closing = _LEADING.match(text, at, end)
    return closing.end() if closing and at > first else at


def _closes(text: str, first: int, at: int) -> bool:
    """Whether the straight quotation mark at `at` is the second of its pair in the paragraph."""
    return text[at] == '"' and text.count('"', first, at) % 2 == 1


def _continues(before: str, after: str) -> bool:
    """`“Will you pay?” he asked` is one sentence, and so is what a title abbreviation cuts in two."""
    return after[0].islower() or bool(_TITLE_END.search(before)) or not any(c.isalnum() for c in after)


def _cut(document: Document, sentence: Sentence, count_tokens: CountTokens) -> list[Sentence]:
    if count_tokens(sentence.text) <= MAX_TOKENS:
        return [sentence]
    middle = len(sentence.text) // 2
    at = sentence.text.rfind(" ", 1, middle)
    at = at if at > 0 else middle
    halves = (sentence.start, sentence.start + at), (sentence.start + at, sentence.end)
    trimmed = [_trim(document.text, span) for span in halves]
    again = [
        _sentence(document, span).model_copy(update={"speaker": sentence.speaker, "mode": sentence.mode})
        for span in trimmed
    ]
    return [piece for half in again for piece in _cut(document, half, count_tokens)]


def _trim(text: str, span: Span) -> Span:
    piece = text[span[0] : span[1]]
    return span[0] + len(piece) - len(piece.lstrip()), span[0] + len(piece.rstrip())


def _groups(document: Document, pieces: list[Sentence], count_tokens: CountTokens) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for piece in pieces:
        if group and (
            len(group) == MAX_SENTENCES or count_tokens(document.text[group[0].start : piece.end]) > MAX_TOKENS
        ):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _sentence(document: Document, span: Span) -> Sentence:
    start, end = span
    return Sentence(
        id=f"{document.id}:{start}-{end}",
        document=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
    )


def _passage(document: Document, group: list[Sentence]) -> Passage:
    start, end = group[0].start, group[-1].end
    text = document.text[start:end]
    key = repr((document.id, start, end, text))
    return Passage(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        document=document.id,
        start=start,
        end=end,
        text=text,
        sentences=tuple(group),
    )
