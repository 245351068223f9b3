"""Fixtures that keep a module's tests on this machine: `from guard import outside, stays_here`.

They see what Python's sockets do, not what compiled code does by itself.
"""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module", autouse=True)
def outside() -> Iterator[list[object]]:
    """Every address off this machine that Python code tries to reach; the try fails."""
    tried: list[object] = []

    def guarded(call: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
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
def stays_here(outside: list[object]) -> Iterator[None]:
    """A test fails when anything, also a shared fixture before it, tried to leave the machine."""
    yield
    tried = outside.copy()
    outside.clear()
    assert not tried


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return name == "localhost"
