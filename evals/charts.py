"""Charts as inline SVG. Knows estimates and colours by number; knows nothing of what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.intervals import Estimate
from evals.markup import Element, join, tag
from evals.wording import percent

WIDTH = 720
LEFT, RIGHT = 190, 158
"""Columns for the names before the plot and the values behind it."""

NAME_LENGTH = 26
"""Characters that surely fit into the left column."""

PLOT = WIDTH - LEFT - RIGHT
BAR, GAP, AXIS = 14, 14, 26
"""Heights: one bar, the space between two rows, the axis below."""

STEPS_HEIGHT = 220


@dataclass(frozen=True)
class Row:
    """One row of bars: a name, and a value for each series that has one."""

    name: str
    values: Mapping[str, Estimate]


def bars(title: str, rows: Sequence[Row], series: Sequence[str]) -> Element:
    """Horizontal bars from 0 to 100 % with intervals, grouped by row; a legend for several series."""
    drawn: list[Element] = []
    y = 6
    for row in rows:
        present = [(n, row.values[name]) for n, name in enumerate(series) if name in row.values]
        middle = y + BAR * len(present) / 2 + 4
        drawn.append(tag("text", _fitting(row.name), x=LEFT - 12, y=middle, text_anchor="end", class_="name"))
        drawn.extend(_bar(y + BAR * place, n, value) for place, (n, value) in enumerate(present))
        y += BAR * len(present) + GAP
    chart = _svg(title, y + AXIS, join(_percent_grid(y), *drawn))
    return tag("figure", tag("figcaption", title), _legend(series), chart)


def steps(title: str, lines: Mapping[str, Sequence[float]]) -> Element:
    """For each line the share of values that are at most x, in seconds. The scale ends at the largest."""
    end = _round_up(max(value for values in lines.values() for value in values))
    curves = [_curve(sorted(values), end, n) for n, values in enumerate(lines.values())]
    chart = _svg(title, STEPS_HEIGHT + AXIS, join(_seconds_grid(end), *curves))
    return tag("figure", tag("figcaption", title), _legend(list(lines)), chart)


def _fitting(name: str) -> str:
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"


def _bar(y: float, series: int, value: Estimate) -> Element:
    text_y = y + BAR - 3
    if value.value is None or value.low is None or value.high is None:
        return tag("text", "no case", x=LEFT + 4, y=text_y, class_="value muted")
    middle = y + (BAR - 2) / 2
    low, high = _x(value.low), _x(value.high)
    return join(
        tag("rect", x=LEFT, y=y, width=max(value.value * PLOT, 1), height=BAR - 2, rx=2, class_=f"s{series}"),
        tag("line", x1=low, x2=high, y1=middle, y2=middle, class_="whisker"),
        *(tag("line", x1=x, x2=x, y1=middle - 3, y2=middle + 3, class_="whisker") for x in (low, high)),
        tag(
            "text",
            tag("tspan", percent(value.value), class_="value"),
            tag("tspan", f"  {100 * value.low:.0f}–{100 * value.high:.0f}, n {value.n}", class_="muted"),
            x=LEFT + PLOT + 12,
            y=text_y,
        ),
    )


def _x(share: float) -> float:
    return LEFT + PLOT * share


def _percent_grid(height: float) -> Element:
    shares = (0, 0.25, 0.5, 0.75, 1)
    lines = [tag("line", x1=_x(s), x2=_x(s), y1=0, y2=height, class_="grid") for s in shares]
    names = [tag("text", percent(s), x=_x(s), y=height + 17, text_anchor="middle", class_="muted") for s in shares]
    return join(*lines, *names)


def _seconds_grid(end: float) -> Element:
    shares = (0, 0.25, 0.5, 0.75, 1)
    y = {s: (1 - s) * (STEPS_HEIGHT - 10) + 8 for s in shares}
    across = [tag("line", x1=LEFT, x2=LEFT + PLOT, y1=y[s], y2=y[s], class_="grid") for s in shares]
    sides = [tag("text", percent(s), x=LEFT - 12, y=y[s] + 4, text_anchor="end", class_="muted") for s in shares]
    feet = [
        tag("text", f"{s * end:g} s", x=_x(s), y=STEPS_HEIGHT + 17, text_anchor="middle", class_="muted")
        for s in shares
    ]
    return join(*across, *sides, *feet)


def _curve(values: Sequence[float], end: float, series: int) -> Element:
    points = [f"{LEFT:.1f},{STEPS_HEIGHT - 2:.1f}"]
    y = STEPS_HEIGHT - 2.0
    for rank, value in enumerate(values, 1):
        x = _x(value / end)
        points.append(f"{x:.1f},{y:.1f}")
        y = (1 - rank / len(values)) * (STEPS_HEIGHT - 10) + 8
        points.append(f"{x:.1f},{y:.1f}")
    return tag("polyline", points=" ".join(points), class_=f"line l{series}")


def _round_up(seconds: float) -> float:
    """The next number of seconds whose quarters read well."""
    return next(
        size for exponent in range(-3, 9) for size in (x * 10.0**exponent for x in (1, 2, 4, 8)) if size >= seconds
    )


def _legend(series: Sequence[str]) -> Element:
    if len(series) < 2:
        return join()
    entries = [tag("span", tag("i", class_=f"swatch s{n}"), name) for n, name in enumerate(series)]
    return tag("p", *entries, class_="legend")


def _svg(title: str, height: float, content: Element) -> Element:
    return tag("svg", content, viewBox=f"0 0 {WIDTH} {height:.0f}", role="img", aria_label=title)
