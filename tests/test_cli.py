"""`python -m rag`: what it prints, and how it ends."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from fakes import FakeEmbeddings, article

from rag.__main__ import main
from rag.index import PassageIndex
from rag.languages import NOT_IN_SOURCES
from rag.records import Answer
from rag.settings import ROOT, Settings

HARBOUR = "The old harbour of Skarra closed in 2018.\n\n“We are done asking,” said Maria Ortiz.\n"
WHAT, CUP = "When was the old harbour of Skarra closed?", "Who won the World Cup in France?"
ENVIRONMENT = ("RAG_LLM", "RAG_LLM_URL", "RAG_CHROMA_URL", "RAG_PASSAGES", "OPENAI_API_KEY")


class Ended(NamedTuple):
    code: int | str | None
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command over a small corpus without a language model; what it printed, and its exit code."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "harbour.md").write_text(f"---\npublished: 2023-02-28\n---\n{HARBOUR}")
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RAG_LLM", "none")
    for name in ("corpus", "index", "cache"):
        monkeypatch.setenv(f"RAG_{name.upper()}_DIR", str(tmp_path / name))
    monkeypatch.setattr("rag.assistant.embeddings", lambda settings: FakeEmbeddings())

    def ended(*arguments: str) -> Ended:
        try:
            code: int | str | None = main(arguments)
        except SystemExit as end:
            code = end.code
        return Ended(code, *capsys.readouterr())

    return ended


def test_a_question(run: Run) -> None:
    code, out, err = run(WHAT)
    assert (code, err.strip()) == (0, "")
    assert "closed in 2018" in out and "[1] harbour.md:0-41" in out
    assert "model: none; as of 2023-02-28" in out


def test_a_speaker_is_named(run: Run) -> None:
    assert "— Maria Ortiz, quote" in run("Who said we are done asking?").out


def test_a_question_that_is_not_answered(run: Run) -> None:
    code, out, _ = run(CUP)
    assert code == 0 and out.startswith(NOT_IN_SOURCES["en"])
    assert "which do not answer it:" in out and "[1] harbour.md:" in out


@pytest.mark.parametrize(("question", "answered"), [(WHAT, True), (CUP, False)])
def test_json(run: Run, question: str, answered: bool) -> None:
    code, out, err = run(question, "--json")
    answer = Answer.model_validate_json(out)
    assert (code, answer.question, answer.answered, err.strip()) == (0, question, answered, "")


def test_nothing_is_drawn_on_standard_error_that_is_no_terminal(run: Run) -> None:
    assert run(WHAT).err == ""


def test_index(run: Run, tmp_path: Path) -> None:
    first = run("index")
    assert (first.code, first.err) == (0, "")
    assert first.out == "documents: 1 added, 0 changed, 0 removed, 0 unchanged; 2 passages embedded\n"
    assert run("index").out == "documents: 0 added, 0 changed, 0 removed, 1 unchanged; 0 passages embedded\n"
    (tmp_path / "corpus" / "bad.txt").write_bytes(b"\xff")
    again = run("index", "--rebuild")
    assert again.out == "documents: 1 added, 0 changed, 0 removed, 0 unchanged; 2 passages embedded\n"
    assert again.code == 0 and again.err.startswith("bad.txt is not UTF-8")


def test_sentences(run: Run) -> None:
    code, out, err = run("sentences", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [(row["document"], row["speaker"], row["mode"]) for row in rows] == [
        ("harbour.md", None, "report"),
        ("harbour.md", "Maria Ortiz", "quote"),
    ]
    assert all(list(row) == ["id", "document", "start", "end", "text", "speaker", "mode"] for row in rows)
    assert [HARBOUR[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]
    assert run("sentences").out.splitlines()[1].split("  ")[0] == "quote"


def test_sentences_of_the_article(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_CORPUS_DIR", str(ROOT / "corpus"))
    rows = [json.loads(line) for line in run("sentences", "--json").out.splitlines()]
    assert len(rows) == 22
    assert all(article().text[row["start"] : row["end"]] == row["text"] for row in rows)


UNUSABLE: list[tuple[Sequence[str], dict[str, str], str]] = [
    ([], {}, "question"),
    ([""], {}, "The question is empty"),
    ([" "], {}, "The question is empty"),
    (["--json"], {}, "question"),
    (["Who?", "When?"], {}, "When?"),
    (["Who?", "--fast"], {}, "--fast"),
    (["index", "--fast"], {}, "--fast"),
    (["index", "corpus"], {}, "corpus"),
    (["sentences", "--xml"], {}, "--xml"),
    (["Who?"], {"RAG_CORPUS_DIR": "nowhere"}, "nowhere"),
    (["index"], {"RAG_CORPUS_DIR": "nowhere"}, "nowhere"),
    (["sentences"], {"RAG_CORPUS_DIR": "nowhere"}, "nowhere"),
    (["Who?"], {"RAG_PASSAGES": "many"}, "RAG_PASSAGES"),
    (["Who?"], {"RAG_PASSAGES": "0"}, "RAG_PASSAGES"),
    (["Who?"], {"RAG_LLM": "nobody:nothing"}, "nobody:nothing"),
    (["Who?"], {"RAG_LLM": "openai:gpt-5"}, "OPENAI_API_KEY"),
    (["Who?"], {"RAG_CHROMA_URL": "localhost:8000"}, "RAG_CHROMA_URL"),
    (["Who?"], {"RAG_CHROMA_URL": "http://127.0.0.1:0x"}, "RAG_CHROMA_URL"),
]


@pytest.mark.parametrize(("arguments", "environment", "named"), UNUSABLE, ids=range(len(UNUSABLE)))
def test_unusable_input_is_named_in_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], environment: dict[str, str], named: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert named in err and len(err.strip().splitlines()) == 1


def test_an_index_in_use_is_named_in_one_line(run: Run) -> None:
    with PassageIndex.open(Settings(), FakeEmbeddings()):
        code, out, err = run("index")
        assert (code, out) == (2, "") and err.startswith("Another process uses the index in ")
        assert run(WHAT).code == 0


def test_another_failure_ends_with_1_and_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("index")
    monkeypatch.setattr("rag.assistant.embeddings", lambda settings: FakeEmbeddings("another"))
    code, out, err = run(WHAT)
    assert (code, out) == (1, "") and "python -m rag index --rebuild" in err and err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--help"], ["index", "--help"], ["sentences", "-h"]])
def test_help_names_every_command(run: Run, arguments: Sequence[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert all(f"python -m rag {words}" in out for words in ('"QUESTION"', "index [--rebuild]", "sentences [--json]"))


def readme_commands() -> list[str]:
    return re.findall(r"^ {4}python -m rag (.*)$", (ROOT / "README.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("command", readme_commands())
def test_the_readmes_commands(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("RAG_CORPUS_DIR", str(ROOT / "corpus"))
    code, out, _ = run(*shlex.split(command, comments=True))
    assert code == 0 and out


def test_the_readmes_python(run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RAG_CORPUS_DIR", str(ROOT / "corpus"))
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        if "gradio_client" not in block:  # tests/browser/test_api.py runs that one against a page
            exec(block, {})
    assert capsys.readouterr().out


def test_the_process_itself_ends_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rag", "sentences"]
    environment = {**os.environ, "RAG_CORPUS_DIR": str(tmp_path / "nowhere")}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1 and "Traceback" not in ended.stderr
