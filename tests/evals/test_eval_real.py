"""The evaluation with the embedded models: retrieval over the whole set, and a small fixed sample answered."""

from pathlib import Path

import pytest

from evals.__main__ import DONE, main
from rag.settings import ROOT

pytestmark = pytest.mark.real

ARTICLE = str(ROOT / "evals" / "datasets" / "article.jsonl")


@pytest.fixture(autouse=True)
def own_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_INDEX_DIR", str(tmp_path / "index"))


def test_retrieval_holds_its_floors(tmp_path: Path) -> None:
    run = ["run", "--dataset", ARTICLE, "--output", str(tmp_path / "run"), "--retrieval-only"]
    assert main(run) == DONE
    assert main(["gate", str(tmp_path / "run"), "--table", "article"]) == DONE


def test_a_sample_holds_its_floors(tmp_path: Path) -> None:
    run = ["run", "--dataset", ARTICLE, "--output", str(tmp_path / "run"), "--split", "dev", "--limit", "18"]
    assert main(run) == DONE
    assert main(["gate", str(tmp_path / "run")]) == DONE
    assert (tmp_path / "run" / "report.html").stat().st_size > 10_000
