"""Answer sentences and source sentences -> citations. Whether they support it, `rag.verification` says."""

from collections.abc import Sequence

from rag import terms
from rag.records import Citation, Document, Sentence

MAX_CITATIONS = 3
"""Sources for one answer sentence. More than that is a summary, and each part wants its own sentence."""

COVERED = 0.8
"""Share of a sentence's words that makes its quotation superfluous."""


def match(text: str, candidates: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that an answer sentence rests on: those that cover its words, best first."""
    wanted = set(terms.stems(text)) | terms.numbers(text)
    chosen: list[Sentence] = []
    while wanted and len(chosen) < MAX_CITATIONS:
        best = max((c for c in candidates if c not in chosen), key=lambda c: _gain(wanted, c), default=None)
        if best is None or not _worthwhile(_gain(wanted, best), len(wanted), first=not chosen):
            break
        chosen.append(best)
        wanted -= _vocabulary([best]) | terms.numbers(best.text)
    return chosen


def covers(texts: Sequence[str], sentence: Sentence) -> bool:
    """Whether what was said already gives nearly all of a source sentence, so that quoting it adds nothing."""
    wanted = set(terms.stems(sentence.text))
    return bool(wanted) and len(wanted & {stem for text in texts for stem in terms.stems(text)}) >= COVERED * len(
        wanted
    )


def cite(sentence: Sentence, number: int, passage: str, document: Document) -> Citation:
    """The verbatim quotation of a source sentence."""
    return Citation(
        n=number,
        document=sentence.document,
        passage=passage,
        quote=document.text[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
        speaker=sentence.speaker,
        mode=sentence.mode,
        published=document.published,
    )


def _gain(wanted: set[str], candidate: Sentence) -> float:
    return len(wanted & (_vocabulary([candidate]) | terms.numbers(candidate.text)))


def _worthwhile(gain: float, left: int, *, first: bool) -> bool:
    return gain > 0 if first else gain >= 2 and gain / left >= 0.6


def _vocabulary(sources: Sequence[Sentence]) -> set[str]:
    return {stem for s in sources for stem in terms.stems(f"{s.text} {s.speaker or ''}")}
