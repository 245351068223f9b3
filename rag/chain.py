"""The pipeline as a LangChain Runnable: invoke, ainvoke, stream, astream, batch.

LangChain's own sequences swallow the closing of a stream and let the model run on; here closing
reaches the model, and a stream's pieces need not be addable.
"""

import asyncio
from collections.abc import AsyncIterator, Generator, Iterable, Iterator
from typing import Any, Protocol, TypedDict

from langchain_core.callbacks import CallbackManagerForChainRun
from langchain_core.runnables import Runnable, RunnableConfig

from rag.errors import ModelError, UsageError
from rag.records import Answer, Event


class Question(TypedDict, total=False):
    """`history` takes (role, text) pairs, dictionaries or LangChain messages."""

    question: str
    history: list[Any]


class Pipeline(Protocol):
    """What the chain needs of the pipeline behind it."""

    def events(self, question: str, history: list[Any], config: RunnableConfig | None) -> Generator[Event]:
        """The events of one question, the Answer last."""


class AnswerChain(Runnable[Question, Any]):
    """`invoke` gives the Answer; `stream` gives the Events, the Answer last."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def invoke(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """The whole answer, traced as one run when callbacks are configured."""

        def run(question: Question, run_manager: CallbackManagerForChainRun, config: RunnableConfig) -> Answer:
            del run_manager
            return _last(self._events(question, config))

        answer: Answer = self._call_with_config(run, input, config, **kwargs)
        return answer

    async def ainvoke(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """The whole answer; cancelling the task stops the model."""
        return _last([event async for event in self.astream(input, config, **kwargs)])

    def stream(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Event]:
        """Events as they come. Closing the iterator closes the model's stream."""
        del kwargs
        return self._events(input, config)

    async def astream(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AsyncIterator[Event]:
        """Events as they come; each step runs on a worker thread, so the event loop stays free."""
        del kwargs
        events = self._events(input, config)
        step: asyncio.Future[Event | None] | None = None
        try:
            while True:
                step = asyncio.ensure_future(asyncio.to_thread(next, events, None))
                event = await asyncio.shield(step)
                if event is None:
                    return
                yield event
        finally:
            # A generator cannot be closed while a thread is inside it: let the step end first.
            if step is not None and not step.done():
                await asyncio.wait([step])
            await asyncio.to_thread(events.close)

    def _events(self, input: Question, config: RunnableConfig | None) -> Generator[Event]:
        if not isinstance(input, dict) or not isinstance(input.get("question"), str):
            raise UsageError('The chain takes {"question": "…", "history": […]}.')
        return self._pipeline.events(input["question"], list(input.get("history") or []), config)


def _last(events: Iterable[Event]) -> Answer:
    *_, answer = events
    if not isinstance(answer, Answer):
        raise ModelError("The pipeline ended without an answer: ask again.")
    return answer
