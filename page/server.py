"""The web application: the Gradio page, its own files, and /healthz. The composition of this package."""

import hashlib
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from threading import Timer

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from page.article import article
from page.loading import Build, Loader
from page.policy import App, Policy
from page.quick import gradio
from page.shelf import Shelf
from page.words import LANGUAGES, pick, read

STATIC = Path(__file__).parent / "static"
LOADING_DELAY_SECONDS = 3.0
"""Loading begins with the first page that is open, or after this long: it would slow the first page down."""

# None of them is fetched, but they name outside hosts and another title.
_ADVERTISEMENT = re.compile(r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>\s*")


def create(shelf: Shelf, build: Build, ratings: Path | None = None) -> App:
    """The application over these documents; `build` makes the assistant, in the background."""
    loader = Loader(build)
    server = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_loading(loader))
    server.add_api_route("/healthz", lambda: {"ready": bool(loader.state.model)})
    server.add_api_route("/page/documents/{number}", _documents(shelf), response_class=HTMLResponse)
    server.mount("/page", StaticFiles(directory=STATIC))
    _mount(server, shelf, loader, ratings)
    return Policy(server, _rewrite, _frame_ancestors())


def _mount(server: FastAPI, shelf: Shelf, loader: Loader, ratings: Path | None) -> None:
    gr = gradio()
    from page.handlers import Handlers
    from page.layout import build as build_page

    blocks = build_page(Handlers(shelf, loader, ratings), loader, read(LANGUAGES[0]).title)
    theme = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
    gr.mount_gradio_app(
        server, blocks, "", theme=theme, footer_links=[], run_history=False, show_error=True, max_file_size=1
    )


def _documents(shelf: Shelf) -> Callable[[Request, int], str]:
    def document(request: Request, number: int) -> str:
        if not 0 <= number < len(shelf.documents):
            raise HTTPException(404)
        words = pick(request.headers.get("accept-language", ""))
        return article(shelf.documents[number], shelf.sentences(number), words)

    return document


def _loading(loader: Loader) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        timer = Timer(LOADING_DELAY_SECONDS, loader.start)
        timer.daemon = True
        timer.start()
        yield
        timer.cancel()

    return lifespan


def _rewrite(html: str, accept_language: str) -> str:
    """Gradio's page with our files, in the reader's language, and without its advertisement for itself.

    The links are relative to the page, so that it may live below a path.
    """
    style, script = (f"page/{name}?v={_version(STATIC / name)}" for name in ("style.css", "script.js"))
    head = f'<link rel="stylesheet" href="{style}"><script defer src="{script}"></script>'
    html = _ADVERTISEMENT.sub("", html).replace('lang="en"', f'lang="{pick(accept_language).language}"', 1)
    return html.replace("</head>", f"{head}</head>", 1)


def _version(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _frame_ancestors() -> str:
    """A Hugging Face Space is shown in a frame of the hub; elsewhere nobody may frame the page."""
    return "'self' https://huggingface.co" if os.environ.get("SPACE_ID") else "'self'"
