"""Question sets, labelled pairs and speaker labels: JSON Lines -> frozen records, or a refusal with the line.

Knows the file formats; knows nothing of answers or figures.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, ValidationError, model_validator

from rag import documents
from rag.errors import UsageError
from rag.records import Document, Mode, Record

DATASETS = Path(__file__).parent / "datasets"
GROUNDING = "grounding.jsonl"
SPEAKERS = "speakers*.jsonl"
"""Every file of this name among the data sets holds speaker labels."""

Split = Literal["dev", "test"]
Text = Annotated[str, Field(min_length=1)]


class Turn(Record):
    """One message of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: str


class Question(Record):
    """One question with what a right answer must hold. No `documents` means: asked over the corpus."""

    id: Text
    category: Text
    question: Text
    answerable: bool
    facts: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    forbidden: tuple[Text, ...] = ()
    evidence: tuple[Text, ...] = ()
    reference: str | None = None
    history: tuple[Turn, ...] = ()
    documents: tuple[Document, ...] = ()
    split: Split | None = None
    pair: Text | None = None
    side: Text | None = None

    @model_validator(mode="after")
    def _pair_and_side(self) -> Self:
        if (self.pair is None) != (self.side is None):
            raise ValueError("`pair` and `side` go together: give both or neither")
        return self


class GroundingSource(Record):
    """A sentence that an answer rests on."""

    text: Text
    speaker: str | None
    mode: Mode


class GroundingPair(Record):
    """A sentence of an answer, its sources, and whether they support it. `kind` says what was done to it."""

    id: Text
    answer: Text
    sources: Annotated[tuple[GroundingSource, ...], Field(min_length=1)]
    supported: bool
    kind: Text
    split: Split | None = None


class ReadText(Record):
    """A sentence, its speaker before it, with questions that it answers or not, and statements about it."""

    text: Text
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    true: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class WrittenReply(Record):
    """A reply as the pipeline wants it. `turns` come before a follow-up; an answer is given from the `text`."""

    task: Literal["follow_up", "parts", "assumption", "translation", "answer"]
    question: Text
    reply: Text
    turns: tuple[Turn, ...] = ()
    text: str = ""


class SpeakerLabel(Record):
    """Who says a sentence of a document, and how; `speaker` is None for the reporter's own statement."""

    document: Text
    text: Text
    speaker: str | None
    mode: Mode


R = TypeVar("R", bound=Record)
Numbered = tuple[int, R]


def load_questions(path: Path, corpus_dir: Path) -> tuple[Question, ...]:
    """Every question of the set, in order.

    Raises UsageError, naming file and line, for a line that cannot be read, an id or a side of a pair that
    comes twice, or evidence that does not occur exactly once in its source.
    """
    numbered = _read(path, Question)
    _refuse_repeats(path, ((n, f"id {q.id!r}") for n, q in numbered))
    _refuse_repeats(path, ((n, f"side {q.side!r} of pair {q.pair!r}") for n, q in numbered if q.pair))
    _check_sides(path, numbered)
    asks_corpus = any(q.evidence and not q.documents for _, q in numbered)
    corpus = documents.load(corpus_dir).documents if asks_corpus else ()
    for number, question in numbered:
        _check_evidence(path, number, question, question.documents or corpus)
    return tuple(question for _, question in numbered)


def load_grounding(folder: Path) -> tuple[GroundingPair, ...]:
    """Every labelled pair; none when the file is not there. Raises UsageError like `load_questions`."""
    path = folder / GROUNDING
    if not path.exists():
        return ()
    numbered = _read(path, GroundingPair)
    _refuse_repeats(path, ((n, f"id {pair.id!r}") for n, pair in numbered))
    return tuple(pair for _, pair in numbered)


def load_texts(path: Path) -> tuple[ReadText, ...]:
    """Every labelled text. Raises UsageError like `load_questions`."""
    return tuple(text for _, text in _read(path, ReadText))


def load_replies(path: Path) -> tuple[WrittenReply, ...]:
    """Every reply. Raises UsageError like `load_questions`."""
    return tuple(reply for _, reply in _read(path, WrittenReply))


def load_speakers(folder: Path) -> tuple[SpeakerLabel, ...]:
    """The labels of every speakers*.jsonl in the folder. Raises UsageError like `load_questions`."""
    labels: list[SpeakerLabel] = []
    for path in sorted(folder.glob(SPEAKERS)):
        numbered = _read(path, SpeakerLabel)
        _refuse_repeats(path, ((n, f"label for {label.text!r}") for n, label in numbered))
        labels.extend(label for _, label in numbered)
    return tuple(labels)


def select(
    questions: Sequence[Question], kind: str | None = None, split: str | None = None, limit: int | None = None
) -> tuple[Question, ...]:
    """The questions of one category and split; with a limit, taken in turn from every category.

    A larger limit keeps what a smaller one took. Raises UsageError when nothing is left.
    """
    chosen = [q for q in questions if kind in (None, q.category) and split in (None, q.split)]
    if not chosen:
        kinds = ", ".join(sorted({q.category for q in questions}))
        raise UsageError(f"No question has kind {kind} and split {split}: choose among the kinds {kinds}.")
    if limit is None:
        return tuple(chosen)
    by_kind: dict[str, list[Question]] = {}
    for question in chosen:
        by_kind.setdefault(question.category, []).append(question)
    in_turn = [q for turn in zip_longest(*by_kind.values()) for q in turn if q]
    kept = {q.id for q in in_turn[:limit]}
    return tuple(q for q in chosen if q.id in kept)


def _read(path: Path, model: type[R]) -> list[Numbered[R]]:
    if not path.is_file():
        raise UsageError(f"There is no question set {path}: give the path of a .jsonl file.")
    lines = enumerate(path.read_bytes().splitlines(), 1)
    found = [(number, _parse(path, number, line, model)) for number, line in lines if line.strip()]
    if not found:
        raise UsageError(f"{path} holds no line: give a file with one JSON object a line.")
    return found


def _parse(path: Path, number: int, line: bytes, model: type[R]) -> R:
    try:
        return model.model_validate_json(line, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _refusal(path, number, f"{where}: {first['msg']}" if where else first["msg"]) from error


def _refuse_repeats(path: Path, numbered: Iterable[tuple[int, str]]) -> None:
    seen: dict[str, int] = {}
    for number, name in numbered:
        if name in seen:
            raise _refusal(path, number, f"{name} stands in line {seen[name]} already")
        seen[name] = number


def _check_sides(path: Path, numbered: Sequence[Numbered[Question]]) -> None:
    sides: list[str] = []
    for number, question in numbered:
        if question.side and question.side not in sides:
            sides.append(question.side)
        if len(sides) > 2:
            raise _refusal(path, number, f"side {sides[2]!r} is a third beside {sides[0]!r} and {sides[1]!r}")


def _check_evidence(path: Path, number: int, question: Question, sources: Sequence[Document]) -> None:
    for evidence in question.evidence:
        times = sum(source.text.count(evidence) for source in sources)
        if times != 1:
            where = "its documents" if question.documents else "the corpus"
            raise _refusal(path, number, f"evidence {evidence!r} occurs {times} times in {where}, not once")


def _refusal(path: Path, number: int, problem: str) -> UsageError:
    return UsageError(f"{path}, line {number}: {problem}. Correct that line.")
