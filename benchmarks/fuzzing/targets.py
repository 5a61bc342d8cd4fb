"""What is fuzzed: each target takes any bytes, and raises where what comes out is not right.

An ``Unreadable`` is a right answer where bytes cannot be read. What came out is checked by other
means than those that made it.
"""

from __future__ import annotations

import io
import ipaddress
import re
import socket
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from unittest import mock
from urllib.parse import urlsplit

from bot import markup, rendering
from bot.dividing import Block, cut_quote, divide, fits, sentences
from bot.plain import plain as as_plain
from bot.texts import LANGUAGES, Texts
from corpus import passages
from corpus.errors import Unreadable
from corpus.model import Article, Claim, Source, SourceKind, Span, Stance
from corpus.reading import fetch, guard
from corpus.reading.feeds import parse_feed
from corpus.reading.finish import finish
from corpus.reading.formats import check_readable, to_draft
from corpus.reading.lines import read_line
from corpus.text import clean
from retrieval.model import Account, Answer, QuotedClaim, Status

# Telegram's HTML as its servers read it.
sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "bot"))

from entities import parse, utf16  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")
Target = Callable[[bytes], None]
SPEAKER = Source("Ana Toric", SourceKind.PERSON)
_ISOLATES = re.compile("[\u2066-\u2069]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def text_of(data: bytes) -> str:
    """Any bytes as a text; those that are no UTF-8 become lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


def divider(data: bytes) -> None:
    """Passages hold each character once and cut no claim; quotes are cut into what stands there."""
    if len(data) < 2:
        return
    limit, text = 8 + data[0], text_of(data[2:])
    _check_pieces(text, cut_quote(text, limit), limit)
    for line, found in ((line, sentences(line)) for line in text.splitlines()):
        assert "".join("".join(found).split()) == "".join(line.split())
    _check_passages(text, data[: 1 + data[1] % 16])


def _check_pieces(text: str, pieces: list[str], limit: int) -> None:
    at = 0
    for piece in pieces:
        assert len(piece) + sum(c > "\uffff" for c in piece) <= limit
        found = text.index(piece, at)
        assert not text[at:found].strip()
        at = found + len(piece)
    assert not text[at:].strip()


def _check_passages(text: str, places: bytes) -> None:
    ends = sorted({place * len(text) // 256 for place in places} | {0, len(text)})
    spans = [Span(one, other) for one, other in pairwise(ends)]
    claims = [Claim(SPEAKER, (span,), span) for span in spans[::2]]
    claims += [Claim(SPEAKER, (s,), Span(s.start, s.end + 7)) for s in spans[1::3]]
    found = passages.divide(Article("a", "T", text, "Post"), spans[::3], claims)
    assert [each.ordinal for each in found] == list(range(len(found)))
    held = "".join(each.span.of(text) for each in found)
    assert "".join(held.split()) == "".join(text.split())
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    for claim in claims:
        # A claim's own white space at its edges belongs to no passage.
        words = claim.sentence.of(text)
        start = claim.sentence.start + len(words) - len(words.lstrip())
        inner = Span(start, start + len(words.strip())) if words.strip() else None
        assert inner is None or any(each.span.contains(inner) for each in found)


def escaper(data: bytes) -> None:
    """What was escaped is, once Telegram has read it, the same text."""
    parts = text_of(data).split("\x1e")
    for part in parts:
        shown = _shown(part)
        _check_markup(markup.text(part), shown)
        _check_markup(markup.code(part), shown)
        _check_markup(markup.blockquote(markup.bold(markup.text(part)), folded=True), shown)
        _check_markup(markup.link(markup.text(part), part), shown)
        _check_markup(markup.link(markup.italic(markup.struck(markup.text("x"))), part), "x")
        foreign = markup.foreign(part)
        plain, _ = parse(foreign.html)
        assert _ISOLATES.sub("", plain) == _ISOLATES.sub("", shown)
        assert foreign.units == utf16(plain)
        assert not _BIDI.search(plain) or _is_closed(plain)
        as_plain(foreign.html)
    _check_markup(markup.join("\n", map(markup.text, parts)), None)


def answers(data: bytes) -> None:
    """An answer that quotes any texts of anybody can be sent, and its quotes stand in them."""
    parts = [part for part in text_of(data).split("\x1e") if part.strip()]
    if parts:
        _check_answer(parts, data)


def _shown(text: str) -> str:
    """A text as a message can hold it."""
    kept = (
        "\ufffd"
        if "\ud800" <= char <= "\udfff"
        else " "
        if (char < " " and char not in "\t\n") or char == "\x7f"
        else char
        for char in text
    )
    return "".join(kept)


def _check_markup(made: markup.Markup, shown: str | None) -> None:
    plain, entities = parse(made.html)
    assert shown is None or plain == shown
    assert made.units == utf16(plain)
    assert len(entities) <= made.entities
    made.html.encode()
    for entity in entities:
        if "url" in entity:
            assert urlsplit(entity["url"]).scheme.lower() in {"http", "https"}


def _is_closed(plain: str) -> bool:
    """Whether every isolate ends within the text."""
    depth = 0
    for control in _ISOLATES.findall(plain):
        depth += -1 if control == "\u2069" else 1
        if depth < 0:
            return False
    return depth == 0


def _check_answer(parts: list[str], data: bytes) -> None:
    accounts = []
    for number, part in enumerate(parts[:6]):
        whole = Span(0, len(part))
        url = "https://a.example/" + part
        article = Article(f"a{number}", part, part, part, agency=part, url=url)
        stance = Stance.DENIES if data[0] % 2 else Stance.ASSERTS
        claim = Claim(Source(part, SourceKind.PERSON, part), (whole,), whole, stance)
        accounts.append(Account(claim.source, stance, (QuotedClaim(claim, article),)))
    answer = Answer("q", Status.DISPUTED, tuple(accounts))
    for message in rendering.answer(answer, Texts(LANGUAGES[data[0] % len(LANGUAGES)])):
        assert fits(message)
        plain, entities = parse(message.html)
        assert message.units == utf16(plain)
        raw = plain.encode("utf-16-le")
        for entity in entities:
            if "blockquote" in entity["type"]:
                start, end = entity["offset"], entity["offset"] + entity["length"]
                quote = _ISOLATES.sub("", raw[2 * start : 2 * end].decode("utf-16-le"))
                assert any(quote in _ISOLATES.sub("", _shown(part)) for part in parts)
    blocks = [Block(markup.text(part[:100]), (markup.text(part[:1000]),)) for part in parts]
    assert all(map(fits, divide(blocks)))


# Blocks that are not reached from the internet (IANA's registries of special-purpose addresses).
_SPECIAL = [
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "2001::/32", "2001:2::/48", "2001:10::/28", "2001:db8::/32", "3fff::/20",
    )
]  # fmt: skip
_GLOBAL_6 = ipaddress.ip_network("2000::/3")


def is_reached(address: str) -> bool:
    """Whether an address is one of the public internet, by the registries alone."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        number = int(ip)
        if number >> 32 in {0xFFFF, 0x64FF9B << 64}:  # IPv4-mapped, NAT64
            return is_reached(str(ipaddress.IPv4Address(number & 0xFFFFFFFF)))
        if number >> 112 == 0x2002 and not is_reached(
            str(ipaddress.IPv4Address(number >> 80 & 0xFFFFFFFF))
        ):
            return False
        if ip not in _GLOBAL_6:
            return False
    return not any(ip.version == block.version and ip in block for block in _SPECIAL)


class _Connected(OSError):
    """Where something was connected to."""


@contextmanager
def _network(resolved: list[str]) -> Iterator[list[str]]:
    """A network in which every name has these addresses, and nothing answers."""
    reached: list[str] = []

    def resolve(host: str, port: int, **_more: object) -> list[Any]:
        try:
            found = [str(ipaddress.ip_address(host))]
        except ValueError:
            host.encode("idna")
            found = resolved
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    def connect(address: tuple[str, int], *_more: object, **_named: object) -> None:
        reached.append(address[0])
        raise _Connected

    with (
        mock.patch.object(socket, "getaddrinfo", resolve),
        mock.patch.object(socket, "create_connection", connect),
    ):
        yield reached


def guarded(data: bytes) -> None:
    """Nothing is connected to but public addresses, whatever an address says and resolves to."""
    if not data:
        return
    resolved = []
    for start in range(1, 1 + 16 * (data[0] % 3), 16):
        packed = data[start : start + 16].ljust(16, b"\0")
        number = packed if data[0] & 4 else packed[:4]
        resolved.append(str(ipaddress.ip_address(number)))
    for address in resolved:
        assert not guard.is_public(address) or is_reached(address), address
    rest = text_of(data[1 + 16 * (data[0] % 3) :])
    url = rest if data[0] & 8 else f"http://{rest}/"
    with _network(resolved) as reached:
        refusal = _refusal(lambda: fetch.fetch(url, seconds=30))
        assert isinstance(refusal, str), "nothing was there to be fetched"
    assert all(map(is_reached, reached)), (url, reached)


def _refusal(work: Callable[[], T]) -> T | str:
    """What comes of work, or the sentence with which it is refused."""
    try:
        return work()
    except Unreadable as error:
        why = str(error)
    assert why.endswith("."), why
    return why


def html(data: bytes) -> None:
    """A page is an article or is skipped."""
    _read(data, "page.html")


def pdf(data: bytes) -> None:
    """A PDF file is an article or is skipped."""
    _read(data if data[:1] == b"%" else b"%PDF-1.4\n" + data, "file.pdf")


def markdown(data: bytes) -> None:
    """Markdown is an article or is skipped."""
    _read(data, "file.md")


def plain(data: bytes) -> None:
    """A text is an article or is skipped."""
    _read(data, "file.txt")


def jsonl(data: bytes) -> None:
    """Each line is an article or is skipped."""
    for each in data.splitlines():
        if each.strip():
            line = each.decode("utf-8", errors="replace")
            _check_read(_refusal(lambda line=line: read_line(line, "file:1")))  # type: ignore[misc]


def docx(data: bytes) -> None:
    """A Word file is an article or is skipped; most of the bytes become its text's part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in _WORD_PARTS.items():
            archive.writestr(name, content)
        archive.writestr("word/document.xml", data)
    _read(data if data[:2] == b"PK" else file.getvalue(), "file.docx")


def feed(data: bytes) -> None:
    """A feed is one or is refused."""
    found = _refusal(lambda: parse_feed(data, "https://a.example/feed", None))
    if isinstance(found, str):
        return
    for item in found.items:
        for value in (item.key, item.url, item.title, item.published_at, item.byline, item.html):
            (value or "").encode()
        assert item.key
        assert item.url is None or urlsplit(item.url).scheme in {"http", "https"}
        assert item.published_at is None or date.fromisoformat(item.published_at[:10])
        if item.html:
            _read(item.html.encode(), "entry.html")


def _read(data: bytes, name: str) -> None:
    """Read bytes here: in a process of its own nothing would be seen of what is covered."""
    _check_read(_refusal(lambda: _article(data, name)))


def _article(data: bytes, name: str) -> Article:
    kind = check_readable(data, name, None)
    if kind.startswith(".jsonl"):
        raise Unreadable("Lines are a target of their own.")
    return finish(to_draft(data, kind, name), name)


def _check_read(read: Article | str) -> None:
    if isinstance(read, str):
        assert "\n" not in read
    else:
        _check_article(read)


def _check_article(article: Article) -> None:
    """An article is as the model says that it is."""
    values = (article.id, article.title, article.text, article.outlet, *article.captions)
    optional = (article.agency, article.byline, article.url, article.published_at, article.language)
    for value in (*values, *filter(None, optional)):
        value.encode()
        assert value == clean(value) == unicodedata.normalize("NFC", value), value
    assert article.id
    assert article.title
    assert article.outlet
    paragraphs = article.text.split("\n\n")
    assert paragraphs == [" ".join(each.split()) for each in paragraphs]
    assert all(paragraphs)
    assert article.published_on is None or article.published_on.year > 0
    assert article.url is None or urlsplit(article.url).scheme.lower() in {"http", "https"}


_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WORD_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="'
    'application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
}
TARGETS: dict[str, Target] = {
    "divider": divider,
    "escaper": escaper,
    "answers": answers,
    "guard": guarded,
    "html": html,
    "pdf": pdf,
    "docx": docx,
    "markdown": markdown,
    "text": plain,
    "jsonl": jsonl,
    "feed": feed,
}
