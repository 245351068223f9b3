"""The whole chat as a reader meets it: `python app.py`, the shipped article, the embedded models."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from pages import Visit
from playwright.sync_api import expect
from steps import begin

from rag.settings import ROOT

MODELS_MS = 300_000
"""The first start assembles the weights, and a busy machine takes its time."""


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    environment = {**os.environ, "RAG_INDEX_DIR": str(tmp_path_factory.mktemp("index")), "RAG_FEEDBACK_FILE": "off"}
    command = [sys.executable, "app.py", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[-1]
        process.terminate()


@pytest.mark.real
def test_a_question_is_answered_with_the_sentence_it_rests_on(visit: Visit, chat: str) -> None:
    page = visit(chat)
    expect(page.locator("#status .ready")).to_be_attached(timeout=MODELS_MS)
    begin(page, "What did the Supreme Court order in 2018?")
    turn = page.locator(".turn")
    expect(turn).to_have_attribute("data-state", "done", timeout=MODELS_MS)
    expect(turn.locator(".answer")).to_contain_text("pay damages")
    turn.locator(".mark").first.click()
    target = page.locator("#sources .said.target").first
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("the 2018 Supreme Court rulings ordering Japanese firms to pay damages")


@pytest.mark.real
def test_what_the_article_does_not_say_is_not_answered(visit: Visit, chat: str) -> None:
    page = visit(chat)
    begin(page, "Who won the 1998 World Cup?")
    turn = page.locator(".turn")
    expect(turn).to_have_attribute("data-state", "done", timeout=MODELS_MS)
    expect(turn.locator(".answer.absent")).to_contain_text("Not in the sources")
