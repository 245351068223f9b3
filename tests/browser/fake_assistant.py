"""An assistant of the same shape as the real one: canned answers over any documents, and no model.

A question chooses what is said by its words: see `fake_scripts`.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date

from fake_scripts import script

from rag.errors import ModelError
from rag.passages import sentences
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
from rag.speakers import label


def labelled(document: Document) -> list[Sentence]:
    return list(label(document, sentences(document)))


class FakeAssistant:
    """Waits `seconds` between events; `closed` counts streams that were closed before their end."""

    def __init__(self, documents: Sequence[Document], seconds: float = 0.0) -> None:
        self.documents, self.seconds, self.model_name = tuple(documents), seconds, "a fake model"
        self.sentences = tuple(s for d in documents for s in labelled(d))
        self.asked: list[tuple[str, list[object]]] = []
        self.closed = 0
        self.lock = threading.Lock()
        self.warmed = threading.Event()
        self.warmed.set()

    def warm(self) -> None:
        self.warmed.wait(60)

    def ask(self, question: str, history: Sequence[object] = ()) -> Answer:
        *_, answer = self.stream(question, history)
        assert isinstance(answer, Answer)
        return answer

    def stream(self, question: str, history: Sequence[object] = ()) -> Iterator[Event]:
        self.asked.append((question, list(history)))
        try:
            yield from self._events(question, history)
        except GeneratorExit:
            with self.lock:
                self.closed += 1
            raise

    def _events(self, question: str, history: Sequence[object]) -> Iterator[Event]:
        standalone = f"{question} (2018)" if history and len(question) < 12 else question
        found = [_found(s) for s in self.sentences[4:9:2]]
        for stage in ("rewriting", "searching", "reading", "writing"):
            yield self._later(Progress(stage=stage))
        yield Sources(standalone_question=standalone, passages=tuple(found))
        if "fail" in question:
            raise ModelError("The model failed: restart the server.")
        if "crash" in question:
            raise ZeroDivisionError
        draft: list[AnswerSentence] = []
        for sentence in script(question)(question, self.sentences):
            yield Progress(stage="checking")
            yield self._later(("" if not draft else " ") + _marked(sentence))
            draft.append(sentence)
        yield self._answer(question, standalone, draft, found)

    def _later(self, event: Event) -> Event:
        time.sleep(self.seconds)
        return event

    def _answer(
        self, question: str, standalone: str, draft: list[AnswerSentence], found: list[RetrievedPassage]
    ) -> Answer:
        numbers = sorted({n for s in draft for n in s.citations})
        cited = tuple(
            self._cite(n, self._source(n, draft, usual)) for n, usual in zip(numbers, self._quotable(), strict=False)
        )
        refused = not numbers
        return Answer(
            question=question,
            standalone_question=standalone,
            answered=not refused,
            text=" ".join(map(_marked, draft)),
            sentences=tuple(draft),
            citations=cited,
            nearest=tuple(self._cite(n, s) for n, s in enumerate(self.sentences[:2], 1)) if refused else (),
            passages=tuple(found),
            model=self.model_name,
            as_of=date(2023, 2, 28),
            timings=Timings(total=1.25),
        )

    def _source(self, n: int, draft: list[AnswerSentence], usual: Sentence) -> Sentence:
        """The longest sentence, or two in a row, that a quotation with this number holds."""
        printed = " ".join(s.text for s in draft if n in s.citations and s.origin == "quotation")
        known = (*self.sentences, *map(_joined, self.sentences, self.sentences[1:]))
        return max((s for s in known if s.text in printed), key=lambda s: len(s.text), default=usual)

    def _quotable(self) -> list[Sentence]:
        """One sentence of each mode first, so that answers show all three."""
        firsts = {s.mode: s for s in reversed(self.sentences[3:])}
        chosen = [firsts[m] for m in ("report", "quote", "paraphrase") if m in firsts]
        return [*chosen, *(s for s in self.sentences if s not in chosen)]

    def _cite(self, n: int, sentence: Sentence) -> Citation:
        return Citation(
            n=n,
            document=sentence.document,
            passage="p",
            quote=sentence.text,
            start=sentence.start,
            end=sentence.end,
            speaker=sentence.speaker,
            mode=sentence.mode,
            published=date(2023, 2, 28),
        )


def _joined(first: Sentence, second: Sentence) -> Sentence:
    return first.model_copy(update={"text": f"{first.text} {second.text}", "end": second.end})


def _marked(sentence: AnswerSentence) -> str:
    return sentence.text + "".join(f" [{n}]" for n in sentence.citations)


def _found(sentence: Sentence) -> RetrievedPassage:
    return RetrievedPassage(
        id=sentence.id,
        document=sentence.document,
        text=sentence.text,
        start=sentence.start,
        end=sentence.end,
        score=1.0,
    )
