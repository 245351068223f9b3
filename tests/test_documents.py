"""Files of every format become Documents; a file that cannot be read is named, and the others load."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from fakes import article

from rag.documents import distinct, load, read
from rag.errors import DocumentError
from rag.records import Document


def pdf(*lines: str, title: str = "A report") -> bytes:
    """A PDF of one page, a line of text each."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(f"{len(body):010} 00000 n \n")
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{''.join(places)}"
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + table + trailer).encode()


def word(folder: Path) -> Path:
    made = docx.Document()
    made.core_properties.title = "Minutes"
    for text in ("The council met.", "", "It rejected the plan."):
        made.add_paragraph(text)
    made.save(str(folder / "minutes.docx"))
    return folder / "minutes.docx"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


FULL = """---
title: "A: title"
publisher: The Paper
published: 2023-02-28
url: https://example.org/1
language: ko
# a comment
editor: not one of ours
---
The text.
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            FULL,
            Document(
                id="a.md",
                title="A: title",
                text="The text.\n",
                publisher="The Paper",
                published=date(2023, 2, 28),
                url="https://example.org/1",
                language="ko",
            ),
        ),
        (
            FULL.replace("\n", "\r\n"),
            Document(
                id="a.md",
                title="A: title",
                text="The text.\n",
                publisher="The Paper",
                published=date(2023, 2, 28),
                url="https://example.org/1",
                language="ko",
            ),
        ),
        ("No front matter.", Document(id="a.md", title="a", text="No front matter.")),
        ("One.\r\n\r\nTwo.\r\n", Document(id="a.md", title="a", text="One.\n\nTwo.\n")),
        (b"\xef\xbb\xbfAfter a mark.", Document(id="a.md", title="a", text="After a mark.")),
        (b"\xef\xbb\xbf---\ntitle: T\n---\nText.", Document(id="a.md", title="T", text="Text.")),
        ("---\ntitle: T\npublisher:\n---\nText.", Document(id="a.md", title="T", text="Text.")),
        ("---\n---\nText.", Document(id="a.md", title="a", text="Text.")),
        ("---\n# nothing yet\n---\nText.", Document(id="a.md", title="a", text="Text.")),
        ("Text.\n---\nMore.\n---\n", Document(id="a.md", title="a", text="Text.\n---\nMore.\n---\n")),
        ("“Ängste” 한국 😀", Document(id="a.md", title="a", text="“Ängste” 한국 😀")),
    ],
    ids=range(11),
)
def test_text(tmp_path: Path, content: str | bytes, expected: Document) -> None:
    assert read(written(tmp_path, "a.md", content), tmp_path) == expected


def test_pdf(tmp_path: Path) -> None:
    found = read(written(tmp_path, "r.pdf", pdf("The court ruled.", "The firm appealed.")), tmp_path)
    assert (found.title, found.text.strip()) == ("A report", "The court ruled.\nThe firm appealed.")


def test_docx(tmp_path: Path) -> None:
    found = read(word(tmp_path), tmp_path)
    assert (found.title, found.text) == ("Minutes", "The council met.\n\nIt rejected the plan.")


@pytest.mark.parametrize(
    ("html", "title", "text"),
    [
        (
            '<html lang="ko"><head><title> News </title><style>p{}</style></head><body><nav><p>Menu</p></nav>'
            "<h1>Head</h1><p>One &amp; <b>two</b>\n three.</p><script>x()</script><p>Four.</p></body></html>",
            "News",
            "Head\n\nOne & two three.\n\nFour.",
        ),
        ("<p>Bare.</p>", "page", "Bare."),
        ("Words alone", "page", "Words alone"),
        ("<title></title><p>Untitled.</p>", "page", "Untitled."),
        ("<ul><li><p>Said once.</p></li></ul>", "page", "Said once."),
        ("<blockquote><p>Quoted once.</p></blockquote>", "page", "Quoted once."),
        ("<p>The <a>court</a>, in <i>2018</i>.</p>", "page", "The court, in 2018."),
        ("<p>One line<br>and another</p>", "page", "One line and another"),
    ],
)
def test_html(tmp_path: Path, html: str, title: str, text: str) -> None:
    found = read(written(tmp_path, "page.html", html), tmp_path)
    assert (found.title, found.text) == (title, text)


def test_html_tells_its_language(tmp_path: Path) -> None:
    page = written(tmp_path, "p.htm", '<html lang="ko"><p>기사</p></html>')
    assert read(page, tmp_path).language == "ko"


UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "empty.txt": ("", "empty.txt is empty"),
    "blank.md": (" \n\t\n", "blank.md is empty"),
    "head.md": ("---\ntitle: T\n---\n \n", "head.md is empty"),
    "latin.txt": ("Grüße".encode("latin-1"), "latin.txt is not UTF-8"),
    "utf16.txt": ("Hello".encode("utf-16"), "utf16.txt is not UTF-8"),
    "torn.pdf": (b"%PDF-1.4\nnothing more", "torn.pdf cannot be read"),
    "none.pdf": (b"", "none.pdf cannot be read"),
    "scan.pdf": (pdf(), "scan.pdf is empty"),
    "torn.docx": (b"PK\x03\x04 no more", "torn.docx cannot be read"),
    "empty.html": ("<script>x()</script>", "empty.html is empty"),
    "yaml.md": ("---\ntitle: [\n---\nText.", "yaml.md has unusable front matter"),
    "date.md": ("---\npublished: yesterday\n---\nText.", "date.md has unusable front matter"),
    "list.md": ("---\n- title\n- url\n---\nText.", "list.md has unusable front matter"),
    "words.md": ("---\nwords alone\n---\nText.", "words.md has unusable front matter"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_file_is_named_and_the_others_load(tmp_path: Path, name: str) -> None:
    content, start = UNREADABLE[name]
    written(tmp_path, name, content)
    written(tmp_path, "zz/good.txt", "Text.")
    found = load(tmp_path)
    assert [d.id for d in found.documents] == ["zz/good.txt"]
    (problem,) = found.problems
    assert problem.startswith(start)
    assert problem.endswith(".") and "\n" not in problem


def test_files_in_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "sub/c.txt", "README.md", "sub/Readme.txt", "LICENSE.txt", "d.csv", ".git/x"):
        written(tmp_path, name, f"Text of {name}.")
    assert [d.id for d in load(tmp_path).documents] == ["a.MD", "b.txt", "sub/c.txt"]


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda folder: folder / "nowhere", ("There is no corpus folder", "nowhere", "RAG_CORPUS_DIR")),
        (lambda folder: folder, ("No document could be read", "put a .txt or .md file there")),
        (lambda folder: written(folder, "a.txt", "").parent, ("a.txt is empty", "No document could be read")),
        (lambda folder: written(folder, "a.txt", "A."), ("There is no corpus folder",)),
    ],
)
def test_nothing_to_load(tmp_path: Path, prepare: Callable[[Path], Path], words: tuple[str, ...]) -> None:
    with pytest.raises(DocumentError) as caught:
        load(prepare(tmp_path))
    assert all(w in str(caught.value) for w in words)


def test_documents_get_ids_that_differ() -> None:
    given = [Document(title="A", text=t) for t in "xyz"] + [Document(title="B", text="b", id="A (2)")]
    assert [d.id for d in distinct(given)] == ["A", "A (2)", "A (3)", "A (2) (2)"]
    assert [d.text for d in distinct(given)] == ["x", "y", "z", "b"]


@pytest.mark.parametrize(
    ("documents", "words"), [([], "There are no documents"), ([Document(title="Void", text=" \n")], "“Void” is empty")]
)
def test_documents_without_text_are_refused(documents: list[Document], words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        distinct(documents)


def test_the_shipped_article_is_word_for_word_the_given_one() -> None:
    assert (article().id, article().published, article().language) == ("article.md", date(2023, 2, 28), "en")
    digest = hashlib.sha256(article().text.strip().encode()).hexdigest()
    assert digest == "29f413351a6f0c32fff9f9534357d88b27cdbe88529db88ff132e277264f658b"
