"""The command line: what it writes, its exit codes, and that an error is one line that names the mend."""

import subprocess
import sys
from pathlib import Path

import pytest
from fake_runs import PAY, FakeAssistant, answer, lines, parts, question, settings, write_set

from evals import parts as real_parts
from evals.__main__ import main
from rag.errors import ModelError, StoreInUseError
from rag.settings import ROOT


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A run over three questions with a fake assistant, as a command."""
    monkeypatch.setenv("RAG_CORPUS_DIR", str(settings(tmp_path).corpus_dir))
    monkeypatch.setenv("RAG_LLM", "none")
    asked = [question(f"q{n}", facts=(("pay",),), evidence=(PAY,)) for n in range(3)]
    fake = FakeAssistant({q.question: answer(q.question, "To pay [1].", PAY) for q in asked})
    monkeypatch.setattr(real_parts, "real", lambda settings: parts(fake))
    return ["run", "--dataset", str(write_set(tmp_path, asked)), "--output", str(tmp_path / "out")]


def test_run_writes_three_files_and_tells_the_figures(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 0
    assert len(lines(tmp_path / "out" / "results.jsonl")) == 3
    assert {"summary.json", "report.html"} <= {path.name for path in (tmp_path / "out").iterdir()}
    told = capsys.readouterr().out
    assert "| Correct " in told and "report.html" in told
    assert main(["compare", str(tmp_path / "out"), str(tmp_path / "out")]) == 0


def test_limit_kind_and_retrieval_only(command: list[str], tmp_path: Path) -> None:
    assert main([*command, "--limit", "2", "--kind", "fact", "--retrieval-only"]) == 0
    assert len(lines(tmp_path / "out" / "results.jsonl")) == 2


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (["--dataset", "nowhere.jsonl"], "nowhere.jsonl"),
        (["--kind", "riddle"], "kind riddle"),
        (["--split", "test"], "split test"),
    ],
)
def test_unusable_input_is_2_in_one_line(
    command: list[str], capsys: pytest.CaptureFixture[str], more: list[str], problem: str
) -> None:
    assert main([*command, *more]) == 2
    error = capsys.readouterr().err
    assert problem in error and error.count("\n") == 1


def test_a_bad_setting_is_2_and_named(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAG_PASSAGES", "99")
    assert main(command) == 2
    error = capsys.readouterr().err
    assert "RAG_PASSAGES" in error and error.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [(StoreInUseError("busy: stop it"), 2), (ModelError("gone"), 1), (KeyboardInterrupt(), 1)],
)
def test_what_stops_a_run_is_told_in_one_line(
    command: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
) -> None:
    def refuse(documents: object) -> object:
        raise error

    monkeypatch.setattr(real_parts, "real", lambda settings: parts(FakeAssistant({}), assistant=refuse))
    assert main(command) == code
    assert len(capsys.readouterr().err.splitlines()) == 2  # the progress, and the reason


@pytest.mark.parametrize("arguments", [[], ["run"], ["run", "--limit", "0"], ["compare", "one"], ["riddle"]])
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2


def test_help_is_cheap() -> None:
    heavy = "torch", "langchain_core", "chromadb", "numpy", "pydantic"
    code = (
        "import sys\nfrom evals.__main__ import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
