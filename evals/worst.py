"""The answers a person should read first. Knows scores and results; knows no layout."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.dataset import Question
from evals.results import Result
from evals.run import Run
from evals.scores import Scores

SHOWN = 10


@dataclass(frozen=True)
class Worst:
    """A question, what came of it, and in a few words what is wrong."""

    question: Question
    result: Result
    fault: str


def worst(run: Run) -> list[Worst]:
    """Up to ten faulty answers, the gravest first.

    Questions of the test split are left out: who reads them tunes on them.
    """
    faulty = [
        (_gravity(question, run.results[question.id], run.summary.assistant.scores[question.id]), question)
        for question in run.questions
        if question.split != "test"
    ]
    chosen = sorted(((g, q) for g, q in faulty if g[0]), key=lambda pair: pair[0], reverse=True)[:SHOWN]
    return [Worst(question, run.results[question.id], FAULTS[gravity[0]]) for gravity, question in chosen]


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
