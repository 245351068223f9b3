"""The page without a browser: words, conversation, HTML, Markdown, headers, and `python app.py` itself."""

import ast
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from page import export, feedback, turns, view
from page.article import article
from page.policy import Policy
from page.turns import Turn
from page.words import LANGUAGES, pick, read
from rag.passages import sentences
from rag.records import Answer, AnswerSentence, Citation, Document, Progress, Sources
from rag.settings import ROOT
from rag.speakers import label

ENGLISH = read("en")
DOCUMENT = Document(
    id="a.md", title="A", text="It rained.\n\n“We left,” said Kim -- twice.", published=date(2023, 2, 28)
)


def cited(n: int = 1, quote: str = "It rained.", speaker: str | None = None) -> Citation:
    return Citation.model_validate(
        {
            "n": n,
            "document": "a.md",
            "passage": "p",
            "quote": quote,
            "start": 0,
            "end": len(quote),
            "speaker": speaker,
            "mode": "quote" if speaker else "report",
            "published": "2023-02-28",
        }
    )


def answered(*texts: str, **changes: object) -> Answer:
    said = [AnswerSentence(text=text, citations=(1,), verdict="supported") for text in texts]
    fields = {
        "question": "Why?",
        "standalone_question": "Why?",
        "answered": True,
        "text": " ".join(f"{text} [1]" for text in texts),
        "sentences": said,
        "citations": [cited()],
        "model": "m",
        "as_of": "2023-02-28",
    }
    return Answer.model_validate({**fields, **changes})


def shown(turn: Turn) -> str:
    return str(view.conversation([turn], [DOCUMENT], ENGLISH, rateable=True))


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


# --- Conversation --------------------------------------------------------------------------------


def test_a_turn_grows_with_the_events() -> None:
    turn = turns.begin((), "  Why? ")[0]
    for event in (Progress(stage="searching"), Sources(standalone_question="Why so?", passages=()), "It ", "rained."):
        turn = turn.after(event)
    assert (turn.question, turn.stage, turn.standalone, turn.text) == ("Why?", "searching", "Why so?", "It rained.")
    done = turn.after(answered("It rained."))
    assert (done.state, done.text) == ("done", "It rained. [1]")


def test_what_is_saved_comes_back_and_nothing_else_does() -> None:
    kept = (Turn(question="Why?").after(answered("It rained.")), Turn(question="And?", text="It "))
    saved = json.loads(json.dumps(turns.save(kept)))
    assert turns.restore(saved) == (kept[0], kept[1].settle())
    for nonsense in (None, "x", {"a": 1}, [1], [{"question": 5}], [{"question": "x", "foreign": 1}]):
        assert turns.restore(nonsense) == ()


def test_a_failed_question_is_not_saved_and_makes_room_for_the_next() -> None:
    failed = Turn(question="Why?").fail("It broke.")
    assert turns.save([failed]) == []
    assert [turn.question for turn in turns.begin([failed], "Why now?")] == ["Why now?"]


def test_long_questions_and_long_conversations_are_cut() -> None:
    assert len(turns.begin((), "W" * 9999)[0].question) == turns.MAX_QUESTION
    assert len(turns.save([Turn(question="Why?", state="stopped")] * 99)) == turns.MAX_TURNS


def test_history_holds_finished_answers_only() -> None:
    kept = [Turn(question="Why?").after(answered("It rained.")), Turn(question="And?", state="stopped")]
    assert turns.history(kept) == [
        {"role": "user", "content": "Why?"},
        {"role": "assistant", "content": "It rained. [1]"},
    ]


# --- HTML and Markdown ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "turn",
    [
        Turn(question="<i>"),
        Turn(question="q", text="<i> [1]"),
        Turn(question="q", standalone="<i>"),
        Turn(question="q").fail("<i>"),
        Turn(question="q").after(answered("<i>", model="<i>")),
        Turn(question="q").after(answered("x", citations=[cited(quote="<i>", speaker="<i>")])),
        Turn(question="q").after(answered("x", answered=False, citations=[], nearest=[cited(quote="<i>")])),
    ],
)
def test_every_text_is_escaped(turn: Turn) -> None:
    assert "<i>" not in shown(turn)
    assert "&lt;i&gt;" in shown(turn)


def test_years_in_brackets_are_no_marks() -> None:
    html = shown(Turn(question="q", text="The treaty [1965] held [1]. [2]"))
    assert "[1965]" in html
    assert html.count('class="mark pending"') == 2


def test_marks_without_a_citation_are_left_out() -> None:
    html = shown(Turn(question="q").after(answered("It rained.", citations=[])))
    assert 'class="mark"' not in html


def test_lines_of_an_answer_become_paragraphs() -> None:
    turn = Turn(question="q").after(
        answered("Seoul wants.", "Tokyo refuses.", text="Seoul wants. [1]\nTokyo refuses. [1]")
    )
    assert shown(turn).count('<p><span class="sentence"') == 2


def test_every_character_of_a_document_is_shown_in_order() -> None:
    html = str(article(DOCUMENT, label(DOCUMENT, sentences(DOCUMENT)), ENGLISH))
    body = html.split("</p>", 1)[1]
    text = "".join(part.split(">", 1)[-1] for part in body.split("<"))
    assert text == DOCUMENT.text.replace("\n\n", "")


def test_markdown_has_the_quotations_and_shows_text_unchanged() -> None:
    turn = Turn(question="# Why *me*?").after(answered("It <b>rained</b>.", citations=[cited(speaker="Kim_Min")]))
    assert export.markdown(turn, ENGLISH) == (
        "## \\# Why \\*me\\*?\n\nIt \\<b>rained\\</b>. [1]\n\n"
        "- [1] It rained. (Kim\\_Min, quoted; 28 February 2023; a.md)\n\n*As of 28 February 2023 · m*\n"
    )


def test_ratings_are_one_json_line_each(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    turn = Turn(question="Why?").after(answered("It rained.")).rate("up", remarked=False)
    feedback.record(file, turn)
    feedback.record(file, turn, "two\nlines")
    first, second = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    assert (first["vote"], first["question"], first["remark"]) == ("up", "Why?", "")
    assert Answer.model_validate(second["answer"]).answered
    assert second["remark"] == "two\nlines"


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
