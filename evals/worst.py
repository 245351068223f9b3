"""The answers a person should read first. Knows scores and results; knows no layout."""

from collections import Counter
from dataclasses import dataclass

from evals.dataset import Question
from evals.results import Result
from evals.run import Run
from evals.scores import Scores

SHOWN = 10
OF_EACH = 3
"""So that one common fault does not hide the others."""


@dataclass(frozen=True)
class Worst:
    """A question, what came of it, and in a few words what is wrong."""

    question: Question
    result: Result
    fault: str


def worst(run: Run) -> list[Worst]:
    """Up to ten faulty answers, the gravest first, a few of each fault before the rest.

    Questions of the test split are left out: who reads them tunes on them.
    """
    graded = [(_gravity(q, run.results[q.id], run.summary.assistant.scores[q.id]), q) for q in run.questions]
    faulty = [(gravity, q) for gravity, q in graded if gravity[0] and q.split != "test"]
    faulty.sort(key=lambda pair: pair[0], reverse=True)
    seen: Counter[int] = Counter()
    early: list[Worst] = []
    late: list[Worst] = []
    for (fault, _), question in faulty:
        (early if seen[fault] < OF_EACH else late).append(Worst(question, run.results[question.id], FAULTS[fault]))
        seen[fault] += 1
    return [*early, *late][:SHOWN]


FAULTS = (
    "",
    "evidence not found",
    "evidence not cited",
    "declined, though the documents answer it",
    "answered wrongly",
    "answered, though the documents do not answer it",
    "failed",
)
"""From nothing wrong to the gravest: a wrong statement misleads, a refusal only disappoints."""


def _gravity(question: Question, result: Result, scores: Scores) -> tuple[int, float]:
    """Place in FAULTS, and how much evidence was lost."""
    lost = 1 - _share(scores, "citation_recall" if "correct" in scores else "recall_at_5")
    if result.error is not None:
        return 6, lost
    if "correct" not in scores:
        return (1 if lost else 0), lost
    if not _share(scores, "correct"):
        return (3 if not result.answered else 4 if question.answerable else 5), lost
    return (2 if lost else 0), lost


def _share(scores: Scores, name: str) -> float:
    """1 where the figure says nothing about the question."""
    counted, out_of = scores.get(name, (0, 0))
    return counted / out_of if out_of else 1.0
