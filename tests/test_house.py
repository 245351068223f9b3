"""The house as a whole: which room knows which, what importing costs, and that the words outside are true."""

import ast
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib.util import find_spec
from pathlib import Path

import pytest

import rag
from rag.settings import ROOT

DESIGN = "settings documents passages speakers weights index retrieval llm answer citations assistant __main__".split()
"""The rooms in the order the data passes them; helpers stand wherever their rooms allow."""

CODE = [ROOT / "app.py", *(p for folder in ("rag", "page", "evals") for p in sorted((ROOT / folder).rglob("*.py")))]
ROOMS = {
    ".".join(path.relative_to(ROOT / "rag").with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "rag").rglob("*.py"))
    if path != ROOT / "rag" / "__init__.py"
}
"""Name below `rag` -> file: `index`, `voices.words`. A package's own name is its `__init__.py`."""


@cache
def imports(path: Path) -> frozenset[str]:
    """Full names of all modules that a file imports, also inside functions: `rag.index`, `langchain_core.tools`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, f"{path}: imports are written out in full"
            found.add(node.module)
            found.update(f"{node.module}.{name.name}" for name in node.names)
    return frozenset(found)


def known(room: str) -> set[str]:
    """The rooms that a room imports."""
    return {other for other in ROOMS if f"rag.{other}" in imports(ROOMS[room])} - {room}


def reached(room: str) -> Iterator[str]:
    """All that a room imports, and what that imports in turn."""
    seen: set[str] = set()
    ahead = [room]
    while ahead:
        for other in known(ahead.pop()) - seen:
            seen.add(other)
            ahead.append(other)
            yield other


def users(package: str) -> set[str]:
    """Files that import a package."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in CODE
        if any(name == package or name.startswith(f"{package}.") for name in imports(path))
    }


def test_no_room_imports_in_a_circle() -> None:
    TopologicalSorter({room: known(room) for room in ROOMS}).prepare()


@pytest.mark.parametrize("room", DESIGN)
def test_imports_run_one_way(room: str) -> None:
    later = DESIGN[DESIGN.index(room) + 1 :]
    assert not set(reached(room)) & set(later)


@pytest.mark.parametrize(
    ("package", "only"),
    [
        ("chromadb", {"rag/index.py"}),
        ("langchain_chroma", {"rag/index.py"}),
        ("xllamacpp", {"rag/llama.py"}),
        ("sentence_transformers", {"rag/embedding.py"}),
        ("rag.__main__", set()),
    ],
)
def test_one_room_alone_knows_it(package: str, only: set[str]) -> None:
    assert users(package) == only


def test_only_the_page_knows_gradio() -> None:
    assert users("gradio")
    assert all(name == "app.py" or name.startswith("page/") for name in users("gradio"))


def test_the_rooms_know_neither_page_nor_evaluation() -> None:
    assert [name for package in ("page", "evals", "app") for name in users(package) if name.startswith("rag/")] == []


def test_every_room_says_what_it_is_for() -> None:
    assert [p.name for p in CODE if not ast.get_docstring(ast.parse(p.read_text())) and p.stem != "__init__"] == []


def test_the_public_names() -> None:
    assert sorted(rag.__all__) == dir(rag)
    assert set(rag.__all__) >= {"Answer", "Assistant", "Citation", "Document", "Settings", "RagError"}
    assert all(getattr(rag, name).__name__ == name for name in rag.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        rag.Nothing  # noqa: B018


def test_every_error_is_a_rag_error() -> None:
    errors = importlib.import_module("rag.errors")
    found = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, Exception)]
    assert len(found) > 1 and all(issubclass(e, rag.RagError) for e in found)
    assert all(e.__name__ in (errors.__doc__ or "") for e in found)


def loaded(code: str) -> set[str]:
    """Top-level modules in a new process after some code ran."""
    code = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    run = [sys.executable, "-c", code]
    ended = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(ended.stderr)}


MODELS = {"torch", "transformers", "sentence_transformers", "chromadb", "xllamacpp", "bm25s", "gradio", "numpy"}
LANGCHAIN = {"langchain", "langchain_core", "langchain_chroma"}
HELP = """
import contextlib, runpy, sys
sys.argv = ["rag", "--help"]
with contextlib.suppress(SystemExit):
    runpy.run_module("rag", run_name="__main__")
"""
LEDGER = """
from rag.__main__ import main
assert main(["sentences"]) == 0
"""


@pytest.mark.parametrize(
    ("code", "without"),
    [
        ("import rag", MODELS | LANGCHAIN | {"pydantic", "yaml", "asyncio"}),
        ("from rag import Settings, Document, Answer, Citation, RagError", MODELS | LANGCHAIN),
        (HELP, MODELS | LANGCHAIN),
        (LEDGER, {"torch", "transformers", "sentence_transformers", "chromadb", "xllamacpp", "gradio"}),
    ],
    ids=["import", "records", "help", "sentences"],
)
def test_importing_costs_little(code: str, without: set[str]) -> None:
    assert loaded(code) & without == set()


def make_targets() -> dict[str, str]:
    """Targets that `make help` lists, with their words."""
    return dict(re.findall(r"^([a-z]+):.*## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE))


def words_outside() -> str:
    """What people are told to type."""
    files = [
        ROOT / "README.md",
        ROOT / ".ci" / "run",
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "corpus").glob("README.md"),
    ]
    return "\n".join(path.read_text() for path in files)


def test_make_has_every_promised_target() -> None:
    assert set(make_targets()) >= {"help", "chat", "test", "eval", "bench", "check"}
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert all(f"{target} " in listed and words in listed for target, words in make_targets().items())


def test_every_make_command_outside_is_a_target() -> None:
    commands = set(re.findall(r"^(?: {4}|```)?make ([a-z]+)|`make ([a-z]+)", words_outside(), re.MULTILINE))
    named = {a or b for a, b in commands}
    assert named >= {"chat", "test"} and named <= set(make_targets())


def test_every_module_and_file_outside_exists() -> None:
    modules = set(re.findall(r"python -m ([a-z_.]+)", words_outside() + (ROOT / "Makefile").read_text())) - {
        "pip",
        "venv",
        "pytest",
    }
    assert "rag" in modules
    for module in modules:
        assert find_spec(f"{module}.__main__" if (ROOT / module).is_dir() else module), module
    files = re.findall(r"`((?:rag|page|evals|docs|corpus|tests)/[\w./-]+)`", words_outside())
    files += re.findall(r"\]\((?!\w+:|#)([^)#]+)", (ROOT / "README.md").read_text())
    assert [name for name in files if not (ROOT / name).exists()] == []


def test_every_setting_outside_is_one() -> None:
    fields = {f"RAG_{name.upper()}" for name in rag.Settings.model_fields}
    source = "\n".join(path.read_text() for path in CODE)
    assert set(re.findall(r"\bRAG_[A-Z_]+[A-Z]\b", words_outside() + source)) - {"RAG_NAME"} <= fields


def shipped() -> list[Path]:
    """Every file that git has or would take."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


REGISTRIES = re.compile(r"(?:pypi|pythonhosted|npmjs|anaconda|crates|download\.pytorch)[.](?:org|com|io)")
MACHINE = re.compile(r"(?<![\w.:/~-])/(?:root|home|Users|work|opt|mnt|srv)/\w")


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    texts = {path: path.read_text(errors="ignore") for path in shipped()}
    assert len(texts) > 50
    for pattern in (REGISTRIES, MACHINE):
        assert {path.name: match.group() for path, text in texts.items() if (match := pattern.search(text))} == {}
