"""Two runs are compared question by question, and a run is held against its floors."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from fake_runs import DOCUMENT, PAY, provenance, question, quotation, result

from evals import compare, gate
from evals.__main__ import main
from evals.results import Result
from evals.scores import Gold
from evals.summary import Summary, describe
from rag.errors import UsageError

RIGHT = {"answer": "To pay.", "citations": (quotation(PAY),)}
WRONG = {"answer": "Nothing.", "citations": ()}


def summary(
    rights: Mapping[str, bool], dataset: str = "set", retrieval_only: bool = False, **identity: object
) -> Summary:
    asked = [question(id_, facts=(("pay",),), evidence=(PAY,)) for id_ in rights]
    results: dict[str, Result] = {
        id_: result(id_, **(RIGHT if is_right else WRONG)) for id_, is_right in rights.items()
    }
    return Summary(
        provenance=provenance(dataset, retrieval_only=retrieval_only, **identity),
        assistant=describe(asked, results, Gold([DOCUMENT], []), retrieval_only),
        baselines={},
        symmetry=None,
        verifier=None,
        tagging={},
    )


def rights(count: int, of: int = 40) -> dict[str, bool]:
    return {f"q{n}": n < count for n in range(of)}


def write(folder: Path, found: Summary) -> str:
    folder.mkdir()
    (folder / "summary.json").write_text(found.model_dump_json(), encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("counts", "code", "words"),
    [
        ((30, 10), 1, "worse"),
        ((10, 30), 0, "better"),
        ((30, 30), 0, "+0.0 (+0.0 to +0.0)"),
        ((30, 29), 0, "-2.5"),
    ],
)
def test_compare_exits_1_on_a_significant_drop_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], counts: tuple[int, int], code: int, words: str
) -> None:
    folders = [write(tmp_path / name, summary(rights(n))) for name, n in zip("ab", counts, strict=True)]
    assert main(["compare", *folders]) == code
    told = capsys.readouterr().out
    assert words in told
    assert "40 questions in both runs; 0 only before, 0 only after." in told


def test_answers_are_compared_pair_by_pair() -> None:
    # The same rate, but ten questions got better and ten got worse: no drop, and not a difference of nothing.
    old, new = rights(20), {f"q{n}": 10 <= n < 30 for n in range(40)}
    correct = next(c for c in compare.compare(summary(old), summary(new)) if c.name == "correct")
    assert (correct.difference.value, correct.verdict) == (0.0, None)
    assert correct.difference.low is not None and correct.difference.low < -0.1


def test_only_shared_questions_count_and_the_others_are_named() -> None:
    before, after = summary(rights(20)), summary(rights(10, of=10), questions="1" * 64)
    changes = compare.compare(before, after)
    told = compare.render(before, after, changes)
    assert next(c for c in changes if c.name == "correct").difference.n == 10
    assert "10 questions in both runs; 30 only before, 0 only after." in told
    assert "question sets differ" in told


def test_runs_that_cannot_be_compared_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no question in common"):
        compare.compare(summary({"a": True}), summary({"b": True}))
    with pytest.raises(UsageError, match="retrieval only"):
        compare.compare(summary({"a": True}), summary({"a": True}, retrieval_only=True))
    with pytest.raises(UsageError, match=r"holds no summary\.json"):
        compare.load(tmp_path)
    (tmp_path / "summary.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="no summary of this version"):
        compare.load(tmp_path)


def floors(folder: Path, text: str) -> str:
    path = folder / "floors.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[set.overall]\ncorrect = 0.75\nerror = 0.0", 0),
        ("[set.overall]\ncorrect = 0.76", 1),
        ("[set.overall]\nfalse_refusal = 0.0", 0),
        ("[set.overall]\nerror = -0.1", 1),
        ("[set.overall]\nabstention_recall = 0.1", 1),
        ("[set.verifier]\nauroc = 0.5", 1),
    ],
    ids=["held", "below", "at the ceiling", "above the ceiling", "no case", "not measured"],
)
def test_gate_exits_1_below_a_floor(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int) -> None:
    folder = write(tmp_path / "a", summary(rights(30)))
    assert main(["gate", folder, "--floors", floors(tmp_path, text)]) == code
    assert ("NOT HELD" in capsys.readouterr().out) is bool(code)


def test_retrieval_only_is_held_to_the_floors_of_retrieval() -> None:
    found = summary(rights(30), retrieval_only=True)
    checks = gate.check(found, {"overall": {"correct": 0.9, "recall_at_5": 0.9}, "tagging": {"speaker": 0.9}})
    assert [c.name for c in checks] == ["recall_at_5", "speaker"]


def test_a_sample_has_floors_of_its_own() -> None:
    assert gate.table_of(summary(rights(3, of=3), "article")) == "article"
    assert gate.table_of(summary(rights(3, of=3), "article", limit=3)) == "article-sample"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[other.overall]\ncorrect = 1", "no floors for set"),
        ("[set.overall]\ncorect = 1", r"\[set.overall\]"),
        ("[set.everything]\ncorrect = 1", r"\[set.everything\]"),
        ("[set", "not valid TOML"),
    ],
)
def test_unusable_floors_are_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        gate.load_floors("set", Path(floors(tmp_path, text)))


@pytest.mark.parametrize("table", ["article", "article-sample", "other", "pairs"])
def test_the_shipped_floors_are_sound(table: str) -> None:
    assert gate.load_floors(table)
