"""The chat in the browser: `python app.py [--host H] [--port P]`, also HOST and PORT. Prints its URL."""

import argparse
import logging
import os
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress

import uvicorn

from page.loading import Answers, Tell
from page.server import create
from page.shelf import Shelf
from rag.documents import load
from rag.errors import RagError
from rag.passages import sentences
from rag.settings import read_settings
from rag.speakers import label


def main(arguments: Sequence[str]) -> int:
    """Serve until interrupted. Exit code 2: the address, a setting or the corpus cannot be used."""
    options = _parse(arguments)
    try:
        settings = read_settings()
        corpus = load(settings.corpus_dir)
        listener = socket.create_server((options.host, options.port))
    except (RagError, OSError, OverflowError) as error:
        print(_one_line(error, options), file=sys.stderr)
        return 2

    def assistant(tell: Tell) -> Answers:
        from rag.assistant import Assistant

        return Assistant(settings, progress=tell)

    shelf = Shelf(corpus.documents, lambda document: label(document, sentences(document)), corpus.problems)
    app = create(shelf, assistant, settings.feedback_file)
    print(f"The chat is at http://{options.host}:{listener.getsockname()[1]}", flush=True)
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=1)
    with suppress(KeyboardInterrupt):
        _Server(config).run(sockets=[listener])
    return 0


class _Server(uvicorn.Server):
    """Open pages hold a connection; that it is cut at the end is no error worth a traceback."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    everywhere = "0.0.0.0" if os.environ.get("SPACE_ID") else "127.0.0.1"
    parser = argparse.ArgumentParser("python app.py", description="Serves the chat.")
    host = os.environ.get("HOST") or os.environ.get("GRADIO_SERVER_NAME") or everywhere
    parser.add_argument("--host", default=host, help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 7860, help="port (%(default)s)")
    return parser.parse_args(arguments)


def _one_line(error: Exception, options: argparse.Namespace) -> str:
    if not isinstance(error, RagError):
        return f"{options.host}:{options.port} cannot be listened on ({error}): give another --host or --port."
    return " ".join(str(error).split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
