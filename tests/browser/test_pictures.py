"""The pictures in docs/: one command makes all of them, and no others are there."""

from pathlib import Path

from pages import Served
from playwright.sync_api import Browser
from screenshots import take_all

from rag.settings import ROOT


def test_the_command_makes_every_picture_in_docs(browser: Browser, site: Served, tmp_path: Path) -> None:
    take_all(browser, site.url, tmp_path)
    made = {path.name for path in tmp_path.glob("*.png")}
    assert made == {path.name for path in (ROOT / "docs").glob("page-*.png")}
    assert "PYTHONPATH=. $(BIN)/python tests/browser/screenshots.py" in (ROOT / "Makefile").read_text()
