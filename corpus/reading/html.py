"""Web pages into drafts: the report by trafilatura, the rest by the page's metadata."""

from __future__ import annotations

import re

from lxml import html as lxml_html  # type: ignore[import-untyped]
from trafilatura import bare_extraction
from trafilatura.settings import Document

from corpus.errors import Unreadable
from corpus.reading.dates import iso_date
from corpus.reading.furniture import is_furniture
from corpus.reading.items import Draft
from corpus.reading.metadata import Metadata
from corpus.reading.notices import MISSING, WALL
from corpus.reading.outlets import outlet_from_address, same_site
from corpus.reading.paragraphs import paragraphs
from corpus.text import line

# A page with fewer words of body that is marked as paid shows only the beginning.
_TEASER_WORDS = 150
# A robot check, an error page or a bare application has fewer words than this.
_NOTICE_WORDS = 80
_CHECK = re.compile(
    r"verify (?:that )?you are (?:a )?human|are you a robot|not a robot|captcha"
    r"|checking your browser|security check|unusual (?:traffic|activity)"
    r"|access (?:to this page has been )?denied|request blocked"
    r"|enable javascript and cookies|just a moment",
    re.IGNORECASE,
)
_SCRIPTED = re.compile(r"enable javascript|javascript (?:is )?(?:disabled|required)", re.IGNORECASE)
# What no reader sees; what is for machines to obey may be hidden there.
_HIDDEN = (
    "//*[@hidden or @aria-hidden='true' or self::noscript or self::template or self::dialog]"
    "|//*[@style and (contains(translate(@style, ' ', ''), 'display:none')"
    " or contains(translate(@style, ' ', ''), 'visibility:hidden')"
    " or contains(translate(@style, ' ', ''), 'font-size:0'))]"
    "|//*[contains(concat(' ', normalize-space(@class), ' '), ' sr-only ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' visually-hidden ')]"
)
_CAPTIONS = (
    "//figcaption|//*[self::p or self::div or self::span or self::small]"
    "[contains(concat(' ', translate(@class, '-_', '  '), ' '), ' caption ')"
    " or contains(@class, 'wp-caption-text')]"
)
_CAPTION_CHARS = 600


def read_html(page: str, name: str, url: str | None = None) -> Draft:
    """Read one page; ``url`` is its address where it was fetched.

    Unreadable where it has no report in it: nothing but navigation, a paywall, a robot check.
    """
    tree = _parsed(page, name)
    meta = Metadata(tree)
    _refuse_notices(tree, meta, name)
    _prune(tree, _HIDDEN)
    captions = _cut_captions(tree)
    extracted = _extracted(tree, url)
    body = _longer_of(_body((extracted.text if extracted else None) or ""), meta)
    _refuse_fragments(body, meta, name)
    return Draft(
        body="\n\n".join(body),
        title=meta.title(outlet_from_address(url)) or (extracted.title if extracted else None),
        outlet=meta.outlet() or _site_name(extracted.sitename if extracted else None),
        byline=meta.author() or (extracted.author if extracted else None),
        published_at=meta.published() or iso_date(extracted.date if extracted else None),
        url=_own_address(url, meta.address()),
        language=meta.language(),
        captions=captions,
    )


def _parsed(page: str, name: str) -> lxml_html.HtmlElement:
    data = page.encode("utf-8", "replace")
    try:
        tree = lxml_html.document_fromstring(data, parser=lxml_html.HTMLParser(encoding="utf-8"))
    except MemoryError:
        raise
    except Exception:  # lxml raises several kinds for pages without an element
        raise Unreadable(f"{name} is an empty page: send the address of a report.") from None
    return tree


def _prune(tree: lxml_html.HtmlElement, path: str) -> None:
    for node in tree.xpath(path):
        if node.getparent() is not None and node.tag not in ("html", "body"):
            node.drop_tree()


def _cut_captions(tree: lxml_html.HtmlElement) -> list[str]:
    found = []
    for node in tree.xpath(_CAPTIONS):
        text = line(node.text_content())
        if text and len(text) <= _CAPTION_CHARS and node.getparent() is not None:
            found.append(text)
            node.drop_tree()
    return list(dict.fromkeys(found))


def _extracted(tree: lxml_html.HtmlElement, url: str | None) -> Document | None:
    try:
        found = bare_extraction(
            tree, url=url, include_comments=False, include_tables=False, with_metadata=True
        )
    except MemoryError:
        raise
    except Exception:  # a page can break the extraction in ways that nobody lists
        return None
    return found if isinstance(found, Document) else None


def _body(text: str) -> list[str]:
    # trafilatura gives one paragraph a line.
    return paragraphs("\n\n".join((text or "").split("\n")))


def _longer_of(body: list[str], meta: Metadata) -> list[str]:
    """The body, or the metadata's where scripts would have put most of it on the page."""
    told = meta.body()
    if told and _words(body) * 2 < len(told.split()):
        return paragraphs(told)
    return body


def _refuse_notices(tree: lxml_html.HtmlElement, meta: Metadata, name: str) -> None:
    """Refuse pages that were answered in a report's stead."""
    heading = " ".join(filter(None, [line(tree.findtext(".//title")), meta.title()]))
    short = len((tree.text_content() or "").split()) < 5 * _NOTICE_WORDS
    if short and MISSING.search(heading):
        raise Unreadable(
            f"{name} is a page that says that the report is not there: check the address."
        )
    if short and _CHECK.search(heading):
        raise Unreadable(f"{name} is a robot check instead of a report: paste the text instead.")


def _refuse_fragments(body: list[str], meta: Metadata, name: str) -> None:
    words, text = _words(body), "\n".join(body)
    if words < _TEASER_WORDS and (meta.is_paid() or WALL.search(text)):
        raise Unreadable(
            f"{name} is behind a paywall and shows only its beginning: paste the text instead."
        )
    if words < _NOTICE_WORDS:
        for mark, what in ((_CHECK, "a robot check"), (_SCRIPTED, "a page that only scripts fill")):
            if mark.search(text):
                raise Unreadable(f"{name} is {what} instead of a report: paste the text instead.")
        if MISSING.search(text):
            raise Unreadable(
                f"{name} is a page that says that the report is not there: check the address."
            )
    if not any(re.search(r"[.!?…。؟।”\"»]$", p) for p in body if not is_furniture(p)):
        raise Unreadable(
            f"There is no report on {name}, only headings and links: "
            "send the address of one report."
        )


def _words(body: list[str]) -> int:
    return sum(len(p.split()) for p in body)


def _site_name(site: str | None) -> str | None:
    # trafilatura falls back to the bare domain, from which we can make a name ourselves.
    return site if site and " " in site else None


def _own_address(fetched: str | None, canonical: str | None) -> str | None:
    """The page's own address, which has no tracking in it, unless it points to another site."""
    if fetched is None:
        return canonical
    return canonical if canonical and same_site(fetched, canonical) else fetched
