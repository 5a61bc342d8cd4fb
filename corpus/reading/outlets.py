"""Who published a report and which agency it came from: names from addresses and bylines."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

# Outlets whose names cannot be told from their addresses by the rule below.
_KNOWN = {
    "abc.net.au": "ABC News (Australia)", "abcnews.go.com": "ABC News", "afp.com": "AFP",
    "aljazeera.com": "Al Jazeera", "aljazeera.net": "Al Jazeera", "ap.org": "Associated Press",
    "apnews.com": "AP News", "arstechnica.com": "Ars Technica", "bbc.co.uk": "BBC News",
    "bbc.com": "BBC News", "businessinsider.com": "Business Insider",
    "buzzfeednews.com": "BuzzFeed News",
    "cbc.ca": "CBC News", "cbsnews.com": "CBS News", "cnbc.com": "CNBC", "cnn.com": "CNN",
    "csmonitor.com": "The Christian Science Monitor", "dw.com": "Deutsche Welle",
    "economist.com": "The Economist", "elpais.com": "El País", "espn.com": "ESPN",
    "euronews.com": "Euronews", "foxnews.com": "Fox News", "france24.com": "France 24",
    "ft.com": "Financial Times", "haaretz.com": "Haaretz", "huffpost.com": "HuffPost",
    "indiatimes.com": "The Times of India", "kyivindependent.com": "The Kyiv Independent",
    "latimes.com": "Los Angeles Times", "lemonde.fr": "Le Monde", "meduza.io": "Meduza",
    "msnbc.com": "MSNBC", "nbcnews.com": "NBC News", "newyorker.com": "The New Yorker",
    "npr.org": "NPR", "nypost.com": "New York Post", "nytimes.com": "The New York Times",
    "nzherald.co.nz": "The New Zealand Herald", "pbs.org": "PBS", "rferl.org": "RFE/RL",
    "rt.com": "RT", "scmp.com": "South China Morning Post",
    "sfchronicle.com": "San Francisco Chronicle",
    "skynews.com": "Sky News", "smh.com.au": "The Sydney Morning Herald",
    "spiegel.de": "Der Spiegel",
    "techcrunch.com": "TechCrunch", "theverge.com": "The Verge",
    "thehill.com": "The Hill", "upi.com": "UPI",
    "usatoday.com": "USA Today", "usnews.com": "U.S. News & World Report", "vox.com": "Vox",
    "washingtonpost.com": "The Washington Post", "wsj.com": "The Wall Street Journal",
}  # fmt: skip
# Words that names of outlets begin and end with, so that runs of letters can be taken apart.
_BEGIN = ("the", "daily", "sunday")
_END = (
    "times", "news", "post", "herald", "observer", "tribune", "chronicle", "gazette", "journal",
    "courier", "mail", "mirror", "star", "sun", "telegraph", "guardian", "independent", "today",
    "standard", "express", "globe", "press", "record", "register", "review", "dispatch", "echo",
    "examiner", "inquirer", "ledger", "leader", "sentinel", "argus", "citizen", "advertiser",
    "bulletin", "monitor", "mercury", "tageblatt", "insider", "online", "radio", "tv", "weekly",
    "daily", "magazine", "media", "report", "reporter", "wire",
    "network", "beacon", "messenger", "pioneer",
    "argonaut", "banner", "voice", "democrat", "republic", "plaindealer",
)  # fmt: skip
_AGENCIES = {
    "reuters": "Reuters", "thomson reuters": "Reuters", "associated press": "Associated Press",
    "ap": "Associated Press", "the ap": "Associated Press", "afp": "AFP",
    "agence france-presse": "AFP", "agence france presse": "AFP", "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg", "xinhua": "Xinhua", "tass": "TASS", "itar-tass": "TASS",
    "interfax": "Interfax", "interfax-ukraine": "Interfax-Ukraine", "ria novosti": "RIA Novosti",
    "dpa": "dpa", "deutsche presse-agentur": "dpa", "efe": "EFE", "agencia efe": "EFE",
    "ansa": "ANSA", "kyodo": "Kyodo", "kyodo news": "Kyodo", "yonhap": "Yonhap", "pti": "PTI",
    "press trust of india": "PTI", "ani": "ANI", "ians": "IANS", "upi": "UPI",
    "united press international": "UPI", "pa": "PA Media", "pa media": "PA Media",
    "press association": "PA Media", "anadolu": "Anadolu", "anadolu agency": "Anadolu",
    "ukrinform": "Ukrinform", "sana": "SANA", "irna": "IRNA", "kcna": "KCNA", "wam": "WAM",
    "canadian press": "The Canadian Press", "australian associated press": "AAP", "aap": "AAP",
    "cnn wire": "CNN Wire", "ntb": "NTB", "belga": "Belga", "apa": "APA", "pap": "PAP",
}  # fmt: skip
_GENERAL_AGENCY = re.compile(r"\b(?:News|Press) Agency$|\bPress$|\bNewswires?$|\bWire Service$")
_DATELINE = re.compile(
    r"^[A-Z][\w .,’'/-]{1,60}?\(([A-Za-z][\w .-]{1,40})\)\s*(?:[-–—]{1,2}|:)\s|"
    r"^\(([A-Z][\w .-]{1,40})\)\s*(?:[-–—]{1,2}|:)\s"
)
_CLOSING = re.compile(
    r"^[(\[]?\s*(?:Source|Reporting by|With reporting by|Agency)\s*:?\s+(.{2,80}?)[.)\]]*$"
)
_BY = re.compile(r"^\s*(?:by|words by|written by|reported by)\s*:?\s+", re.IGNORECASE)


def outlet_from_address(address: str | None) -> str | None:
    """Name the outlet of an address or domain: ``www.themoscowtimes.com`` is The Moscow Times.

    None where there is no domain in it.
    """
    host = _host(address)
    if host is None:
        return None
    for start in range(host.count(".") + 1):
        if name := _KNOWN.get(host.split(".", start)[-1]):
            return name
    parts = _extractor()(host)
    # Without a known suffix ("paper.example") the last label stands for one.
    label = parts.domain if parts.suffix else host.rpartition(".")[0].rpartition(".")[2]
    if label.replace(".", "").isdigit():
        return host
    return _title(_words(label))


def is_domain(text: str) -> bool:
    """Tell whether a text is a bare domain, such as ``usatoday.com``."""
    return bool(re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", text.strip().lower()))


def agency_named(text: str | None) -> str | None:
    """Name the news agency that a text is the name of; None where it is no agency's."""
    bare = re.sub(
        r"^the\s+", "", " ".join((text or "").split()).strip(" .,()[]"), flags=re.IGNORECASE
    )
    if name := _AGENCIES.get(bare.lower()):
        return name
    is_name = 1 < len(bare.split()) <= 5 and not re.search(r"[,|;/]", bare)
    return bare if is_name and _GENERAL_AGENCY.search(bare) else None


def byline_and_agency(text: str | None) -> tuple[str | None, str | None]:
    """Part a byline: the writers, and the agency where one is named ("By Ann Lee, Reuters").

    Where only an agency is named there are no writers: ``(None, agency)``.
    """
    bare = _BY.sub("", " ".join((text or "").split())).strip(" .,;|")
    if not bare:
        return None, None
    if agency := agency_named(bare):
        return None, agency
    pieces = re.split(r"\s*(?:,|;|\||/|\bfor\b|\bof\b(?= (?:the )?[A-Z])|[()])\s*", bare)
    named = [(piece, agency_named(piece)) for piece in pieces if piece]
    agency = next((found for _, found in named if found), None)
    if agency is None:
        return bare, None
    return ", ".join(piece for piece, found in named if not found) or None, agency


def agency_in_text(first: str, last: str) -> str | None:
    """Find the agency in a dateline ("MOSCOW (Reuters) -") or in a closing credit."""
    if match := _DATELINE.match(first):
        return agency_named(match.group(1) or match.group(2))
    if match := _CLOSING.match(last):
        return agency_named(match.group(1))
    return None


def _host(address: str | None) -> str | None:
    if not address:
        return None
    try:
        host = urlsplit(address if "://" in address else f"//{address}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


@cache
def _extractor() -> TLDExtract:
    from tldextract import TLDExtract

    # No addresses to fetch from: the list of suffixes that ships with the package is used.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False)


def _words(label: str) -> list[str]:
    if "-" in label:
        return [word for part in label.split("-") for word in _words(part)]
    front: list[str] = []
    back: list[str] = []
    while begin := next(
        (w for w in _BEGIN if label.startswith(w) and len(label) > len(w) + 2), None
    ):
        front.append(begin)
        label = label[len(begin) :]
    while end := next((w for w in _END if label.endswith(w) and len(label) > len(w) + 1), None):
        back.insert(0, end)
        label = label[: -len(end)]
    return [*front, label, *back]


def _title(words: list[str]) -> str:
    return " ".join(_capital(word) for word in words if word)


def _capital(word: str) -> str:
    # A short run without a vowel is an abbreviation: tv, kqed's friends.
    abbreviation = len(word) <= 4 and not re.search("[aeiouy]", word)
    return word.upper() if abbreviation else word.capitalize()
