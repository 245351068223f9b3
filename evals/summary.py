"""Scores of all questions -> the figures of a run, overall and by category and split.

Knows how figures are grouped; knows nothing of how answers came about or are shown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from evals import metrics
from evals.dataset import GroundingPair, Question, SpeakerLabel
from evals.intervals import Estimate, Floats, difference, estimate, percentile, ratio
from evals.provenance import Provenance
from evals.results import Result
from evals.scores import FIGURES, Gold, Pair, Scores, score
from rag.records import Record, Sentence

Group = dict[str, Estimate]
Verify = Callable[[str, Sequence[Sentence]], tuple[float, bool]]
"""A sentence and its sources -> how well it is supported, and whether that is enough."""

LATENCIES = ("first_token_seconds", "seconds")
SYMMETRY = ("correct", "answered", "cited", "declined")
"""What must not depend on the side from which a question is asked."""


class Spread(Record):
    """Typical and bad waiting time, in seconds."""

    median: Estimate
    p95: Estimate


class System(Record):
    """The figures of one assistant or baseline over one set of questions."""

    questions: int
    errors: int
    overall: Group
    categories: dict[str, Group]
    splits: dict[str, Group]
    latency: dict[str, Spread]
    scores: dict[str, Scores]


class SideRates(Record):
    """One figure on either side, and the second minus the first, drawn pair by pair."""

    first: Estimate
    second: Estimate
    difference: Estimate


class Symmetry(Record):
    """Questions asked from both sides. `alike`: pairs answered or declined, and right or wrong, together."""

    sides: tuple[str, str]
    pairs: int
    alike: Estimate
    rates: dict[str, SideRates]


class Verifier(Record):
    """How the verifier judges labelled pairs; `kinds` holds the share judged rightly of each kind."""

    overall: Group
    splits: dict[str, Group]
    kinds: Group


class Summary(Record):
    """All that a run found out."""

    provenance: Provenance
    assistant: System
    baselines: dict[str, System]
    symmetry: Symmetry | None
    verifier: Verifier | None
    tagging: Group


def describe(
    questions: Sequence[Question], results: Mapping[str, Result], gold: Gold, retrieval_only: bool = False
) -> System:
    """Score every question and group the scores. Raises KeyError for a question without a result."""
    scores = {q.id: score(q, results[q.id], gold, retrieval_only) for q in questions}
    return System(
        questions=len(questions),
        errors=sum(results[q.id].error is not None for q in questions),
        overall=group(scores.values()),
        categories=_grouped(scores, {q.id: q.category for q in questions}),
        splits=_grouped(scores, {q.id: q.split for q in questions if q.split}),
        latency=_latency(scores.values()),
        scores=scores,
    )


def group(scores: Iterable[Scores]) -> Group:
    """Every figure that some question says something about, in the order of FIGURES."""
    rows = list(scores)
    present = [name for name in FIGURES if any(name in row for row in rows)]
    return {name: ratio(pairs(name, rows)) for name in present}


def pairs(name: str, rows: Iterable[Scores]) -> Floats:
    """One row a question; (0, 0) for a question that the figure leaves out."""
    return np.array([row.get(name, (0, 0)) for row in rows], dtype=np.float64)


def symmetry(questions: Sequence[Question], scores: Mapping[str, Scores]) -> Symmetry | None:
    """Figures by side over the pairs with both sides asked. None without such a pair."""
    by_pair: dict[str, dict[str, Scores]] = {}
    for question in questions:
        if question.pair and question.side:
            by_pair.setdefault(question.pair, {})[question.side] = scores[question.id]
    complete = [sides for sides in by_pair.values() if len(sides) == 2]
    if not complete:
        return None
    one, other = sorted(complete[0])
    first, second = [sides[one] for sides in complete], [sides[other] for sides in complete]
    return Symmetry(
        sides=(one, other),
        pairs=len(complete),
        alike=ratio(np.array([_alike(a, b) for a, b in zip(first, second, strict=True)])),
        rates={name: _side_rates(pairs(name, first), pairs(name, second)) for name in SYMMETRY},
    )


def verifier(labelled: Sequence[GroundingPair], verify: Verify) -> Verifier | None:
    """Run the verifier over labelled pairs. None without pairs. Raises ValueError for a score of NaN."""
    if not labelled:
        return None
    judged = [(pair, *_judge(pair, verify)) for pair in labelled]
    kinds = {pair.kind for pair in labelled}
    splits = {pair.split for pair in labelled if pair.split}
    return Verifier(
        overall=_verifier_figures(judged),
        splits={split: _verifier_figures([j for j in judged if j[0].split == split]) for split in sorted(splits)},
        kinds={
            kind: _rate((1, p.supported == is_so) for p, _, is_so in judged if p.kind == kind) for kind in sorted(kinds)
        },
    )


def tagging(labels: Sequence[SpeakerLabel], sentences: Sequence[Sentence]) -> Group:
    """Speaker and mode of the sentences against the labels of their documents; a sentence not found is wrong.

    Empty when no document has labels.
    """
    documents = {sentence.document for sentence in sentences}
    wanted = [label for label in labels if label.document in documents]
    if not wanted:
        return {}
    found = [(label, _tagged(label, sentences)) for label in wanted]
    return {
        "speaker": _rate((1, s is not None and metrics.is_same_speaker(s.speaker, x.speaker)) for x, s in found),
        "mode": _rate((1, s is not None and s.mode == x.mode) for x, s in found),
    }


def _grouped(scores: Mapping[str, Scores], names: Mapping[str, str]) -> dict[str, Group]:
    return {name: group(scores[i] for i, n in names.items() if n == name) for name in dict.fromkeys(names.values())}


def _latency(scores: Iterable[Scores]) -> dict[str, Spread]:
    rows = list(scores)
    times = {name: np.array([row[name][0] for row in rows if name in row]) for name in LATENCIES}
    return {
        name: Spread(median=estimate(seconds, percentile(50)), p95=estimate(seconds, percentile(95)))
        for name, seconds in times.items()
        if len(seconds)
    }


def _alike(one: Scores, other: Scores) -> Pair:
    return float(all(one[name] == other[name] for name in ("answered", "correct"))), 1


def _side_rates(first: Floats, second: Floats) -> SideRates:
    return SideRates(first=ratio(first), second=ratio(second), difference=difference(first, second))


Judged = tuple[GroundingPair, float, bool]


def _judge(pair: GroundingPair, verify: Verify) -> tuple[float, bool]:
    sources = [
        Sentence(
            id=f"{pair.id}:{n}",
            document=pair.id,
            start=0,
            end=len(s.text),
            text=s.text,
            speaker=s.speaker,
            mode=s.mode,
        )
        for n, s in enumerate(pair.sources)
    ]
    support, is_supported = verify(pair.answer, sources)
    if np.isnan(support):
        raise ValueError(f"The verifier gave no number for pair {pair.id}.")
    return support, is_supported


def _verifier_figures(judged: Sequence[Judged]) -> Group:
    rows = np.array([(support, pair.supported) for pair, support, _ in judged], dtype=np.float64)
    return {
        "precision": _rate((passed, pair.supported) for pair, _, passed in judged),
        "recall": _rate((pair.supported, passed) for pair, _, passed in judged),
        "auroc": estimate(rows, _auroc),
    }


def _auroc(samples: Floats) -> Floats:
    areas = (metrics.auroc(rows[:, 0].tolist(), [bool(label) for label in rows[:, 1]]) for rows in samples)
    return np.array([np.nan if area is None else area for area in areas])


def _rate(cases: Iterable[tuple[bool | int, bool]]) -> Estimate:
    """Share of the second among the cases of the first."""
    return ratio(np.array([(bool(case and is_so), bool(case)) for case, is_so in cases], dtype=np.float64))


def _tagged(label: SpeakerLabel, sentences: Sequence[Sentence]) -> Sentence | None:
    return next((s for s in sentences if s.document == label.document and metrics.overlap(s.text, label.text)), None)
