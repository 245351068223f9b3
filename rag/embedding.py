"""The embedding model behind LangChain's interface. Loads it once a process; knows no index."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings

from rag.settings import Settings


class SentenceEmbeddings(Embeddings):
    """The embedding model behind LangChain's interface, with the model's own query and document prompts."""

    def __init__(self, folder: Path, name: str) -> None:
        # The files are here by now; without this the library still asks the hub about them.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # it would draw over the caller's own

        self.name = name
        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors, one row a text."""
        return self._encode(self._model.encode_document, texts)

    def embed_query(self, text: str) -> list[float]:
        """One unit vector."""
        return self._encode(self._model.encode_query, [text])[0]

    @lru_cache(maxsize=4096)  # noqa: B019  the model lives as long as the process
    def unit_vector(self, text: str) -> tuple[float, ...]:
        """The vector of a source sentence; asked for again with nearly every question."""
        return tuple(self.embed_documents([text])[0])

    def count_tokens(self, text: str) -> int:
        """Tokens of the text without the two marks that the model adds."""
        return len(self._model.tokenizer.tokenize(text))

    @staticmethod
    def _encode(encode: Any, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = encode(texts, normalize_embeddings=True, show_progress_bar=False).tolist()
        return rows


@lru_cache(maxsize=2)
def _load_embeddings(folder: Path, name: str) -> SentenceEmbeddings:
    return SentenceEmbeddings(folder, name)


def embeddings(settings: Settings) -> SentenceEmbeddings:
    """The embedding model, loaded once a process."""
    from rag.weights import embedding_model

    found = embedding_model(settings)
    return _load_embeddings(found.path, found.name)
