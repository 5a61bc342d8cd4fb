"""Fetching a page from an address that somebody sent, without reaching where one must not.

A name is resolved once, each of its addresses must be a public one, and the connection goes to
the address that was checked; a redirect is checked anew (OWASP, Server-Side Request Forgery
Prevention). Proxies of the environment are not used.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpcore

from corpus.errors import Unreadable

MAX_BYTES = 10 * 1024 * 1024
MAX_REDIRECTS = 5
SECONDS = 20.0
PORTS = frozenset({80, 443})
_AGENT = "Mozilla/5.0 (compatible; AccordingTo/0.1)"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Deprecated IPv4-compatible addresses, which nothing public uses (RFC 4291, 2.5.5.1).
_COMPATIBLE = ipaddress.ip_network("::/96")
_SHORTHAND = re.compile(r"^(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}$", re.IGNORECASE)

Allow = Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: bytes as they came, unpacked; the address after redirects."""

    data: bytes
    content_type: str | None
    url: str


def fetch(url: str, *, allow: Allow | None = None) -> Page:
    """Fetch a page over HTTP or HTTPS, within 20 seconds and 10 MB.

    ``allow(ip, port)`` lets an address through that would be refused; tests use it for their
    own server on loopback. Unreadable, with the reason, for everything that gives no page.
    """
    deadline = time.monotonic() + SECONDS
    here = url.strip()
    with httpcore.ConnectionPool(network_backend=_Guard(allow), retries=0) as pool:
        for _ in range(MAX_REDIRECTS + 1):
            _check_address(here, allow)
            page, redirect = _get(pool, here, deadline)
            if redirect is None:
                return page
            here = urljoin(here, redirect)
    raise Unreadable(f"{url} redirects more than {MAX_REDIRECTS} times: send the last address.")


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet.

    Addresses that carry another one inside (IPv4-mapped, 6to4, NAT64) are judged by it.
    """
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip.teredo or ip in _COMPATIBLE or (inner and not is_public(str(inner))):
            return False
        if inner:
            return True
    return ip.is_global and not ip.is_multicast


class _Guard(httpcore.SyncBackend):
    """Resolves a name, checks every address that it has, and connects to a checked one."""

    def __init__(self, allow: Allow | None) -> None:
        self._allow = allow

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to ``host``; Unreadable where one of its addresses is not public."""
        addresses = _resolved(host, port)
        for address in addresses:
            if not is_public(address) and not (self._allow and self._allow(address, port)):
                raise Unreadable(f"{host} is not on the public internet, so it is not fetched.")
        return super().connect_tcp(addresses[0], port, timeout, local_address, socket_options)


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreadable(f"There is no host {host}: check the address.") from None
    return [str(entry[4][0]) for entry in found]


def _check_address(url: str, allow: Allow | None) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Unreadable(f"{url[:200]} is not a web address.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Unreadable(f"{url[:200]} is not a web address: send one with http:// or https://.")
    if "@" in parts.netloc:
        raise Unreadable("An address with a user name in it is not fetched: send it without.")
    if _SHORTHAND.match(host) and not re.fullmatch(
        r"(?:[1-9]?\d|1\d\d|2[0-4]\d|25[0-5])(?:\.(?:[1-9]?\d|1\d\d|2[0-4]\d|25[0-5])){3}", host
    ):
        raise Unreadable(f"{host} is an odd way to write an address, so it is not fetched.")
    if port not in PORTS and not (allow and allow(host, port)):
        raise Unreadable(f"Port {port} is not one of the web's: send an address without it.")


def _get(pool: httpcore.ConnectionPool, url: str, deadline: float) -> tuple[Page, str | None]:
    left = max(0.1, min(10.0, deadline - time.monotonic()))
    headers = [
        ("User-Agent", _AGENT),
        ("Accept", "text/html,*/*;q=0.5"),
        ("Accept-Encoding", "gzip"),
    ]
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), left)
    try:
        with pool.stream(
            "GET", _ascii(url), headers=headers, extensions={"timeout": timeouts}
        ) as response:
            given = {
                key.decode("latin-1").lower(): value.decode("latin-1")
                for key, value in response.headers
            }
            if response.status in (301, 302, 303, 307, 308) and "location" in given:
                return Page(b"", None, url), given["location"]
            if response.status != 200:
                raise Unreadable(f"{url} answers with status {response.status} instead of a page.")
            encoding = given.get("content-encoding", "identity")
            data = _read(response.iter_stream(), encoding, url, deadline)
            return Page(data, given.get("content-type"), url), None
    except (httpcore.TimeoutException, TimeoutError):
        raise Unreadable(
            f"{url} took longer than {SECONDS:.0f} seconds: try again later."
        ) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, UnicodeError) as error:
        raise Unreadable(f"{url} cannot be fetched: {_why(error)}.") from None


def _read(chunks: Iterable[bytes], encoding: str, url: str, deadline: float) -> bytes:
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise Unreadable(f"{url} is packed in a way ({encoding}) that was not asked for.")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    data = bytearray()
    for chunk in chunks:
        if time.monotonic() > deadline:
            raise TimeoutError
        room = MAX_BYTES + 1 - len(data)
        try:
            data += unpack.decompress(chunk, room) if unpack else chunk
        except zlib.error:
            raise Unreadable(f"{url} is damaged: its packing cannot be undone.") from None
        if len(data) > MAX_BYTES:
            raise Unreadable(f"{url} is larger than 10 MB: send the report alone.")
    return bytes(data)


def _ascii(url: str) -> str:
    from urllib.parse import quote

    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    netloc = f"[{host}]" if ":" in host else host
    netloc += f":{parts.port}" if parts.port else ""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    return parts._replace(netloc=netloc, path=path, query=query, fragment="").geturl()


def _why(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__
