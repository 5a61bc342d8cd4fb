"""What stands around a report's body among its paragraphs: byline, captions, closing credits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.reading.agencies import agency_named
from corpus.reading.captions import caption_text, is_caption
from corpus.reading.dates import is_date_line
from corpus.reading.furniture import is_furniture

_NAME = r"[A-Z][\w.'’-]*"
_NAMES = re.compile(
    rf"{_NAME}(?:,? (?:and |de |al-|van |von |der |bin |el |la )*{_NAME}){{1,14}},?"
)
_BYLINE = re.compile(
    rf"(?:By|BY|by):? {_NAME}"
    rf"(?:[ ,]+(?:and |for |of |the |in |de |al-|van |von )*{_NAME}){{0,14}}"
)
_OFFICE = re.compile(
    r"(?:special (?:to|for) .{2,60}|staff(?: and wire)? reports?|from .{2,60} wire reports"
    r"|(?:.{2,40} )?(?:staff writer|correspondent|reporter|news service)"
    r"|(?-i:[A-Z][\w ]{1,30} (?:Network|Staff))|\S+@\S+\.\w+.{0,40})",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"[—–-]*\s*[(\[]?(?:"
    r"(?:(?:additional )?(?:reporting|writing|editing)|compiled|translated) by\b.*"
    r"|(?:contributing|contributors?|contributed)\s*:.*"
    r"|with (?:reporting|contributions?|files|inputs?|additional reporting) (?:by|from)\b.*"
    r"|.{2,240}\bcontributed(?: (?:reporting|research))?"
    r"(?: to this (?:report|reporting|story|article)| from [\w ,.]+)?\.?"
    r"|follow (?:the )?(?:reporter|author|[A-Z][\w.’' -]{2,60}) (?:on|at)\b.*"
    r"|contact .{2,60} at \S+@\S+.*|(?:email|reach) .{0,60}\S+@\S+.*"
    r"|source: [\w .]{2,40}|via [\w .]{2,40})[)\]]?",
    re.IGNORECASE,
)
_CREDIT_WORDS, _OFFICE_WORDS = 60, 12
# How far down the line may stand that says where the writers work.
_OFFICE_LINE, _DATE_LINES = 3, 4


@dataclass(slots=True)
class Divided:
    """A body without what stood around it, and what that was."""

    body: list[str]
    captions: list[str] = field(default_factory=list)
    byline: str | None = None
    published: str | None = None  # a date line above the body, as it is written
    last: str = ""  # the closing credit that was cut, where an agency may be named


def divide(found: list[str], outlet: str | None, title: str | None) -> Divided:
    """Part the paragraphs of a report from what stands around them.

    ``outlet`` and ``title`` are known names that may stand there once more.
    """
    kept = [p for p in found if not is_furniture(p)]
    captions = [p for p in kept if is_caption(p)]
    divided = Divided([p for p in kept if p not in captions])
    if not divided.body:  # nothing but what looks like a caption, which then is the report
        divided.body = kept or found
        return divided
    divided.captions = [caption_text(p) for p in captions]
    _take_head(divided, outlet, title)
    _take_tail(divided)
    # An agency's name alone between paragraphs is the credit of a picture that is not here.
    divided.body = [p for p in divided.body if not agency_named(p)] or divided.body
    return divided


def _take_head(divided: Divided, outlet: str | None, title: str | None) -> None:
    """Cut the title's repetition, date lines and the byline: names, then where they work."""
    body = divided.body
    dates = [p for p in body[:_DATE_LINES] if is_date_line(p)]
    if dates and len(body) > len(dates):
        divided.published = dates[0]
        body[:_DATE_LINES] = [p for p in body[:_DATE_LINES] if p not in dates]
    if len(body) > 1 and title and _same(body[0], title):
        body.pop(0)
    if len(body) > 1 and _BYLINE.fullmatch(body[0]):
        divided.byline = body.pop(0)
    offices = [at for at, p in enumerate(body[:_OFFICE_LINE]) if _is_office(p, outlet)]
    if not offices or not all(_NAMES.fullmatch(p) for p in body[: offices[0]]):
        return
    first = last = offices[0]
    while last + 1 < len(body) and _is_office(body[last + 1], outlet):
        last += 1
    if last + 1 >= len(body):
        return
    agencies = [p for p in body[first : last + 1] if agency_named(p)]
    divided.byline = divided.byline or ", ".join([*body[:first], *agencies[:1]]) or None
    del body[: last + 1]


def _is_office(paragraph: str, outlet: str | None) -> bool:
    if len(paragraph.split()) > _OFFICE_WORDS:
        return False
    return bool(
        (outlet and _same(paragraph, outlet))
        or agency_named(paragraph)
        or _OFFICE.fullmatch(paragraph)
    )


def _take_tail(divided: Divided) -> None:
    """Cut the closing credits: who else reported, edited, contributed."""
    while len(divided.body) > 1 and _is_credits(divided.body[-1]):
        divided.last = divided.body.pop()


def _is_credits(paragraph: str) -> bool:
    if len(paragraph.split()) > _CREDIT_WORDS:
        return False
    return bool(_CREDITS.fullmatch(paragraph)) or agency_named(paragraph) is not None


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()
