"""Fakes for the fast tests: a chat model that answers from a queue, and an embedder that counts words."""

import hashlib
import math
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import RunnableConfig
from pydantic import ConfigDict, Field, PrivateAttr

from rag.documents import load
from rag.embedding import SentenceEmbeddings
from rag.records import Document
from rag.settings import ROOT


@lru_cache
def article() -> Document:
    """The one document that the corpus ships with."""
    (document,) = load(ROOT / "corpus").documents
    return document


Odds = Callable[[str], float]
"""The text of a prompt -> log-odds that the reply's first word is yes."""


class FakeChatModel(BaseChatModel):
    """Replies from a queue, the last one again and again. `drawn` counts tokens, `closed` streams left early."""

    model_config = ConfigDict(extra="forbid")

    replies: list[str] = Field(default_factory=list)
    prompts: list[str] = Field(default_factory=list)
    options: list[dict[str, Any]] = Field(default_factory=list)
    drawn: int = 0
    closed: int = 0
    fails: Exception | None = None
    """Raised after the first token of every reply."""
    _open: list[Iterator[AIMessageChunk]] = PrivateAttr(default_factory=list)
    _lock: threading.Lock = PrivateAttr(default_factory=threading.Lock)
    _go: threading.Event = PrivateAttr(default_factory=threading.Event)
    _waits: threading.Event = PrivateAttr(default_factory=threading.Event)

    def model_post_init(self, context: object, /) -> None:
        self._go.set()

    @property
    def _llm_type(self) -> str:
        return "fake"

    def hold(self) -> tuple[threading.Event, threading.Event]:
        """Make the next reply wait after its first token. Returns: set once it waits; set it to go on."""
        self._go.clear()
        return self._waits, self._go

    def stream(
        self, input: Any, config: RunnableConfig | None = None, *, stop: list[str] | None = None, **kwargs: Any
    ) -> Iterator[AIMessageChunk]:
        """Kept, so that nobody closes the stream but the one who should."""
        self._open.append(super().stream(input, config, stop=stop, **kwargs))
        return self._open[-1]

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        with self._lock:
            self.prompts.append(_text(messages))
            self.options.append(kwargs)
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        try:
            for token in re.findall(r"\s*\S+", reply) or [""]:
                self.drawn += 1
                yield ChatGenerationChunk(message=AIMessageChunk(content=token))
                if self.fails:
                    raise self.fails
                self._waits.set()
                assert self._go.wait(60)
        except GeneratorExit:
            with self._lock:
                self.closed += 1
            raise

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))


class ProbingChatModel(FakeChatModel):
    """The same, and it can be asked how likely its first word is: a `rag.prompts.Probing`."""

    odds: Odds
    probes: list[str] = Field(default_factory=list)

    def first_token_logprobs(self, messages: Sequence[BaseMessage]) -> dict[str, float]:
        self.probes.append(_text(messages))
        odds = self.odds(self.probes[-1])
        first, second = ("false", "true") if "Statement:" in self.probes[-1] else ("yes", "no")
        return {first: -math.log1p(math.exp(-odds)), second: -math.log1p(math.exp(odds)), "unknown": -20.0}


def _text(messages: Sequence[BaseMessage]) -> str:
    return "\n".join(str(m.content) for m in messages)


SIZE = 256


class FakeEmbeddings(SentenceEmbeddings):
    """Unit vectors of hashed words, so that texts which share words are near. `embedded` lists all texts."""

    def __init__(self, name: str = "bag-of-words") -> None:
        self.name = name
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return [_vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return _vector(text)

    def unit_vector(self, text: str) -> tuple[float, ...]:  # type: ignore[override]
        return tuple(_vector(text))

    def count_tokens(self, text: str) -> int:
        """A token is up to six letters of a word, or any other sign, much as in the real one."""
        return sum(-(-len(word) // 6) for word in re.findall(r"\w+|[^\w\s]", text))


def _vector(text: str) -> list[float]:
    row = [0.0] * SIZE
    for word in re.findall(r"\w+", text.lower()) or [text]:
        row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % SIZE] += 1.0
    length = math.hypot(*row)
    return [value / length for value in row]
