"""llama.cpp's server without llama.cpp: it replays events and records the requests it was given."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from rag.llama import Engine, Event
from rag.llm import EmbeddedChatModel
from rag.weights import ModelFile

SECONDS = 10
"""Long enough for any machine; only a test that fails waits for it."""


def piece(text: str | None, reason: str | None = None) -> Event:
    return {"choices": [{"delta": {"content": text}, "finish_reason": reason}]}


USAGE = {
    "choices": [],
    "usage": {"prompt_tokens": 7, "completion_tokens": 2, "total_tokens": 9},
    "timings": {"cache_n": 5, "predicted_ms": 80.0},
}
REPLY = [
    {"prompt_progress": {"processed": 7}},
    piece(None),
    piece("Two "),
    piece("words"),
    piece(None, "stop"),
    USAGE,
]


class Scripted:
    """llama.cpp's server as the engine sees it: replays events and records the requests."""

    listening_address = "http://127.0.0.1:9"

    def __init__(self, *replies: list[Event] | Exception) -> None:
        self.replies, self.requests = list(replies), list[Event]()

    def handle_chat_completions(self, request: Event, callback: Callable[[Event], bool]) -> None:
        self.requests.append(request)
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        for event in reply:
            if callback(event):
                return


class Endless(Scripted):
    """Writes until it is told to stop; the first token waits for `begin`."""

    def __init__(self, *, begun: bool = False) -> None:
        super().__init__()
        self.begin, self.reading, self.ended = threading.Event(), threading.Event(), threading.Event()
        if begun:
            self.begin.set()

    def handle_chat_completions(self, request: Event, callback: Callable[[Event], bool]) -> None:
        self.requests.append(request)
        self.reading.set()
        assert self.begin.wait(SECONDS)
        while not callback(piece("word ")):
            time.sleep(0.001)  # a token takes its time; without it the listener's queue fills the memory
        self.ended.set()


def chat_model(server: Scripted, folder: Path = Path()) -> EmbeddedChatModel:
    """The chat model over such a server."""
    weights = ModelFile(path=folder / "m.gguf", sha256="0" * 64, name="small")
    return EmbeddedChatModel(engine=Engine(server), weights=weights, context_tokens=64, state_dir=folder)
