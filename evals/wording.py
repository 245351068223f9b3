"""Figures in words and digits, the same on the terminal and in the report. Knows no layout."""

from evals.intervals import Estimate
from evals.scores import FIGURES, RETRIEVAL
from evals.summary import Group

HEADLINES = (
    "correct",
    "judged_correct",
    "citation_precision",
    "citation_recall",
    "abstention_recall",
    "false_refusal",
    "speaker",
    "recall_at_5",
)
"""The figures shown first."""

RANKED = tuple(name for name in RETRIEVAL if name not in ("seconds", "error"))
"""The figures of retrieval, shown first where nothing was answered."""

NO_CASE = "–"


def headlines(overall: Group) -> list[str]:
    """The figures to show first of those a run has."""
    return [name for name in (HEADLINES if "correct" in overall else RANKED) if name in overall]


def percent(share: float) -> str:
    """71 %, with a space that does not break. Only all is 100 %, and only none is 0 %."""
    digits = 1 if 0 < share < 0.005 or 0.995 <= share < 1 else 0
    return f"{100 * share:.{digits}f}\u00a0%"


def amount(name: str, value: float | None) -> str:
    """A figure's value in its unit; a dash where there was no case."""
    if value is None:
        return NO_CASE
    written = {
        "share": percent(value),
        "seconds": f"{value:.{2 if value < 1 else 1}f}\u00a0s",
        "words": f"{value:.1f}",
    }
    return written[_unit(name)]


def with_interval(name: str, estimate: Estimate | None) -> str:
    """71 % (64–78)."""
    if estimate is None or estimate.value is None or estimate.low is None or estimate.high is None:
        return NO_CASE
    scale, digits = (100, 0) if _unit(name) == "share" else (1, 2 if estimate.value < 1 else 1)
    low, high = (f"{scale * bound:.{digits}f}" for bound in (estimate.low, estimate.high))
    return f"{amount(name, estimate.value)} ({low}–{high})"


def label(name: str) -> str:
    """What a figure is called; an arrow marks those where lower is better."""
    if name not in FIGURES:
        return name.upper() if name == "auroc" else name.replace("_", " ").capitalize()
    return FIGURES[name].label + (" ↓" if FIGURES[name].better == "lower" else "")


def _unit(name: str) -> str:
    return FIGURES[name].unit if name in FIGURES else "share"
