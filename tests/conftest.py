"""What several tests share: the embedded model, loaded once for all of them, and a guard over connections."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from rag.documents import load
from rag.llm import EmbeddedChatModel, load_chat_model
from rag.records import Document
from rag.settings import ROOT, Settings


@pytest.fixture(scope="session")
def embedded_model() -> Iterator[EmbeddedChatModel]:
    """The shipped model from the machine's own cache folder, so that it is assembled once a machine."""
    model = load_chat_model(Settings(llm="embedded", llm_url=None))
    assert isinstance(model, EmbeddedChatModel)
    yield model
    model.close()


@pytest.fixture(scope="session")
def article() -> Document:
    """The one document that the corpus ships with."""
    (document,) = load(ROOT / "corpus").documents
    return document


@pytest.fixture(scope="session", autouse=True)
def outside() -> Iterator[list[object]]:
    """Every address off this machine that Python code tries to reach; the try fails."""
    tried: list[object] = []

    def guarded(call: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX and not _is_here(address[0]):
                tried.append(address)
                raise ConnectionRefusedError(f"The tests connect to no other machine: {address}")
            return call(self, address)

        return connect

    def getaddrinfo(host: Any, *rest: Any, **options: Any) -> Any:
        if not _is_here(host):
            tried.append(host)
            raise socket.gaierror(f"The tests look up no other machine: {host}")
        return resolve(host, *rest, **options)

    resolve = socket.getaddrinfo
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield tried


@pytest.fixture(autouse=True)
def _stays_here(request: pytest.FixtureRequest, outside: list[object]) -> Iterator[None]:
    """A test of the real models fails when anything, also a shared fixture, tried to leave the machine."""
    yield
    tried = outside.copy()
    outside.clear()
    if request.node.get_closest_marker("real"):
        assert not tried


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return name == "localhost"
