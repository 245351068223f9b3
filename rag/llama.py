"""llama.cpp in this process: a loaded model and the one thread that uses it.

The one file that knows xllamacpp. It passes on requests and events as llama.cpp's server defines them,
and knows neither LangChain nor what is asked.
"""

import asyncio
import json
import os
import secrets
import threading
import urllib.request
import weakref
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import CancelledError, Future
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from rag.adapter import Adapter
from rag.errors import ModelError
from rag.settings import Settings
from rag.weights import ModelFile

CACHE_RAM_MIB = 2048
"""Memory for the states of earlier prompts; the best matching prefix is taken up again, not computed.

A token's state takes 28 KiB: room for some 80 prompts of 900 tokens, each of which costs 15 s to read.
"""

BATCH_TOKENS = 128
"""Read at once of a prompt, and so how soon a stop is seen while reading: 2 s at 60 tokens a second.

Against 2048 it costs 2 % of the reading speed, 64 costs 11 %.
"""

HTTP_SECONDS = 30
"""For the loopback calls, which take milliseconds; saving a state waits for the disk."""

LOOPBACK = "127.0.0.1"

Event = dict[str, Any]
"""A request to llama.cpp's server, or a piece of its reply."""

Item = Event | BaseException | None
"""What a request leaves in its listener's queue: events, then None for its end, or what ended it."""

CLOSED = "The language model has been closed: load it again."


class Worker:
    """One thread that runs jobs in order. An executor's would hold up the program's end for a whole reply."""

    def __init__(self) -> None:
        self.closed = threading.Event()
        self._jobs: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self._door = threading.Lock()
        self._thread = threading.Thread(target=self._work, name="llama", daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[], Any]) -> Future[Any]:
        """Queue a job. It can be cancelled as long as it waits. Raises ModelError once this is closed."""
        future: Future[Any] = Future()
        with self._door:
            if self.closed.is_set():
                raise ModelError(CLOSED)
            self._jobs.put((future, job))
        return future

    def close(self) -> None:
        """Cancel what waits, and wait for what runs: it has to look at `closed`."""
        with self._door:
            self.closed.set()
            self._jobs.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _work(self) -> None:
        while item := self._jobs.get():
            future, job = item
            if self.closed.is_set():
                future.cancel()
            elif future.set_running_or_notify_cancel():
                _fulfil(future, job)
            del item, future, job  # else the thread would keep the model in memory while it waits


def _fulfil(future: Future[Any], job: Callable[[], Any]) -> None:
    try:
        result = job()
    except BaseException as error:  # whoever waits for the result raises it
        future.set_exception(error)
    else:
        future.set_result(result)


class Engine:
    """A loaded model and the one thread that uses it: requests take turns, in order."""

    def __init__(self, server: Any, key: str = "") -> None:
        self._server, self._key = server, key
        self._address: str = server.listening_address
        self._worker = Worker()
        # Also when nobody holds this any more, and at the program's end.
        self._close_worker = weakref.finalize(self, self._worker.close)

    @property
    def is_closed(self) -> bool:
        """Whether it answers no more."""
        return self._worker.closed.is_set()

    def events(self, request: Event) -> Generator[Event]:
        """The reply, piece by piece. Closing the iterator ends the request, also one that still waits."""
        queue: SimpleQueue[Item] = SimpleQueue()
        stop = self._start(request, queue.put)
        try:
            while (event := _checked(queue.get())) is not None:
                yield event
        finally:
            stop()

    async def aevents(self, request: Event) -> AsyncGenerator[Event]:
        """The same for an event loop, which stays free meanwhile."""
        loop, queue = asyncio.get_running_loop(), asyncio.Queue[Item]()
        stop = self._start(request, lambda item: _hand_over(loop, queue, item))
        try:
            while (event := _checked(await queue.get())) is not None:
                yield event
        finally:
            stop()

    def _start(self, request: Event, emit: Callable[[Item], None]) -> Callable[[], None]:
        """Put a request into the queue; the result ends it or takes it out again."""
        stopped = threading.Event()
        future = self._worker.submit(lambda: self._run(request, emit, stopped))

        def finish(done: Future[Any]) -> None:
            if not stopped.is_set():
                emit(ModelError(CLOSED) if self._worker.closed.is_set() else done.exception())

        def stop() -> None:
            stopped.set()
            future.cancel()

        future.add_done_callback(finish)
        return stop

    def _run(self, request: Event, emit: Callable[[Item], None], stopped: threading.Event) -> None:
        def callback(event: Event) -> bool:
            # What is raised here is lost in xllamacpp: only hand over, and answer whether to stop.
            over = stopped.is_set() or self._worker.closed.is_set()
            if not over:
                emit(event)
            return over

        # Progress while the prompt is read is asked for because every event lets the callback stop it.
        options = {"stream": True, "stream_options": {"include_usage": True}, "return_progress": True}
        self._server.handle_chat_completions({**options, **request}, callback)

    def post(self, path: str, body: Event) -> Event:
        """Call the server's own HTTP interface, past any proxy. Raises OSError when it refuses."""
        if self._worker.closed.is_set():
            raise ModelError(CLOSED)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._key}"}
        request = urllib.request.Request(self._address + path, json.dumps(body).encode(), headers)
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=HTTP_SECONDS) as response:
            reply: Event = json.load(response)
        return reply

    def slot(self, action: str, filename: str) -> bool:
        """Save or restore the state of the prompt read last, in its turn."""
        try:
            self._worker.submit(lambda: self.post(f"/slots/0?action={action}", {"filename": filename})).result()
        except CancelledError as error:
            raise ModelError(CLOSED) from error
        except OSError:
            return False
        return True

    def close(self) -> None:
        """End what runs and what waits, and free the model."""
        self._close_worker()
        self._server = None


def _hand_over(
    loop: asyncio.AbstractEventLoop,
    queue: asyncio.Queue[Item],
    item: Item,
) -> None:
    if not loop.is_closed():  # then nobody listens any more
        loop.call_soon_threadsafe(queue.put_nowait, item)


def _checked(item: Item) -> Event | None:
    """The event, or None at the end. Raises ModelError for what went wrong."""
    if isinstance(item, ModelError):
        raise item
    if isinstance(item, BaseException):
        refused = isinstance(item, ValueError | TypeError)  # a bad schema; text that is not Unicode
        raise ModelError(_sentence({"code": 400 if refused else 500, "message": str(item)})) from item
    if item and (error := item.get("error")):
        raise ModelError(_sentence(error))
    return item


def _sentence(error: Event) -> str:
    if error.get("type") == "exceed_context_size_error":
        return (
            f"The prompt has {error['n_prompt_tokens']} tokens and the language model reads at most "
            f"{error['n_ctx']}: ask a shorter question or raise RAG_CONTEXT_TOKENS."
        )
    reason = (str(error.get("message")).strip().splitlines() or ["no reason given"])[0]
    if error.get("code", 500) < 500:
        return f"The language model refused the request ({reason}): correct its text, JSON schema or grammar."
    return f"The language model failed ({reason}): ask again, or start again."


def load_engine(weights: ModelFile, adapter: Adapter | None, settings: Settings) -> Engine:
    """The model in memory, with its server on loopback. Raises ModelError."""
    try:
        import xllamacpp
    except ImportError as error:
        raise ModelError(
            "The package xllamacpp is missing: run `pip install -r requirements.txt`, or set RAG_LLM=none."
        ) from error
    key = secrets.token_urlsafe()
    try:
        parameters = _parameters(xllamacpp.CommonParams(), weights, settings, key)
        parameters.lora_adapters = corrections(xllamacpp.CommonAdapterLoraInfo, adapter)
        server = xllamacpp.Server(parameters)
    except (RuntimeError, MemoryError) as error:
        mend = "correct RAG_LLM_PATH" if settings.llm_path else "delete it and start again"
        need = 2 * weights.path.stat().st_size / 1e9
        raise ModelError(
            f"{weights.path} cannot be loaded: free {need:.1f} GB of memory; if that is not it, {mend}."
        ) from error
    if urlsplit(server.listening_address).hostname != LOOPBACK:
        raise ModelError(f"llama.cpp listens on {server.listening_address}, open to others: set RAG_LLM=none.")
    return Engine(server, key)


def corrections(info: Callable[[], Any], adapter: Adapter | None) -> list[Any]:
    """The adapter as llama.cpp takes it, at full strength."""
    if adapter is None:
        return []
    one = info()
    one.path, one.scale = str(adapter.path), 1.0
    return [one]


def _parameters(params: Any, weights: ModelFile, settings: Settings, key: str) -> Any:
    """Flash attention stays automatic and the KV state f16: quantised, it was slower."""
    params.model.path = str(weights.path)
    params.n_ctx = settings.context_tokens
    params.n_parallel = 1  # a second slot adds no throughput on a CPU
    params.n_batch = params.n_ubatch = BATCH_TOKENS
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = settings.threads
    params.cache_ram_mib = CACHE_RAM_MIB
    params.slot_save_path = f"{settings.cache_dir}{os.sep}"
    params.warmup = False
    params.verbosity = -1  # nothing on standard error
    # The server answers any web page in the user's browser: it wants a key that only this process has.
    params.hostnames, params.api_keys = [LOOPBACK], [key]
    params.ui = params.endpoint_slots = False
    return params
