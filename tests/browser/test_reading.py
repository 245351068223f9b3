"""Comfort: axe-core, the keyboard alone, narrow screens, three languages, reduced motion."""

from typing import Literal

import pytest
from axe import faults
from pages import DESKTOP, PHONE, Served, Visit
from playwright.sync_api import Page, expect
from steps import ask, press

QUESTION = "What did the Supreme Court order in 2018?"
WIDTHS_AND_SCHEMES = [(width, scheme) for width in (DESKTOP, PHONE) for scheme in ("light", "dark")]


@pytest.mark.parametrize(("width", "scheme"), WIDTHS_AND_SCHEMES)
def test_axe_finds_nothing(visit: Visit, site: Served, width: int, scheme: str) -> None:
    page = visit(site.url, width, scheme)
    expect(page.locator(".welcome")).to_be_visible()
    assert faults(page) == []
    ask(page, QUESTION).get_by_text("Sentences quoted: 3").click()
    ask(page, "How many are still alive?")
    ask(page, "Was it mended?")
    ask(page, "What do both sides say since 1998?")
    assert faults(page) == []
    page.locator(".turn .mark").nth(1).click()
    expect(page.locator(".said.target")).to_be_visible()
    page.wait_for_timeout(400)  # the sheet slides in
    assert faults(page) == []


def test_the_keyboard_is_enough(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    page.keyboard.press("/")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_attribute("data-state", "done")
    _tab_to(page, ".mark")
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".said.target")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".mark").first).to_be_focused()
    _tab_to(page, '[data-event="edit"]')
    page.keyboard.press("Enter")
    expect(page.locator("#question textarea")).to_be_focused()


def test_focus_is_visible_on_every_stop(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    ask(page, QUESTION)
    page.locator("body").press("Tab")
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => {
              const one = document.activeElement, look = getComputedStyle(one);
              const ring = getComputedStyle(one.closest("li") ?? one).outlineStyle;
              return one === document.body || [look.outlineStyle, ring].some((style) => style !== "none");
            }"""
        ), page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize("width", [PHONE, 768, DESKTOP])
def test_nothing_scrolls_sideways(visit: Visit, site: Served, width: int) -> None:
    page = visit(site.url, width)
    ask(page, "W" * 300)
    ask(page, QUESTION).get_by_text("Sentences quoted: 3").click()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_on_a_phone_the_sources_are_a_sheet(visit: Visit, site: Served) -> None:
    page = visit(site.url, PHONE)
    sheet = page.locator("#library")
    expect(sheet).to_be_hidden()
    press(page, "Sources")
    expect(sheet.get_by_role("heading", name="Seoul and Tokyo far apart")).to_be_in_viewport()
    expect(sheet.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.get_by_role("button", name="Sources")).to_be_focused()


@pytest.mark.parametrize(
    ("language", "code", "names"),
    [
        ("en-GB", "en", ("Your question", "Ask")),
        ("ko-KR", "ko", ("질문", "질문하기")),
        ("ja-JP", "ja", ("質問", "質問する")),
        ("de-DE", "en", ("Your question", "Ask")),
    ],
)
def test_the_interface_speaks_the_browsers_language(
    visit: Visit, site: Served, language: str, code: str, names: tuple[str, str]
) -> None:
    box, button = names
    page = visit(site.url, language=language)
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
    page.get_by_role("textbox", name=box, exact=True).fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_attribute("data-state", "done")
    if code != "en":
        assert "Sentences quoted" not in page.locator("#talk").inner_text()


def test_a_composition_that_ends_with_enter_is_not_sent(visit: Visit, site: Served) -> None:
    page = visit(site.url, language="ko-KR")
    box = page.get_by_role("textbox", name="질문", exact=True)
    box.fill("대법원")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    page.wait_for_timeout(300)
    expect(page.locator(".turn")).to_have_count(0)


@pytest.mark.parametrize(("wish", "moves"), [("reduce", False), ("no-preference", True)])
def test_reduced_motion_is_respected(
    visit: Visit, site: Served, wish: Literal["reduce", "no-preference"], moves: bool
) -> None:
    page = visit(site.url, PHONE)
    page.emulate_media(reduced_motion=wish)
    press(page, "Sources")
    assert bool(page.evaluate("document.getAnimations().length")) == moves
    assert page.evaluate("dom.behavior()") == ("smooth" if moves else "auto")


def test_an_example_in_another_language_says_so(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    expect(page.locator(".examples [lang]")).to_have_attribute("lang", "ko")
    expect(ask(page, QUESTION).locator(".quoted blockquote").first).to_have_attribute("lang", "en")


def test_only_system_fonts_and_own_files_are_loaded(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    urls = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert [url for url in urls if not url.startswith(site.url)] == []
    assert [url for url in urls if "font" in url] == []


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")
