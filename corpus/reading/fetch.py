"""Fetching a page from an address that somebody sent, without reaching where one must not.

A name is resolved once, each of its addresses must be a public one, and the connection goes to
the address that was checked; a redirect is checked anew (OWASP, Server-Side Request Forgery
Prevention). Proxies of the environment are not used.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import httpcore

from corpus.errors import Unreadable
from corpus.reading.guard import Allow, Guard, is_public

__all__ = ["Allow", "Page", "Validators", "fetch", "is_public"]

MAX_BYTES = 10 * 1024 * 1024
MAX_REDIRECTS = 5
MAX_ADDRESS_CHARS = 2000
# Whoever sent an address waits for the answer.
SECONDS = 9.0
PORTS = frozenset({80, 443})
_AGENT = "Mozilla/5.0 (compatible; AccordingTo/0.1)"
_BYTE = r"(?:[1-9]?\d|1\d\d|2[0-4]\d|25[0-5])"
_PLAIN_IPV4 = re.compile(rf"{_BYTE}(?:\.{_BYTE}){{3}}")
# Other ways to write IPv4 addresses, which resolvers take: 2130706433, 0x7f.1, 0177.0.0.1.
_SHORTHAND = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.IGNORECASE)
_REDIRECTS = (301, 302, 303, 307, 308)
# What no report comes as; the rest is for the readers to judge by its content.
_FOREIGN_TYPES = ("image/", "video/", "audio/", "font/", "application/zip", "application/x-tar")
_STATUS = {
    401: "asks for a password", 402: "asks for payment", 403: "refuses to show the page",
    404: "has no such page", 410: "has no such page any more", 429: "is asked too often",
    451: "may not show the page",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site said of the state of a page, to ask later whether it changed (RFC 9110, 13)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: bytes as they came, unpacked; the address after redirects.

    ``unchanged`` is a site's word that nothing changed since the ``known`` state; then there is
    no data.
    """

    data: bytes
    content_type: str | None
    url: str
    validators: Validators = Validators()
    unchanged: bool = False


def fetch(
    url: str,
    *,
    allow: Allow | None = None,
    seconds: float = SECONDS,
    known: Validators | None = None,
) -> Page:
    """Fetch a page over HTTP or HTTPS, within 9 seconds and 10 MB.

    ``allow(host, port)`` lets an address and its port through that would be refused; tests use
    it for their own server on loopback. With ``known`` the page is asked for only if it changed
    since. Unreadable, with the reason, for all that gives no page.
    """
    headers = _HEADERS + _conditions(known or Validators())
    deadline = time.monotonic() + seconds
    here = url.strip()
    with httpcore.ConnectionPool(network_backend=Guard(allow, deadline), retries=0) as pool:
        for _ in range(MAX_REDIRECTS + 1):
            _check_address(here, allow)
            page, redirect = _get(pool, here, headers, deadline)
            if redirect is None:
                return page
            here = _joined(here, redirect)
    raise Unreadable(f"{url} redirects more than {MAX_REDIRECTS} times: send the last address.")


def _joined(here: str, redirect: str) -> str:
    try:
        return urljoin(here, redirect)
    except ValueError:
        raise Unreadable(f"{here} redirects to what is no web address: check it.") from None


def _check_address(url: str, allow: Allow | None) -> None:
    if len(url) > MAX_ADDRESS_CHARS:
        raise Unreadable(f"{url[:60]}… is too long for a web address: send a shorter one.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unreadable(f"{url[:200]} is not a web address: check it.") from None
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host:
        raise Unreadable(f"{url[:200]} is not a web address: send one with http:// or https://.")
    if "@" in parts.netloc:
        raise Unreadable("An address with a user name in it is not fetched: send it without.")
    if _SHORTHAND.fullmatch(host) and not _PLAIN_IPV4.fullmatch(host):
        raise Unreadable(
            f"{host} is an odd way to write an address, so it is not fetched: send the usual one."
        )
    port = (443 if parts.scheme == "https" else 80) if port is None else port
    if port not in PORTS and not (allow and allow(host, port)):
        raise Unreadable(f"Port {port} is not one of the web's: send an address without it.")


def _conditions(known: Validators) -> list[tuple[str, str]]:
    named = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
    return [(name, value) for name, value in named if value]


def _get(
    pool: httpcore.ConnectionPool, url: str, headers: list[tuple[str, str]], deadline: float
) -> tuple[Page, str | None]:
    """The page at ``url``, or the address that it redirects to."""
    try:
        with pool.stream("GET", _ascii(url), headers=headers) as response:
            given = {
                key.decode("latin-1").lower(): value.decode("latin-1")
                for key, value in response.headers
            }
            if response.status in _REDIRECTS and given.get("location"):
                return Page(b"", None, url), given["location"]
            if response.status == 304 and len(headers) > len(_HEADERS):
                return Page(b"", None, url, unchanged=True), None
            _check_answer(response.status, given.get("content-type", ""), url)
            encoding = given.get("content-encoding", "identity").strip().lower()
            data = _read(response.iter_stream(), encoding, url, deadline)
            state = Validators(given.get("etag"), given.get("last-modified"))
            return Page(data, given.get("content-type"), url, state), None
    except (httpcore.TimeoutException, TimeoutError):
        raise Unreadable(f"{url} takes too long to answer: try again later.") from None
    except UnicodeError:
        raise Unreadable(f"{url[:200]} is not a web address: check it.") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise Unreadable(f"{url} cannot be fetched: {_why(error)}.") from None


_HEADERS = [
    ("User-Agent", _AGENT),
    ("Accept", "text/html,application/xhtml+xml,application/pdf,text/plain,*/*;q=0.5"),
    ("Accept-Encoding", "gzip"),
    ("Accept-Language", "en,*;q=0.5"),
]


def _check_answer(status: int, content_type: str, url: str) -> None:
    if status != 200:
        what = _STATUS.get(status, f"answers with status {status}")
        raise Unreadable(f"The site of {url} {what} ({status}): paste the text instead.")
    if content_type.strip().lower().startswith(_FOREIGN_TYPES):
        kind = content_type.split(";")[0].strip()
        raise Unreadable(f"{url} is no page but {kind}: send the address of a report.")


def _read(chunks: Iterable[bytes], encoding: str, url: str, deadline: float) -> bytes:
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise Unreadable(
            f"{url} is packed in a way ({encoding}) that was not asked for: paste the text instead."
        )
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    data = bytearray()
    for chunk in chunks:
        if time.monotonic() > deadline:
            raise TimeoutError
        try:
            # Never more than the limit in memory, whatever the chunk unpacks to.
            data += unpack.decompress(chunk, MAX_BYTES + 1 - len(data)) if unpack else chunk
        except zlib.error:
            raise Unreadable(f"{url} is damaged: its packing cannot be undone.") from None
        if len(data) > MAX_BYTES:
            raise Unreadable(f"{url} is larger than 10 MB: send the report alone.")
    if unpack and data and not unpack.eof:
        raise Unreadable(f"{url} is damaged: it breaks off.")
    return bytes(data)


def _ascii(url: str) -> str:
    """The address as it goes over the wire."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    netloc = f"[{host}]" if ":" in host else host
    netloc += f":{parts.port}" if parts.port else ""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    return parts._replace(netloc=netloc, path=path, query=query, fragment="").geturl()


def _why(error: Exception) -> str:
    said = str(error)
    if "SSL" in said or "certificate" in said.lower():
        return "its certificate does not hold"
    if isinstance(error, httpcore.ProtocolError):
        return "it does not answer as web sites do"
    if isinstance(error, httpcore.ConnectError):
        return "nothing answers there"
    return "the connection broke off"
