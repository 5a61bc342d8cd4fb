"""From a draft to an ``Article``: what no format differs in."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.errors import Unreadable
from corpus.model import UNKNOWN_OUTLET, Article
from corpus.reading.agencies import agency_in_text, agency_named, byline_and_agency
from corpus.reading.dates import iso_date
from corpus.reading.items import Draft
from corpus.reading.language import language_of
from corpus.reading.outlets import is_domain, outlet_from_address
from corpus.reading.paragraphs import paragraphs
from corpus.reading.surroundings import Divided, divide
from corpus.text import line

MAX_ID_CHARS = 64
# A longer text is a book or a dump, not a report, and would hold up everything behind it.
MAX_TEXT_CHARS = 1_000_000
_TITLE_WORDS = 14
_ID = re.compile(r"[^\s\x00-\x1f/\\]+")
_MADE_ID = re.compile(r"[0-9a-f]{12}")
# Parts of an address that say how a reader came to it.
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|cmpid|ref_src|smid|srnd)$")


def finish(draft: Draft, name: str) -> Article:
    """Give the article of a draft; ``name`` stands for the item in what is said of it.

    Unreadable where nothing is left of the body, or the id that was given cannot be used.
    """
    url = web_address(draft.url)
    outlet, title = _outlet(line(draft.outlet), url), line(draft.title)
    divided = divide(paragraphs(draft.body), outlet, title)
    text = _checked_text(divided.body, name)
    byline, agency = byline_and_agency(line(draft.byline) or divided.byline, outlet)
    return Article(
        id=_checked_id(draft.id) if draft.id else article_id(url, title or "", text),
        title=title or _title_from(divided.body[0]),
        text=text,
        outlet=outlet or UNKNOWN_OUTLET,
        agency=_agency(line(draft.agency)) or agency or _agency_of(divided),
        byline=byline,
        published_at=iso_date(draft.published_at) or iso_date(divided.published),
        url=url,
        language=language_of(text, draft.language),
        captions=_captions(draft, divided),
    )


def article_id(url: str | None, title: str, text: str) -> str:
    """Make a short id that stays the same: of the address, or without one of the content."""
    key = re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/") if url else f"{title}\n{text}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def is_of_content(article: Article) -> bool:
    """Tell whether an article's id was made of its title and words, not of its address or given."""
    if not _MADE_ID.fullmatch(article.id):
        return False
    return article.url is None or article.id != article_id(article.url, "", "")


def beside(article: Article) -> Article:
    """Give a report an id of its own beside another outlet's in the same words."""
    key = f"{article.outlet.casefold()}\n{article.id}"
    return replace(article, id=hashlib.sha256(key.encode()).hexdigest()[:12])


def web_address(given: str | None) -> str | None:
    """Give a web address without its fragment and tracking; None for what is no web address."""
    bare = line(given) or ""
    if not re.match(r"https?://[^\s/]", bare, re.IGNORECASE) or " " in bare:
        return None
    try:
        parts = urlsplit(bare)
    except ValueError:
        return None
    query = parts.query
    if any(_TRACKING.match(piece.split("=")[0]) for piece in query.split("&")):
        kept = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(key, value) for key, value in kept if not _TRACKING.match(key)])
    return parts._replace(query=query, fragment="").geturl()


def _checked_text(body: list[str], name: str) -> str:
    text = "\n\n".join(body)
    if not any(c.isalnum() for c in text):
        raise Unreadable(f"There is no text in {name} besides its title: send the whole report.")
    if len(text) > MAX_TEXT_CHARS:
        raise Unreadable(
            f"{name} has over {MAX_TEXT_CHARS:,} characters: divide it into its reports."
        )
    return text


def _checked_id(given: str) -> str:
    given = given.strip()
    if len(given) > MAX_ID_CHARS or not _ID.fullmatch(given) or not given.isprintable():
        raise Unreadable(
            f"The id {given[:80]!r} cannot be used: "
            f"give at most {MAX_ID_CHARS} printable characters without spaces or slashes."
        )
    return given


def _agency(given: str | None) -> str | None:
    return (agency_named(given) or given) if given else None


def _agency_of(divided: Divided) -> str | None:
    return agency_in_text(divided.body[0], divided.last)


def _captions(draft: Draft, divided: Divided) -> tuple[str, ...]:
    found = (line(caption) for caption in [*draft.captions, *divided.captions])
    return tuple(dict.fromkeys(caption for caption in found if caption))


def _outlet(given: str | None, url: str | None) -> str | None:
    if given and (is_domain(given) or web_address(given)):
        return outlet_from_address(given)
    return given or outlet_from_address(url)


def _title_from(first: str) -> str:
    words = re.split(r"(?<=[.!?])\s", first)[0].split()
    return " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")
