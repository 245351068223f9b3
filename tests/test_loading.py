"""Loading in the background: what is known of it, and that nothing that fails is silent."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest

from page.loading import Loader, State, Tell
from rag.errors import ModelError, UsageError
from rag.records import Answer, Event


class Model:
    """As much of an assistant as loading needs."""

    model_name = "m"

    def __init__(self, warm: Callable[[], None]) -> None:
        self.warm = warm

    def ask(self, question: str, history: Sequence[object] = ()) -> Answer:
        raise NotImplementedError

    def stream(self, question: str, history: Sequence[object] = ()) -> Iterator[Event]:
        raise NotImplementedError


def test_a_model_that_still_reads_ahead_answers_already() -> None:
    go_on = threading.Event()
    loader = Loader(lambda tell: Model(lambda: _check(go_on.wait(30))))
    assert loader.answers()
    assert loader.state == State(model="m", warming=True)
    assert not loader.state.settled
    go_on.set()
    _until_settled(loader)
    assert loader.state == State(model="m")


def test_reading_ahead_that_fails_is_logged_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    loader = Loader(lambda tell: Model(lambda: _check(False)))
    assert loader.answers()
    _until_settled(loader)
    assert loader.state == State(model="m")
    assert "reading ahead failed" in caplog.text


def test_why_a_model_cannot_be_loaded_stands_in_state_and_log(caplog: pytest.LogCaptureFixture) -> None:
    def build(tell: Tell) -> Model:
        raise UsageError("RAG_LLM=x names no model: write provider:model.")

    loader = Loader(build)
    with pytest.raises(ModelError, match="RAG_LLM=x names no model"):
        loader.answers()
    assert loader.state.error in caplog.text


def _check(value: bool) -> None:
    assert value


def _until_settled(loader: Loader) -> None:
    end = time.monotonic() + 30
    while not loader.state.settled:
        assert time.monotonic() < end, "loading did not come to an end"
        time.sleep(0.01)
