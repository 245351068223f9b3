"""An assistant of the same shape as the real one: canned answers over any documents, and no model.

A question chooses what happens by its words: see `_SCRIPTS`.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

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

Script = Callable[[str, Sequence[Sentence]], Iterator[AnswerSentence]]

HOSTILE = (
    "<img src=x onerror=\"document.title='owned'\"> ![i](http://198.51.100.1/i.png) <b>${document.title}</b> "
    '[x](javascript:alert(1)) {{7*7}} </script><script>document.title="owned"</script>'
)
"""What attackers try: markup, a remote image, a template, a script."""


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
        for sentence in self._script(question):
            yield Progress(stage="checking")
            yield self._later(("" if not draft else " ") + _marked(sentence))
            draft.append(sentence)
        yield self._answer(question, standalone, draft, found)

    def _later(self, event: Event) -> Event:
        time.sleep(self.seconds)
        return event

    def _script(self, question: str) -> Iterator[AnswerSentence]:
        name = next((name for name in _SCRIPTS if name in question), "")
        return _SCRIPTS[name](question, self.sentences)

    def _answer(
        self, question: str, standalone: str, draft: list[AnswerSentence], found: list[RetrievedPassage]
    ) -> Answer:
        numbers = sorted({n for s in draft for n in s.citations})
        cited = tuple(self._cite(n, s) for n, s in zip(numbers, self._quotable(), strict=False))
        refused = bool(draft) and draft[0].origin == "assistant"
        return Answer(
            question=question,
            standalone_question=standalone,
            answered=not refused,
            text=" ".join(map(_marked, draft)),
            sentences=tuple(draft),
            citations=() if refused else cited,
            nearest=tuple(self._cite(n, s) for n, s in enumerate(self.sentences[:2], 1)) if refused else (),
            passages=tuple(found),
            model=self.model_name,
            as_of=date(2023, 2, 28),
            timings=Timings(total=1.25),
        )

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


def _said(
    text: str, *citations: int, verdict: str = "supported", origin: str = "model", replaced: bool = False
) -> AnswerSentence:
    return AnswerSentence.model_validate(
        {"text": text, "citations": citations, "verdict": verdict, "origin": origin, "replaced": replaced}
    )


def _usual(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    yield _said("The Supreme Court ordered Japanese firms to pay damages in 2018.", 1)
    yield _said("Choi Eun-mi thinks that the two sides will come around.", 2, 3)


def _long(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    for n in range(60):
        yield _said(f"This is sentence {n}.", 1)


def _absent(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    yield _said(f"The sources do not say: “{question}” is not answered there.", origin="assistant")


def _mended(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    yield _said("The firms have paid everything.", verdict="unsupported")
    yield _said(known[4].text, 1, origin="quotation", replaced=True)


def _hostile(question: str, known: Sequence[Sentence]) -> Iterator[AnswerSentence]:
    yield _said(HOSTILE, 1)


_SCRIPTS: dict[str, Script] = {
    "long": _long,
    "alive": _absent,
    "mended": _mended,
    "hostile": _hostile,
    "": _usual,
}


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
