"""Chromium, and a way to open the page that watches what the page does behind the reader's back."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from pages import CHROMIUM, DESKTOP, Served, Visit, chromium, served
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

GRADIO_WITH_PANDAS = "ignore::pandas.errors.Pandas4Warning"
"""Gradio's queue asks pandas for what pandas 3 deprecates, and the server runs in this process."""

LEAVING = ("ERR_CONNECTION_REFUSED", "AbortError", "Connection errored out", "Failed to fetch")

expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker("browser")
            item.add_marker(pytest.mark.filterwarnings(GRADIO_WITH_PANDAS))
    # Playwright leaves an event loop running in the main thread, which others want to start themselves.
    items.sort(key=lambda item: "/browser/" in str(item.path))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        message = "There is no Chromium: apt-get install chromium."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        yield chromium(playwright)


@pytest.fixture(scope="session")
def site() -> Iterator[Served]:
    with served(seconds=0.05) as running:
        yield running


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open the page at a URL. At the end: nothing went outside, nothing failed in the browser."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(url: str, width: int = DESKTOP, scheme: str = "light", language: str = "en-GB") -> Page:
        options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "locale": language}
        context = browser.new_context(**options, permissions=["clipboard-read", "clipboard-write"])  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: faults.extend(_outside(request.url)))
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("console", lambda said: faults.extend(_fault(said)))
        page.goto(url)
        expect(page.locator("gradio-app #sources .document").first).to_be_attached()
        expect(page.locator("#shell")).to_have_count(0)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


def _fault(said: ConsoleMessage) -> list[str]:
    """An error in the console, unless it comes of leaving the page or of stopping the server."""
    return [said.text] if said.type == "error" and not any(part in said.text for part in LEAVING) else []


def _outside(url: str) -> list[str]:
    parts = urlsplit(url)
    return [] if parts.scheme in ("data", "blob") or parts.hostname == "127.0.0.1" else [f"outside: {url}"]
