from __future__ import annotations

import gzip
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from corpus.errors import Unreadable
from corpus.reading.fetch import MAX_BYTES, Validators, fetch, is_public

HOSTILE = [
    "file:///etc/passwd", "gopher://example.com/", "ftp://example.com/a", "data:text/html,hello",
    "javascript:alert(1)", "//example.com/a", "example.com/a", "", "http://", "http:///path",
    "http://127.0.0.1/", "http://127.0.0.1:80/", "https://127.0.0.1/", "http://127.1/",
    "http://127.255.255.254/", "http://0.0.0.0/", "http://0/", "http://2130706433/",
    "http://0x7f.1/", "http://0x7f000001/", "http://0177.0.0.1/", "http://017700000001/",
    "http://10.0.0.1/", "http://10.255.0.9/", "http://172.16.0.1/", "http://172.31.255.255/",
    "http://192.168.0.1/", "http://192.168.1.254/admin", "http://169.254.169.254/latest/meta-data/",
    "http://169.254.0.1/", "http://100.64.0.1/", "http://192.0.0.1/", "http://192.0.2.1/",
    "http://198.18.0.1/", "http://198.51.100.7/", "http://203.0.113.9/", "http://224.0.0.1/",
    "http://239.255.255.250/", "http://240.0.0.1/", "http://255.255.255.255/",
    "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:169.254.169.254]/", "http://[fe80::1]/", "http://[fc00::1]/",
    "http://[fd00:ec2::254]/", "http://[ff02::1]/", "http://[2001:db8::1]/",
    "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/", "http://[::127.0.0.1]/", "http://localhost/",
    "http://localhost.localdomain/", "http://user:pass@192.0.2.1/", "http://user@127.0.0.1/",
    "http://example.com:22/", "http://example.com:8080/", "http://example.com:0/",
    "http://example.com:99999/", "http://[::1", "http://127.0.0.1%2f@example.com/",
    "http://[fec0::1]/", "http://[64:ff9b:1::7f00:1]/", "http://[3fff::1]/", "http://[5f00::1]/",
    "http://[::7f00:1]/", "http://[fe80::1%25eth0]/", "http://192.88.99.1/", "http://192.0.0.9/",
    "http://0x7f.0x0.0x0.0x1/", "http://127.0.0.1./", "http://127.0.0.01/", "http://1.2.3.4.5/",
    "http://example.com\\@127.0.0.1/", "http://" + "a" * 3000 + ".com/", "HTTP://127.0.0.1/",
    "http://no-such-host.invalid/", "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/", "http://ｌｏｃａｌｈｏｓｔ/", "http://localhost./", "http://0X7F.0.0.1/",
    "http://127.0.1/", "http://127.0.0.1:443/", "http://127.0.0.1#@example.com/",
    "http://127.0.0.1?@example.com/", "http://169.254.169.254./", "http://0.1.2.3/",
    "http://198.19.255.255/", "http://[::1]:80/", "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:7f00:1]/", "http://[::ffff:0:127.0.0.1]/", "http://[2002:a9fe:a9fe::]/",
    "http://[64:ff9b::c0a8:1]/", "http://[100::1]/", "http://[2001:2::1]/", "http://[2001:10::1]/",
    "http://[ff0e::1]/", "http://[fe80::1%eth0]/", "http://[2001:0:53aa:64c:0:7fff:80ff:fffe]/",
    "https://example.com:25/", "http://example.com:6379/", "http://metadata.google.internal/",
    "http://127.0.0.1\t.example.com/", "http://127.0.0.1\n/", "unix:///var/run/docker.sock",
    "dict://127.0.0.1:11211/", "http:127.0.0.1/", "http:///127.0.0.1/", "http://%31%32%37.0.0.1/",
]  # fmt: skip


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    made: list[object] = []

    def connect(sock: socket.socket, address: object) -> None:
        made.append(address)
        raise OSError("no connections in this test")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return made


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_is_refused_without_a_packet(url: str, connections: list[object]) -> None:
    with pytest.raises(Unreadable) as refused:
        fetch(url)
    assert str(refused.value).endswith(".")
    assert connections == []


def test_a_name_that_resolves_to_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, connections: list[object]
) -> None:
    both = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.7", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: both)
    with pytest.raises(Unreadable, match="not on the public internet"):
        fetch("http://innocent.example.com/")
    assert connections == []


def test_the_connection_goes_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch, connections: list[object]
) -> None:
    answers = iter([[(2, 1, 6, "", ("93.184.216.34", 80))]])

    def resolve(host: str, *_args: object, **_kwargs: object) -> list[object]:
        # A rebinding name server would answer the second look-up with a private address.
        return [(2, 1, 6, "", (host, 80))] if host[0].isdigit() else next(answers)  # type: ignore[list-item]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(Unreadable):
        fetch("http://rebinding.example.com/")
    assert connections == [("93.184.216.34", 80)]


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


REDIRECTS = {
    "/moved": "/page",
    "/loop": "/loop",
    "/inside": "http://169.254.169.254/latest/",
    "/file": "file:///etc/passwd",
}
PACKED = {
    "/packed": gzip.compress(b"hello"),
    "/bomb": gzip.compress(b"\0" * (MAX_BYTES * 3)),
    "/torn": gzip.compress(b"hello")[:3] + b"\xff" * 30,
    "/half": gzip.compress(b"hello" * 1000)[:-12],
}
PLAIN: dict[str, tuple[bytes, dict[str, str]]] = {
    "/page": (b"<html><body>Hello</body></html>", {}),
    "/large": (b"x" * (MAX_BYTES + 5), {}),
    "/picture": (b"\x89PNG", {"Content-Type": "image/png"}),
    "/brotli": (b"hello", {"Content-Encoding": "br"}),
}


SINCE = "Tue, 06 Mar 2029 08:00:00 GMT"


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path in PACKED:
            self._give(PACKED[path], {"Content-Encoding": "gzip"})
        elif path in REDIRECTS:
            self._redirect(REDIRECTS[path])
        elif path in PLAIN:
            self._give(*PLAIN[path])
        elif path == "/host":
            self._give(self.headers["Host"].encode())
        elif path == "/state":
            self._give_if_changed()
        elif path == "/drip":
            self._drip()
        else:
            self.send_error(404)

    def _give(self, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(200)
        for key, value in ({"Content-Type": "text/html; charset=utf-8"} | (headers or {})).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:
            return  # the client had enough

    def _give_if_changed(self) -> None:
        if self.headers["If-None-Match"] == '"a1"' or self.headers["If-Modified-Since"] == SINCE:
            self.send_response(304)
            self.end_headers()
        else:
            self._give(b"The page.", {"ETag": '"a1"', "Last-Modified": SINCE})

    def _drip(self) -> None:
        """Send the head of an answer a byte at a time, without an end."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
            while True:
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            return  # the client had enough

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        return


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _loopback(address: str, _port: int) -> bool:
    return address == "127.0.0.1"


def test_a_page_is_fetched_with_its_type(site: str) -> None:
    page = fetch(f"{site}/page?a=1#part", allow=_loopback)
    assert page.data == b"<html><body>Hello</body></html>"
    assert page.content_type == "text/html; charset=utf-8"


def test_a_redirect_is_followed_to_the_last_address(site: str) -> None:
    assert fetch(f"{site}/moved", allow=_loopback).url == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/loop", "redirects more than"),
        ("/inside", "not on the public internet"),
        ("/bomb", "larger than 10 MB"),
        ("/large", "larger than 10 MB"),
        ("/torn", "damaged"),
        ("/missing", "no such page"),
        ("/picture", "no page but image/png"),
        ("/half", "breaks off"),
        ("/brotli", "was not asked for"),
        ("/file", "http:// or https://"),
    ],
)
def test_what_gives_no_page_is_refused_with_the_reason(site: str, path: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        fetch(f"{site}{path}", allow=_loopback)


def test_a_hostile_address_is_refused_after_a_redirect_too(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, reached = int(site.rsplit(":", 1)[1]), []
    connect = socket.socket.connect

    def watched(sock: socket.socket, address: tuple[str, int]) -> None:
        if address[:2] != ("127.0.0.1", port):
            reached.append(address)
            raise OSError("no connections but to the site")
        connect(sock, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    whole = [each for each in HOSTILE if re.match(r"[a-z]+://[!-~]*[^/:]", each)]
    assert len(whole) > 90
    for hops in (1, 2):
        for url in whole:
            REDIRECTS["/first"] = "/last" if hops == 2 else url
            REDIRECTS["/last"] = url
            with pytest.raises(Unreadable):
                fetch(f"{site}/first", allow=lambda _host, at: at == port)
    assert reached == []


def test_a_packed_page_is_unpacked(site: str) -> None:
    assert fetch(f"{site}/packed", allow=_loopback).data == b"hello"


def test_a_site_that_drips_is_given_up_at_the_deadline(site: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Unreadable, match="too long to answer"):
        fetch(f"{site}/drip", allow=_loopback, seconds=0.6)
    assert time.monotonic() - begun < 5


def test_a_resolver_that_hangs_is_given_up_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch, connections: list[object]
) -> None:
    hang = threading.Event()

    def resolve(*_args: object, **_kwargs: object) -> list[object]:
        hang.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(Unreadable, match="too long to answer"):
        fetch("http://slow.example.com/", seconds=0.3)
    hang.set()
    assert connections == []


def test_proxies_of_the_environment_are_not_used(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetch(f"{site}/page", allow=_loopback).data


def test_the_host_s_name_goes_to_the_site_and_its_address_to_the_network(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.rsplit(":", 1)[1])
    there = [(2, 1, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: there)
    page = fetch(f"http://calderpost.example:{port}/host", allow=lambda _host, at: at == port)
    assert page.data == f"calderpost.example:{port}".encode()


def test_loopback_is_refused_unless_allowed(site: str) -> None:
    with pytest.raises(Unreadable):
        fetch(f"{site}/page")


def test_a_page_in_a_known_state_is_not_sent_again(site: str) -> None:
    page = fetch(f"{site}/state", allow=_loopback)
    assert page.validators == Validators('"a1"', SINCE)
    for known in (page.validators, Validators(etag='"a1"'), Validators(last_modified=SINCE)):
        again = fetch(f"{site}/state", allow=_loopback, known=known)
        assert again.unchanged
        assert again.data == b""


def test_a_page_in_another_state_is_sent_whole(site: str) -> None:
    page = fetch(f"{site}/state", allow=_loopback, known=Validators(etag='"other"'))
    assert (page.unchanged, page.data) == (False, b"The page.")
