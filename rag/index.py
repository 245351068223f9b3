"""Passages -> vectors in Chroma, brought up to date and reopened. The one room that knows Chroma.

The index is a cache of the corpus: everything in it can be made again from the documents.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from rag.embedding import SentenceEmbeddings
from rag.errors import StoreError, StoreInUseError, UsageError
from rag.passages import SPLITTER_VERSION
from rag.records import Passage
from rag.settings import Settings

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from langchain_chroma import Chroma

REBUILD = "run `python -m rag index --rebuild`"
BATCH = 256
"""Passages embedded and written at once: far below Chroma's 5,461 a call, large enough to fill the encoder."""

SAMPLES = 3
"""Stored vectors that are asked for themselves: a torn index finds other rows or none."""


SAME = 0.01
"""Cosine distance up to which two vectors are one: they are stored as 32-bit numbers."""


@dataclass(frozen=True)
class Changes:
    """How many documents an update found added, changed, removed and unchanged, and passages it embedded."""

    added: int
    changed: int
    removed: int
    unchanged: int
    embedded: int


class PassageIndex:
    """The stored vectors of a corpus. A folder has one owner process; a server may have many clients."""

    def __init__(self, client: "ClientAPI", collection: str, model: SentenceEmbeddings, *, keep: bool = True) -> None:
        self._client, self._name, self._model, self._keep = client, collection, model, keep
        self._lock: Any = None
        self._store = self._open()

    @classmethod
    def open(cls, settings: Settings, model: SentenceEmbeddings) -> Self:
        """Open the Chroma server of the settings, or the folder.

        Raises StoreInUseError when another process owns the folder, StoreError when it cannot be used.
        """
        if settings.chroma_url:
            return cls(_server(settings), settings.collection, model)
        lock = _own(settings.index_dir)
        try:
            index = cls(_folder(settings.index_dir), settings.collection, model)
        except BaseException:
            lock.release()
            raise
        index._lock = lock
        return index

    @classmethod
    def in_memory(cls, model: SentenceEmbeddings) -> Self:
        """An index that ends with the process. Chroma's in-memory clients share one store, hence the name."""
        import chromadb

        client = chromadb.EphemeralClient(settings=_quiet())
        return cls(client, f"memory-{uuid.uuid4().hex}", model, keep=False)

    def update(self, passages: Sequence[Passage]) -> Changes:
        """Bring the index up to date: embed what is new, delete what is gone, leave the rest."""
        stored = self._stored()
        wanted = {p.id: p for p in passages}
        changes = _compare(stored, {p.id: p.document for p in passages})
        new = [p for p in wanted.values() if p.id not in stored]
        gone = [key for key in stored if key not in wanted]
        for start in range(0, len(new), BATCH):
            self._write(new[start : start + BATCH])
        for start in range(0, len(gone), BATCH):
            self._store.delete(gone[start : start + BATCH])
        self._check()
        return Changes(*changes, embedded=len(new))

    def rebuild(self, passages: Sequence[Passage]) -> Changes:
        """Throw the collection away (never the folder, which may be live) and make it again."""
        self._client.delete_collection(self._name)
        self._store = self._open()
        return self.update(passages)

    def nearest(self, question: str, k: int) -> list[tuple[str, float]]:
        """Up to k passage ids with their cosine similarity, best first."""
        found = self._store.similarity_search_with_score(question, k=k)
        return [(str(document.id), 1.0 - distance) for document, distance in found]

    def close(self) -> None:
        """Give the folder up; an in-memory index is deleted. Closing again does nothing."""
        if not self._keep:
            self._client.delete_collection(self._name)
            self._keep = True
        if self._lock is not None:
            self._client.close()  # type: ignore[attr-defined]  # the client has it, its interface does not
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _identity(self) -> dict[str, str | int]:
        size = len(self._model.embed_query("size"))
        return {"embedding_model": self._model.name, "dimension": size, "splitter": SPLITTER_VERSION}

    def _open(self) -> "Chroma":
        from langchain_chroma import Chroma

        identity = self._identity()
        store = Chroma(
            self._name,
            self._model,
            client=self._client,
            collection_metadata=identity,
            collection_configuration={"hnsw": {"space": "cosine"}},
        )
        stored = self._client.get_collection(self._name, embedding_function=None).metadata or {}
        differing = [key for key, value in identity.items() if stored.get(key) != value]
        self.outdated = ", ".join(f"{key} {stored.get(key)!r} instead of {identity[key]!r}" for key in differing)
        return store

    def _stored(self) -> dict[str, str]:
        """Passage id -> document id, of all that is stored."""
        if self.outdated:
            raise StoreError(f"The index was built with {self.outdated}: {REBUILD}.")
        rows = self._store.get(include=["metadatas"])
        return {key: row["document"] for key, row in zip(rows["ids"], rows["metadatas"], strict=True)}

    def _write(self, passages: list[Passage]) -> None:
        self._store.add_texts(
            [p.text for p in passages],
            [{"document": p.document, "start": p.start, "end": p.end} for p in passages],
            ids=[p.id for p in passages],
        )

    def _check(self) -> None:
        """Raise StoreError when stored vectors do not find themselves. Equal texts may stand for one another."""
        try:
            rows = self._store.get(limit=SAMPLES, include=["embeddings"])
            lost = [key for key, vector in zip(rows["ids"], rows["embeddings"], strict=True) if not self._finds(vector)]
        except Exception as error:  # Chroma's errors for a torn index are of several kinds
            raise StoreError(f"The index is damaged ({error}): {REBUILD}.") from error
        if lost:
            raise StoreError(f"The index is damaged (passage {lost[0]} does not find itself): {REBUILD}.")

    def _finds(self, vector: Sequence[float]) -> bool:
        found = self._store.similarity_search_by_vector_with_relevance_scores(list(map(float, vector)), k=1)
        return bool(found) and found[0][1] < SAME


def _compare(stored: dict[str, str], wanted: dict[str, str]) -> tuple[int, int, int, int]:
    """Documents added, changed, removed, unchanged, from passage id -> document id."""
    before, after = _by_document(stored), _by_document(wanted)
    common = before.keys() & after.keys()
    unchanged = sum(before[d] == after[d] for d in common)
    return (
        len(after.keys() - before.keys()),
        len(common) - unchanged,
        len(before.keys() - after.keys()),
        unchanged,
    )


def _by_document(passages: dict[str, str]) -> dict[str, set[str]]:
    documents: dict[str, set[str]] = {}
    for passage, document in passages.items():
        documents.setdefault(document, set()).add(passage)
    return documents


def _quiet() -> Any:
    from chromadb.config import Settings as ChromaSettings

    return ChromaSettings(anonymized_telemetry=False)


def _own(folder: Path) -> Any:
    """Lock the folder for this process: two Chroma processes on one folder lose vectors without a word."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "owner.lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreInUseError(
            f"Another process uses the index in {folder}: stop it, or set RAG_INDEX_DIR to another folder."
        ) from error
    except OSError as error:
        raise StoreError(f"The index folder {folder} cannot be written: set RAG_INDEX_DIR to another.") from error
    return lock


def _folder(folder: Path) -> "ClientAPI":
    import chromadb

    try:
        return chromadb.PersistentClient(str(folder), settings=_quiet())
    except Exception as error:  # Chroma raises many kinds for a folder that it cannot open
        raise StoreError(f"The index in {folder} cannot be opened ({error}): delete it and start again.") from error


def _server(settings: Settings) -> "ClientAPI":
    import chromadb

    try:
        url = urlsplit(str(settings.chroma_url))
        port = url.port or (443 if url.scheme == "https" else 8000)
    except ValueError:
        url, port = urlsplit(""), 0
    if url.scheme not in ("http", "https") or not url.hostname:
        raise UsageError(f"RAG_CHROMA_URL is {settings.chroma_url!r}: give it as http://HOST:PORT.")
    headers = {"x-chroma-token": settings.chroma_token.get_secret_value()} if settings.chroma_token else {}
    try:
        return chromadb.HttpClient(url.hostname, port, ssl=url.scheme == "https", headers=headers, settings=_quiet())
    except Exception as error:  # refused, not Chroma, wrong token: each comes as another kind
        raise StoreError(
            f"No Chroma server answers at {settings.chroma_url}: start it, or unset RAG_CHROMA_URL."
        ) from error
