"""The page's ratings -> candidates for a question set: what was asked, answered and quoted, for a person to complete.

`facts` are left empty and the category is a guess. A question set has no place for the reader's vote and remark,
so they stand in the id, where whoever completes the line reads them first.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from evals.dataset import Question, Turn
from rag import documents
from rag.errors import UsageError
from rag.records import Document


class _Citation(BaseModel):
    quote: str


class _Answer(BaseModel):
    answered: bool
    text: str
    citations: tuple[_Citation, ...] = ()


class Rating(BaseModel):
    """One line of the page's file, as far as it is needed here; see `page/feedback.py`."""

    question: str
    vote: Literal["up", "down", ""] = ""
    remark: str = ""
    history: tuple[Turn, ...] = ()
    answer: _Answer | None = None


Key = tuple[str, tuple[Turn, ...]]
"""A question in its conversation."""


def write(ratings: Path, output: Path, corpus_dir: Path) -> int:
    """Write the candidates to a new file. How many; raises UsageError, naming file and line, for unusable input."""
    if output.exists():
        raise UsageError(f"{output} is there already, and may have been completed: name another file.")
    corpus = documents.load(corpus_dir).documents
    found = [_candidate(n, rating, corpus) for n, rating in enumerate(merge(read(ratings)), 1)]
    try:
        output.write_text("".join(f"{_line(question)}\n" for question in found), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{output} cannot be written ({error.strerror}): name another file.") from error
    return len(found)


def read(path: Path) -> list[Rating]:
    """Every rating of an answer, in order."""
    if not path.is_file():
        raise UsageError(f"There is no file of ratings {path}: rate an answer on the page, or name another file.")
    lines = [(n, line) for n, line in enumerate(path.read_bytes().splitlines(), 1) if line.strip()]
    found = [rating for n, line in lines if (rating := _parse(path, n, line)).answer]
    if not found:
        raise UsageError(f"{path} rates no answer: rate one on the page, or name another file.")
    return found


def merge(ratings: Iterable[Rating]) -> list[Rating]:
    """One rating for each question in its conversation: a later line brings its own, and keeps an earlier remark."""
    found: dict[Key, Rating] = {}
    for rating in ratings:
        key = (rating.question.strip(), rating.history)
        before = found.get(key, rating)
        kept = {"vote": rating.vote or before.vote, "remark": rating.remark or before.remark}
        found[key] = rating.model_copy(update=kept)
    return list(found.values())


def _candidate(number: int, rating: Rating, corpus: Sequence[Document]) -> Question:
    assert rating.answer
    said = ": ".join(filter(None, (rating.vote, " ".join(rating.remark.split()))))
    return Question(
        id=f"rated-{number}" + (f" ({said})" if said else ""),
        category="fact" if rating.answer.answered else "unanswerable",
        question=rating.question.strip(),
        history=rating.history,
        answerable=rating.answer.answered,
        evidence=tuple(_evidence(rating.answer, corpus)),
        reference=rating.answer.text,
    )


def _evidence(answer: _Answer, corpus: Sequence[Document]) -> list[str]:
    """The quotations that a question set may hold: those that the corpus has, once."""
    quotes = dict.fromkeys(citation.quote for citation in answer.citations if citation.quote)
    return [quote for quote in quotes if sum(document.text.count(quote) for document in corpus) == 1]


def _line(question: Question) -> str:
    """What a person completes is there, also where it is empty."""
    shown = {"id", "category", "question", "answerable", "facts", "evidence", "reference"}
    return question.model_dump_json(include=shown | ({"history"} if question.history else set()))


def _parse(path: Path, number: int, line: bytes) -> Rating:
    try:
        return Rating.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        problem = f"{where}: {first['msg']}" if where else first["msg"]
        raise UsageError(f"{path}, line {number}: {problem}. Correct or remove that line.") from error
