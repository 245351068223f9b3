"""Builds the assistant in a thread, once, and says how far it is. Knows nothing of models or of Gradio."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.errors import ModelError, RagError
from rag.records import Answer, Event

Tell = Callable[[str, float], None]
"""Called with what is being loaded and the fraction done."""

logger = logging.getLogger(__name__)


class Answers(Protocol):
    """What the page needs of an assistant."""

    model_name: str

    def ask(self, question: str, history: Sequence[object] = ()) -> Answer:
        """One whole answer."""

    def stream(self, question: str, history: Sequence[object] = ()) -> Iterator[Event]:
        """The events of one answer. Closing the iterator stops the model."""

    def warm(self) -> None:
        """Read ahead what makes the first answers quicker; questions may be asked meanwhile."""


Build = Callable[[Tell], Answers]


@dataclass(frozen=True)
class State:
    """How far loading is. `model` is set when it is done, `error` when it cannot be done.

    `warming`: the model answers, but still reads ahead.
    """

    phrase: str = ""
    fraction: float = 0.0
    model: str = ""
    error: str = ""
    warming: bool = False

    @property
    def settled(self) -> bool:
        """Whether nothing will change any more."""
        return bool(self.error or (self.model and not self.warming))


class Loader:
    """Loads in the background from `start` on. May be shared by threads."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._started = False
        self._settled = threading.Event()
        self._answers: Answers | None = None
        self.state = State()

    def start(self) -> None:
        """Begin to load, unless that has been done."""
        with self._lock:
            started, self._started = self._started, True
        if not started:
            threading.Thread(target=self._load, name="loading", daemon=True).start()

    def ready(self, seconds: float) -> bool:
        """Wait at most this long; whether `answers` can be asked for."""
        return self._settled.wait(seconds)

    def answers(self) -> Answers:
        """The assistant. Waits for it; raises ModelError when it cannot be had."""
        self.start()
        self._settled.wait()
        if self._answers is None:
            raise ModelError(self.state.error)
        return self._answers

    def _load(self) -> None:
        try:
            self._answers = answers = self._build(self._tell)
            self.state = State(model=answers.model_name, warming=True)
        except RagError as error:
            logger.error("%s", error)
            self.state = State(error=str(error))
        except Exception:
            logger.exception("loading failed")
            self.state = State(error="The assistant could not be loaded; the server's log says why.")
        finally:
            self._settled.set()
        if self._answers:
            self._warm(self._answers)

    def _warm(self, answers: Answers) -> None:
        try:
            answers.warm()
        except Exception:  # the answers come all the same, only later
            logger.exception("reading ahead failed")
        self.state = State(model=answers.model_name)

    def _tell(self, phrase: str, fraction: float) -> None:
        self.state = State(phrase, fraction)
