"""Ratings -> candidates: what a person completes is a question set from the start, and bad input is one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest
from fake_runs import PAY, settings

from evals.__main__ import main
from evals.dataset import load_questions
from page import feedback
from page.turns import Turn
from rag.records import Answer, Citation


def turn(question: str, *quotes: str, text: str = "To pay. [1]") -> Turn:
    citations = [
        Citation(
            n=n, document="a", passage="p", quote=q, start=0, end=len(q), speaker=None, mode="report", published=None
        )
        for n, q in enumerate(quotes, 1)
    ]
    answer = Answer(
        question=question,
        standalone_question=question,
        answered=bool(quotes),
        text=text,
        citations=tuple(citations),
        model="m",
    )
    return Turn(question=question).after(answer)


@pytest.fixture
def ratings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the page keeps its ratings."""
    path = tmp_path / "feedback.jsonl"
    monkeypatch.setenv("RAG_CORPUS_DIR", str(settings(tmp_path).corpus_dir))
    monkeypatch.setenv("RAG_FEEDBACK_FILE", str(path))
    return path


def candidates(tmp_path: Path) -> list[dict[str, Any]]:
    output = tmp_path / "candidates.jsonl"
    assert main(["candidates", "--output", str(output)]) == 0
    assert load_questions(output, settings(tmp_path).corpus_dir)
    return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]


def test_a_rated_answer_is_a_candidate_with_what_it_quoted(
    ratings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feedback.record(ratings, turn("What was ordered?", PAY, PAY, "words of another corpus").rate("up", remarked=False))
    assert candidates(tmp_path) == [
        {
            "id": "rated-1 (up)",
            "category": "fact",
            "question": "What was ordered?",
            "answerable": True,
            "facts": [],
            "evidence": [PAY],
            "reference": "To pay. [1]",
        }
    ]
    assert "Candidates in" in capsys.readouterr().out


def test_a_refusal_is_a_candidate_without_an_answer(ratings: Path, tmp_path: Path) -> None:
    feedback.record(ratings, turn("Who won?", text="The sources do not say.").rate("down", remarked=False))
    [found] = candidates(tmp_path)
    assert (found["category"], found["answerable"], found["evidence"]) == ("unanswerable", False, [])


def test_later_lines_complete_earlier_ones(ratings: Path, tmp_path: Path) -> None:
    first = turn("What was ordered?", PAY).rate("up", remarked=False)
    feedback.record(ratings, first)
    feedback.record(ratings, first, remark="two\nlines")
    feedback.record(ratings, turn("Who won?"))
    feedback.record(ratings, turn("What was ordered?", PAY, text="To pay in full. [1]").rate("down", remarked=False))
    found = candidates(tmp_path)
    assert [(one["id"], one["reference"]) for one in found] == [
        ("rated-1 (down: two lines)", "To pay in full. [1]"),
        ("rated-2", "To pay. [1]"),
    ]


def test_a_follow_up_brings_its_conversation(ratings: Path, tmp_path: Path) -> None:
    first = turn("What was ordered?", PAY)
    feedback.record(ratings, turn("And then?", PAY).rate("up", remarked=False), [first])
    feedback.record(ratings, turn("And then?", PAY).rate("up", remarked=False))
    found = candidates(tmp_path)
    assert [[message["content"] for message in one.get("history", [])] for one in found] == [
        ["What was ordered?", "To pay. [1]"],
        [],
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "There is no file of ratings"),
        ("", "rates no answer"),
        ('{"question": "q", "answer": null}\n', "rates no answer"),
        ("\nnonsense\n", "line 2: Invalid JSON"),
        ('{"question": 5}\n', "line 1: question:"),
        ('{"question": "q", "vote": "perhaps"}\n', "line 1: vote:"),
        ("\udc80", "line 1: "),
    ],
)
def test_bad_ratings_are_one_sentence_and_2(
    ratings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, problem: str
) -> None:
    if text is not None:
        ratings.write_bytes(text.encode("utf-8", "surrogateescape"))
    _is_refused(["candidates", "--output", str(tmp_path / "c.jsonl")], problem, capsys)
    assert not (tmp_path / "c.jsonl").exists()


def test_an_output_that_is_there_or_cannot_be_is_refused(
    ratings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feedback.record(ratings, turn("Who won?"))
    edited = tmp_path / "edited.jsonl"
    edited.write_text("precious")
    _is_refused(["candidates", str(ratings), "--output", str(edited)], "is there already", capsys)
    assert edited.read_text() == "precious"
    _is_refused(["candidates", str(ratings), "--output", str(tmp_path / "no" / "c")], "cannot be written", capsys)


def test_without_ratings_a_file_must_be_named(
    ratings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feedback.record(ratings, turn("Who won?"))
    monkeypatch.setenv("RAG_FEEDBACK_FILE", "off")
    _is_refused(["candidates", "--output", str(tmp_path / "c")], "RAG_FEEDBACK_FILE is off", capsys)
    assert main(["candidates", str(ratings), "--output", str(tmp_path / "c")]) == 0


def _is_refused(arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert problem in error
    assert error.count("\n") == 1
