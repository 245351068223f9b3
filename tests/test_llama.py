import asyncio
import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fake_llama import REPLY, SECONDS, Endless, Scripted, chat_model
from langchain_core.messages import AIMessage

from rag.adapter import Adapter
from rag.errors import ModelError
from rag.llama import Event, corrections
from rag.llm import EmbeddedChatModel
from rag.settings import ROOT

Make = Callable[[Scripted], EmbeddedChatModel]


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[Make]:
    made: list[EmbeddedChatModel] = []

    def make(server: Scripted) -> EmbeddedChatModel:
        made.append(chat_model(server, tmp_path))
        return made[-1]

    yield make
    for model in made:
        model.close()


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (
            [
                {
                    "error": {
                        "type": "exceed_context_size_error",
                        "n_prompt_tokens": 6030,
                        "n_ctx": 4096,
                        "code": 400,
                    }
                }
            ],
            r"6030 tokens .* at most 4096: .*RAG_CONTEXT_TOKENS",
        ),
        ([{"error": {"message": "bad grammar\nat 1", "code": 400}}], r"refused the request \(bad grammar\)"),
        ([{"error": {"message": "", "code": 500}}], r"failed \(no reason given\): ask again"),
        (ValueError("unrecognized type"), r"refused the request \(unrecognized type\)"),
        (RuntimeError("decode"), r"failed \(decode\)"),
        (MemoryError(), r"failed \(no reason given\)"),
    ],
)
def test_what_goes_wrong_is_one_sentence(failure: list[Event] | Exception, sentence: str, scripted: Make) -> None:
    model = scripted(Scripted(failure, failure, failure, REPLY))
    with pytest.raises(ModelError, match=sentence):
        model.invoke("?")
    with pytest.raises(ModelError, match=sentence):
        list(model.stream("?"))
    with pytest.raises(ModelError, match=sentence):
        asyncio.run(model.ainvoke("?"))
    assert model.invoke("?").text == "Two words"


def test_closing_a_stream_stops_the_model(scripted: Make) -> None:
    server = Endless(begun=True)
    with closing(scripted(server).stream("?")) as stream:  # type: ignore[type-var]
        next(stream)
        assert not server.ended.is_set()
    assert server.ended.wait(SECONDS)


def test_closing_an_asynchronous_stream_stops_the_model(scripted: Make) -> None:
    server = Endless(begun=True)

    async def first(stream: AsyncIterator[Any]) -> None:
        async for _ in stream:
            break
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(first(scripted(server).astream("?")))
    assert server.ended.wait(SECONDS)


def test_cancelling_a_task_stops_the_model_while_it_reads(scripted: Make) -> None:
    server = Endless()

    async def cancel() -> None:
        task = asyncio.create_task(scripted(server).ainvoke("?"))
        await asyncio.to_thread(server.reading.wait, SECONDS)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    server.begin.set()
    assert server.ended.wait(SECONDS)


def test_a_waiting_request_can_be_abandoned(scripted: Make) -> None:
    server = Endless()
    model = scripted(server)

    async def abandon() -> None:
        running = asyncio.create_task(model.ainvoke("runs"))
        await asyncio.to_thread(server.reading.wait, SECONDS)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(model.ainvoke("waits"), 0.05)
        running.cancel()
        await asyncio.wait([running])

    asyncio.run(abandon())
    server.begin.set()
    model.close()
    assert [request["messages"][0]["content"] for request in server.requests] == ["runs"]


def test_closing_the_model_ends_what_runs_and_what_waits(scripted: Make) -> None:
    server = Endless()
    model = scripted(server)

    async def close() -> list[BaseException | AIMessage]:
        tasks = [asyncio.create_task(model.ainvoke("?")) for _ in range(3)]
        await asyncio.to_thread(server.reading.wait, SECONDS)
        server.begin.set()
        await asyncio.to_thread(model.close)
        return await asyncio.gather(*tasks, return_exceptions=True)

    assert [type(result) for result in asyncio.run(close())] == [ModelError] * 3
    with pytest.raises(ModelError, match="load it again"):
        model.invoke("?")


def test_threads_take_turns(scripted: Make) -> None:
    model = scripted(Scripted(*[REPLY] * 8))
    replies: list[str] = []
    threads = [threading.Thread(target=lambda: replies.append(model.invoke("?").text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert replies == ["Two words"] * 8


UNFINISHED = """
import sys; sys.path.insert(0, "tests")
import fake_llama
stream = fake_llama.chat_model(fake_llama.Endless(begun=True)).stream("?")
print(next(stream).text)
"""


def test_the_program_ends_though_a_reply_is_unfinished() -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNFINISHED], cwd=ROOT, timeout=60, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("word \n", "")


def test_an_adapter_is_loaded_at_full_strength() -> None:
    (one,) = corrections(SimpleNamespace, Adapter(path=Path("adapter.gguf"), sha256="0" * 64))
    assert (one.path, one.scale) == ("adapter.gguf", 1.0)
    assert corrections(SimpleNamespace, None) == []


def test_a_model_that_nobody_holds_is_freed() -> None:
    others = set(threading.enumerate())  # some of which end meanwhile
    model = chat_model(Scripted(REPLY))
    model.invoke("?")
    watched, own = weakref.ref(model.engine), set(threading.enumerate()) - others
    del model
    gc.collect()
    assert watched() is None
    assert own and not any(thread.is_alive() for thread in own)
