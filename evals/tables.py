"""Tables of the report: verifier, speakers, sides, every figure, what a run was made with. Computes none."""

from collections.abc import Iterable, Sequence

from evals.charts import Row, bars
from evals.intervals import Estimate
from evals.markup import Element, join, tag
from evals.provenance import Provenance
from evals.scores import FIGURES
from evals.summary import Group, Summary, Symmetry, System, Verifier
from evals.wording import label, with_interval


def checks(found: Summary) -> list[Element]:
    """The parts that are measured apart from answers, as far as there are labels for them."""
    return [
        *([_verifier(found.verifier)] if found.verifier else []),
        *([_tagging(found.tagging)] if found.tagging else []),
        *([_symmetry(found.symmetry)] if found.symmetry else []),
    ]


def every_figure(system: System) -> Element:
    """One row a figure, with what it counts."""
    splits = sorted(system.splits)
    groups = [system.overall, *(system.splits[split] for split in splits)]
    rows = [
        [
            label(name),
            *(with_interval(name, group.get(name)) for group in groups),
            str(system.overall[name].n),
            FIGURES[name].meaning,
        ]
        for name in system.overall
    ]
    return table(["", "all", *splits, "n", "counts"], rows, numbers=len(groups) + 1)


def made_with(made: Provenance) -> Element:
    """Models, digests, settings and machine."""
    who = made.identity
    selection = {"limit": who.limit, "kind": who.kind, "split": who.split, "judge": who.judge}
    facts = {
        "model": made.model,
        **{f"SHA-256 of {name}": digest for name, digest in made.digests.items()},
        "commit": made.commit or "unknown",
        "code": who.code,
        "corpus": who.corpus,
        "question set": f"{made.dataset} {who.questions}",
        **{name: str(value) for name, value in selection.items() if value is not None},
        **{f"RAG_{name.upper()}": value for name, value in who.settings.items()},
        "machine": f"{made.cores} cores, Python {made.python}",
    }
    return table([], [[name, tag("code", value)] for name, value in facts.items()], numbers=0)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: int | None = None) -> Element:
    """A table whose first column names the row; the next `numbers` columns (default: all) do not wrap."""
    last = len(head) if numbers is None else numbers

    def cell(kind: str, at: int, content: str) -> Element:
        return tag(kind, content, class_="number" if 0 < at <= last else "text")

    lines = [tag("tr", *(cell("th", at, name) for at, name in enumerate(head)))] if head else []
    lines += [tag("tr", *(cell("td", at, content) for at, content in enumerate(row))) for row in rows]
    return tag("div", tag("table", *lines), class_="scroll")


def _verifier(measured: Verifier) -> Element:
    groups = {"all": measured.overall, **measured.splits}
    rows = [[label(n), *(with_interval(n, g.get(n)) for g in groups.values())] for n in measured.overall]
    kinds = [Row(kind.replace("_", " ").replace(":", ": "), {"": value}) for kind, value in measured.kinds.items()]
    return join(
        tag("h3", "The verifier, on labelled pairs"),
        tag(
            "p",
            "Precision: supported among those let pass. Recall: let pass among the supported.",
            class_="note",
        ),
        table(["", *groups], rows),
        bars("Judged rightly, by kind of pair", kinds, [""]),
    )


def _tagging(measured: Group) -> Element:
    names = {"speaker": "Who says it", "mode": "Quote, paraphrase or report"}
    rows = [[names[name], with_interval(name, value), str(value.n)] for name, value in measured.items()]
    return join(tag("h3", "Speakers of all labelled sentences"), table(["", "right", "n"], rows))


def _symmetry(measured: Symmetry) -> Element:
    first, second = measured.sides
    rows = [
        [label(n), with_interval(n, r.first), with_interval(n, r.second), _points(r.difference)]
        for n, r in measured.rates.items()
    ]
    note = f"{measured.pairs} pairs of questions; alike in answering and in being right: "
    return join(
        tag("h3", "The same question from either side"),
        tag("p", note + with_interval("correct", measured.alike), class_="note"),
        table(["", first, second, f"{second} − {first}, points"], rows),
    )


def _points(difference: Estimate) -> str:
    """−3 (−10 to +4): percentage points."""
    if difference.value is None or difference.low is None or difference.high is None:
        return "–"
    value, low, high = (_signed(100 * x) for x in (difference.value, difference.low, difference.high))
    return f"{value} ({low} to {high})"


def _signed(points: float) -> str:
    return f"{points:+.0f}".replace("-", "−") if round(points) else "0"
