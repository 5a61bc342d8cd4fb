"""The network as fetching may use it: public addresses only, and no longer than it may take."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterable

import httpcore

from corpus.errors import Unreadable

# Whether a host or address that would be refused may be reached at a port.
Allow = Callable[[str, int], bool]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Networks that Python's tables, which differ from version to version, may call global.
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        ("192.88.99.0/24", "192.0.0.0/24", "fec0::/10", "64:ff9b:1::/48", "3fff::/20", "5f00::/16",
         "100::/8", "::/32"),
    )
)  # fmt: skip


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet.

    Addresses that carry another one inside (IPv4-mapped, 6to4, NAT64) are judged by it.
    """
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.teredo:
            return False
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    if any(ip.version == network.version and ip in network for network in _NOT_PUBLIC):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class Guard(httpcore.SyncBackend):
    """Resolves a name, checks every address that it has, and connects to a checked one.

    Everything on a connection ends at ``deadline`` (of ``time.monotonic``), however slowly the
    other side goes on sending.
    """

    def __init__(self, allow: Allow | None, deadline: float) -> None:
        self._allow = allow
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to ``host``; Unreadable where one of its addresses is not public."""
        addresses = _resolved(host, port, _left(self._deadline))
        for address in addresses:
            if not is_public(address) and not (self._allow and self._allow(address, port)):
                raise Unreadable(f"{host} is not on the public internet, so it is not fetched.")
        last: Exception | None = None
        for address in addresses[:3]:
            left = min(_left(self._deadline), 7.0)
            try:
                stream = super().connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
            else:
                return _Timed(stream, self._deadline)
        raise last or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Refuse: sockets of this machine are none of the web's."""
        raise Unreadable(f"{path} is not on the public internet, so it is not fetched.")


class _Timed(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: object,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))  # type: ignore[arg-type]
        return _Timed(secure, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left


def _resolved(host: str, port: int, seconds: float) -> list[str]:
    """All addresses of a name; a resolver that hangs is left behind in its thread."""
    found: list[str] = []
    failed: list[Exception] = []

    def resolve() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(entry[4][0]) for entry in entries))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=resolve, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise httpcore.ConnectTimeout
    if failed or not found:
        raise Unreadable(f"There is no host {host}: check the address.")
    return found
