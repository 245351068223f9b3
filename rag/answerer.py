"""One question, from retrieval to the finished Answer. Every step is timed and reported."""

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag import answer as words
from rag import citations, terms
from rag.conversation import Turn, leans, turns
from rag.languages import NOT_IN_SOURCES, QUOTED, language, with_names
from rag.questions import asks_who_says, holds, is_broad, wants
from rag.reading import choose, rank, spoken
from rag.records import (
    Answer,
    AnswerSentence,
    Citation,
    Document,
    Event,
    Progress,
    RetrievedPassage,
    Sentence,
    Sources,
    Timings,
)
from rag.retrieval import HybridRetriever, ScoredSentence
from rag.verification import verify

CONTEXT, BROAD_CONTEXT = 5, 8
"""Sentences given to the model: five hold the evidence for 98 % of the questions with one answer."""

SIMILAR = 0.45
"""Cosine from which a sentence is quoted when no language model can be asked."""


@dataclass
class Draft:
    """What is known of one question so far."""

    question: str
    standalone: str
    passages: tuple[RetrievedPassage, ...] = ()
    evidence: tuple[ScoredSentence, ...] = ()
    chosen: list[Sentence] = field(default_factory=list)
    withdrawn: bool = False
    sentences: list[AnswerSentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)

    def clock(self, step: str, since: float) -> None:
        """Add the seconds since `since` to a step."""
        self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - since


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
        """Retrieval alone."""
        said = turns(history)
        query = f"{said[-1][1]} {question}" if leans(question, said) else question
        return Sources(standalone_question=question, passages=tuple(self._retriever.search(query)))

    def events(
        self, question: str, history: Sequence[object], config: RunnableConfig | None = None
    ) -> Generator[Event]:
        """Progress, Sources, text, and the Answer last."""
        draft = Draft(question, question)
        yield from self._rewritten(draft, turns(history), config)
        yield Progress(stage="searching")
        self._retrieve(draft)
        yield Sources(standalone_question=draft.standalone, passages=draft.passages)
        yield from self._read(draft)
        if draft.chosen:
            for piece in self._written(draft, config):
                if isinstance(piece, str):
                    draft.seconds.setdefault("first_token", time.perf_counter() - draft.started)
                yield piece
        if draft.chosen:
            yield self._finish(draft, answered=True)
        else:
            yield from self._refuse(draft)

    def _rewritten(self, draft: Draft, said: list[Turn], config: RunnableConfig | None) -> Iterator[Event]:
        """Put a question of another language into English, and one that leans on the conversation on its own feet."""
        since = time.perf_counter()
        if self._model is not None and language(draft.question) != "en":
            yield Progress(stage="rewriting")
            named = with_names(draft.question, self._people)
            draft.standalone = _line(self._model.invoke(words.translation(named), config).text) or draft.question
        if self._model is not None and leans(draft.standalone, said):
            yield Progress(stage="rewriting")
            reply = self._model.invoke(words.conversation(said, draft.standalone), config)
            draft.standalone = _line(reply.text) or draft.standalone
        draft.clock("rewrite", since)

    def _retrieve(self, draft: Draft) -> None:
        since = time.perf_counter()
        draft.passages = tuple(self._retriever.search(draft.standalone))
        most = BROAD_CONTEXT if is_broad(draft.standalone) else CONTEXT
        draft.evidence = tuple(self._retriever.sentences(draft.standalone, draft.passages)[:most])
        draft.clock("retrieve", since)

    def _read(self, draft: Draft) -> Iterator[Event]:
        """Choose the sentences that answer the question: none when nothing does."""
        since = time.perf_counter()
        if isinstance(self._model, words.Probing):
            margins = []
            for scored in draft.evidence:
                yield Progress(stage="reading")
                margins.append(words.probe(self._model, spoken(scored.sentence), draft.standalone))
            draft.chosen = choose(rank(draft.evidence, margins, draft.standalone), draft.standalone)
        else:
            draft.chosen = [e.sentence for e in draft.evidence if self._model or e.similarity > SIMILAR]
        draft.clock("verify", since)

    def _written(self, draft: Draft, config: RunnableConfig | None) -> Iterator[Event]:
        """The model's sentence where it may write one and it holds, then the quotations it does not cover."""
        yield Progress(stage="writing")
        if lead := QUOTED[language(draft.question)]:
            draft.sentences.append(AnswerSentence(text=lead, citations=(), verdict="supported", origin="assistant"))
            yield lead
        alone = bool(lead) or (len(draft.chosen) > 1 and isinstance(self._model, words.Probing))
        if self._model is not None and not alone and not asks_who_says(draft.standalone):
            yield from self._composed(draft, self._model, config)
        may_cover = [s.text for s in draft.sentences]
        for sentence in draft.chosen if alone else draft.chosen[:1]:
            if not citations.covers(may_cover, sentence):
                yield self._quote(draft, sentence)

    def _composed(self, draft: Draft, model: BaseChatModel, config: RunnableConfig | None) -> Iterator[Event]:
        """The model's own sentences, each as soon as it is finished and holds."""
        since = time.perf_counter()
        may_refuse = not isinstance(model, words.Probing)
        messages = words.prompt([spoken(s) for s in draft.chosen], draft.standalone, may_refuse=may_refuse)
        stream = model.stream(messages, config, max_tokens=words.MAX_ANSWER_TOKENS)
        with closing(stream):  # type: ignore[type-var]
            for sentence in words.finished(chunk.text for chunk in stream):
                draft.clock("generate", since)
                yield Progress(stage="checking")
                if (may_refuse and sentence.startswith(NOT_IN_SOURCES["en"])) or self._misses(draft, sentence):
                    draft.chosen = []
                    return
                if checked := self._check(draft, sentence):
                    yield checked
                since = time.perf_counter()

    def _misses(self, draft: Draft, text: str) -> bool:
        """Whether a number, time or name was asked for, and reading the best sentence brought none that stands there.

        The probe says yes to "which firms?" over "the firms were ordered to pay"; the model's own words give it away.
        """
        kind = wants(draft.standalone)
        if kind not in ("number", "time", "name") or draft.sentences or is_broad(draft.standalone):
            return False
        invented = terms.numbers(text) - {n for s in draft.chosen for n in terms.numbers(s.text)}
        return not holds(kind, text, draft.standalone) or (kind == "number" and bool(invented))

    def _check(self, draft: Draft, text: str) -> str:
        """The sentence with its marks if the sources support it, else nothing."""
        since = time.perf_counter()
        sources = citations.match(text, draft.chosen)
        supported = verify(text, sources).supported
        draft.clock("verify", since)
        draft.withdrawn |= not supported
        return self._say(draft, text, sources, origin="model", replaced=False) if supported else ""

    def _quote(self, draft: Draft, sentence: Sentence) -> str:
        replaced = draft.withdrawn and not any(s.origin == "model" for s in draft.sentences)
        return self._say(draft, words.quotation(sentence), [sentence], origin="quotation", replaced=replaced)

    def _say(self, draft: Draft, text: str, sources: Sequence[Sentence], *, origin: Any, replaced: bool) -> str:
        numbers = tuple(dict.fromkeys(self._number(draft, s) for s in sources))
        draft.sentences.append(
            AnswerSentence(text=text, citations=numbers, verdict="supported", origin=origin, replaced=replaced)
        )
        marks = "".join(f" [{n}]" for n in numbers)
        return f"{' ' if len(draft.sentences) > 1 else ''}{text}{marks}"

    def _number(self, draft: Draft, sentence: Sentence) -> int:
        for citation in draft.citations:
            if (citation.document, citation.start) == (sentence.document, sentence.start):
                return citation.n
        draft.citations.append(self._cite(sentence, len(draft.citations) + 1))
        return len(draft.citations)

    def _cite(self, sentence: Sentence, number: int) -> Citation:
        passage = self._retriever.passage_of(sentence)
        return citations.cite(sentence, number, passage.id, self._documents[sentence.document])

    def _refuse(self, draft: Draft) -> Iterator[Event]:
        text = words.refusal(draft.question, draft.standalone)
        draft.sentences.append(AnswerSentence(text=text, citations=(), verdict="supported", origin="assistant"))
        draft.seconds.setdefault("first_token", time.perf_counter() - draft.started)
        yield text
        yield self._finish(draft, answered=False)

    def _finish(self, draft: Draft, *, answered: bool) -> Answer:
        draft.seconds["total"] = time.perf_counter() - draft.started
        nearest = () if answered else tuple(self._cite(e.sentence, n) for n, e in enumerate(draft.evidence[:3], 1))
        marked = [f"{s.text}{''.join(f' [{n}]' for n in s.citations)}" for s in draft.sentences]
        return Answer(
            question=draft.question,
            standalone_question=draft.standalone,
            answered=answered,
            text=" ".join(marked),
            sentences=tuple(draft.sentences),
            citations=tuple(draft.citations),
            nearest=nearest,
            passages=draft.passages,
            model=self._model_name,
            as_of=self._as_of,
            timings=Timings(**draft.seconds),
        )


def _line(reply: str) -> str:
    """The first line of a reply that should have one."""
    return next((line.strip() for line in reply.splitlines() if line.strip()), "")
