"""The summary for the terminal, as Markdown that can be pasted into a README. Computes no figure."""

from collections.abc import Sequence

from evals.summary import Summary, System
from evals.wording import amount, headlines, label, with_interval

ALWAYS = ("verbatim", "mrr", "error", "judge_unreadable")
"""Shown behind the headlines: they are expected to be perfect, or short."""


def render(found: Summary) -> str:
    """Headline figures with intervals, split by split, beside the baselines."""
    system, made = found.assistant, found.provenance
    title = f"## {made.dataset}: {system.questions} questions, {made.model}, commit {made.commit or 'unknown'}"
    return "\n\n".join(part for part in (title, _figures(found), _waiting(system), _parts(found)) if part) + "\n"


def _figures(found: Summary) -> str:
    system = found.assistant
    columns = {"all": system.overall, **{name: system.splits[name] for name in sorted(system.splits)}}
    columns |= {name: baseline.overall for name, baseline in found.baselines.items()}
    names = dict.fromkeys([*headlines(system.overall), *(name for name in ALWAYS if name in system.overall)])
    rows = [[label(name), *(with_interval(name, group.get(name)) for group in columns.values())] for name in names]
    return table(["figure", *columns], rows)


def _waiting(system: System) -> str:
    rows = [
        [
            label(name).removesuffix(", mean"),
            amount(name, spread.median.value),
            amount(name, spread.p95.value),
        ]
        for name, spread in system.latency.items()
    ]
    return table(["wait", "median", "95th percentile"], rows) if rows else ""


def _parts(found: Summary) -> str:
    lines: list[str] = []
    if found.verifier:
        figures = (f"{name} {with_interval(name, value)}" for name, value in found.verifier.overall.items())
        lines.append("Verifier: " + ", ".join(figures) + ".")
    if found.tagging:
        figures = (f"{name} {with_interval(name, value)}" for name, value in found.tagging.items())
        lines.append("Sentences labelled rightly: " + ", ".join(figures) + ".")
    if found.symmetry:
        alike = with_interval("correct", found.symmetry.alike)
        lines.append(f"Pairs treated alike: {alike} of {found.symmetry.pairs}.")
    return "\n".join(lines)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with aligned columns, so that it reads well unrendered too."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    )
