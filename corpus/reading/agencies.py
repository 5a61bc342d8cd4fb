"""Which news agency a report came from, and who wrote it: bylines, datelines, credits."""

from __future__ import annotations

import re

_AGENCIES = {
    "reuters": "Reuters", "thomson reuters": "Reuters", "associated press": "Associated Press",
    "ap": "Associated Press", "afp": "AFP", "agence france-presse": "AFP",
    "agence france presse": "AFP", "bloomberg": "Bloomberg", "bloomberg news": "Bloomberg",
    "xinhua": "Xinhua", "tass": "TASS", "itar-tass": "TASS", "interfax": "Interfax",
    "interfax-ukraine": "Interfax-Ukraine", "ria novosti": "RIA Novosti", "dpa": "dpa",
    "deutsche presse-agentur": "dpa", "efe": "EFE", "agencia efe": "EFE", "ansa": "ANSA",
    "kyodo": "Kyodo", "kyodo news": "Kyodo", "yonhap": "Yonhap", "pti": "PTI",
    "press trust of india": "PTI", "ani": "ANI", "ians": "IANS", "upi": "UPI",
    "united press international": "UPI", "pa": "PA Media", "pa media": "PA Media",
    "press association": "PA Media", "anadolu": "Anadolu", "anadolu agency": "Anadolu",
    "ukrinform": "Ukrinform", "sana": "SANA", "irna": "IRNA", "kcna": "KCNA", "wam": "WAM",
    "canadian press": "The Canadian Press", "australian associated press": "AAP", "aap": "AAP",
    "cnn wire": "CNN Wire", "ntb": "NTB", "belga": "Belga", "apa": "APA", "pap": "PAP",
    "mena": "MENA", "spa": "SPA", "antara": "Antara", "bernama": "Bernama",
    "lusa": "Lusa", "stt": "STT", "ritzau": "Ritzau", "anp": "ANP", "keystone-sda": "Keystone-SDA",
}  # fmt: skip
_NAME_CHARS, _BYLINE_CHARS = 80, 300
_SERVICES = r"(?:News|Press) Agency$|^Agence [A-Z]|\bNewswires?$|\bWire Service$|\bNews Service$"
# Alone in a byline this is a service that the report came from, not the outlet of its writer.
_SERVICE = re.compile(r"^(?:The )?(?:[A-Z][\w.-]+ ){1,3}(?:Press|News|Wire)$")
_GENERAL_AGENCY = re.compile(_SERVICES)
_BY = re.compile(
    r"^\s*(?:(?:story|words|written|reported|report|text|posted|published)\s+by|by|from)\b\s*:?\s+",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*(?:,|;|\||•|·|/|\s[-–—]\s|\bfor\b|\b(?:of|with)\b(?= (?:the )?[A-Z])|[()])\s*"
)
_STAFF = re.compile(
    r"\s+(?:staff(?: (?:writer|reporter|correspondent)s?)?|(?:writer|reporter|correspondent)s?"
    r"|news ?room|(?:business|sports|science|medical|political) writers?)$",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"\s+in\s+[A-Z][\w .-]+$")
_LEADING = re.compile(
    r"^(?P<agency>\w[\w -]+?)(?P<trade>\s\w+)?\s(?:writer|reporter|correspondent)s?"
    r"\s(?P<name>\w.+)$",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"^(.+?)\s(AP|AFP|UPI|Associated Press|Reuters)(?:\s\w+)?\s[Ww]riters?$")
_TRADE = re.compile(
    r"^(?:(?:senior|chief|staff|special|political|foreign|investigative|national|business|sports?|"
    r"science|health|legal|crime|education|environment)\s+)*(?:writer|reporter|correspondent|editor|"
    r"journalist|staff|columnist|producer|contributor)s?$",
    re.IGNORECASE,
)
_DATE_IN_BYLINE = re.compile(
    r"[\s,|•·-]*\b(?:on\s+)?(?:(?:updated|published|posted)\b.*"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4}.*"
    r"|\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4}.*)$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?:[A-Z][^()\n]{1,80}?\s?)?\(([A-Za-z][\w .&/-]{1,40})\)\s*(?:[-–—]{1,2}|:)\s"
)
_CLOSING = re.compile(
    r"^[(\[]?\s*(?:(?:Source|Agency|Via)\s*:\s+)?([A-Z][\w .-]{1,50}?)\s*[)\]]?\.?$"
)


def agency_named(text: str | None) -> str | None:
    """Name the news agency that a text is the name of; None where it is no agency's."""
    if not text or len(text) > _NAME_CHARS:
        return None
    bare = " ".join(text.split()).strip(" .,()[]")
    bare = _IN_PLACE.sub("", _STAFF.sub("", re.sub(r"^the\s+", "", bare, flags=re.IGNORECASE)))
    # Short names are words and first names too: only as they write themselves.
    if len(bare) > 4 or bare.isupper() or bare in ("dpa", "Tass"):
        name = _AGENCIES.get(bare.lower())
        if name is not None:
            return name
    return bare if len(bare.split()) > 1 and _GENERAL_AGENCY.search(bare) else None


def byline_and_agency(text: str | None, outlet: str | None = None) -> tuple[str | None, str | None]:
    """Part a byline: the writers, and the agency where one is named ("By Ann Lee, Reuters").

    Where only an agency is named there are no writers: ``(None, agency)``. The name of the
    ``outlet`` is no writer either.
    """
    if text and len(text) > _BYLINE_CHARS:
        return None, None
    bare = _DATE_IN_BYLINE.sub("", " ".join((text or "").split()))
    bare = _BY.sub("", bare).strip(" .,;|*_")
    if not bare or "://" in bare:
        return None, None
    if match := _LEADING.match(bare):
        before = match["agency"], match["agency"] + (match["trade"] or "")
        agency = next(filter(None, map(agency_named, before)), None)
        if agency is not None:
            return match["name"], agency
    own = (outlet or "").casefold()
    if _SERVICE.match(bare):
        return None, (agency_named(bare) or bare) if bare.casefold() != own else None
    bare = _TRAILING.sub(r"\1, \2", bare)
    named = [(piece, agency_named(piece)) for piece in _PARTS.split(bare) if piece]
    agency = next((found for _, found in named if found), None)
    writers = [
        piece
        for piece, found in named
        if not found and not _TRADE.match(piece) and piece.casefold() != own
    ]
    if len(writers) == len(named):  # nothing to part: as it is written
        return bare, None
    return ", ".join(writers) or None, agency


def agency_in_text(first: str, last: str) -> str | None:
    """Find the agency in a dateline ("MOSCOW (Reuters) -") or in a closing credit."""
    if match := _DATELINE.match(first):
        return next(filter(None, map(agency_named, match.group(1).split("/"))), None)
    if (match := _CLOSING.match(last)) and len(last) < 60:
        return agency_named(match.group(1))
    return None
