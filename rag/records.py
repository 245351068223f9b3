"""The frozen records that pass between the rooms. Each carries its own place in the source.

Offsets count characters (Python `str` indices) of `Document.text`; `end` is exclusive.
This file knows no library but pydantic, and none of the rooms.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Mode = Literal["quote", "paraphrase", "report"]
Verdict = Literal["supported", "unsupported"]
Stage = Literal["rewriting", "searching", "reading", "writing", "checking"]


class Record(BaseModel):
    """Immutable, compared by value, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Record):
    """One source. `id` names it in citations: a file's path below the corpus folder, else its title."""

    title: str
    text: str
    id: str = Field(default_factory=lambda data: data["title"])
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str = "en"


class Sentence(Record):
    """`document_text[start:end] == text`. Speaker and mode say whose words these are, and how given.

    `quote`: the speaker's words in quotation marks; `paraphrase`: the speaker's words retold;
    `report`: the reporter's own statement (`speaker` is None).
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    speaker: str | None = None
    mode: Mode = "report"


class Passage(Record):
    """A few neighbouring sentences of one paragraph. `document_text[start:end] == text`."""

    id: str
    document: str
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]


class RetrievedPassage(Record):
    """A passage as it was found. A higher `score` is better; scores compare within one question only."""

    id: str
    document: str
    text: str
    start: int
    end: int
    score: float


class Citation(Record):
    """A verbatim quotation: `document_text[start:end] == quote`. `n` is the mark in the answer."""

    n: int
    document: str
    passage: str
    quote: str
    start: int
    end: int
    speaker: str | None
    mode: Mode
    published: date | None


class AnswerSentence(Record):
    """A sentence of the answer without its marks.

    `origin`: written by the language model, printed from the source, or the assistant's own words.
    `replaced`: the model's sentence failed its check and this one stands in its place.
    """

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    origin: Literal["model", "quotation", "assistant"] = "model"
    replaced: bool = False


class Timings(Record):
    """Seconds of wall time. `first_token` counts from the question to the first word shown."""

    rewrite: float = 0.0
    retrieve: float = 0.0
    first_token: float = 0.0
    generate: float = 0.0
    verify: float = 0.0
    total: float = 0.0


class Answer(Record):
    """What the assistant says, and what it rests on.

    `answered` is False when the documents do not answer: then `citations` is empty and
    `nearest` holds the closest sentences, numbered from 1, which do not answer the question.
    """

    question: str
    standalone_question: str
    answered: bool
    text: str
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    passages: tuple[RetrievedPassage, ...] = ()
    model: str
    as_of: date | None = None
    timings: Timings = Field(default_factory=Timings)


class Progress(Record):
    """What is being done at the moment; no part of the answer."""

    stage: Stage


class Sources(Record):
    """What was searched for and found; comes before any text."""

    standalone_question: str
    passages: tuple[RetrievedPassage, ...]


Event = Progress | Sources | str | Answer
"""`stream` yields these: progress at any time, sources once, text in pieces, the Answer last.

The pieces of text joined are `Answer.text`.
"""
