"""A finished run -> report.html: one file without scripts or anything from outside.

Knows how to tell the figures to a person; computes none.
"""

from collections.abc import Mapping, Sequence

from evals import cards, tables
from evals.charts import Row, bars, steps
from evals.markup import Element, join, tag
from evals.run import Run
from evals.style import CSS
from evals.summary import Group, Summary, System
from evals.wording import HEADLINES, RANKED, amount, headlines, label, with_interval
from evals.worst import worst

ASSISTANT = "assistant"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched and nothing runs, whatever an answer holds."""

CAVEATS = (
    "Intervals are 95 % percentile bootstraps over the questions (2,000 resamples, fixed seed). They say how "
    "far chance in the choice of questions reaches, not whether the questions are the right ones. Where "
    "every question came out the same they have no width.",
    "A citation hits evidence when one contains the other, or they share a run of at least half of the "
    "shorter one’s words. Long citations, such as the textbook pipeline’s chunks, hit more easily: see "
    "“words a citation”. A true citation that the evidence does not list counts as a miss.",
    "A fact counts as stated when one of its agreed wordings occurs in the answer. A right answer in other "
    "words counts as wrong, and a sentence that twists the fact’s words counts as right.",
    "Evidence that stands in two passages, half in each, counts as not retrieved. The textbook pipeline’s "
    "chunks are several times as long as passages, so that few of them hold most of a short document.",
    "The verifier is measured on labelled pairs that it had no part in making.",
)


def render(run: Run) -> str:
    """The whole page."""
    found = run.summary
    body = tag(
        "main",
        _top(found),
        _categories(found.assistant),
        _splits(found.assistant),
        _systems(found),
        _retrieval(found),
        _latency(found.assistant),
        section("The parts and their fairness", *tables.checks(found)),
        section("The ten worst answers", *cards.cards(worst(run))),
        section("Every figure", tables.every_figure(found.assistant)),
        section("What it was made with", tables.made_with(found.provenance)),
        section("How to read this", tag("ul", *(tag("li", caveat) for caveat in CAVEATS))),
    )
    head = join(
        tag("title", f"Evaluation: {found.provenance.dataset}"),
        Element('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Element(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
        tag("style", Element(CSS)),
    )
    return f"<!doctype html>\n{tag('html', tag('head', head), tag('body', body), lang='en')}\n"


def section(title: str, *content: str) -> Element:
    """A heading and what stands under it; nothing when that is empty."""
    return tag("section", tag("h2", title), *content) if any(content) else join()


def _top(found: Summary) -> Element:
    made, overall = found.provenance, found.assistant.overall
    to_whom = "searched for; nothing was answered" if made.identity.retrieval_only else f"put to {made.model}"
    failed = f", {found.assistant.errors} of which failed" if found.assistant.errors else ""
    tiles = [_tile(name, overall) for name in headlines(overall)]
    tiles += [_wait(name, found.assistant) for name in found.assistant.latency]
    return join(
        tag("h1", f"How well are questions on “{made.dataset}” answered?"),
        tag("p", f"{found.assistant.questions} questions {to_whom}{failed}.", class_="lead"),
        tag("p", f"{made.started:%d %B %Y, %H:%M} UTC · commit {made.commit or 'unknown'}", class_="note"),
        tag("div", *tiles, class_="tiles"),
        tag(
            "p",
            "In brackets: the 95 % interval. n: the questions behind a figure. ↓: lower is better.",
            class_="note",
        ),
    )


def _tile(name: str, overall: Group) -> Element:
    value, _, interval = with_interval(name, overall[name]).partition(" (")
    behind = f"({interval} · n {overall[name].n}" if interval else "no case"
    return tag("div", tag("span", label(name), class_="label"), tag("b", value), tag("span", behind), class_="tile")


def _wait(name: str, system: System) -> Element:
    spread = system.latency[name]
    title = label(name).removesuffix(", mean") + ", median"
    ninety_fifth = f"95th percentile {amount(name, spread.p95.value)}"
    return tag(
        "div",
        tag("span", title, class_="label"),
        tag("b", amount(name, spread.median.value)),
        tag("span", ninety_fifth),
        class_="tile",
    )


def _categories(system: System) -> Element:
    name = "correct" if "correct" in system.overall else "recall_at_5"
    rows = [
        Row(kind.replace("_", " "), {ASSISTANT: group[name]})
        for kind, group in system.categories.items()
        if name in group
    ]
    rows.sort(key=lambda row: -(row.values[ASSISTANT].value or 0))
    return section("By kind of question", bars(label(name), rows, [ASSISTANT])) if rows else join()


def _splits(system: System) -> Element:
    if not system.splits:
        return join()
    splits = sorted(system.splits)
    rows = _rows(headlines(system.overall), {split: system.splits[split] for split in splits})
    note = "Tuning looks at the dev questions only. Where test is clearly worse, the tuning went too far."
    return section("Dev and test", tag("p", note), bars("The same figures on both splits", rows, splits))


def _systems(found: Summary) -> Element:
    if not found.baselines:
        return join()
    systems = {ASSISTANT: found.assistant.overall, **{n: s.overall for n, s in found.baselines.items()}}
    rows = _rows([name for name in HEADLINES if name not in RANKED], systems)
    if not rows:
        return join()
    note = (
        "BM25 and dense print the closest sentence of the best passage. Textbook stuffs the four nearest "
        "chunks of 1,000 characters into one prompt of the same language model and cites chunks. None of them "
        "names speakers, and none but textbook reads the conversation before a question."
    )
    return section("Beside plain pipelines", tag("p", note), bars("Answers and citations", rows, list(systems)))


def _retrieval(found: Summary) -> Element:
    systems = {ASSISTANT: found.assistant.overall, **{n: s.overall for n, s in found.baselines.items()}}
    rows = _rows(RANKED, systems)
    return section("Retrieval", bars("Is the evidence among the passages?", rows, list(systems))) if rows else join()


def _latency(system: System) -> Element:
    times = {
        label(name).removesuffix(", mean"): [scores[name][0] for scores in system.scores.values() if name in scores]
        for name in system.latency
    }
    return section("Waiting", steps("Share of questions ready after so many seconds", times)) if times else join()


def _rows(names: Sequence[str], groups: Mapping[str, Group]) -> list[Row]:
    wanted = [name for name in names if any(name in group for group in groups.values())]
    return [Row(label(n), {series: group[n] for series, group in groups.items() if n in group}) for n in wanted]
