"""How fast the page is there: from the start of the process to a box that takes a question.

`python tests/browser/speed.py` prints a table, medians of several starts; `make bench` calls it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from pages import chromium
from playwright.sync_api import Browser, sync_playwright

from rag.settings import ROOT

STARTS = 5

PAGE_FIGURES = """() => new Promise((done) => {
  const loaded = [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")];
  let blocking = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) blocking += Math.max(0, task.duration - 50);
  }).observe({type: "longtask", buffered: true});
  setTimeout(() => done({
    requests: loaded.length, bytes: loaded.reduce((sum, one) => sum + one.transferSize, 0), blocking,
  }), 200);
})"""
"""Requests, bytes over the wire, and total blocking time in ms as Lighthouse counts it."""


@dataclass(frozen=True)
class Speed:
    """One start. Seconds count from the start of the process.

    interactive: there is something to read and a box that takes a question; complete: Gradio is there too.
    """

    listening_seconds: float
    interactive_seconds: float
    complete_seconds: float
    requests: float
    kilobytes: float
    blocking_ms: float


def measure(browser: Browser) -> Speed:
    """Start the chat with the real models to come, open the page, and stop it again."""
    started = time.perf_counter()
    with _chat() as url:
        listening = time.perf_counter() - started
        page = browser.new_context().new_page()
        page.goto(url)
        page.wait_for_selector("#question textarea:enabled")
        page.wait_for_selector("#sources .document")
        interactive = time.perf_counter() - started
        page.wait_for_selector("#shell", state="detached")
        complete = time.perf_counter() - started
        figures = page.evaluate(PAGE_FIGURES)
        page.context.close()
    return Speed(
        listening_seconds=listening,
        interactive_seconds=interactive,
        complete_seconds=complete,
        requests=figures["requests"],
        kilobytes=figures["bytes"] / 1000,
        blocking_ms=figures["blocking"],
    )


@contextmanager
def _chat() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "RAG_INDEX_DIR": str(Path(folder) / "index")}
        command = [sys.executable, "app.py", "--port", "0"]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            try:
                yield process.stdout.readline().split()[-1]
            finally:
                process.kill()


def main() -> None:
    """Print the medians."""
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        speeds = [measure(browser) for _ in range(STARTS)]
    print(f"the page, medians of {STARTS} starts")
    for field in fields(Speed):
        figure = statistics.median(getattr(speed, field.name) for speed in speeds)
        print(f"  {field.name.replace('_', ' '):<22}{figure:10.2f}")


if __name__ == "__main__":
    main()
