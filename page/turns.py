"""A conversation as the page keeps it: one Turn a question. Knows no HTML and no assistant.

The conversation lives in the reader's browser, so what comes back from there is checked, not trusted.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from pydantic import ValidationError

from rag.records import Answer, Event, Progress, Record, Sources, Stage

MAX_TURNS = 50
"""Older questions leave the browser's storage: it holds about 5 MB, and a turn takes about 10 kB."""

MAX_QUESTION = 2000
"""Characters. Longer than any question, short enough for the model's context."""


class Turn(Record):
    """One question and what has become of it.

    `running`: events are still coming; `done`: `answer` is there; `stopped`: `text` is what had come;
    `failed`: `error` says why, in one sentence.
    """

    question: str
    state: Literal["running", "done", "stopped", "failed"] = "running"
    stage: Stage | None = None
    standalone: str = ""
    text: str = ""
    answer: Answer | None = None
    error: str = ""
    vote: Literal["up", "down", ""] = ""
    remarked: bool = False
    editing: bool = False

    def after(self, event: Event) -> "Turn":
        """The turn once this event has come."""
        if isinstance(event, Progress):
            return self._with(stage=event.stage)
        if isinstance(event, Sources):
            return self._with(standalone=event.standalone_question)
        if isinstance(event, str):
            return self._with(text=self.text + event)
        return self._with(state="done", answer=event, text=event.text, standalone=event.standalone_question)

    def fail(self, error: str) -> "Turn":
        """The turn that ended in an error."""
        return self._with(state="failed", error=error)

    def settle(self) -> "Turn":
        """A turn that nobody works on any more cannot be running."""
        return self._with(state="stopped") if self.state == "running" else self

    def edit(self, editing: bool) -> "Turn":
        """Marked as about to be replaced by the next question, or no longer."""
        return self._with(editing=editing)

    def rate(self, vote: Literal["up", "down"], *, remarked: bool) -> "Turn":
        """The turn with the reader's verdict."""
        return self._with(vote=vote, remarked=remarked)

    def _with(self, **changes: Any) -> "Turn":
        return self.model_copy(update=changes)


Turns = tuple[Turn, ...]


def restore(saved: object) -> Turns:
    """What the browser kept. Anything that is not a conversation of this version is left out."""
    return tuple(turn.settle() for item in saved if (turn := _turn(item))) if isinstance(saved, list) else ()


def save(turns: Iterable[Turn]) -> list[dict[str, Any]]:
    """The conversation as JSON for the browser. A failed question is not kept: it is in the box again."""
    kept = [turn for turn in turns if turn.state != "failed"]
    return [turn.model_dump(mode="json", exclude_defaults=True) for turn in kept[-MAX_TURNS:]]


def begin(turns: Sequence[Turn], question: str, *, again: bool = False) -> Turns:
    """Add a question. It replaces a failed or edited last one, or with `again` the last one whatever it is."""
    kept = list(turns)
    if kept and (again or kept[-1].editing or kept[-1].state == "failed"):
        kept.pop()
    return (*kept, Turn(question=question.strip()[:MAX_QUESTION]))


def replace(turns: Sequence[Turn], number: int, turn: Turn) -> Turns:
    """The conversation with another turn at `number`, from 0."""
    return (*turns[:number], turn, *turns[number + 1 :])


def history(turns: Iterable[Turn]) -> list[dict[str, str]]:
    """The finished turns as the assistant takes them."""
    return [
        message
        for turn in turns
        if turn.answer
        for message in (
            {"role": "user", "content": turn.question},
            {"role": "assistant", "content": turn.answer.text},
        )
    ]


def _turn(item: object) -> Turn | None:
    try:
        return Turn.model_validate(item)
    except ValidationError:
        return None
