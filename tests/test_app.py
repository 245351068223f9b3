"""The page without a browser: words, headers, and `python app.py` itself; also as a Space."""

import ast
import asyncio
import os
import signal
import socket
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from starlette.testclient import TestClient

import app
from page.policy import Policy
from page.server import create
from page.shelf import Shelf
from page.words import LANGUAGES, pick, read
from rag.records import Document
from rag.settings import ROOT

ENGLISH = read("en")


# --- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("de-DE,de;q=0.9,ja;q=0.5,en;q=0.4", "ja"),
        ("fr, ko;q=0", "en"),
        ("JA", "ja"),
        ("ko;q=nonsense;;,,", "ko"),
        ("*", "en"),
    ],
)
def test_the_most_wanted_language_is_picked(header: str, language: str) -> None:
    assert pick(header).language == language


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_translations_fill_in_the_same_names(language: str) -> None:
    for name in ENGLISH.__dataclass_fields__.keys() - {"language", "examples", "date"}:
        english, other = getattr(ENGLISH, name), getattr(read(language), name)
        assert _names(english) == _names(other), name
        assert other.strip(), name


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_dates_are_written_as_the_language_does() -> None:
    day = date(2023, 2, 28)
    assert [read(language).day(day) for language in LANGUAGES] == [
        "28 February 2023",
        "2023년 2월 28일",
        "2023年2月28日",
    ]
    assert ENGLISH.day(None) == "undated"


def test_there_are_six_examples_of_different_abilities() -> None:
    for language in LANGUAGES:
        assert len({example.ability for example in read(language).examples}) == 6


# --- Headers -------------------------------------------------------------------------------------


def test_inline_scripts_are_listed_by_digest_and_html_is_rewritten() -> None:
    async def application(scope: object, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b"<script>1", "more_body": True})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b"</script>"})  # type: ignore[operator]

    sent = []

    async def send(message: object) -> None:
        sent.append(message)

    guarded = Policy(application, lambda html, language: html + language)
    scope = {"type": "http", "path": "/", "headers": [(b"accept-language", b"ko")]}
    with ThreadPoolExecutor() as pool:  # this thread may have Playwright's event loop
        pool.submit(asyncio.run, guarded(scope, None, send)).result()  # type: ignore[arg-type]
    headers = dict(sent[0]["headers"])  # type: ignore[index]
    assert sent[1]["body"] == b"<script>1</script>ko"  # type: ignore[index]
    assert headers[b"content-length"] == b"20"
    assert b"'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='" in headers[b"content-security-policy"]
    assert headers[b"x-content-type-options"] == b"nosniff"


# --- As a Hugging Face Space ---------------------------------------------------------------------


def test_the_readme_tells_the_hub_what_to_run() -> None:
    front = yaml.safe_load((ROOT / "README.md").read_text(encoding="utf-8").split("---\n")[1])
    assert front["sdk"] == "gradio"
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    [needed] = [Requirement(line) for line in lines if line.startswith("gradio")]
    assert needed.specifier.contains(front["sdk_version"])
    assert (ROOT / front["app_file"]).samefile(ROOT / "app.py")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert SpecifierSet(project["requires-python"]).contains(front["python_version"])
    assert project["license"].lower() == front["license"]
    assert {"title", "emoji", "colorFrom", "colorTo"} <= front.keys()


def test_a_space_listens_everywhere_and_may_be_framed_by_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "PORT", "GRADIO_SERVER_NAME", "SPACE_ID"):
        monkeypatch.delenv(name, raising=False)
    assert _address() == ("127.0.0.1", 7860)
    assert "frame-ancestors 'self'" in _policy().split("; ")
    monkeypatch.setenv("SPACE_ID", "someone/something")
    assert _address() == ("0.0.0.0", 7860)
    assert "frame-ancestors 'self' https://huggingface.co" in _policy().split("; ")


def _address() -> tuple[str, int]:
    options = app._parse([])
    return options.host, options.port


def _policy() -> str:
    document = Document(title="One", text="It rained.")
    served = create(Shelf((document,), lambda one: []), lambda tell: NotImplemented)
    return str(TestClient(served).get("/healthz").headers["content-security-policy"])


# --- The process ---------------------------------------------------------------------------------


def test_only_the_outermost_files_of_the_page_import_gradio() -> None:
    importing = {path.name for path in (ROOT / "page").glob("*.py") if "gradio" in _imports(path)}
    assert importing == {"handlers.py", "layout.py"}
    assert "gradio" not in _imports(ROOT / "app.py")


def _imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {name.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for name in node.names}
    return plain | {(node.module or "").split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}


def _app(*arguments: str, **environment: str) -> tuple[int, str, str]:
    command: Sequence[str] = [sys.executable, "app.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_a_port_that_is_taken_is_one_line_and_exit_code_2() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, error = _app("--port", str(taken.getsockname()[1]))
    assert code == 2
    assert error.count("\n") == 1
    assert "cannot be listened on" in error


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"RAG_CORPUS_DIR": "/nowhere"}, "/nowhere"),
        ({"RAG_PASSAGES": "many"}, "RAG_PASSAGES"),
        ({"PORT": "x"}, "--port"),
    ],
)
def test_what_cannot_be_used_is_named_with_exit_code_2(environment: dict[str, str], named: str) -> None:
    code, _, error = _app(**environment)
    assert code == 2
    assert named in error
    assert "Traceback" not in error


def test_an_interrupt_ends_it_quietly(tmp_path: Path) -> None:
    environment = {**os.environ, "RAG_INDEX_DIR": str(tmp_path)}
    command = [sys.executable, "app.py", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        url = process.stdout.readline().split()[-1]
        with urllib.request.urlopen(f"{url}/page/arrived", timeout=60) as response:
            assert response.status == 204
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stderr.read() == ""
