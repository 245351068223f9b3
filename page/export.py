"""Turn -> Markdown that stands alone: the answer, its quotations with speakers, and where they come from.

Text from outside is escaped, so that nothing in it becomes a link, an image or a heading.
"""

import re

from page.turns import Turn
from page.words import Words
from rag.records import Citation

_SPECIAL = re.compile(r"([\\`*_\[\]<])")
_LINE_START = re.compile(r"^([-+=#>]|\d+(?=[.)]))")


def markdown(turn: Turn, words: Words) -> str:
    """One question and its answer with numbered quotations."""
    lines = [f"## {_plain(turn.question)}", "", _marked(turn)]
    if turn.answer:
        lines += _entries(turn.answer.citations, words)
        if turn.answer.nearest:
            lines += ["", f"{words.nearest}:", *_entries(turn.answer.nearest, words)]
        lines += ["", f"*{_source(turn, words)}*"]
    return "\n".join(lines).strip() + "\n"


def _marked(turn: Turn) -> str:
    if not turn.answer or not turn.answer.sentences:
        return _plain(turn.text)
    return " ".join(
        _plain(sentence.text) + "".join(f" [{n}]" for n in sentence.citations) for sentence in turn.answer.sentences
    )


def _entries(citations: tuple[Citation, ...], words: Words) -> list[str]:
    return ["", *(_entry(citation, words) for citation in citations)] if citations else []


def _entry(citation: Citation, words: Words) -> str:
    who = f"{_plain(citation.speaker)}, " if citation.speaker else ""
    origin = f"{who}{words.mode(citation.mode)}; {words.day(citation.published)}; {_plain(citation.document)}"
    return f"- [{citation.n}] {_plain(citation.quote)} ({origin})"


def _source(turn: Turn, words: Words) -> str:
    assert turn.answer
    model = _plain(turn.answer.model)
    return f"{words.as_of.format(date=words.day(turn.answer.as_of))} · {model}" if turn.answer.as_of else model


def _plain(text: str) -> str:
    """The text as Markdown that shows it unchanged."""
    one_line = " ".join(text.split())
    return _LINE_START.sub(r"\\\1", _SPECIAL.sub(r"\\\1", one_line))
