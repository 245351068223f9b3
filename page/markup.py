"""The pieces that all HTML of the page is made of. Whatever is not Markup already is escaped."""

from collections.abc import Iterable

from markupsafe import Markup


def join(parts: Iterable[Markup]) -> Markup:
    """Pieces of HTML one after the other; a piece that is not Markup is escaped."""
    return Markup("").join(parts)


def prose(text: str) -> Markup:
    """Text from a source. A dash written as two hyphens is not to be broken in two."""
    return Markup('<span class="dash">--</span>').join(text.split("--"))


def note(kind: str, text: str) -> Markup:
    """A line of the page's own words."""
    return Markup('<p class="{}">{}</p>').format(kind, text)


def details(kind: str, summary: str, content: Markup) -> Markup:
    """Content that is shown when the reader wants it."""
    return Markup('<details class="{}"><summary>{}</summary>{}</details>').format(kind, summary, content)


def button(event: str, label: str, *, pressed: bool | None = None, lang: str = "", **data: object) -> Markup:
    """A control that sends `event` with its data to the server. `lang`: of the label, where it is another."""
    state = Markup("") if pressed is None else Markup(' aria-pressed="{}"').format(str(pressed).lower())
    state += Markup(' lang="{}"').format(lang) if lang else Markup("")
    fields = join(Markup(' data-{}="{}"').format(name, value) for name, value in data.items())
    return Markup('<button type="button" class="quiet" data-event="{}"{}{}>{}</button>').format(
        event, state, fields, label
    )
