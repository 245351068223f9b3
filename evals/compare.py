"""Two runs over the same questions -> what changed, and whether chance explains it. Knows only summaries."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from evals import markdown
from evals.intervals import Estimate, difference, ratio
from evals.results import SUMMARY
from evals.scores import FIGURES
from evals.summary import Summary, pairs
from evals.wording import amount, label
from rag.errors import UsageError


@dataclass(frozen=True)
class Change:
    """One figure in both runs over the questions they share. No `verdict` where chance may explain it."""

    name: str
    before: Estimate
    after: Estimate
    difference: Estimate
    verdict: Literal["better", "worse"] | None


def load(folder: Path) -> Summary:
    """The summary of a finished run. Raises UsageError when the folder has none that can be read."""
    path = folder / SUMMARY
    if not path.is_file():
        raise UsageError(f"{folder} holds no {SUMMARY}: let `python -m evals run --output {folder}` finish first.")
    try:
        return Summary.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise UsageError(f"{path} is no summary of this version: run it again with --restart.") from error


def compare(before: Summary, after: Summary) -> list[Change]:
    """Every figure that both runs have, question by question. Raises UsageError for runs of two sorts."""
    if before.provenance.identity.retrieval_only != after.provenance.identity.retrieval_only:
        raise UsageError("One of the runs is of retrieval only: run both with or both without --retrieval-only.")
    shared = _shared(before, after)
    if not shared:
        raise UsageError("The two runs have no question in common: compare runs over the same question set.")
    old = [before.assistant.scores[i] for i in shared]
    new = [after.assistant.scores[i] for i in shared]
    names = [name for name in FIGURES if any(name in row for row in old) and any(name in row for row in new)]
    changes = []
    for name in names:
        a, b = pairs(name, old), pairs(name, new)
        change = difference(a, b)
        changes.append(Change(name, ratio(a), ratio(b), change, _verdict(name, change)))
    return changes


def is_drop(changes: Sequence[Change]) -> bool:
    """Whether some figure got significantly worse."""
    return any(change.verdict == "worse" for change in changes)


def render(before: Summary, after: Summary, changes: Sequence[Change]) -> str:
    """The changes as a Markdown table, and what a reader must know before believing it."""
    rows = [
        [
            label(c.name),
            amount(c.name, c.before.value),
            amount(c.name, c.after.value),
            _signed(c),
            c.verdict or "",
        ]
        for c in changes
    ]
    table = markdown.table(["figure", "before", "after", "difference (95 % interval)", ""], rows)
    return "\n\n".join([table, *_notes(before, after)]) + "\n"


def _verdict(name: str, change: Estimate) -> Literal["better", "worse"] | None:
    """The interval of the difference lies wholly on one side of 0."""
    wanted = FIGURES[name].better
    if wanted is None or change.low is None or change.high is None or change.low <= 0 <= change.high:
        return None
    return "better" if (change.low > 0) == (wanted == "higher") else "worse"


def _shared(before: Summary, after: Summary) -> list[str]:
    return [i for i in before.assistant.scores if i in after.assistant.scores]


def _notes(before: Summary, after: Summary) -> list[str]:
    shared, old, new = _shared(before, after), before.assistant.scores, after.assistant.scores
    only_old, only_new = len(old) - len(shared), len(new) - len(shared)
    notes = [f"{len(shared)} questions in both runs; {only_old} only before, {only_new} only after."]
    if before.provenance.identity.questions != after.provenance.identity.questions:
        notes.append("The question sets differ: a change may come from the questions.")
    return notes


def _signed(change: Change) -> str:
    value, low, high = change.difference.value, change.difference.low, change.difference.high
    if value is None or low is None or high is None:
        return "–"
    scale, digits = (100, 1) if FIGURES[change.name].unit == "share" else (1, 2)
    return f"{scale * value:+.{digits}f} ({scale * low:+.{digits}f} to {scale * high:+.{digits}f})"
