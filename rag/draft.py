"""An answer in the making: its sentences, their citations and their marks. Knows no model and no search."""

import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

from rag import citations
from rag.records import Answer, AnswerSentence, Citation, RetrievedPassage, Sentence, Timings
from rag.retrieval import ScoredSentence

NEAREST = 3
"""Sentences shown beside "the sources do not say": enough to see that nothing closer is there."""

Cite = Callable[[Sentence, int], Citation]
"""A source sentence and its mark -> its quotation."""


class Draft:
    """What is known of one question so far. Belongs to one thread.

    `chosen`: the sentences to answer with; `rejected`: sources of sentences that failed their check; `lead`: what to
    say before the first quotation; `silent`: whose words were asked for that no source gives.
    """

    def __init__(self, question: str, cite: Cite) -> None:
        self.question = self.standalone = question
        self.passages: tuple[RetrievedPassage, ...] = ()
        self.evidence: tuple[ScoredSentence, ...] = ()
        self.chosen: list[Sentence] = []
        self.rejected: list[Sentence] = []
        self.lead = ""
        self.silent: str | None = None
        self.sentences: list[AnswerSentence] = []
        self._citations: list[Citation] = []
        self._cite = cite
        self._seconds: dict[str, float] = {}
        self._started = time.perf_counter()

    def clock(self, step: str, since: float) -> None:
        """Add the seconds since `since` to a step."""
        self._seconds[step] = self._seconds.get(step, 0.0) + time.perf_counter() - since

    def say(
        self,
        text: str,
        sources: Sequence[Sentence] = (),
        origin: Literal["model", "quotation", "assistant"] = "assistant",
    ) -> str:
        """Add a sentence. The text to show: the sentence with its marks, after a space unless it is the first."""
        self._seconds.setdefault("first_token", time.perf_counter() - self._started)
        numbers = tuple(dict.fromkeys(map(self._number, sources)))
        replaced = origin == "quotation" and any(s in self.rejected for s in sources)
        said = AnswerSentence(text=text, citations=numbers, verdict="supported", origin=origin, replaced=replaced)
        self.sentences.append(said)
        return f"{' ' if len(self.sentences) > 1 else ''}{_marked(said)}"

    def answer(self, model: str, as_of: date | None) -> Answer:
        """The finished answer. Without a citation it does not answer, and shows the nearest sentences."""
        self._seconds["total"] = time.perf_counter() - self._started
        closest = () if self._citations else self.evidence[:NEAREST]
        return Answer(
            question=self.question,
            standalone_question=self.standalone,
            answered=bool(self._citations),
            text=" ".join(map(_marked, self.sentences)),
            sentences=tuple(self.sentences),
            citations=tuple(self._citations),
            nearest=tuple(self._cite(e.sentence, n) for n, e in enumerate(closest, 1)),
            passages=self.passages,
            model=model,
            as_of=as_of,
            timings=Timings(**self._seconds),
        )

    @property
    def cited(self) -> list[Citation]:
        """The quotations so far, in the order of their marks."""
        return list(self._citations)

    def covers(self, sentence: Sentence) -> bool:
        """Whether the answer gives nearly all of a source sentence already."""
        return citations.covers([s.text for s in self.sentences], sentence)

    def _number(self, sentence: Sentence) -> int:
        for citation in self._citations:
            if (citation.document, citation.start) == (sentence.document, sentence.start):
                return citation.n
        self._citations.append(self._cite(sentence, len(self._citations) + 1))
        return len(self._citations)


def _marked(sentence: AnswerSentence) -> str:
    return f"{sentence.text}{''.join(f' [{n}]' for n in sentence.citations)}"
