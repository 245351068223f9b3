"""A conversation: stop, ask again, edit, rate, copy, export, delete, and find it again later."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from pages import Served, Visit, served
from playwright.sync_api import expect
from steps import ask, begin, press, question_box

QUESTION = "What did the Supreme Court order in 2018?"


def test_stop_frees_the_model_and_keeps_what_had_come(visit: Visit) -> None:
    with served(seconds=0.2) as site:
        page = visit(site.url)
        begin(page, "a long answer, please")
        expect(page.locator(".answer")).to_contain_text("This is sentence 1.")
        press(page, "Stop")
        _until(lambda: site.assistant.closed == 1)
        turn = page.locator(".turn")
        expect(turn).to_have_attribute("data-state", "stopped")
        expect(turn).to_contain_text("Stopped. The answer is incomplete.")
        expect(turn.locator(".answer")).to_contain_text("This is sentence 1.")
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
        ask(page, QUESTION)


def test_closing_the_tab_frees_the_model(visit: Visit) -> None:
    with served(seconds=0.2) as site:
        page = visit(site.url)
        begin(page, "a long answer, please")
        expect(page.locator(".answer")).to_contain_text("This is sentence 1.")
        page.close()
        _until(lambda: site.assistant.closed == 1)


def test_deleting_while_an_answer_comes_stops_it(visit: Visit) -> None:
    with served(seconds=0.2) as site:
        page = visit(site.url)
        begin(page, "a long answer, please")
        expect(page.locator(".answer")).to_contain_text("This is sentence 1.")
        press(page, "Delete")
        _until(lambda: site.assistant.closed == 1)
        expect(page.locator(".welcome")).to_be_visible()
        time.sleep(0.5)
        expect(page.locator(".turn")).to_have_count(0)


def test_a_question_asked_while_another_is_answered_takes_its_place(visit: Visit) -> None:
    with served(seconds=0.1) as site:
        page = visit(site.url)
        begin(page, "a long answer, please")
        expect(page.locator(".answer")).to_contain_text("This is sentence 1.")
        begin(page, QUESTION)
        _until(lambda: site.assistant.closed == 1)
        expect(page.locator(".turn").nth(1)).to_have_attribute("data-state", "done")
        expect(page.locator(".turn").first).to_have_attribute("data-state", "stopped")


def test_follow_ups_carry_the_conversation_and_show_what_was_searched(visit: Visit) -> None:
    with served() as site:
        page = visit(site.url)
        first = ask(page, QUESTION).locator(".answer").inner_text()
        turn = ask(page, "And then?")
        expect(turn.locator(".searched")).to_have_text("Searched for: And then? (2018)")
        question, history = site.assistant.asked[-1]
        assert question == "And then?"
        assert [message["role"] for message in history] == ["user", "assistant"]  # type: ignore[index]
        assert "pay damages in 2018. [1]" in history[1]["content"]  # type: ignore[index]
        assert "pay damages in 2018." in first


def test_asking_again_replaces_the_last_answer(visit: Visit) -> None:
    with served() as site:
        page = visit(site.url)
        ask(page, QUESTION)
        press(page, "Ask again")
        _until(lambda: len(site.assistant.asked) == 2)
        assert site.assistant.asked[1] == (QUESTION, [])
        expect(page.locator(".turn")).to_have_count(1)


def test_editing_replaces_the_last_question_unless_it_is_kept(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    ask(page, QUESTION)
    press(page, "Edit question")
    expect(question_box(page)).to_have_value(QUESTION)
    expect(question_box(page)).to_be_focused()
    press(page, "Keep it")
    expect(question_box(page)).to_have_value("")
    press(page, "Edit question")
    expect(question_box(page)).to_have_value(QUESTION)
    question_box(page).fill("What did the court order?")
    question_box(page).press("Enter")
    expect(page.locator(".turn .question")).to_have_text(["What did the court order?"])


def test_the_conversation_survives_a_reload_and_a_restart(visit: Visit) -> None:
    with served() as site:
        page = visit(site.url)
        answer = ask(page, QUESTION).inner_text()
        page.reload()
        expect(page.locator(".turn")).to_have_text(answer, use_inner_text=True)
        port = int(site.url.rsplit(":", 1)[1])
    with served(port=port) as site:
        page.goto(site.url)
        expect(page.locator(".turn")).to_have_text(answer, use_inner_text=True)
        expect(page.locator("#sources .said[data-cited]")).to_have_count(3)
        ask(page, "And then?")
        assert len(site.assistant.asked[-1][1]) == 2


def test_a_reload_leads_to_the_last_question(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    for question in (QUESTION, "What do both sides say?", "And then?"):
        ask(page, question)
    page.reload()
    expect(page.locator(".turn .question").last).to_be_in_viewport(ratio=1)
    expect(page.locator(".turn .question").first).not_to_be_in_viewport()


def test_an_answer_cut_off_by_closing_the_tab_is_kept_as_stopped(visit: Visit) -> None:
    with served(seconds=0.2) as site:
        page = visit(site.url)
        begin(page, "a long answer, please")
        expect(page.locator(".answer")).to_contain_text("This is sentence 1.")
        context = page.context
        page.close()
        page = context.new_page()
        page.goto(site.url)
        expect(page.locator(".turn")).to_have_attribute("data-state", "stopped")
        expect(page.locator(".answer")).to_contain_text("This is sentence 1.")


def test_one_click_deletes_the_conversation_for_good(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    ask(page, QUESTION)
    press(page, "Delete")
    expect(page.locator(".turn")).to_have_count(0)
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_copy_takes_the_quotations_along(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    turn = ask(page, QUESTION)
    press(turn, "Copy")
    expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "to pay damages in 2018. [1]" in copied
    assert "(Choi Eun-mi, quoted; 28 February 2023; article.md)" in copied


def test_export_is_markdown_with_every_question(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    ask(page, QUESTION)
    ask(page, "Another one?")
    with page.expect_download() as download:
        press(page, "Export")
    assert download.value.suggested_filename.endswith(".md")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("# Ask the sources\n")
    assert f"## {QUESTION}" in text
    assert "## Another one?" in text


def test_ratings_are_noted_with_an_optional_remark(visit: Visit, tmp_path: Path) -> None:
    ratings = tmp_path / "feedback.jsonl"
    with served(ratings=ratings) as site:
        page = visit(site.url)
        turn = ask(page, QUESTION)
        press(turn, "Not helpful")
        expect(turn.get_by_role("button", name="Not helpful")).to_have_attribute("aria-pressed", "true")
        turn.get_by_label("What was good or wrong?").fill("It is “incomplete”.\n")
        press(turn, "Send")
        expect(turn).to_contain_text("Thank you, noted.")
        page.reload()
        expect(page.locator(".turn")).to_contain_text("Thank you, noted.")
    lines = [json.loads(line) for line in ratings.read_text(encoding="utf-8").splitlines()]
    assert [(line["vote"], line["remark"]) for line in lines] == [("down", ""), ("down", "It is “incomplete”.")]
    assert lines[1]["question"] == QUESTION
    assert lines[1]["answer"]["citations"]


def test_without_a_file_for_them_there_are_no_ratings(visit: Visit, site: Served) -> None:
    turn = ask(visit(site.url), QUESTION)
    expect(turn.get_by_role("button", name="Copy")).to_be_visible()
    expect(turn.get_by_role("button", name="Helpful", exact=True)).to_have_count(0)


def _until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)
