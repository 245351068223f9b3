"""Question sets are read, selected, or refused with the line's number."""

import json
from pathlib import Path
from typing import Any

import pytest
from fake_runs import MET, PAY, question, settings, write_set

from evals.dataset import DATASETS, load_grounding, load_questions, load_speakers, select
from rag import documents
from rag.errors import UsageError
from rag.settings import ROOT

GOOD = {
    "id": "a",
    "category": "fact",
    "question": "What was ordered?",
    "answerable": True,
    "facts": [["pay", "compensat"], ["2018"]],
    "evidence": [PAY],
}
OWN = [{"title": "Other", "text": "A bridge fell. A bridge fell.", "published": "2022-05-01"}]

REFUSED: list[tuple[str, str | dict[str, Any], str]] = [
    ("no JSON", '{"id": "b", ', "Invalid JSON"),
    ("no object", "[1, 2]", "object"),
    ("unknown field", {**GOOD, "id": "b", "answer": "?"}, "answer: Extra inputs"),
    ("missing field", {"id": "b", "category": "fact", "question": "?"}, "answerable: Field required"),
    ("wrong type", {**GOOD, "id": "b", "answerable": "yes"}, "answerable: "),
    ("empty question", {**GOOD, "id": "b", "question": ""}, "question: "),
    ("fact without wording", {**GOOD, "id": "b", "facts": [[]]}, "facts.0: "),
    ("empty wording", {**GOOD, "id": "b", "facts": [[""]]}, "facts.0.0: "),
    (
        "unknown role",
        {**GOOD, "id": "b", "history": [{"role": "system", "content": "x"}]},
        "history.0.role: ",
    ),
    ("unknown split", {**GOOD, "id": "b", "split": "train"}, "split: "),
    ("pair without side", {**GOOD, "id": "b", "pair": "p"}, "`pair` and `side` go together"),
    ("repeated id", GOOD, "id 'a' stands in line 1 already"),
    (
        "evidence not there",
        {**GOOD, "id": "b", "evidence": ["The court ordered"[::-1]]},
        "occurs 0 times in the corpus",
    ),
    (
        "evidence with straight quotes",
        {**GOOD, "id": "b", "evidence": ['"We will not pay,"']},
        "occurs 0 times",
    ),
    ("evidence twice", {**GOOD, "id": "b", "evidence": ["The "]}, "occurs 2 times in the corpus"),
    ("evidence elsewhere", {**GOOD, "id": "b", "documents": OWN}, "occurs 0 times in its documents"),
    (
        "evidence twice in its own",
        {**GOOD, "id": "b", "documents": OWN, "evidence": ["A bridge"]},
        "occurs 2 times",
    ),
]


@pytest.mark.parametrize(("line", "problem"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_a_bad_line_is_refused_with_its_number(tmp_path: Path, line: str | dict[str, Any], problem: str) -> None:
    path = tmp_path / "set.jsonl"
    text = line if isinstance(line, str) else json.dumps(line)
    path.write_text(f"{json.dumps(GOOD)}\n\n{text}\n", encoding="utf-8")
    with pytest.raises(UsageError) as refusal:
        load_questions(path, settings(tmp_path).corpus_dir)
    assert f"{path}, line 3: " in str(refusal.value)
    assert problem in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(json.dumps(GOOD).encode() + b'\n{"id": "\xff"}\n')
    with pytest.raises(UsageError, match="line 2"):
        load_questions(path, settings(tmp_path).corpus_dir)


@pytest.mark.parametrize("content", [None, "", "\n\n"])
def test_a_missing_or_empty_set_is_refused(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "set.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"set\.jsonl"):
        load_questions(path, settings(tmp_path).corpus_dir)


def test_every_field_is_read(tmp_path: Path) -> None:
    asked = question(
        facts=(("pay",),),
        forbidden=("apologised",),
        evidence=(PAY, MET),
        reference="To pay.",
        history=({"role": "user", "content": "Hello"},),
        split="test",
        pair="p",
        side="east",
    )
    path = write_set(tmp_path, [asked])
    assert load_questions(path, settings(tmp_path).corpus_dir) == (asked,)


def test_a_set_over_its_own_documents_needs_no_corpus(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({**GOOD, "documents": [{"title": "T", "text": PAY}]}), encoding="utf-8")
    (loaded,) = load_questions(path, tmp_path / "no such folder")
    assert loaded.documents[0].id == "T"


def test_sides_are_two_and_come_once_a_pair(tmp_path: Path) -> None:
    corpus = settings(tmp_path).corpus_dir
    third = [question(str(n), pair=f"p{n}", side=side) for n, side in enumerate(("east", "west", "north"))]
    with pytest.raises(UsageError, match="line 3: side 'north' is a third"):
        load_questions(write_set(tmp_path, third), corpus)
    twice = [question(str(n), pair="p", side="east") for n in range(2)]
    with pytest.raises(UsageError, match="line 2: side 'east' of pair 'p' stands in line 1"):
        load_questions(write_set(tmp_path, twice), corpus)


def test_a_limit_takes_from_every_kind_in_turn() -> None:
    asked = [question(f"{kind}{n}", category=kind) for kind in ("fact", "time", "injection") for n in range(3)]
    assert [q.id for q in select(asked, limit=4)] == ["fact0", "fact1", "time0", "injection0"]
    assert len(select(asked, limit=99)) == 9


def test_kind_and_split_select() -> None:
    asked = [
        question("a", split="dev"),
        question("b", split="test"),
        question("c", category="time", split="test"),
    ]
    assert [q.id for q in select(asked, kind="fact", split="test")] == ["b"]
    with pytest.raises(UsageError, match="fact, time"):
        select(asked, kind="tiem")


@pytest.mark.parametrize("name", ["article", "pairs", "other"])
def test_the_shipped_sets_are_sound(name: str) -> None:
    asked = load_questions(DATASETS / f"{name}.jsonl", ROOT / "corpus")
    on_test = sum(q.split == "test" for q in asked)
    assert all(q.split for q in asked)
    assert abs(on_test / len(asked) - 1 / 3) < 0.02


def test_the_shipped_labels_stand_in_their_documents() -> None:
    corpus = documents.load(ROOT / "corpus").documents
    own = (d for q in load_questions(DATASETS / "other.jsonl", ROOT / "corpus") for d in q.documents)
    texts = {d.id: d.text for d in (*corpus, *own)}
    labels = load_speakers(DATASETS)
    assert [label for label in labels if texts[label.document].count(label.text) != 1] == []
    assert [label for label in labels if (label.speaker is None) != (label.mode == "report")] == []


def test_the_shipped_pairs_for_the_verifier_are_of_both_sorts() -> None:
    labelled = load_grounding(DATASETS)
    assert len(labelled) >= 150
    assert 0.3 < sum(pair.supported for pair in labelled) / len(labelled) < 0.7
