"""What a reader does on the page, in the words of the tests."""

from playwright.sync_api import Locator, Page, expect


def question_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your question")


def ask(page: Page, question: str) -> Locator:
    """Ask, wait for the end, and give the turn."""
    before = page.locator(".turn").count()
    begin(page, question)
    turn = page.locator(".turn").nth(before)
    expect(turn).to_have_attribute("data-state", "done")
    return turn


def begin(page: Page, question: str) -> None:
    """Ask, and do not wait."""
    question_box(page).fill(question)
    question_box(page).press("Enter")


def press(where: Page | Locator, name: str) -> None:
    where.get_by_role("button", name=name, exact=True).click()
