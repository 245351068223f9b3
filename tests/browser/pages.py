"""A running page with a fake assistant, and a browser to open it in. Nothing leaves 127.0.0.1."""

import shutil
import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fake_assistant import FakeAssistant, labelled
from playwright.sync_api import Browser, Page, Playwright

from page.loading import Build, Tell
from page.server import create
from page.shelf import Shelf
from rag.documents import load
from rag.errors import RagError
from rag.records import Document
from rag.settings import ROOT

CHROMIUM = shutil.which("chromium")
SWITCHES = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()


Visit = Callable[..., Page]
"""The `visit` fixture: (url, width, scheme, language) -> the page, ready to be used."""

DESKTOP, PHONE = 1280, 360


@dataclass
class Served:
    """Where the page is, and the assistant behind it. `loaded`: set it to let loading end."""

    url: str
    assistant: FakeAssistant
    loaded: threading.Event


def shipped() -> tuple[Document, ...]:
    return load(ROOT / "corpus").documents


def chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)


@contextmanager
def served(
    documents: Sequence[Document] = (),
    *,
    seconds: float = 0.0,
    ratings: Path | None = None,
    loading: bool = False,
    broken: RagError | None = None,
    problems: tuple[str, ...] = (),
    port: int = 0,
    early: bool = False,
    build: Build | None = None,
) -> Iterator[Served]:
    """The page in a thread of this process. With `loading` it waits for `loaded` to be set.

    `broken`: loading fails with this. `early`: do not wait until Gradio is there.
    `build`: another assistant than the fake one.
    """
    documents = documents or shipped()
    assistant, loaded = FakeAssistant(documents, seconds), threading.Event()

    def fake(tell: Tell) -> FakeAssistant:
        tell("Loading the language model", 0.4)
        if loading:
            loaded.wait(60)
        if broken:
            raise broken
        return assistant

    with _running(
        uvicorn.Config(
            create(Shelf(tuple(documents), labelled, problems), build or fake, ratings),
            log_level="warning",
            timeout_graceful_shutdown=1,
        ),
        port,
    ) as url:
        if not early:
            urllib.request.urlopen(f"{url}/page/arrived").close()
        yield Served(url, assistant, loaded)


@contextmanager
def _running(config: uvicorn.Config, port: int) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", port))
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
