"""Hostile text as question, document and model output renders as text, loads nothing and breaks nothing."""

import json
import urllib.request
from collections.abc import Iterator

import pytest
from fake_scripts import HOSTILE
from pages import Served, Visit, served
from playwright.sync_api import Browser, Page, expect
from steps import ask, press, question_box

from rag.records import Document


@pytest.fixture(scope="module")
def hostile() -> Iterator[Served]:
    text = f"{HOSTILE}\n\nThe minister said: “{HOSTILE}” on Monday. It rained. It was cold. Nobody came.\n\n{HOSTILE}"
    documents = [
        Document(id=f'{n}"><img src=x onerror=alert({n})>.md', title=HOSTILE, text=text, publisher=HOSTILE, url=HOSTILE)
        for n in (1, 2)
    ]
    with served(documents) as running:
        yield running


def test_as_a_question(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    turn = ask(page, HOSTILE)
    expect(turn.locator(".question")).to_have_text(HOSTILE)
    _is_harmless(page)
    press(page, "Edit question")
    expect(question_box(page)).to_have_value(HOSTILE)
    page.reload()
    expect(page.locator(".turn .question")).to_have_text(HOSTILE)
    _is_harmless(page)


def test_as_model_output(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    turn = ask(page, "Say something hostile.")
    expect(turn.locator(".sentence")).to_contain_text([HOSTILE, HOSTILE, HOSTILE])
    _is_harmless(page)
    press(turn, "Copy")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\\<img" in copied
    assert "\\[i\\]" in copied


def test_as_a_document(visit: Visit, hostile: Served) -> None:
    page = visit(hostile.url)
    expect(page.locator("#sources .document h3").first).to_have_text(HOSTILE)
    expect(page.locator("#sources .document").first).to_contain_text(HOSTILE)
    turn = ask(page, "What did the minister say?")
    turn.locator(".mark").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    turn.locator(".mark").first.click()
    expect(page.locator(".said.target").first).to_be_visible()
    page.locator("details.shelved summary").click()
    expect(page.locator("#sources .document")).to_have_count(2)
    _is_harmless(page)


def test_markup_that_gets_in_all_the_same_runs_nothing(browser: Browser, site: Served) -> None:
    page = browser.new_page()
    page.goto(site.url)
    expect(page.locator(".welcome")).to_be_visible()
    page.evaluate(
        "() => { window.refused = []; document.addEventListener("
        "'securitypolicyviolation', (one) => refused.push(one.effectiveDirective)) }"
    )
    page.evaluate("text => document.querySelector('.welcome').insertAdjacentHTML('beforeend', text)", HOSTILE)
    page.evaluate(
        "() => document.querySelector('.welcome').insertAdjacentHTML("
        "'beforeend', '<img src=\"http://198.51.100.1/i.png\"><form action=\"http://198.51.100.1\"><button>x</button></form>')"
    )
    page.evaluate("document.querySelector('.welcome form').requestSubmit()")
    page.wait_for_timeout(300)
    assert page.title() != "owned"
    assert {"script-src-attr", "img-src", "form-action"} <= set(page.evaluate("refused"))
    assert page.url.rstrip("/") == site.url
    page.close()


def test_the_policy_allows_this_host_alone(site: Served) -> None:
    with urllib.request.urlopen(site.url) as response:
        policy = dict(rule.split(" ", 1) for rule in response.headers["content-security-policy"].split("; "))
        html = response.read().decode()
    assert policy["default-src"] == "'none'"
    assert "'unsafe-inline'" not in policy["script-src"]
    assert all("http" not in sources and "*" not in sources for sources in policy.values())
    assert "gradio.app" not in html
    assert "githubusercontent" not in html


def test_a_document_cannot_end_the_script_that_carries_the_page(hostile: Served) -> None:
    with urllib.request.urlopen(hostile.url) as response:
        html = response.read().decode()
    assert "<script>document" not in html
    assert "<img" not in html
    start = html.index("window.gradio_config = ") + len("window.gradio_config = ")
    assert json.JSONDecoder().raw_decode(html[start:])[0]["analytics_enabled"] is False


def _is_harmless(page: Page) -> None:
    assert page.title() == "Ask the sources"
    assert page.locator("#talk img, #talk script, #talk iframe, #talk form, #sources img, #sources script").count() == 0
    assert page.locator('a[href^="javascript"], [onerror]').count() == 0
