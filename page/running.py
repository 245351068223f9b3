"""Which answer is being made for which open page, and whether its reader still wants it.

Gradio's own `cancels` lets late pieces of a stopped answer overwrite what was shown after the stop;
so a stop is a flag that the answer itself looks at, and the answer has the last word.
"""

import threading
from typing import Literal

Wish = Literal["go on", "stop", "forget"]
"""What the reader wants of an answer; `forget`: the conversation is deleted, or another answer took over."""


class Wanted:
    """One answer's wish, changed from other threads."""

    def __init__(self) -> None:
        self.wish: Wish = "go on"


class Running:
    """The answers in the making, by the session of the open page. May be shared by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted: dict[str, Wanted] = {}

    def begin(self, session: str) -> Wanted:
        """A new answer. One that is still being made for this page is forgotten."""
        wanted = Wanted()
        with self._lock:
            before, self._wanted[session] = self._wanted.get(session), wanted
        if before:
            before.wish = "forget"
        return wanted

    def ask_to(self, wish: Wish, session: str) -> None:
        """Tell the answer that is being made for this page, if there is one."""
        with self._lock:
            if wanted := self._wanted.get(session):
                wanted.wish = wish

    def end(self, session: str, wanted: Wanted) -> None:
        """The answer is over, however it ended."""
        with self._lock:
            if self._wanted.get(session) is wanted:
                del self._wanted[session]
