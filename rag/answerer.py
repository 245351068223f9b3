"""One question, from the conversation to the finished Answer. Every step is timed and reported.

With the embedded model: rank sentences, ask of each whether it answers, let the model say it in its own
words, check those, quote. With another provider's: one call over the ranked sentences. With none: quote.
"""

import logging
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.runnables import RunnableConfig

from rag import answer as words
from rag import citations, terms
from rag.conversation import Turn, leans, turns
from rag.draft import Draft
from rag.errors import ModelError
from rag.languages import NOT_IN_SOURCES, QUOTED, language, with_names
from rag.questions import asks_who_says, holds, is_broad, is_instruction, wants
from rag.reading import choose, rank, spoken
from rag.records import Citation, Document, Event, Progress, Sentence, Sources
from rag.retrieval import HybridRetriever
from rag.verification import verify

CONTEXT, BROAD_CONTEXT = 5, 8
"""Sentences given to the model: five hold the evidence for 98 % of the questions with one answer."""

SIMILAR = 0.45
"""Cosine from which a sentence is quoted when no language model can be asked."""

logger = logging.getLogger(__name__)


class Answerer:
    """The pipeline over one corpus. Holds no state of a conversation, so threads may share it."""

    def __init__(
        self,
        retriever: HybridRetriever,
        documents: Sequence[Document],
        model: BaseChatModel | None,
        model_name: str,
        people: Sequence[str] = (),
    ) -> None:
        self._retriever, self._model, self._model_name = retriever, model, model_name
        self._people = tuple(people)
        self._documents = {d.id: d for d in documents}
        self._as_of = max((d.published for d in documents if d.published), default=None)

    def search(self, question: str, history: Sequence[object]) -> Sources:
        """Retrieval alone: a question that leans on the conversation is searched for together with its end."""
        said = turns(history)
        query = " ".join([text for _, text in said[-2:]] + [question]) if leans(question, said) else question
        return Sources(standalone_question=query, passages=tuple(self._retriever.search(query)))

    def events(
        self, question: str, history: Sequence[object], config: RunnableConfig | None = None
    ) -> Generator[Event]:
        """Progress, Sources, text, and the Answer last."""
        draft, said, name = Draft(question, self._cite), turns(history), self._model_name
        try:
            yield from self._steps(draft, said, self._model, config)
        except ModelError as error:
            logger.warning("%s", error)
            name = f"none, because {name} failed"
            yield from self._steps(draft, said, None, config)
        if not draft.sentences:
            yield draft.say(words.refusal(question, draft.standalone))
        yield draft.answer(name, self._as_of)

    def _steps(
        self, draft: Draft, said: list[Turn], model: BaseChatModel | None, config: RunnableConfig | None
    ) -> Iterator[Event]:
        if model is not None:
            yield from self._rewrite(draft, said, model, config)
        yield Progress(stage="searching")
        again = bool(draft.passages)
        self._retrieve(draft, said)
        if not again:
            yield Sources(standalone_question=draft.standalone, passages=draft.passages)
        if not is_instruction(draft.question):
            yield from self._read(draft, model)
        if draft.chosen:
            yield from self._write(draft, model, config)

    def _rewrite(
        self, draft: Draft, said: list[Turn], model: BaseChatModel, config: RunnableConfig | None
    ) -> Iterator[Event]:
        """Put a question of another language into English, and one that leans on the conversation on its own feet."""
        since = time.perf_counter()
        if language(draft.question) != "en":
            yield Progress(stage="rewriting")
            asked = words.translation(with_names(draft.question, self._people))
            draft.standalone = _line(_reply(model, asked, config)) or draft.question
        if leans(draft.standalone, said):
            yield Progress(stage="rewriting")
            draft.standalone = (
                _line(_reply(model, words.conversation(said, draft.standalone), config)) or draft.question
            )
        draft.clock("rewrite", since)

    def _retrieve(self, draft: Draft, said: list[Turn]) -> None:
        since = time.perf_counter()
        query = draft.standalone
        if query == draft.question and leans(query, said):  # nobody could rewrite it
            query = f"{said[-1][1]} {query}"
        draft.passages = tuple(self._retriever.search(query))
        most = BROAD_CONTEXT if is_broad(query) else CONTEXT
        draft.evidence = tuple(self._retriever.sentences(query, draft.passages)[:most])
        draft.clock("retrieve", since)

    def _read(self, draft: Draft, model: BaseChatModel | None) -> Iterator[Event]:
        """Choose the sentences that answer the question: none when nothing does."""
        since = time.perf_counter()
        if isinstance(model, words.Probing):
            margins = []
            for scored in draft.evidence:
                yield Progress(stage="reading")
                margins.append(words.probe(model, spoken(scored.sentence), draft.standalone))
            draft.chosen = choose(rank(draft.evidence, margins, draft.standalone), draft.standalone)
        elif model is not None:
            draft.chosen = [e.sentence for e in draft.evidence]
        else:
            draft.chosen = [e.sentence for e in draft.evidence[:1] if e.similarity > SIMILAR]
        draft.clock("verify", since)

    def _write(self, draft: Draft, model: BaseChatModel | None, config: RunnableConfig | None) -> Iterator[Event]:
        """The model's sentences where it may write and they hold, then the quotations they do not cover."""
        if (lead := QUOTED[language(draft.question)]) and not draft.sentences:
            yield draft.say(lead)
        judged = model is None or isinstance(model, words.Probing)
        if model is not None and not (judged and (lead or len(draft.chosen) > 1 or asks_who_says(draft.standalone))):
            yield from self._compose(draft, model, config)
        for sentence in draft.chosen if judged else draft.rejected:
            if not draft.covers(sentence):
                own = sentence.mode == "report" and asks_who_says(draft.standalone)
                text = words.unattributed(sentence) if own else words.quotation(sentence)
                yield draft.say(text, [sentence], "quotation")

    def _compose(self, draft: Draft, model: BaseChatModel, config: RunnableConfig | None) -> Iterator[Event]:
        """The model's own sentences, each as soon as it is finished and holds."""
        since = time.perf_counter()
        may_refuse = not isinstance(model, words.Probing)
        messages = words.prompt([spoken(s) for s in draft.chosen], draft.standalone, may_refuse=may_refuse)
        with closing(_pieces(model, messages, config)) as pieces:
            for sentence in words.finished(pieces):
                yield Progress(stage="checking" if sentence else "writing")
                if not sentence:
                    continue
                draft.clock("generate", since)
                if sentence.startswith(NOT_IN_SOURCES["en"]) or _misses(draft, sentence):
                    draft.chosen = []
                    return
                yield from self._checked(draft, sentence)
                since = time.perf_counter()

    def _checked(self, draft: Draft, text: str) -> Iterator[Event]:
        """The sentence if the sources support it; else its closest source is kept, to be quoted instead."""
        since = time.perf_counter()
        sources = citations.match(text, draft.chosen)
        supported = verify(text, sources).supported
        draft.clock("verify", since)
        if supported:
            yield draft.say(text, sources, "model")
        else:
            draft.rejected.append((sources or draft.chosen)[0])

    def _cite(self, sentence: Sentence, number: int) -> Citation:
        passage = self._retriever.passage_of(sentence)
        return citations.cite(sentence, number, passage.id, self._documents[sentence.document])


def _misses(draft: Draft, text: str) -> bool:
    """Whether a number, time or name was asked for, and the model read none that stands in the best sentence.

    The probe says yes to "which firms?" over "the firms were ordered to pay"; the model's own words give it away.
    """
    kind = wants(draft.standalone)
    if kind not in ("number", "time", "name") or draft.sentences or is_broad(draft.standalone):
        return False
    invented = terms.numbers(text) - {n for s in draft.chosen for n in terms.numbers(s.text)}
    return not holds(kind, text, draft.standalone) or (kind == "number" and bool(invented))


def _reply(model: BaseChatModel, messages: list[BaseMessage], config: RunnableConfig | None) -> str:
    with closing(_pieces(model, messages, config)) as pieces:
        return "".join(pieces)


def _pieces(model: BaseChatModel, messages: list[BaseMessage], config: RunnableConfig | None) -> Generator[str]:
    """The reply as it comes. Closing it stops the model. Raises ModelError, whatever the provider raises."""
    try:
        stream: Iterable[BaseMessage] = model.stream(messages, config, max_tokens=words.MAX_ANSWER_TOKENS)
        with closing(stream) as chunks:  # type: ignore[type-var]
            for chunk in chunks:
                yield str(chunk.text)
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(f"The language model failed ({error}): check RAG_LLM and its key, or ask again.") from error


def _line(reply: str) -> str:
    """The first line of a reply that should have one."""
    return next((line.strip() for line in reply.splitlines() if line.strip()), "")
