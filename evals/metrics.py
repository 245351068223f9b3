"""How good one answer is: pure functions over texts. Knows nothing of files, runs or intervals.

An empty case is never a 0 or a 1 by accident: each docstring says what it is, and where there is
nothing to measure the function returns None and the question is left out of that figure.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import ir_measures as ir

from evals.dataset import Question, SpeakerLabel
from evals.results import Quotation, Result
from rag.records import Mode

SHARED_WORDS = 0.5
"""Part of the shorter text's words that must stand in the other in one run: half a sentence is no luck."""

RECALL_DEPTHS = (1, 3, 5)
NDCG_DEPTH = 5
"""Five passages are what the assistant reads by default."""

_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
# Chinese characters, kana and Hangul count one by one: Japanese does not put spaces between words.
_WORD = re.compile(r"[぀-ヿ㐀-鿿가-힯]|[^\W_぀-ヿ㐀-鿿가-힯]+")
_MARK = re.compile(r"\s*\[(\d+)\]")


def fold(text: str) -> str:
    """The text without differences of case, curly quotes, full-width forms and white space."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_STRAIGHT).casefold().split())


def without_marks(answer: str, citations: int) -> str:
    """The answer without its marks [1] … [citations]. Any other bracketed number, such as a year, stays."""
    return _MARK.sub(lambda mark: "" if 1 <= int(mark[1]) <= citations else mark[0], answer)


def states_facts(text: str, facts: Sequence[Sequence[str]]) -> bool:
    """Whether at least one string of every inner list occurs. True when no facts are asked for."""
    folded = fold(text)
    return all(any(fold(wording) in folded for wording in wordings) for wordings in facts)


def says_any(text: str, forbidden: Sequence[str]) -> bool:
    """Whether one of the strings occurs. False when nothing is forbidden."""
    folded = fold(text)
    return any(fold(wording) in folded for wording in forbidden)


def is_correct(question: Question, result: Result) -> bool:
    """Answerable: answered, every fact stated, nothing forbidden said. Unanswerable: not answered.

    A failed question is wrong either way. An answerable question without facts asks only to be
    answered without forbidden words.
    """
    if result.error is not None:
        return False
    if not question.answerable:
        return not result.answered
    text = without_marks(result.answer, len(result.citations))
    return result.answered and states_facts(text, question.facts) and not says_any(text, question.forbidden)


def words(text: str) -> list[str]:
    """Words of the folded text without punctuation."""
    return _WORD.findall(fold(text))


def token_f1(text: str, reference: str) -> float | None:
    """F1 of the words in common, as a bag. None without a reference, 0 for an empty text."""
    ours, theirs = words(text), words(reference)
    return _f1((Counter(ours) & Counter(theirs)).total(), len(ours), len(theirs))


def rouge_l(text: str, reference: str) -> float | None:
    """F1 of the longest common subsequence of words. None without a reference, 0 for an empty text."""
    ours, theirs = words(text), words(reference)
    row = [0] * (len(theirs) + 1)
    for word in ours:
        above = row
        row = [0]
        for at, other in enumerate(theirs):
            row.append(above[at] + 1 if word == other else max(above[at + 1], row[at]))
    return _f1(row[-1], len(ours), len(theirs))


def _f1(common: int, ours: int, theirs: int) -> float | None:
    return 2 * common / (ours + theirs) if theirs else None


def overlap(one: str, other: str) -> bool:
    """Whether two texts hold the same words of the source: the rule by which a citation hits evidence.

    One contains the other after folding, or they share a run of at least SHARED_WORDS of the shorter
    one's words. False when either has no words.
    """
    ours, theirs = words(one), words(other)
    if not ours or not theirs:
        return False
    if fold(one) in fold(other) or fold(other) in fold(one):
        return True
    run = SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
    return run.size >= SHARED_WORDS * min(len(ours), len(theirs))


def hits(texts: Sequence[str], targets: Sequence[str]) -> int:
    """How many of the texts overlap one of the targets. Quotes against evidence: right citations;
    evidence against quotes: found evidence. 0 when either is empty."""
    return sum(any(overlap(text, target) for target in targets) for text in texts)


def is_verbatim(citation: Quotation, texts: Mapping[str, str]) -> bool:
    """Whether the quote stands in its document, at its offsets if given. False without such a document."""
    text = texts.get(citation.document)
    if text is None or not citation.quote:
        return False
    if citation.start is None or citation.end is None:
        return citation.quote in text
    return text[citation.start : citation.end] == citation.quote


def is_same_speaker(named: str | None, gold: str | None) -> bool:
    """Whether the name holds the labelled one, so that a title is no mistake and a bare surname is one.

    Two Nones are the same: both say that the reporter speaks.
    """
    if named is None or gold is None:
        return named is gold
    return f" {' '.join(words(gold))} " in f" {' '.join(words(named))} "


def attribution(document: str, text: str, labels: Sequence[SpeakerLabel]) -> list[SpeakerLabel]:
    """The labels of the sentences that a quotation holds; none when its document has no labels."""
    return [label for label in labels if label.document == document and overlap(text, label.text)]


def is_well_attributed(speaker: str | None, gold: Sequence[SpeakerLabel]) -> bool:
    """Whether the speaker is that of every labelled sentence in the quotation. True when there is none."""
    return all(is_same_speaker(speaker, label.speaker) for label in gold)


def is_mode(mode: Mode, gold: Sequence[SpeakerLabel]) -> bool:
    """Whether every labelled sentence in the quotation is given in that mode. True when there is none."""
    return all(mode == label.mode for label in gold)


def ranking(evidence: Sequence[str], passages: Sequence[str]) -> dict[str, float]:
    """Recall@k, MRR and nDCG of the passages, best first, by ir-measures. Empty without evidence.

    Recall@k is the part of the evidence that stands whole in the first k passages: evidence cut in two by
    a passage's end is lost. The reciprocal rank is that of the first passage holding any evidence. For nDCG
    a passage gains one for each piece of evidence it is the first to hold; lost evidence stays in the ideal.
    """
    if not evidence:
        return {}
    first_at = [next((at for at, p in enumerate(passages) if fold(e) in fold(p)), None) for e in evidence]
    scored = [(str(at), float(len(passages) - at)) for at in range(len(passages))]
    homes = [f"lost {n}" if at is None else str(at) for n, at in enumerate(first_at)]
    # Each piece of evidence is a query of its own for recall, so that two in one passage count as two.
    recall = ir.calc_aggregate(
        [ir.R @ depth for depth in RECALL_DEPTHS],
        [ir.Qrel(str(n), home, 1) for n, home in enumerate(homes)],
        [ir.ScoredDoc(str(n), passage, score) for n in range(len(evidence)) for passage, score in scored],
    )
    order = ir.calc_aggregate(
        [ir.RR, ir.nDCG @ NDCG_DEPTH],
        [ir.Qrel("all", home, gain) for home, gain in Counter(homes).items()],
        [ir.ScoredDoc("all", passage, score) for passage, score in scored],
    )
    figures = {f"recall_at_{depth}": float(recall[ir.R @ depth]) for depth in RECALL_DEPTHS}
    return figures | {"mrr": float(order[ir.RR]), f"ndcg_at_{NDCG_DEPTH}": float(order[ir.nDCG @ NDCG_DEPTH])}


def auroc(scores: Sequence[float], labels: Sequence[bool]) -> float | None:
    """Chance that a supported pair scores above an unsupported one, ties half. None without both kinds."""
    positive = sum(labels)
    negative = len(labels) - positive
    if not positive or not negative:
        return None
    ranks = _midranks(scores)
    above = sum(rank for rank, label in zip(ranks, labels, strict=True) if label)
    return (above - positive * (positive + 1) / 2) / (positive * negative)


def _midranks(scores: Sequence[float]) -> list[float]:
    """Ranks from 1; equal scores share the middle of theirs."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    starts = [at for at in range(len(order)) if at == 0 or scores[order[at]] != scores[order[at - 1]]]
    ranks = [0.0] * len(scores)
    for start, end in pairwise([*starts, len(order)]):
        for at in order[start:end]:
            ranks[at] = (start + 1 + end) / 2
    return ranks
