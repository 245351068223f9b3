"""Answers from the first moment, while the application behind it is still being imported. Knows no Gradio.

Gradio takes more than a second to import. Until it has arrived, the front shows the page's own first
part, which can be read and written into; requests for anything else wait.
"""

import asyncio
import logging
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse

from page.policy import App, Receive, Scope, Send

logger = logging.getLogger(__name__)
OWN_PATHS = ("/page/", "/healthz")
"""Always answered by `first`."""


class Front:
    """`first` answers "/" until what `build` makes, in a thread, has arrived."""

    def __init__(self, first: Callable[[asyncio.Event], App], build: Callable[[], Starlette]) -> None:
        self._arrived, self._closing = asyncio.Event(), asyncio.Event()
        self._first, self._build = first(self._arrived), build
        self._later: Starlette | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on to the one or the other."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"].startswith(OWN_PATHS) or (scope["path"] == "/" and not self._arrived.is_set()):
            await self._first(scope, receive, send)
        else:
            await self._arrived.wait()
            await (self._later or _broken)(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        opening = asyncio.create_task(self._open())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._closing.set()
        await opening
        await send({"type": "lifespan.shutdown.complete"})

    async def _open(self) -> None:
        try:
            later = await asyncio.to_thread(self._build)
        except Exception:
            logger.exception("the page could not be built")
            self._arrived.set()
            return
        async with later.router.lifespan_context(later):
            self._later = later
            self._arrived.set()
            await self._closing.wait()


_broken = PlainTextResponse("The page could not be built; the server's log says why.", status_code=500)
