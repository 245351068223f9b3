"""What a run is made of: assistant, baselines, verifier, judge. The real ones are put together here.

Knows how to open and close them; knows nothing of questions.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import rag
from evals import provenance
from evals.judge import Judge, load_judge
from evals.summary import Verify
from rag.errors import ModelError
from rag.records import Document, Event, Sentence, Sources
from rag.settings import Settings

Turns = Sequence[dict[str, str]]


class Responder(Protocol):
    """Whatever can be asked: the assistant, a baseline, or a test's fake."""

    def search(self, question: str, history: Turns = ()) -> Sources:
        """What would be read to answer the question."""

    def stream(self, question: str, history: Turns = ()) -> Iterator[Event]:
        """The answer as it comes; the Answer last."""


class Assistant(Responder, Protocol):
    """The responder that is measured. It also tells what it has read."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of its documents, with speakers."""

    @property
    def model_name(self) -> str:
        """Who answers."""


R = TypeVar("R", bound=Responder)
Open = Callable[[tuple[Document, ...]], AbstractContextManager[R]]
"""Documents -> a responder over them. No documents stand for the corpus."""


@dataclass(frozen=True)
class Parts:
    """`judge` takes the judging model's name; `digests` whether the run is of retrieval only."""

    assistant: Open[Assistant]
    baselines: Mapping[str, Open[Responder]]
    verify: Verify
    judge: Callable[[str], Judge]
    digests: Callable[[bool], dict[str, str]]


class Opened(Generic[R]):
    """One responder for each set of documents, opened when first asked for and closed with the stack."""

    def __init__(self, open_one: Open[R], stack: ExitStack) -> None:
        self._open, self._stack = open_one, stack
        self._opened: dict[tuple[Document, ...], R] = {}

    def over(self, documents: tuple[Document, ...]) -> R:
        """The responder over these documents."""
        if documents not in self._opened:
            self._opened[documents] = self._stack.enter_context(self._open(documents))
        return self._opened[documents]


def real(settings: Settings) -> Parts:
    """The shipped assistant, its verifier, and the baselines over the same models. Nothing is loaded yet."""
    return Parts(
        assistant=lambda documents: _assistant(documents, settings),
        baselines={name: _baseline(name, settings) for name in ("bm25", "dense", "textbook")},
        verify=_verify,
        judge=lambda model: load_judge(settings, model),
        digests=lambda retrieval_only: provenance.model_digests(settings, retrieval_only),
    )


def _assistant(documents: tuple[Document, ...], settings: Settings) -> AbstractContextManager[Assistant]:
    made = rag.Assistant.from_documents(list(documents), settings=settings) if documents else rag.Assistant(settings)
    if settings.llm != "none" and made.model_name.startswith("none"):
        made.close()  # figures without the model would pass for the model's
        raise ModelError("The language model could not be loaded (see above): mend that, or set RAG_LLM=none.")
    return made


def _baseline(name: str, settings: Settings) -> Open[Responder]:
    def open_one(documents: tuple[Document, ...]) -> AbstractContextManager[Responder]:
        from evals import baselines

        return nullcontext(baselines.load(name, documents, settings))

    return open_one


def _verify(text: str, sources: Sequence[Sentence]) -> tuple[float, bool]:
    from rag.verification import verify

    support = verify(text, sources)
    return support.score, support.supported
