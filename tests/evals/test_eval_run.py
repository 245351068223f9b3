"""A run asks, writes, fails honestly, and goes on where it was interrupted."""

import json
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from fake_runs import (
    MET,
    PAY,
    REFUSE,
    FakeAssistant,
    answer,
    lines,
    options,
    parts,
    question,
    settings,
    write_set,
)

from evals.dataset import Question
from evals.provenance import identity
from evals.run import Run, run
from rag.errors import ModelError, UsageError
from rag.records import Answer, Document

CONTRACT = {
    "id": str,
    "category": str,
    "question": str,
    "answer": str,
    "answered": bool,
    "citations": list,
    "retrieved": list,
    "first_token_seconds": float,
    "seconds": float,
    "error": type(None),
}
ASKED = [
    question("pay", facts=(("pay",),), evidence=(PAY,), reference="To pay."),
    question("met", category="time", facts=(("Tuesday",),), evidence=(MET,), split="test"),
    question("age", category="unanswerable", answerable=False),
]
ANSWERS: dict[str, Answer | BaseException] = {
    "Question pay?": answer("Question pay?", "It had to pay [1].", PAY, REFUSE),
    "Question met?": answer("Question met?", "On Tuesday [1].", MET),
    "Question age?": answer("Question age?", "It does not say.", answered=False),
}


def measure(
    folder: Path,
    assistant: FakeAssistant,
    asked: Sequence[Question] = ASKED,
    fakes: dict[str, Any] | None = None,
    **fields: Any,
) -> Run:
    write_set(folder, asked)
    return run(options(folder, **fields), settings(folder), parts(assistant, **(fakes or {})), folder)


def test_every_answer_is_a_line_of_the_contract(tmp_path: Path) -> None:
    finished = measure(tmp_path, FakeAssistant(ANSWERS))
    first, *others = lines(tmp_path / "out" / "results.jsonl")
    assert {key: type(first[key]) for key in CONTRACT} == CONTRACT
    assert (
        first["citations"][1].items()
        >= {
            "quote": REFUSE,
            "passage": "p2",
            "document": "dispute.md",
            "speaker": "Ann Bell",
        }.items()
    )
    assert first["retrieved"][0].items() >= {"passage": "p1", "document": "dispute.md", "score": 1.0}.items()
    assert 0 <= first["first_token_seconds"] <= first["seconds"]
    assert [line["id"] for line in others] == ["met", "age"]
    assert finished.summary.assistant.overall["correct"].value == 1.0
    assert finished.summary.provenance.model == "fake"


def test_a_failing_question_stays_and_counts_as_wrong(tmp_path: Path) -> None:
    answers = {**ANSWERS, "Question met?": RuntimeError("out of memory")}
    found = measure(tmp_path, FakeAssistant(answers)).summary.assistant
    line = lines(tmp_path / "out" / "results.jsonl")[1]
    assert (line["id"], line["error"], line["answered"]) == ("met", "RuntimeError: out of memory", False)
    assert found.errors == 1
    assert found.overall["correct"].value == pytest.approx(2 / 3)


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    stopped = FakeAssistant({**ANSWERS, "Question age?": KeyboardInterrupt()})
    with pytest.raises(KeyboardInterrupt):
        measure(tmp_path, stopped)
    results = tmp_path / "out" / "results.jsonl"
    with results.open("a", encoding="utf-8") as file:
        file.write('{"id": "age", "categ')  # killed while writing
    again = FakeAssistant(ANSWERS)
    finished = measure(tmp_path, again)
    assert again.asked == ["Question age?"]
    assert [line["id"] for line in lines(results)] == ["pay", "met", "age"]
    assert finished.summary.assistant.overall["correct"].value == 1.0


def test_a_finished_run_asks_nothing_again_unless_told_to(tmp_path: Path) -> None:
    first = measure(tmp_path, FakeAssistant(ANSWERS)).summary
    again = FakeAssistant(ANSWERS)
    assert measure(tmp_path, again).summary.assistant == first.assistant
    assert again.asked == []
    (tmp_path / "out" / "mine.txt").write_text("keep me", encoding="utf-8")
    measure(tmp_path, again, restart=True)
    assert len(again.asked) == 3
    assert (tmp_path / "out" / "mine.txt").exists()


@pytest.mark.parametrize(
    ("asked", "fields", "differing"),
    [
        (ASKED[:2], {}, "questions"),
        (ASKED, {"limit": 1}, "limit"),
        (ASKED, {"retrieval_only": True}, "retrieval_only"),
        (ASKED, {"judge": "openai:x"}, "judge"),
    ],
)
def test_another_run_in_the_folder_is_refused(
    tmp_path: Path, asked: list[Question], fields: dict[str, Any], differing: str
) -> None:
    measure(tmp_path, FakeAssistant(ANSWERS))
    with pytest.raises(UsageError, match=f"made with other {differing}: give another --output, or --restart"):
        measure(tmp_path, FakeAssistant(ANSWERS), asked, **fields)


def test_results_of_unknown_making_are_not_added_to(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "results.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="unknown making"):
        measure(tmp_path, FakeAssistant(ANSWERS))


def test_a_broken_result_is_refused_with_its_line(tmp_path: Path) -> None:
    measure(tmp_path, FakeAssistant(ANSWERS))
    results = tmp_path / "out" / "results.jsonl"
    results.write_text(results.read_text(encoding="utf-8").replace('{"id":"met"', '{"no":"met"'), encoding="utf-8")
    with pytest.raises(UsageError, match="line 2 is no result"):
        measure(tmp_path, FakeAssistant(ANSWERS))


def test_retrieval_only_asks_for_no_answer(tmp_path: Path) -> None:
    finished = measure(tmp_path, FakeAssistant({}), retrieval_only=True)
    overall = finished.summary.assistant.overall
    assert set(overall) == {
        "recall_at_1",
        "recall_at_3",
        "recall_at_5",
        "mrr",
        "ndcg_at_5",
        "error",
        "seconds",
    }
    assert overall["recall_at_1"].value == 0.5
    line = lines(tmp_path / "out" / "results.jsonl")[0]
    assert (line["answer"], line["answered"], line["first_token_seconds"]) == ("", False, None)


def test_baselines_are_asked_the_same_and_kept_apart(tmp_path: Path) -> None:
    plain = FakeAssistant(dict.fromkeys(ANSWERS, answer("?", "No idea [1].", REFUSE)))
    fakes = {"baselines": {"plain": lambda documents: nullcontext(plain)}}
    finished = measure(tmp_path, FakeAssistant(ANSWERS), fakes=fakes, baseline=("plain",))
    assert len(lines(tmp_path / "out" / "baselines" / "plain.jsonl")) == 3
    assert finished.summary.baselines["plain"].overall["correct"].value == 0.0
    assert finished.summary.assistant.overall["correct"].value == 1.0
    measure(tmp_path, FakeAssistant(ANSWERS), fakes=fakes, baseline=("plain",))
    assert len(plain.asked) == 3


@pytest.mark.parametrize(
    ("verdict", "correct", "unreadable"),
    [("correct", 1.0, 0.0), ("wrong", 0.0, 0.0), ("unreadable", 0.0, 1.0)],
)
def test_the_judge_sees_answers_with_a_reference(
    tmp_path: Path, verdict: str, correct: float, unreadable: float
) -> None:
    seen: list[tuple[str, str]] = []

    def judge(question: Question, answer: str) -> str:
        seen.append((question.id, answer))
        return verdict

    finished = measure(tmp_path, FakeAssistant(ANSWERS), fakes={"judge": lambda model: judge}, judge="openai:x")
    overall = finished.summary.assistant.overall
    assert seen == [("pay", "It had to pay [1].")]
    assert (overall["judged_correct"].value, overall["judged_correct"].n) == (correct, 1)
    assert overall["judge_unreadable"].value == unreadable


def test_documents_of_a_question_get_an_assistant_of_their_own(tmp_path: Path) -> None:
    opened: list[tuple[Document, ...]] = []
    own = (Document(title="Other", text="A bridge fell."),)
    asked = [question("pay", documents=own), question("met", documents=own), question("age")]

    def open_one(documents: tuple[Document, ...]) -> Any:
        opened.append(documents)
        return nullcontext(FakeAssistant(ANSWERS))

    measure(tmp_path, FakeAssistant({}), asked, {"assistant": open_one})
    assert opened == [own, ()]


def test_the_conversation_is_handed_on(tmp_path: Path) -> None:
    turns = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Good day"}]
    assistant = FakeAssistant(ANSWERS)
    measure(tmp_path, assistant, [question("pay", history=turns)])
    assert assistant.histories == [turns]


def test_a_stream_without_an_answer_is_an_error(tmp_path: Path) -> None:
    class Mute(FakeAssistant):
        def stream(self, question: str, history: Sequence[dict[str, str]] = ()) -> Any:
            yield "Well"

    found = measure(tmp_path, Mute({}), [ASKED[0]])
    assert str(found.results["pay"].error).startswith(ModelError.__name__)


def test_progress_is_told_without_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [question(f"q{n}") for n in range(12)]
    measure(tmp_path, FakeAssistant({q.question: answer("?", "So [1].", PAY) for q in asked}), asked)
    assert capsys.readouterr().err.splitlines() == [
        "assistant: 0 of 12 questions",
        "assistant: 10 of 12 questions",
        "assistant: 12 of 12 questions",
    ]


def test_the_identity_holds_no_folder_and_no_secret(tmp_path: Path) -> None:
    write_set(tmp_path, ASKED)
    secret = {"chroma_token": "tell-nobody", "llm_url": "https://me:hush@example.org/v1"}
    written = identity(options(tmp_path), settings(tmp_path).model_copy(update=secret)).model_dump_json()
    assert "hush" not in written and str(tmp_path) not in written
    assert "example.org" in written


def test_the_identity_follows_the_corpus(tmp_path: Path) -> None:
    write_set(tmp_path, ASKED)
    given = settings(tmp_path)
    before = identity(options(tmp_path), given)
    (given.corpus_dir / "more.txt").write_text("More.", encoding="utf-8")
    after = identity(options(tmp_path), given)
    differing = {key for key in before.model_dump() if getattr(before, key) != getattr(after, key)}
    assert differing == {"corpus"}
    assert json.loads(before.model_dump_json())["settings"]["llm"] == "none"
