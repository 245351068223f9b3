"""Headers that keep the page to itself, and Gradio's page made to fit them. Pure ASGI; knows no Gradio."""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)

Rewrite = Callable[[str, str], str]
"""HTML and the request's Accept-Language -> the HTML to send."""


class Policy:
    """Wraps an application: every response gets the headers; HTML is rewritten before its scripts are listed."""

    def __init__(self, app: App, rewrite: Rewrite, frame_ancestors: str = "'self'") -> None:
        self._app, self._rewrite, self._ancestors = app, rewrite, frame_ancestors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; hold HTML back until it is whole."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def forward(message: Message) -> None:
            if message["type"] == "http.response.start":
                if _is_html(message):
                    held.append(message)
                else:
                    await send(self._guarded(message, ""))
            elif held:
                held.append(message)
                if not message.get("more_body"):
                    for part in self._page(held, _header(scope, b"accept-language")):
                        await send(part)
            else:
                await send(message)

        await self._app(_uncompressed(scope), receive, forward)

    def _page(self, held: list[Message], accept_language: str) -> list[Message]:
        start, *parts = held
        html = self._rewrite(b"".join(part.get("body", b"") for part in parts).decode(), accept_language)
        scripts = " ".join(f"'sha256-{_digest(script)}'" for script in _INLINE_SCRIPT.findall(html))
        body = html.encode()
        headers = [(k, v) for k, v in start["headers"] if k.lower() != b"content-length"]
        start = {**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]}
        return [self._guarded(start, scripts), {"type": "http.response.body", "body": body}]

    def _guarded(self, start: Message, scripts: str) -> Message:
        own = {
            "content-security-policy": self._content_security(scripts),
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "permissions-policy": "camera=(), microphone=(), geolocation=()",
        }
        headers = [(k.encode(), v.encode()) for k, v in own.items()]
        return {**start, "headers": [*start["headers"], *headers]}

    def _content_security(self, scripts: str) -> str:
        """Own host only. Gradio's gr.HTML compiles its template in the browser, hence unsafe-eval; markup
        put into the page still cannot run a script, for inline scripts need a digest that is listed."""
        rules = {
            "default-src": "'none'",
            "script-src": f"'self' 'unsafe-eval' {scripts}".strip(),
            "style-src": "'self' 'unsafe-inline'",
            "img-src": "'self' data:",
            "font-src": "'self'",
            "connect-src": "'self'",
            "manifest-src": "'self'",
            "base-uri": "'self'",
            "form-action": "'none'",
            "frame-ancestors": self._ancestors,
        }
        return "; ".join(f"{name} {value}" for name, value in rules.items())


def _header(scope: Scope, name: bytes) -> str:
    return next((v.decode("latin-1") for k, v in scope["headers"] if k.lower() == name), "")


def _is_html(start: Message) -> bool:
    return any(k.lower() == b"content-type" and v.startswith(b"text/html") for k, v in start["headers"])


def _uncompressed(scope: Scope) -> Scope:
    """Gradio compresses what the browser lets it; a page that is to be read here must come plain."""
    if scope["path"].rstrip("/"):
        return scope
    return {**scope, "headers": [(k, v) for k, v in scope["headers"] if k.lower() != b"accept-encoding"]}


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
