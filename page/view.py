"""Turn -> HTML: question, state, tools; a finished answer comes from `answered`. Every text is escaped, and no
Markdown is read anywhere.

Knows the records and the words of the interface; knows neither Gradio nor where the HTML is put.
"""

import re
from collections.abc import Sequence

from markupsafe import Markup

from page.answered import answered, lines
from page.evidence import Setting
from page.export import markdown
from page.markup import button, join, note
from page.turns import Turn
from page.words import Words
from rag.records import Document

_MARK = re.compile(r"\s*\[(\d{1,2})\]")
"""A mark in a text that is still being written. A year in brackets has four digits and stays."""


_AFTER_MARKS = re.compile(r"(?:(?<=\[\d\])|(?<=\[\d\d\]))\s+(?!\[)")


def conversation(turns: Sequence[Turn], documents: Sequence[Document], words: Words, *, rateable: bool) -> Markup:
    """All turns, in order; empty when there is none."""
    known = {document.id: document for document in documents}
    shown = [
        _turn(turn, Setting(n, known, words), last=n == len(turns), rateable=rateable)
        for n, turn in enumerate(turns, 1)
    ]
    frame = Markup('<div class="turns" data-finished="{}">{}</div>')
    return frame.format(words.finished, join(shown)) if shown else Markup("")


def _turn(turn: Turn, at: Setting, *, last: bool, rateable: bool) -> Markup:
    """One question with its answer, evidence and tools."""
    return Markup(
        '<article class="turn" id="turn-{n}" data-turn="{n}" data-state="{state}"{editing}>'
        '<h2 class="question" tabindex="-1">{question}</h2>{searched}{body}{tools}</article>'
    ).format(
        n=at.turn,
        state=turn.state,
        editing=Markup(" data-editing") if turn.editing else "",
        question=turn.question,
        searched=_searched(turn, at.words),
        body=answered(turn.answer, at) if turn.answer else _unfinished(turn, at.words),
        tools=_tools(turn, at, last=last, rateable=rateable),
    )


def _searched(turn: Turn, words: Words) -> Markup:
    if not turn.standalone or turn.standalone == turn.question:
        return Markup("")
    return note("searched", words.searched_for.format(question=turn.standalone))


# --- An answer that is not there yet, or never will be -------------------------------------------


def _unfinished(turn: Turn, words: Words) -> Markup:
    text = Markup('<div class="answer">{}</div>').format(_written(turn.text)) if turn.text else Markup("")
    if turn.state == "failed":
        why = Markup('<p lang="en">{}</p><p>{}</p>').format(turn.error, words.failed)
        return text + Markup('<div class="failed" role="alert">{}</div>').format(why)
    if turn.state == "stopped":
        return text + note("stopped", words.stopped)
    return text + Markup('<p class="stage"><span class="pulse" aria-hidden="true"></span>{}…</p>').format(
        words.stage(turn.stage)
    )


def _written(text: str) -> Markup:
    """Text that is still coming, a paragraph for each sentence with marks."""
    return join(Markup("<p>{}</p>").format(_marked(part)) for part in _AFTER_MARKS.split(text))


def _marked(text: str) -> Markup:
    """The marks are shown, and lead nowhere yet."""
    first, *rest = _MARK.split(text)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    marked = [Markup('<sup class="mark pending">{}</sup>{}').format(n, lines(after)) for n, after in pairs]
    return join([lines(first), *marked])


# --- What can be done with a turn ----------------------------------------------------------------


def _tools(turn: Turn, at: Setting, *, last: bool, rateable: bool) -> Markup:
    if turn.state == "running":
        return Markup("")
    if turn.editing:
        keep = button("keep", at.words.keep, turn=at.turn)
        return Markup('<p class="editing">{} {}</p>').format(at.words.editing, keep)
    tools = [_copy(turn, at.words)] if turn.answer else []
    if turn.answer and rateable:
        tools += _votes(turn, at)
    if last:
        tools.append(button("ask", at.words.retry, question=turn.question, again="yes"))
        tools.append(button("edit", at.words.edit, turn=at.turn))
    return Markup('<div class="tools">{}</div>').format(join(tools)) + _remark(turn, at)


def _copy(turn: Turn, words: Words) -> Markup:
    return Markup('<button type="button" class="quiet" data-copy="{}" data-done="{}">{}</button>').format(
        markdown(turn, words), words.copied, words.copy
    )


def _votes(turn: Turn, at: Setting) -> list[Markup]:
    choices = (("up", at.words.up), ("down", at.words.down))
    return [button("rate", label, turn=at.turn, vote=vote, pressed=turn.vote == vote) for vote, label in choices]


def _remark(turn: Turn, at: Setting) -> Markup:
    if turn.remarked:
        return Markup('<p class="rated" role="status">{}</p>').format(at.words.rated)
    if not turn.vote:
        return Markup("")
    return Markup(
        '<div class="remark"><label for="remark-{n}">{label}</label>'
        '<textarea id="remark-{n}" rows="2" maxlength="1000"></textarea>{send}</div>'
    ).format(
        n=at.turn,
        label=at.words.remark,
        send=button("rate", at.words.send, turn=at.turn, vote=turn.vote, remark="yes"),
    )
