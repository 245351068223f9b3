"""Holds a run against the floors in floors.toml. Knows nothing of how to get above them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals import markdown
from evals.scores import FIGURES, RETRIEVAL
from evals.summary import Group, Summary
from evals.wording import amount, label
from rag.errors import UsageError

FLOORS = Path(__file__).parent / "floors.toml"
SAMPLE = "-sample"
"""Ending of the table for a run with --limit: few questions allow only low floors."""

Floors = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Check:
    """One figure of one group against its floor (a ceiling where lower is better)."""

    group: str
    name: str
    floor: float
    value: float | None

    @property
    def is_held(self) -> bool:
        """Whether the figure is on the right side. One that is missing is not."""
        if self.value is None:
            return False
        return self.value <= self.floor if _is_ceiling(self.name) else self.value >= self.floor


def load_floors(table: str, path: Path = FLOORS) -> Floors:
    """Group -> figure -> floor. Raises UsageError for a file, table, or figure that cannot be used."""
    if not path.is_file():
        raise UsageError(f"There is no file of floors {path}: give one with --floors.")
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML ({error}): correct it.") from error
    if table not in tables:
        raise UsageError(f"{path} has no floors for {table}: add [{table}.overall], or give --table {_or(tables)}.")
    floors: Floors = tables[table]
    _refuse_unknown(path, table, floors)
    return floors


def table_of(found: Summary) -> str:
    """The name under which floors.toml keeps the floors of such a run."""
    return found.provenance.dataset + (SAMPLE if found.provenance.identity.limit is not None else "")


def check(found: Summary, floors: Floors) -> list[Check]:
    """Every floor against its figure. A run of retrieval only is held against the floors of retrieval."""
    groups = _groups(found)
    return [
        Check(group, name, floor, _value(groups.get(group, {}), name))
        for group, wanted in floors.items()
        for name, floor in wanted.items()
        if not (found.provenance.identity.retrieval_only and group in ANSWERING and name not in RETRIEVAL)
    ]


def render(checks: Sequence[Check]) -> str:
    """The checks as a Markdown table."""
    rows = [
        [
            c.group,
            label(c.name),
            amount(c.name, c.value),
            ("at most " if _is_ceiling(c.name) else "at least ") + amount(c.name, c.floor),
            "held" if c.is_held else "NOT HELD",
        ]
        for c in checks
    ]
    return markdown.table(["group", "figure", "value", "floor", ""], rows) + "\n"


ANSWERING = ("overall", "dev", "test")
PARTS = ("verifier", "tagging")


def _groups(found: Summary) -> dict[str, Group]:
    groups = {"overall": found.assistant.overall, **found.assistant.splits, "tagging": found.tagging}
    return groups | ({"verifier": found.verifier.overall} if found.verifier else {})


def _value(group: Group, name: str) -> float | None:
    return group[name].value if name in group else None


def _is_ceiling(name: str) -> bool:
    return name in FIGURES and FIGURES[name].better == "lower"


def _refuse_unknown(path: Path, table: str, floors: Floors) -> None:
    for group, wanted in floors.items():
        known = {"verifier": ("precision", "recall", "auroc"), "tagging": ("speaker", "mode")}.get(
            group, tuple(FIGURES)
        )
        if group not in (*ANSWERING, *PARTS) or not set(wanted) <= set(known):
            raise UsageError(f"{path}, [{table}.{group}]: no such group, or a figure that is none of {_or(known)}.")


def _or(names: Mapping[str, object] | Sequence[str]) -> str:
    return ", ".join(names)
