"""The pipeline as a LangChain Runnable, over a pipeline of a few words."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import aclosing, closing
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from rag.chain import AnswerChain, Question
from rag.errors import ModelError, RagError, UsageError
from rag.records import Answer, Event, Progress


class Echo:
    """Says the question word by word. `asked` holds every question and its history, `closed` those left early."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[Any]]] = []
        self.closed: list[str] = []
        self.open: list[Generator[Event]] = []
        self.inside, self.go = threading.Event(), threading.Event()
        self.go.set()

    def events(self, question: str, history: list[Any], config: RunnableConfig | None) -> Generator[Event]:
        self.open.append(self._events(question, history))  # kept, so that nobody else closes it
        return self.open[-1]

    def _events(self, question: str, history: list[Any]) -> Generator[Event]:
        self.asked.append((question, history))
        try:
            yield Progress(stage="searching")
            for word in question.split():
                self.inside.set()
                assert self.go.wait(60)
                if word == "fail":
                    raise ModelError("It failed: ask again.")
                yield word
            if question != "nothing":
                yield answer(question)
        except GeneratorExit:
            self.closed.append(question)
            raise


def answer(question: str) -> Answer:
    return Answer(question=question, standalone_question=question, answered=False, text=question, model="echo")


EVENTS = [Progress(stage="searching"), "who", "said", answer("who said")]
ASKED: Question = {"question": "who said", "history": [("user", "hello")]}


def test_it_is_a_runnable() -> None:
    assert isinstance(AnswerChain(Echo()), Runnable)


def test_invoke_and_stream() -> None:
    pipeline = Echo()
    chain = AnswerChain(pipeline)
    assert chain.invoke(ASKED) == answer("who said")
    assert list(chain.stream(ASKED)) == EVENTS
    assert pipeline.asked == [("who said", [("user", "hello")])] * 2


def test_ainvoke_and_astream() -> None:
    async def both() -> tuple[Answer, list[Event]]:
        chain = AnswerChain(Echo())
        return await chain.ainvoke(ASKED), [event async for event in chain.astream(ASKED)]

    assert asyncio.run(both()) == (answer("who said"), EVENTS)


def test_batch_and_abatch() -> None:
    chain = AnswerChain(Echo())
    asked: list[Question] = [{"question": f"question {n}"} for n in range(5)]
    expected = [answer(f"question {n}") for n in range(5)]
    assert chain.batch(asked) == expected
    assert asyncio.run(chain.abatch(asked)) == expected


def test_it_joins_with_other_runnables() -> None:
    def asked(text: str) -> Question:
        return {"question": text}

    def text(found: Answer) -> str:
        return found.text

    chain = RunnableLambda(asked) | AnswerChain(Echo()) | text
    assert chain.invoke("who said") == "who said"
    assert asyncio.run(chain.ainvoke("who said")) == "who said"


@pytest.mark.parametrize("history", [None, [], ()])
def test_no_history(history: Any) -> None:
    pipeline = Echo()
    AnswerChain(pipeline).invoke({"question": "who", "history": history})
    assert pipeline.asked == [("who", [])]


@pytest.mark.parametrize("wrong", ["who", {}, {"question": 3}, {"query": "who"}, None, ["who"]])
def test_another_input_is_refused_with_the_right_one(wrong: Any) -> None:
    chain = AnswerChain(Echo())
    with pytest.raises(UsageError, match=r'takes {"question"'):
        chain.invoke(wrong)
    with pytest.raises(UsageError, match=r'takes {"question"'):
        list(chain.stream(wrong))
    with pytest.raises(UsageError, match=r'takes {"question"'):
        asyncio.run(chain.ainvoke(wrong))


@pytest.mark.parametrize(("question", "words"), [("fail", "It failed"), ("nothing", "without an answer: ask again")])
def test_errors_come_through(question: str, words: str) -> None:
    chain = AnswerChain(Echo())
    with pytest.raises(RagError, match=words):
        chain.invoke({"question": question})
    with pytest.raises(RagError, match=words):
        asyncio.run(chain.ainvoke({"question": question}))


def test_closing_a_stream_closes_the_pipelines() -> None:
    pipeline = Echo()
    with closing(AnswerChain(pipeline).stream(ASKED)) as stream:  # type: ignore[type-var]
        next(stream)
        assert pipeline.closed == []
    assert pipeline.closed == ["who said"]


def test_closing_an_async_stream_closes_the_pipelines() -> None:
    async def first(pipeline: Echo) -> None:
        async with aclosing(AnswerChain(pipeline).astream(ASKED)) as stream:  # type: ignore[type-var]
            await anext(stream)

    pipeline = Echo()
    asyncio.run(first(pipeline))
    assert pipeline.closed == ["who said"]


def test_cancelling_waits_for_the_step_and_closes_the_pipelines_stream() -> None:
    async def cancel(pipeline: Echo) -> None:
        pipeline.go.clear()
        task = asyncio.create_task(AnswerChain(pipeline).ainvoke(ASKED))
        await asyncio.to_thread(pipeline.inside.wait)
        task.cancel()
        await asyncio.sleep(0)
        pipeline.go.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    pipeline = Echo()
    asyncio.run(cancel(pipeline))
    assert pipeline.closed == ["who said"]


def test_the_event_loop_stays_free() -> None:
    async def release(pipeline: Echo) -> Answer:
        pipeline.go.clear()
        task = asyncio.create_task(AnswerChain(pipeline).ainvoke(ASKED))
        await asyncio.to_thread(pipeline.inside.wait)
        pipeline.go.set()  # never reached, were the loop inside the step
        return await task

    assert asyncio.run(release(Echo())) == answer("who said")


class Watching(BaseCallbackHandler):
    """What a tracer sees: the inputs of runs that began, the outputs of those that ended."""

    def __init__(self) -> None:
        self.began: list[Any] = []
        self.ended: list[Any] = []

    def on_chain_start(self, serialized: Any, inputs: Any, **rest: Any) -> None:
        self.began.append(inputs)

    def on_chain_end(self, outputs: Any, **rest: Any) -> None:
        self.ended.append(outputs)


def test_an_answer_is_traced_as_one_run() -> None:
    watching = Watching()
    AnswerChain(Echo()).invoke(ASKED, {"callbacks": [watching]})
    assert (watching.began, watching.ended) == ([ASKED], [answer("who said")])
