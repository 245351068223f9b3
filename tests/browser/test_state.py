"""What the page says about itself: loading, stages, refusals, withdrawn sentences, errors."""

import logging

import pytest
from axe import faults
from pages import DESKTOP, PHONE, Served, Visit, served
from playwright.sync_api import expect
from steps import ask, begin, question_box

from rag.errors import WeightsError
from rag.records import Document

IS_BELOW_THE_HEADER = """() => {
  const [top, question] = ["#top", ".turn .question"].map((one) => document.querySelector(one).getBoundingClientRect());
  return question.top >= top.bottom;
}"""


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_page_can_be_read_and_asked_before_the_models_are_there(visit: Visit, width: int) -> None:
    with served(loading=True) as site:
        page = visit(site.url, width)
        status = page.locator("#status")
        expect(status).to_contain_text("Getting ready: Loading the language model.")
        expect(status.get_by_role("progressbar", name="Getting ready")).to_have_attribute("value", "0.4")
        begin(page, "What did the Supreme Court order in 2018?")
        expect(page.locator(".stage")).to_have_text("Waiting for the models…")
        site.loaded.set()
        expect(page.locator(".turn")).to_have_attribute("data-state", "done")
        expect(status.locator(".ready")).to_have_text("Answers by a fake model")


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_model_that_still_reads_ahead_says_so(visit: Visit, width: int) -> None:
    with served() as site:
        site.assistant.warmed.clear()
        page = visit(site.url, width)
        status = page.locator("#status .ready")
        expect(status).to_have_text(
            "Answers by a fake model · still reading the sources; the first answers take longer"
        )
        expect(status).to_be_visible()
        ask(page, "What did the Supreme Court order in 2018?")
        site.assistant.warmed.set()
        expect(status).to_have_text("Answers by a fake model")


def test_without_a_model_the_page_says_what_answers_are(visit: Visit) -> None:
    with served() as site:
        site.assistant.model_name = "none"
        page = visit(site.url)
        expect(page.locator("#status")).to_have_text("No language model: answers are quotations alone")
        expect(ask(page, "What now?").locator(".byline")).to_contain_text("answers are quotations alone")


def test_who_answers_and_as_of_when(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    expect(page.locator("#status")).to_have_text("Answers by a fake model")
    turn = ask(page, "What did the Supreme Court order in 2018?")
    expect(turn.locator(".byline")).to_have_text("As of 28 February 2023 · a fake model · 1.2 s")


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_not_in_the_sources_is_calm_and_shows_the_nearest_sentences(visit: Visit, site: Served, width: int) -> None:
    page = visit(site.url, width)
    turn = ask(page, "How many victims are still alive?")
    absent = turn.locator(".answer.absent")
    expect(absent).to_contain_text("Not in the sources")
    expect(absent).to_contain_text("The nearest sentences, which do not answer the question")
    expect(absent.locator(".card")).to_have_count(2)
    expect(page.locator("#sources .said[data-cited]")).to_have_count(0)
    absent.get_by_role("link", name="Show in the source").first.click()
    expect(page.locator("#sources .said.target")).to_be_in_viewport()


def test_what_was_not_supported_or_replaced_says_so(visit: Visit, site: Served) -> None:
    turn = ask(visit(site.url), "Was it mended?")
    expect(turn.locator(".sentence").first).to_have_attribute("data-verdict", "unsupported")
    expect(turn.locator(".verdict")).to_have_text(
        ["Not supported by the sources", "A sentence failed its check; the source’s own words stand here instead"]
    )


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("Will it fail?", "The model failed: restart the server."),
        ("Will it crash?", "Something went wrong on this server; its log says what."),
    ],
)
def test_an_error_is_a_sentence_and_leaves_the_question(
    visit: Visit, caplog: pytest.LogCaptureFixture, question: str, message: str
) -> None:
    caplog.set_level(logging.CRITICAL, "page.handlers")
    with served() as site:
        page = visit(site.url, PHONE)
        ask(page, "What do both sides say?")
        begin(page, question)
        expect(page.get_by_role("alert").filter(has_text=message)).to_be_in_viewport()
        expect(question_box(page)).to_have_value(question)
        ask_after_failing = "What did the Supreme Court order in 2018?"
        question_box(page).fill(ask_after_failing)
        question_box(page).press("Enter")
        expect(page.locator(".turn .question").last).to_have_text(ask_after_failing)
        expect(page.locator(".turn").last).to_have_attribute("data-state", "done")
        expect(page.locator(".failed")).to_have_count(0)


def test_an_empty_question_asks_nothing(visit: Visit) -> None:
    with served() as site:
        page = visit(site.url)
        begin(page, "   ")
        page.wait_for_timeout(300)
        expect(page.locator(".welcome")).to_be_visible()
        assert site.assistant.asked == []


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_when_the_models_cannot_be_had_the_page_says_why(visit: Visit, width: int) -> None:
    reason = f"The language model is damaged, its digest is another than {'0123456789abcdef' * 4}: delete it."
    with served(broken=WeightsError(reason)) as site:
        page = visit(site.url, width)
        expect(page.locator("#status").get_by_role("alert")).to_contain_text(reason)
        begin(page, "What did the Supreme Court order in 2018?")
        expect(page.locator(".turn .failed")).to_contain_text(reason)
        page.wait_for_function(IS_BELOW_THE_HEADER)
        assert faults(page) == []


def test_further_documents_open_when_they_are_needed(visit: Visit) -> None:
    documents = [
        Document(id=f"{n}.md", title=f"Report {n}", text=f"Minister Kim Min said on day {n} that talks failed.")
        for n in (1, 2)
    ]
    with served(documents) as site:
        page = visit(site.url)
        turn = ask(page, "What did the minister say?")
        marks = turn.locator(".mark")
        assert marks.evaluate_all("all => all.map(one => one.dataset.document)") == ["1.md", "2.md"]
        marks.nth(1).click()
        expect(page.locator('[data-document="2.md"] .said.target')).to_contain_text("on day 2")
        expect(page.get_by_text("Report 1 ·")).to_have_count(1)
