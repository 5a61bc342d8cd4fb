"""Bad inputs 58 to 70 and 76 to 78: addresses, and what answers at them."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import os
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

from bad_inputs import QUESTION, Stage, bad
from bad_site import moved, page

from corpus.reading import fetch as fetching
from corpus.reading.fetch import MAX_BYTES

INSIDE = (
    "not on the public internet",
    "odd way",
    "no host",
    "not fetched",
    "not one of the web",
    "not a web address",
)


@contextlib.contextmanager
def only_the_site(stage: Stage) -> Iterator[list[object]]:
    """Give the addresses beside Telegram's and the site's that anything tried to connect to."""
    reached: list[object] = []
    connect = socket.socket.connect
    ours = {stage.site.port, int(stage.world.api.url.rpartition(":")[2])}

    def watched(sock: socket.socket, address: Any) -> Any:
        if sock.family == socket.AF_UNIX or (address[1] in ours and address[0] == "127.0.0.1"):
            return connect(sock, address)
        reached.append(address)
        raise OSError("nothing is reached from here")

    stage.monkeypatch.setattr(socket.socket, "connect", watched)
    yield reached


async def kept_out(stage: Stage, *urls: str) -> None:
    """The addresses are refused with a reason, by /add and by /feeds, and nothing is reached."""
    with only_the_site(stage) as reached:
        for url in urls:
            await stage.is_refused(url, *INSIDE)
            told = (await stage.mara.says(f"/feeds add {url}")).text
            assert told
            assert "Following" not in told, told
        assert reached == []


@bad(58, "addresses of files and of other protocols")
async def _(stage: Stage) -> None:
    urls = (
        "file:///etc/passwd",
        "gopher://example.com/",
        "ftp://example.com/a",
        "data:text/html,x",
    )
    with only_the_site(stage) as reached:
        for url in urls:
            before = len(stage.corpus.articles())
            assert "root:" not in (await stage.adds(url)).text
            told = (await stage.mara.says(f"/feeds add {url}")).text
            assert any(word in told for word in ("http://", "/feeds add")), told
            assert len(stage.corpus.articles()) == before
        assert reached == []


@bad(59, "the addresses at which clouds tell their secrets")
async def _(stage: Stage) -> None:
    await kept_out(stage, "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/")


@bad(60, "loopback in IPv6 and IPv4 within it")
async def _(stage: Stage) -> None:
    await kept_out(stage, "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::127.0.0.1]/")


@bad(61, "IPv4 addresses in other ways of writing")
async def _(stage: Stage) -> None:
    await kept_out(stage, "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/")


def resolves(stage: Stage, *answers: str) -> None:
    """Let a name resolve to these addresses, one after the other."""
    left, real = list(answers), socket.getaddrinfo

    def resolve(host: Any, port: Any, *more: Any, **named: Any) -> Any:
        if host != "site.example":
            return real(host, port, *more, **named)
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    stage.monkeypatch.setattr(socket, "getaddrinfo", resolve)


@bad(62, "a name that resolves to loopback")
async def _(stage: Stage) -> None:
    resolves(stage, "127.0.0.1")
    await kept_out(stage, "http://site.example/", "http://localhost/")


@bad(63, "a name that resolves to a public address first and to a private one then")
async def _(stage: Stage) -> None:
    resolves(stage, "93.184.216.34", "127.0.0.1")
    with only_the_site(stage) as reached:
        await stage.is_refused("http://site.example/", "cannot be fetched", "too long")
        assert reached == [("93.184.216.34", 80)]


@bad(64, "redirects inside, in a circle, and 21 of them")
async def _(stage: Stage) -> None:
    site = stage.site
    site.answers["/inside"] = moved("http://169.254.169.254/latest/")
    site.answers["/file"] = moved("file:///etc/passwd")
    site.answers["/circle"] = moved("/circle")
    for number in range(21):
        site.answers[f"/hop{number}"] = moved(f"/hop{number + 1}")
    with only_the_site(stage) as reached:
        await stage.is_refused(f"{site.url}/inside", "not on the public internet")
        await stage.is_refused(f"{site.url}/file", "http:// or https://")
        for path in ("/circle", "/hop0"):
            await stage.is_refused(f"{site.url}{path}", "redirects more than")
        assert reached == []


@bad(65, "addresses with a password or another port in them")
async def _(stage: Stage) -> None:
    await kept_out(stage, "http://user:pass@example.com/", "http://example.com:22/")


@bad(66, "names in other scripts, in their own and in the network's form")
async def _(stage: Stage) -> None:
    await kept_out(
        stage, "http://örtchen.invalid/", "http://xn--rtchen-wxa.invalid/", "http://①②⑦.1/"
    )
    await kept_out(stage, "http://xn--a.invalid/", "http://" + "ö" * 70 + ".invalid/")


@bad(67, "proxies in the environment")
async def _(stage: Stage) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        stage.monkeypatch.setitem(os.environ, name, "http://127.0.0.1:9/")
    stage.site.answers["/direct"] = page(report("Directham"))
    with only_the_site(stage) as reached:
        assert "Directham" in (await stage.adds(f"{stage.site.url}/direct")).text
        assert reached == []


def report(place: str, said: str = "the bridge had been closed to lorries for 3 weeks") -> bytes:
    """A page with a report from a place."""
    more = "".join(
        f"<p>The council of {place} met for the {n}th time and said that {said}. "
        f"Resident Ada Lund said that nobody in {place} had been asked about part {n}.</p>"
        for n in range(4, 8)
    )
    return (
        f"<html><head><title>Bridge in {place} closed</title></head><body><article>"
        f"<h1>Bridge in {place} closed</h1>{more}</article></body></html>"
    ).encode()


@bad(68, "a page of 50 MB")
async def _(stage: Stage) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(page(b"", length=50 << 20))
        for _ in range(50 * 16):
            connection.sendall(b"<p>" + b"x" * 65533)

    stage.site.answers["/huge"] = endless
    await stage.is_refused(f"{stage.site.url}/huge", "larger than 10 MB")


async def are_refused_together(stage: Stage, refusals: dict[str, str]) -> None:
    """Addresses are refused, each with its reason; while they take their time others are served.

    One moderator names each, so that what takes as long as it may does so for all at once.
    """
    assert fetching.SECONDS < 10  # nobody waits longer than ten
    api, before = stage.world.api, len(stage.world.api.sent)
    named = {stage.world.moderator().id: path for path in refusals}
    for moderator, path in named.items():
        who = stage.world.telegram.person("Mara", user_id=moderator)
        api.push(message=who.message(f"/add {stage.site.url}{path}"))
    bob = stage.world.telegram.person("Bob")
    api.push(message=bob.message(QUESTION))
    await stage.until(lambda: any(s.chat == bob.id for s in api.sent[before:]))
    await stage.world.telegram.settle(patience=60)  # on a busy machine too
    told = [sent for sent in api.sent[before:] if sent.chat != bob.id]
    assert len(told) == len(refusals)
    for sent in told:
        assert refusals[named[sent.chat]] in sent.text, (named[sent.chat], sent.text)
        assert "Publish" not in sent.buttons


def dripping(at_once: bytes, slowly: bytes) -> Callable[[socket.socket], None]:
    """What is sent at once, and then a byte a second without end."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(at_once)
        for number in itertools.cycle(slowly):
            connection.sendall(bytes((number,)))
            time.sleep(1)

    return drip


@bad(69, "a site that sends a byte a second")
async def _(stage: Stage) -> None:
    for more in ("", "?1", "?2"):
        stage.site.answers[f"/drip-body{more}"] = dripping(page(b"", length=1 << 20), b"x")
    stage.site.answers["/drip-head"] = dripping(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n")
    stage.site.answers["/drip-first"] = dripping(b"", b"HTTP/1.1 200 OK\r\n")
    # As many at once as there are threads for all that is read and answered.
    drips = ("/drip-body", "/drip-head", "/drip-first", "/drip-body?1", "/drip-body?2")
    await are_refused_together(stage, dict.fromkeys(drips, "takes too long"))


@bad(70, "a small packed page that unpacks to hundreds of megabytes")
async def _(stage: Stage) -> None:
    once = gzip.compress(b"\0" * (MAX_BYTES * 5))
    for name, body, encoding in (
        ("/gzip", once, "gzip"),
        ("/twice", gzip.compress(once), "gzip, gzip"),
        ("/br", b"\xcf\xff\xff\x7f\xf8\x27\x00\xe2" * 20, "br"),
        ("/deflate", b"x\x9c" + b"\0" * 99, "deflate"),
    ):
        stage.site.answers[name] = page(body, f"Content-Encoding: {encoding}")
        await stage.is_refused(f"{stage.site.url}{name}", "larger than", "not asked for", "damaged")


@bad(76, "a wall, a riddle or an error that calls itself a page")
async def _(stage: Stage) -> None:
    walls = {
        "wall": "<h1>Subscribe to continue</h1><p>You have read your 3 free articles. "
        "Already a subscriber? Sign in.</p>",
        "riddle": "<h1>Are you a robot?</h1><p>Please confirm that you are human. "
        "Enable JavaScript and cookies to continue.</p>",
        "error": "<h1>404</h1><p>Page not found. The page you are looking for does not exist.</p>",
        "empty": "<div id=app></div>",
    }
    for name, body in walls.items():
        html = f"<html><head><title>{name}</title></head><body>{body}</body></html>"
        stage.site.answers[f"/{name}"] = page(html.encode())
        # Refused, or shown to the moderator with a doubt: it is never published by itself.
        told = await stage.adds(f"{stage.site.url}/{name}")
        assert "Publish" not in told.buttons or "⚠" in told.text or "No date" in told.text


@bad(77, "a body in pieces that has no end")
async def _(stage: Stage) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = report("Chunkham")

    def silent(connection: socket.socket) -> None:
        connection.sendall(head + f"{len(body):x}\r\n".encode() + body + b"\r\n")
        time.sleep(fetching.SECONDS + 5)

    def for_ever(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    stage.site.answers |= {
        "/silent": silent,
        "/slow": dripping(head, b"1\r\nx\r\n"),
        "/forever": for_ever,
        "/broken": head + b"zz\r\n" + body,
        "/torn": head + f"{len(body) + 9:x}\r\n".encode() + body,
    }
    late, never = "takes too long", "cannot be fetched"
    reasons = {"/silent": late, "/slow": late, "/forever": "larger than 10 MB"}
    await are_refused_together(stage, reasons | {"/broken": never, "/torn": never})


@bad(78, "a length that is not so")
async def _(stage: Stage) -> None:
    body = report("Lieford")
    claiming = page(body, length=len(body) + 999)

    def waiting(connection: socket.socket) -> None:
        connection.sendall(claiming)
        time.sleep(fetching.SECONDS + 5)

    stage.site.answers |= {
        "/waiting": waiting,
        "/more": claiming,
        "/petabyte": page(body, length=1 << 50),
        "/negative": page(body, length=-1),
        "/words": page(body).replace(b"Content-Length: ", b"Content-Length: x"),
        "/twice": page(body, f"Content-Length: {len(body) + 5}"),
    }
    reasons = dict.fromkeys(("/more", "/petabyte", "/negative", "/words", "/twice"), "be fetched")
    await are_refused_together(stage, reasons | {"/waiting": "takes too long"})
    # Less than there is: what goes beyond it is not read.
    cut = body.index(b"for the 6th time")
    stage.site.answers["/less"] = page(body, length=cut)
    preview = await stage.adds(f"{stage.site.url}/less")
    article = stage.corpus.article(await stage.publishes(preview))
    assert "part 5" in article.text
    assert "the 6th" not in article.text
    assert "part 7" not in article.text
