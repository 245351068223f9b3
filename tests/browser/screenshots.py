"""Makes the pictures in docs/: `python tests/browser/screenshots.py [--fake] [FOLDER]`.

With the embedded models, so that the answers shown are real; `--fake` is quick, for work on the look.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pages import DESKTOP, PHONE, chromium, served
from playwright.sync_api import Browser, Page, expect, sync_playwright
from steps import begin

from page.words import read
from rag.settings import ROOT

PATIENCE_MS = 300_000
QUESTIONS = ("What did the Supreme Court order in 2018?", "How many victims are still alive?")
HEIGHTS = {DESKTOP: 800, PHONE: 740}


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fake", action="store_true", help="canned answers instead of the embedded models")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs")
    options = parser.parse_args()
    with _site(fake=options.fake) as url, sync_playwright() as playwright:
        take_all(chromium(playwright), url, options.folder)


def take_all(browser: Browser, url: str, folder: Path) -> None:
    """Every picture."""
    for width, scheme in ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")):
        take(browser, url, width, scheme, folder)
    page = _open(browser, url, DESKTOP, "light", "ko-KR")
    _save(page, folder / "page-korean.png")
    page.context.close()


def take(browser: Browser, url: str, width: int, scheme: str, folder: Path) -> None:
    """The way in, an answer beside its evidence, and a question that the sources do not answer."""
    name = f"page-{'desktop' if width == DESKTOP else 'phone'}-{scheme}"
    page = _open(browser, url, width, scheme, "en-GB")
    _save(page, folder / f"{name}-welcome.png")
    _ask(page, QUESTIONS[0])
    page.locator(".turn .mark").first.click()
    expect(page.locator(".said.target").first).to_be_in_viewport()
    _save(page, folder / f"{name}-evidence.png")
    page.get_by_role("button", name=f"↩ {read('en').back}").click()
    _ask(page, QUESTIONS[1])
    _save(page, folder / f"{name}-refusal.png")
    page.context.close()


def _open(browser: Browser, url: str, width: int, scheme: str, language: str) -> Page:
    size = {"width": width, "height": HEIGHTS[width]}
    options = {"viewport": size, "color_scheme": scheme, "locale": language, "reduced_motion": "reduce"}
    page = browser.new_context(**options, device_scale_factor=2 if width == PHONE else 1).new_page()  # type: ignore[arg-type]
    page.goto(url)
    expect(page.locator("#shell")).to_have_count(0, timeout=PATIENCE_MS)
    expect(page.locator("#status .ready:not([data-warming])")).to_be_attached(timeout=PATIENCE_MS)
    return page


def _ask(page: Page, question: str) -> None:
    before = page.locator(".turn").count()
    begin(page, question)
    turn = page.locator(".turn").nth(before)
    expect(turn).to_have_attribute("data-state", "done", timeout=PATIENCE_MS)
    page.wait_for_timeout(300)


def _save(page: Page, file: Path) -> None:
    page.screenshot(path=file)
    print(file)


@contextmanager
def _site(*, fake: bool) -> Iterator[str]:
    if fake:
        with served() as running:
            yield running.url
        return
    from rag.assistant import Assistant
    from rag.settings import Settings

    settings = Settings()
    with served(build=lambda tell: Assistant(settings, progress=tell), ratings=settings.feedback_file) as running:
        yield running.url


if __name__ == "__main__":
    main()
