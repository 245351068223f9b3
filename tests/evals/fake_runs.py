"""Fakes for the tests of the evaluation: an assistant that knows its answers by heart, and short records."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from evals.dataset import Question
from evals.parts import Parts
from evals.provenance import Identity, Options, Provenance
from evals.results import Found, Quotation, Result
from rag.records import Answer, Citation, Document, Event, RetrievedPassage, Sentence, Sources
from rag.settings import Settings

TEXT = (
    "The court ordered the firm to pay damages in 2018. “We will not pay,” said Ann Bell, a lawyer.\n\n"
    "The minister met the victims on Tuesday."
)
PAY, REFUSE, MET = (
    "The court ordered the firm to pay damages in 2018.",
    "“We will not pay,” said Ann Bell, a lawyer.",
    "The minister met the victims on Tuesday.",
)
DOCUMENT = Document(title="Dispute", text=TEXT, id="dispute.md")


def question(id_: str = "q1", **fields: Any) -> Question:
    given = {"category": "fact", "question": f"Question {id_}?", "answerable": True}
    return Question(id=id_, **{**given, **fields})


def quotation(quote: str = PAY, **fields: Any) -> Quotation:
    start = TEXT.find(quote)
    place = {"start": start, "end": start + len(quote)} if start >= 0 else {}
    return Quotation(**{"quote": quote, "passage": "p1", "document": DOCUMENT.id, **place, **fields})


def result(id_: str = "q1", **fields: Any) -> Result:
    given = {"category": "fact", "question": f"Question {id_}?", "answered": True, "seconds": 2.0}
    return Result(id=id_, **{**given, **fields})


def found(*texts: str) -> tuple[Found, ...]:
    return tuple(
        Found(passage=f"p{n}", document=DOCUMENT.id, score=1.0 / n, text=text) for n, text in enumerate(texts, 1)
    )


def answer(asked: str, text: str, *quotes: str, answered: bool = True) -> Answer:
    citations = [
        Citation(
            n=n,
            document=DOCUMENT.id,
            passage=f"p{n}",
            quote=quote,
            start=TEXT.find(quote),
            end=TEXT.find(quote) + len(quote),
            speaker="Ann Bell" if quote == REFUSE else None,
            mode="quote" if quote == REFUSE else "report",
            published=None,
        )
        for n, quote in enumerate(quotes, 1)
    ]
    return Answer(
        question=asked,
        standalone_question=asked,
        answered=answered,
        text=text,
        citations=tuple(citations),
        passages=_passages(),
        model="fake",
    )


class FakeAssistant:
    """Answers from a dictionary, raises what it holds, and remembers what it was asked."""

    model_name = "fake"

    def __init__(self, answers: Mapping[str, Answer | BaseException]) -> None:
        self.answers, self.asked = answers, list[str]()
        self.histories = list[Sequence[dict[str, str]]]()
        spans = [(TEXT.find(text), text) for text in (PAY, REFUSE, MET)]
        self.sentences = tuple(
            Sentence(
                id=f"s{at}",
                document=DOCUMENT.id,
                start=at,
                end=at + len(text),
                text=text,
                speaker="Ann Bell" if text == REFUSE else None,
                mode="quote" if text == REFUSE else "report",
            )
            for at, text in spans
        )

    def search(self, question: str, history: Sequence[dict[str, str]] = ()) -> Sources:
        self.asked.append(question)
        return Sources(standalone_question=question, passages=_passages())

    def stream(self, question: str, history: Sequence[dict[str, str]] = ()) -> Iterator[Event]:
        self.asked.append(question)
        self.histories.append(history)
        known = self.answers[question]
        if isinstance(known, BaseException):
            raise known
        yield Sources(standalone_question=question, passages=known.passages)
        yield from (word for word in known.text.partition(" ") if word)
        yield known


def parts(fake: FakeAssistant, **fields: Any) -> Parts:
    given: dict[str, Any] = {
        "assistant": lambda documents: nullcontext(fake),
        "baselines": {},
        "verify": lambda text, sources: (float(text in sources[0].text), text in sources[0].text),
        "judge": lambda model: lambda question, answer: "correct",
        "digests": lambda retrieval_only: {"fake.gguf": "0" * 64},
    }
    return Parts(**{**given, **fields})


def settings(folder: Path) -> Settings:
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    (corpus / DOCUMENT.id).write_text(TEXT, encoding="utf-8")
    return Settings(corpus_dir=corpus, index_dir=folder / "index", cache_dir=folder / "cache", llm="none")


def write_set(folder: Path, questions: Sequence[Question], name: str = "set.jsonl") -> Path:
    path = folder / name
    lines = [q.model_dump_json(exclude_defaults=True) for q in questions]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def provenance(dataset: str = "set", **fields: Any) -> Provenance:
    given: dict[str, Any] = {
        **dict.fromkeys(("questions", "corpus", "code"), "0" * 64),
        "settings": {},
        **dict.fromkeys(("limit", "kind", "split", "judge")),
        "retrieval_only": False,
    }
    return Provenance.model_validate(
        {
            "dataset": dataset,
            "identity": Identity(**{**given, **fields}),
            "model": "fake",
            "digests": {},
            "commit": None,
            "started": "2026-11-23T12:00:00Z",
            "python": "3.12.0",
            "cores": 2,
        }
    )


def options(folder: Path, **fields: Any) -> Options:
    return Options(**{"dataset": folder / "set.jsonl", "output": folder / "out", **fields})


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _passages() -> tuple[RetrievedPassage, ...]:
    return tuple(
        RetrievedPassage(
            id=f"p{n}",
            document=DOCUMENT.id,
            text=text,
            start=TEXT.find(text),
            end=TEXT.find(text) + len(text),
            score=1.0 / n,
        )
        for n, text in enumerate((f"{PAY} {REFUSE}", MET), 1)
    )
