"""The web application: the page's own files and /healthz at once, the Gradio page as soon as it is imported.

The composition of this package.
"""

import asyncio
import hashlib
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from threading import Timer
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from page.article import article
from page.front import Front
from page.loading import Build, Loader
from page.policy import App, Policy
from page.quick import gradio
from page.shelf import Shelf
from page.shell import early_page, shell
from page.words import LANGUAGES, Words, pick, read

STATIC = Path(__file__).parent / "static"
STYLES = ("style.css", "reading.css")
EARLY = "early.js"
"""Runs before anything is painted; the others when the page has been read."""
SCRIPTS = ("dom.js", "handover.js", "evidence.js", "script.js")
LOADING_DELAY_SECONDS = 3.0
"""Loading begins with the first page that is open, or after this long: it would slow the first page down."""

# None of them is fetched, but they name outside hosts and another title.
_ADVERTISEMENT = re.compile(r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>\s*")


def create(shelf: Shelf, build: Build, ratings: Path | None = None) -> App:
    """The application over these documents; `build` makes the assistant, in the background."""
    loader = Loader(build)

    def first(arrived: asyncio.Event) -> App:
        return _own(shelf, loader, arrived)

    def rewrite(html: str, accept_language: str) -> str:
        return _rewritten(html, shell(shelf, loader.state, pick(accept_language)))

    front = Front(first, lambda: _gradio_application(shelf, loader, ratings))
    return Policy(front, rewrite, _frame_ancestors())


def _own(shelf: Shelf, loader: Loader, arrived: asyncio.Event) -> App:
    """What needs no Gradio."""

    async def early(request: Request) -> Response:
        return HTMLResponse(early_page(shelf, loader.state, _words(request)))

    async def wait(_: Request) -> Response:
        await arrived.wait()
        return Response(status_code=204)

    async def health(_: Request) -> Response:
        return JSONResponse({"page": arrived.is_set(), "ready": bool(loader.state.model)})

    def document(request: Request) -> Response:
        number = int(request.path_params["number"])
        if number >= len(shelf.documents):
            raise HTTPException(404)
        return HTMLResponse(article(shelf.documents[number], shelf.sentences(number), _words(request)))

    return Starlette(
        routes=[
            Route("/", early),
            Route("/healthz", health),
            Route("/page/arrived", wait),
            Route("/page/documents/{number:int}", document),
            Mount("/page", StaticFiles(directory=STATIC)),
        ]
    )


def _gradio_application(shelf: Shelf, loader: Loader, ratings: Path | None) -> Starlette:
    gr: Any = gradio()
    from fastapi import FastAPI

    from page.handlers import Handlers
    from page.layout import build as build_page

    server = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_loading(loader))
    blocks = build_page(Handlers(shelf, loader, ratings), loader, read(LANGUAGES[0]).title)
    theme = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
    options = {"footer_links": [], "run_history": False, "show_error": True, "max_file_size": 1}
    gr.mount_gradio_app(server, blocks, "", theme=theme, **options)
    return server


def _loading(loader: Loader) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        timer = Timer(LOADING_DELAY_SECONDS, loader.start)
        timer.daemon = True
        timer.start()
        yield
        timer.cancel()

    return lifespan


def _rewritten(html: str, first_part: str) -> str:
    """HTML with our files in its head; Gradio's page also without its advertisement for itself.

    What can be read before Gradio's script has run stands in front of it. The links are relative to the
    page, so that it may live below a path.
    """
    styles = "".join(f'<link rel="stylesheet" href="{_address(name)}">' for name in STYLES)
    scripts = "".join(f'<script defer src="{_address(name)}"></script>' for name in SCRIPTS)
    head = f'{styles}<script src="{_address(EARLY)}"></script>{scripts}'
    html = _ADVERTISEMENT.sub("", html).replace("</head>", f"{head}</head>", 1)
    return html.replace("<gradio-app", f"{first_part}<gradio-app", 1)


def _words(request: Request) -> Words:
    return pick(request.headers.get("accept-language", ""))


def _address(name: str) -> str:
    """Where a file of ours is; another one for another content, so that no browser keeps an old one."""
    return f"page/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def _frame_ancestors() -> str:
    """A Hugging Face Space is shown in a frame of the hub; elsewhere nobody may frame the page."""
    return "'self' https://huggingface.co" if os.environ.get("SPACE_ID") else "'self'"
