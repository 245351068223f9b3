"""The composition: documents, index, retriever and model put together. The one entrance from Python."""

import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from types import TracebackType
from typing import Self

from langchain_core.language_models import BaseChatModel

from rag import documents as corpus
from rag.answerer import Answerer
from rag.cast import Cast, cast_of
from rag.chain import AnswerChain
from rag.embedding import SentenceEmbeddings, embeddings
from rag.errors import ModelError, StoreInUseError, WeightsError
from rag.index import Changes, PassageIndex
from rag.passages import sentences, split
from rag.records import Answer, Document, Event, Passage, Sentence, Sources
from rag.retrieval import HybridRetriever
from rag.settings import Settings
from rag.speakers import label, people
from rag.warming import warm

logger = logging.getLogger(__name__)

Progress = Callable[[str, float], None]
"""Told what is being loaded, in a few words, and the fraction done, 0 to 1."""


class Assistant:
    """Answers questions from documents with the exact sentences it rests on. May be shared by threads."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        progress: Progress | None = None,
        llm: BaseChatModel | None = None,
    ) -> None:
        """Read the corpus, bring the index up to date and load the models. Raises RagError."""
        settings = settings or Settings()
        found = corpus.load(settings.corpus_dir)
        self.problems: tuple[str, ...] = found.problems
        self._start(found.documents, settings, progress or _silent, llm, stored=True)

    @classmethod
    def from_documents(
        cls,
        documents: Sequence[Document],
        settings: Settings | None = None,
        *,
        progress: Progress | None = None,
        llm: BaseChatModel | None = None,
    ) -> Self:
        """An assistant over these documents alone, with its index in memory. Raises RagError."""
        self = cls.__new__(cls)
        self.problems = ()
        self._start(corpus.distinct(documents), settings or Settings(), progress or _silent, llm, stored=False)
        return self

    def _start(
        self,
        documents: tuple[Document, ...],
        settings: Settings,
        progress: Progress,
        llm: BaseChatModel | None,
        *,
        stored: bool,
    ) -> None:
        self.settings, self.documents = settings, documents
        # The language model first: what fails to load must not leave the index folder locked.
        model, self.model_name = _language_model(settings, progress, llm)
        progress("Loading the embedding model", 0.0)
        embedder = embeddings(settings)
        self.passages = tuple(p for d in documents for p in _passages(d, embedder))
        self.sentences: tuple[Sentence, ...] = tuple(s for p in self.passages for s in p.sentences)
        progress("Opening the index", 0.0)
        self.changes, self._index = _index(settings, embedder, self.passages, stored=stored)
        self.retriever = HybridRetriever.over(documents, self.passages, self._index, embedder, settings.passages)
        self._answerer = Answerer(self.retriever, documents, model, self.model_name, _cast(documents, self.sentences))
        self.chain = AnswerChain(self._answerer)
        self._model, self._closing = model, threading.Event()
        progress("Ready", 1.0)

    def ask(self, question: str, history: Sequence[object] = ()) -> Answer:
        """One whole answer."""
        return self.chain.invoke({"question": question, "history": list(history)})

    async def aask(self, question: str, history: Sequence[object] = ()) -> Answer:
        """One whole answer, without blocking the event loop."""
        return await self.chain.ainvoke({"question": question, "history": list(history)})

    def stream(self, question: str, history: Sequence[object] = ()) -> Iterator[Event]:
        """Progress, Sources, text in pieces, and the Answer last. Closing the stream stops the model."""
        return self.chain.stream({"question": question, "history": list(history)})

    def astream(self, question: str, history: Sequence[object] = ()) -> AsyncIterator[Event]:
        """`stream` for an event loop."""
        return self.chain.astream({"question": question, "history": list(history)})

    def search(self, question: str, history: Sequence[object] = ()) -> Sources:
        """Retrieval alone; no language model is asked."""
        return self._answerer.search(question, history)

    def warm(self) -> None:
        """Read ahead what every question makes the embedded model read; for a thread beside the first questions."""
        warm(self._model, self.sentences, self._closing)

    def close(self) -> None:
        """Give up the index. The models stay loaded for other assistants of the process."""
        self._closing.set()
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def index(settings: Settings, *, rebuild: bool = False) -> tuple[Changes, tuple[str, ...]]:
    """Bring the stored index up to date with the corpus: what changed, and which files could not be read."""
    found = corpus.load(settings.corpus_dir)
    embedder = embeddings(settings)
    passages = tuple(p for d in found.documents for p in _passages(d, embedder))
    with PassageIndex.open(settings, embedder) as store:
        return (store.rebuild if rebuild else store.update)(passages), found.problems


def labelled_sentences(settings: Settings) -> Iterator[Sentence]:
    """Every sentence of the corpus with its speaker. Loads no model."""
    for document in corpus.load(settings.corpus_dir).documents:
        yield from label(document, sentences(document))


def _passages(document: Document, embedder: SentenceEmbeddings) -> list[Passage]:
    return split(document, label(document, sentences(document)), embedder.count_tokens)


def _index(
    settings: Settings, embedder: SentenceEmbeddings, passages: tuple[Passage, ...], *, stored: bool
) -> tuple[Changes, PassageIndex]:
    """The stored index, or one in memory for given documents and while another process owns the folder."""
    try:
        store = PassageIndex.open(settings, embedder) if stored else PassageIndex.in_memory(embedder)
    except StoreInUseError:
        store = PassageIndex.in_memory(embedder)
    try:
        return store.update(passages), store
    except BaseException:
        store.close()
        raise


def _language_model(
    settings: Settings, progress: Progress, given: BaseChatModel | None
) -> tuple[BaseChatModel | None, str]:
    """The model and its name. Where the embedded one cannot be loaded, quotations alone still answer."""
    from rag.llm import load_chat_model, model_name

    try:
        model = given or load_chat_model(settings, progress)
    except (ModelError, WeightsError) as error:
        if settings.llm != "embedded":
            raise
        logger.warning("%s Until then, answers are quotations alone.", error)
        return None, f"none, because the {settings.llm} model failed"
    return model, model_name(settings, model)


def _cast(documents: Sequence[Document], labelled: Sequence[Sentence]) -> Cast:
    return cast_of((name for d in documents for name in people(d, sentences(d))), labelled)


def _silent(phrase: str, fraction: float) -> None:
    del phrase, fraction
