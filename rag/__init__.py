"""The public names. Importing this package loads none of them: each is imported when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.errors import RagError
    from rag.records import Answer, Citation, Document
    from rag.settings import Settings

__all__ = ["Answer", "Assistant", "Citation", "Document", "RagError", "Settings"]

_HOME = {
    "Answer": "rag.records",
    "Assistant": "rag.assistant",
    "Citation": "rag.records",
    "Document": "rag.records",
    "RagError": "rag.errors",
    "Settings": "rag.settings",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'rag' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
