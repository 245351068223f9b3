"""The first seconds: something to read and to write into at once, and nothing written is lost."""

import time
import urllib.request
from collections.abc import Iterator
from types import ModuleType

import pytest
from axe import faults
from pages import DESKTOP, PHONE, Served, Visit, served
from playwright.sync_api import Browser, Page, expect
from speed import measure
from steps import ask, question_box

import page.quick
import page.server
from rag.records import Document

QUESTION = "What did the Supreme Court order in 2018?"


@pytest.fixture
def slow_site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A page whose Gradio takes two seconds to import."""
    imported = page.quick.gradio

    def slowly() -> ModuleType:
        time.sleep(2)
        return imported()

    monkeypatch.setattr(page.server, "gradio", slowly)
    with served(early=True) as running:
        yield running


def test_the_page_is_small_and_usable_before_it_is_complete(browser: Browser) -> None:
    speed = measure(browser)
    assert speed.interactive_seconds < speed.complete_seconds
    assert speed.kilobytes < 600
    assert speed.requests < 80


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_question_asked_before_anything_is_loaded_is_answered(
    browser: Browser, slow_site: Served, width: int
) -> None:
    early = _open(browser, slow_site, width)
    expect(early.locator("body[data-early]")).to_have_count(1)
    expect(early.get_by_role("heading", name="Ask the sources")).to_be_visible()
    question_box(early).fill(QUESTION)
    question_box(early).press("Enter")
    expect(early.locator("#shell .stage")).to_have_text("Waiting for the models…")
    expect(early.locator(".turn .question")).to_have_text([QUESTION])
    expect(early.locator(".turn")).to_have_attribute("data-state", "done")
    expect(question_box(early)).to_have_value("")
    assert [question for question, _ in slow_site.assistant.asked] == [QUESTION]
    early.context.close()


def test_axe_finds_nothing_in_the_first_part(browser: Browser, slow_site: Served) -> None:
    early = _open(browser, slow_site, PHONE)
    assert faults(early) == []
    expect(early.locator("body[data-early]")).to_have_count(1)
    early.context.close()


def test_half_a_question_and_the_focus_are_kept(browser: Browser, slow_site: Served) -> None:
    early = _open(browser, slow_site, DESKTOP)
    question_box(early).press_sequentially("What did")
    expect(early.locator("#shell")).to_have_count(0)
    expect(question_box(early)).to_have_value("What did")
    expect(question_box(early)).to_be_focused()
    early.keyboard.type(" Lee say?")
    early.keyboard.press("Enter")
    expect(early.locator(".turn .question")).to_have_text(["What did Lee say?"])
    early.context.close()


def test_an_example_can_be_chosen_at_once(browser: Browser, slow_site: Served) -> None:
    early = _open(browser, slow_site, DESKTOP)
    early.locator("#shell .examples button").first.click()
    expect(early.locator(".turn .question")).to_have_text([QUESTION])
    early.context.close()


def test_nothing_moves_when_the_page_is_complete(browser: Browser, slow_site: Served) -> None:
    early = _open(browser, slow_site, DESKTOP)
    places = _places(early)
    expect(early.locator("#shell")).to_have_count(0)
    assert _places(early) == pytest.approx(places, abs=2)
    early.context.close()


def test_a_returning_reader_sees_the_conversation_not_the_way_in(visit: Visit, site: Served) -> None:
    complete = visit(site.url)
    ask(complete, QUESTION)
    complete.route("**/gradio_api/**", lambda route: route.abort())
    again = complete.context.new_page()
    again.goto(site.url, wait_until="commit")
    expect(again.locator("html[data-returning]")).to_have_count(1)


def test_health_tells_the_page_from_the_models(slow_site: Served) -> None:
    with urllib.request.urlopen(f"{slow_site.url}/healthz") as response:
        assert response.read() == b'{"page":false,"ready":false}'


def test_an_unreadable_file_is_named(visit: Visit) -> None:
    problem = "notes.txt is empty: put text into it or take it out of the folder."
    with served([Document(title="One", text="It rained.")], problems=(problem,)) as site:
        expect(visit(site.url).locator(".welcome .problem")).to_have_text(problem)


def _open(browser: Browser, site: Served, width: int) -> Page:
    opened = browser.new_context(viewport={"width": width, "height": 800}, locale="en-GB").new_page()
    opened.goto(site.url)
    return opened


def _places(shown: Page) -> list[float]:
    """Left and top of what the eye rests on."""
    selectors = ["h1", ".welcome .tagline", "#question textarea", "#sources h3", "#sources .document p:nth-of-type(2)"]
    boxes = [shown.locator(selector).first.bounding_box() for selector in selectors]
    return [edge for box in boxes if box for edge in (box["x"], box["y"])]
