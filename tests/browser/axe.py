"""What axe-core finds wrong with a page. The script comes from the package axe-playwright-python."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def faults(page: Page) -> list[dict[str, Any]]:
    """Every violation, short: its rule, how bad it is, and where."""
    page.evaluate(SCRIPT)
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [
        {"rule": one["id"], "impact": one["impact"], "where": [node["html"][:150] for node in one["nodes"][:3]]}
        for one in found
    ]
