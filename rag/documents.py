"""Files in the corpus folder -> Documents. Knows file formats; knows nothing of sentences or indexes."""

import itertools
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from rag.errors import DocumentError
from rag.records import Document

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
METADATA = ("title", "publisher", "published", "url", "language")
NOTES = {"readme", "license"}
"""Names of files that speak about the corpus and are not part of it."""

BLOCKS = ["p", "h1", "h2", "h3", "li", "blockquote"]
"""HTML elements that are a paragraph, where no other of them is inside."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Corpus:
    """What could be read, and one sentence for each file that could not."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...]


def load(folder: Path) -> Corpus:
    """Read every document below `folder`, in the order of their names.

    Raises DocumentError when there is no such folder or nothing in it can be read.
    """
    if not folder.is_dir():
        raise DocumentError(f"There is no corpus folder {folder}: make it, or set RAG_CORPUS_DIR to another.")
    documents: list[Document] = []
    problems: list[str] = []
    for path in sorted(p for p in folder.rglob("*") if _is_document(p)):
        try:
            documents.append(read(path, folder))
        except DocumentError as error:
            problems.append(str(error))
            logger.warning("%s", error)
    if not documents:
        raise DocumentError(
            " ".join([*problems, f"No document could be read from {folder}: put a .txt or .md file there."])
        )
    return Corpus(tuple(documents), tuple(problems))


def distinct(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The same documents with ids that differ, so that a citation names one of them.

    Raises DocumentError when there is none, or one without text.
    """
    found: dict[str, Document] = {}
    for document in documents:
        if not document.text.strip():
            raise DocumentError(f"The document “{document.title}” is empty: give it a text.")
        ids = itertools.chain([document.id], (f"{document.id} ({n})" for n in itertools.count(2)))
        name = next(name for name in ids if name not in found)
        found[name] = document.model_copy(update={"id": name})
    if not found:
        raise DocumentError("There are no documents: give at least one.")
    return tuple(found.values())


def read(path: Path, folder: Path) -> Document:
    """Read one file. Its id is its path below `folder`. Raises DocumentError, naming the file and the mend."""
    name = path.relative_to(folder).as_posix()
    try:
        text, metadata = READERS[path.suffix.lower()](path)
        fields = {key: metadata[key] for key in METADATA if metadata.get(key) is not None}
        document = Document(**{"title": path.stem, **fields}, id=name, text=text)
    except UnicodeDecodeError as error:
        raise DocumentError(f"{name} is not UTF-8 text (byte {error.start}): save it as UTF-8.") from error
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise DocumentError(f"{name} has unusable front matter: correct or remove the lines between ---.") from error
    except Exception as error:  # whatever a format's library raises on a damaged file, the file is to be named
        raise DocumentError(f"{name} cannot be read ({error}): mend it or take it out of the folder.") from error
    if not text.strip():
        raise DocumentError(f"{name} is empty: put text into it or take it out of the folder.")
    return document


def _is_document(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in READERS and path.stem.lower() not in NOTES


def _read_text(path: Path) -> tuple[str, dict[str, Any]]:
    text = path.read_text(encoding="utf-8-sig")
    head = _FRONT_MATTER.match(text)
    if head is None:
        return text, {}
    metadata = yaml.safe_load(head.group(1)) or {}
    if not isinstance(metadata, dict):
        raise TypeError("front matter without keys")
    return text[head.end() :], metadata


def _read_pdf(path: Path) -> tuple[str, dict[str, Any]]:
    from pypdf import PdfReader

    reader = PdfReader(path)
    title = reader.metadata.title if reader.metadata else None
    return "\n\n".join(page.extract_text() for page in reader.pages), {"title": title or None}


def _read_docx(path: Path) -> tuple[str, dict[str, Any]]:
    import docx

    word = docx.Document(str(path))
    return "\n\n".join(p.text for p in word.paragraphs if p.text.strip()), {"title": word.core_properties.title or None}


def _read_html(path: Path) -> tuple[str, dict[str, Any]]:
    from bs4 import BeautifulSoup

    page = BeautifulSoup(path.read_text(encoding="utf-8-sig"), "html.parser")
    for unread in page(["script", "style", "nav", "footer", "template"]):
        unread.decompose()
    for line_break in page("br"):
        line_break.replace_with(" ")
    blocks = [b for b in page.find_all(BLOCKS) if not b.find(BLOCKS)]
    text = "\n\n".join(" ".join(block.get_text().split()) for block in blocks) or page.get_text("\n\n")
    language = page.html.get("lang") if page.html else None
    return text, {"title": (page.title.get_text().strip() if page.title else "") or None, "language": language}


READERS: dict[str, Callable[[Path], tuple[str, dict[str, Any]]]] = {
    ".txt": _read_text,
    ".md": _read_text,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
    ".html": _read_html,
    ".htm": _read_html,
}
