"""HTML and SVG elements as strings, escaped unless they are elements themselves. Knows no figures."""

from html import escape


class Element(str):
    """Markup that is finished and is not escaped again."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str | float) -> Element:
    """One element. `class_` gives class, `text_anchor` gives text-anchor; children and values are escaped."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"' for key, value in attributes.items()
    )
    return Element(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: str) -> Element:
    """Elements and texts one after another."""
    return Element("".join(child if isinstance(child, Element) else escape(child) for child in children))


def _short(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
