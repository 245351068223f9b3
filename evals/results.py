"""What was answered: one line a question, appended as it comes, and what the run was made with.

Knows the files of a run's folder; knows nothing of figures.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from rag.errors import UsageError
from rag.records import Mode, Record

RESULTS = "results.jsonl"
SUMMARY = "summary.json"
REPORT = "report.html"
IDENTITY = "run.json"
BASELINES = "baselines"
"""Folder of the baselines' results, one file each."""

Judgement = Literal["correct", "wrong", "unreadable"]


class Quotation(Record):
    """A citation as it was given. `start` and `end` place it in the document, where they are known."""

    quote: str
    passage: str
    document: str
    speaker: str | None = None
    mode: Mode = "report"
    start: int | None = None
    end: int | None = None


class Found(Record):
    """A retrieved passage, best first."""

    passage: str
    document: str
    score: float = Field(allow_inf_nan=False)
    text: str = ""


class Result(Record):
    """A line of results.jsonl. `error` is set when the question failed; it then counts as wrong."""

    id: str
    category: str
    question: str
    answer: str = ""
    answered: bool = False
    citations: tuple[Quotation, ...] = ()
    retrieved: tuple[Found, ...] = ()
    first_token_seconds: float | None = Field(None, allow_inf_nan=False)
    seconds: float | None = Field(None, allow_inf_nan=False)
    error: str | None = None
    judged: Judgement | None = None


def open_run(folder: Path, identity: Mapping[str, object], restart: bool) -> None:
    """Make the folder ready for a run of this identity, whether new or interrupted.

    Raises UsageError when the folder holds another run, or files that are no run's.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: give a folder as --output.")
    if restart:
        clear(folder)
    path = folder / IDENTITY
    if not path.exists() and (folder / RESULTS).exists():
        raise UsageError(f"{folder} holds results of unknown making: give another --output, or --restart.")
    if path.exists():
        _refuse_other(folder, json.loads(path.read_text(encoding="utf-8")), identity)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(identity, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def clear(folder: Path) -> None:
    """Remove a run's files, and nothing else that may be in the folder."""
    for name in (RESULTS, SUMMARY, REPORT, IDENTITY):
        (folder / name).unlink(missing_ok=True)
    for path in (folder / BASELINES).glob("*.jsonl"):
        path.unlink()


def read(path: Path) -> dict[str, Result]:
    """The results by id; none when the file is not there. Raises UsageError naming a broken line."""
    if not path.exists():
        return {}
    results: dict[str, Result] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            result = Result.model_validate_json(line)
        except ValidationError as error:
            raise UsageError(f"{path}, line {number} is no result: run again with --restart.") from error
        results[result.id] = result
    return results


def append(path: Path, result: Result) -> None:
    """Add one line, so that a run that is killed keeps every answer it had."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(result.model_dump_json() + "\n")


def drop_torn_line(path: Path) -> None:
    """Cut off a last line that was being written when the run was killed."""
    if path.exists() and not (whole := path.read_bytes()).endswith(b"\n"):
        path.write_bytes(whole[: whole.rfind(b"\n") + 1])


def _refuse_other(folder: Path, before: Mapping[str, object], now: Mapping[str, object]) -> None:
    differing = sorted(key for key in {*before, *now} if before.get(key) != now.get(key))
    if differing:
        raise UsageError(
            f"{folder} holds a run made with other {', '.join(differing)}: "
            "give another --output, or --restart to discard it."
        )
