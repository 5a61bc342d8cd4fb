"""Who published a report: the outlet's name from the address of its site."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.reading.vocabulary import words_in

if TYPE_CHECKING:
    from tldextract import TLDExtract

# Outlets whose names cannot be told from their addresses by the words in them.
_KNOWN = {
    "abc.net.au": "ABC News (Australia)", "abcnews.go.com": "ABC News", "afp.com": "AFP",
    "aljazeera.com": "Al Jazeera", "aljazeera.net": "Al Jazeera", "aa.com.tr": "Anadolu Agency",
    "ap.org": "Associated Press", "apnews.com": "AP News", "arstechnica.com": "Ars Technica",
    "axios.com": "Axios", "bbc.co.uk": "BBC News", "bbc.com": "BBC News",
    "bostonglobe.com": "The Boston Globe", "businessinsider.com": "Business Insider",
    "buzzfeednews.com": "BuzzFeed News", "cbc.ca": "CBC News", "cnbc.com": "CNBC",
    "csmonitor.com": "The Christian Science Monitor", "dallasnews.com": "The Dallas Morning News",
    "dw.com": "Deutsche Welle", "economist.com": "The Economist", "elpais.com": "El País",
    "espn.com": "ESPN", "espncricinfo.com": "ESPNcricinfo", "euronews.com": "Euronews",
    "faz.net": "Frankfurter Allgemeine Zeitung", "france24.com": "France 24",
    "freep.com": "Detroit Free Press", "ft.com": "Financial Times", "go.com": "Go.com",
    "hindustantimes.com": "Hindustan Times", "huffpost.com": "HuffPost",
    "hurriyetdailynews.com": "Hürriyet Daily News", "independent.co.uk": "The Independent",
    "indiatimes.com": "The Times of India", "inews.co.uk": "The i Paper",
    "inquirer.com": "The Philadelphia Inquirer", "irishtimes.com": "The Irish Times",
    "itv.com": "ITV News", "japantimes.co.jp": "The Japan Times", "jpost.com": "The Jerusalem Post",
    "koreaherald.com": "The Korea Herald", "kyivindependent.com": "The Kyiv Independent",
    "latimes.com": "Los Angeles Times", "lemonde.fr": "Le Monde", "mirror.co.uk": "Daily Mirror",
    "msnbc.com": "MSNBC", "mg.co.za": "Mail & Guardian", "newsday.com": "Newsday",
    "newsweek.com": "Newsweek", "newyorker.com": "The New Yorker",
    "novayagazeta.eu": "Novaya Gazeta Europe", "npr.org": "NPR", "nypost.com": "New York Post",
    "nytimes.com": "The New York Times", "nzherald.co.nz": "The New Zealand Herald",
    "pbs.org": "PBS", "politico.com": "Politico", "politico.eu": "Politico Europe",
    "propublica.org": "ProPublica", "punchng.com": "The Punch", "rferl.org": "RFE/RL",
    "rfi.fr": "RFI", "rt.com": "RT", "scmp.com": "South China Morning Post",
    "seattletimes.com": "The Seattle Times", "sfchronicle.com": "San Francisco Chronicle",
    "sky.com": "Sky News", "smh.com.au": "The Sydney Morning Herald", "spiegel.de": "Der Spiegel",
    "straitstimes.com": "The Straits Times", "sueddeutsche.de": "Süddeutsche Zeitung",
    "tass.com": "TASS", "techcrunch.com": "TechCrunch", "telegraph.co.uk": "The Daily Telegraph",
    "thenationalnews.com": "The National", "thestar.com": "Toronto Star",
    "timesofisrael.com": "The Times of Israel", "upi.com": "UPI", "usatoday.com": "USA Today",
    "usnews.com": "U.S. News & World Report", "vnexpress.net": "VnExpress",
    "voanews.com": "VOA News",
    "washingtonpost.com": "The Washington Post", "wsj.com": "The Wall Street Journal",
    "xinhuanet.com": "Xinhua", "zeit.de": "Die Zeit",
}  # fmt: skip
# Hosts on which many publish: the name before the host's own is the outlet's.
_SHARED_HOSTS = ("substack.com", "wordpress.com", "blogspot.com", "ghost.io", "medium.com")
_SMALL = ("of", "and", "in", "on", "for", "to", "at", "by")
_ABBREVIATIONS = ("abc", "usa", "us", "uk", "eu", "un", "ny", "la", "aa", "iol", "eco", "upi")


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
    # Domains that only tests and examples have: the last part is no name.
    label = parts.domain if parts.suffix else host.rsplit(".", 1)[0].split(".")[-1]
    if not label or label.replace(".", "").isdigit():
        return host
    if f"{label}.{parts.suffix}" in _SHARED_HOSTS and parts.subdomain:
        label = parts.subdomain.split(".")[-1]
    return _name(label)


def is_domain(text: str) -> bool:
    """Tell whether a text is a bare domain, such as ``usatoday.com``."""
    return bool(re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", text.strip().lower()))


def same_site(address: str, other: str) -> bool:
    """Tell whether two addresses belong to one registered domain."""
    hosts = [_host(address), _host(other)]
    domains = [_extractor()(host).top_domain_under_public_suffix if host else "" for host in hosts]
    return bool(domains[0]) and domains[0] == domains[1]


def _host(address: str | None) -> str | None:
    if not address:
        return None
    try:
        host = urlsplit(address if "://" in address else f"//{address}").hostname
        host = host.encode("ascii").decode("idna") if host and "xn--" in host else host
    except ValueError:
        return None
    if not host or "." not in host or " " in host:
        return None
    return host.strip(".").removeprefix("www.")


@cache
def _extractor() -> TLDExtract:
    from tldextract import TLDExtract

    # No addresses to fetch from: the list of suffixes that ships with the package is used.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False)


@lru_cache(maxsize=4096)
def _name(label: str) -> str:
    runs = re.findall(r"[^\W\d_]+|\d+", label)
    words = [word for run in runs for word in (words_in(run) if run.isascii() else [run])]
    return "".join(
        ("" if not at or word.isdigit() else " ") + _capital(word, first=not at)
        for at, word in enumerate(words)
    )


def _capital(word: str, *, first: bool) -> str:
    if word in _SMALL and not first:
        return word
    # A short run without a vowel is an abbreviation: tv, cnn.
    abbreviation = len(word) <= 4 and not re.search("[aeiouy]", word)
    return word.upper() if abbreviation or word in _ABBREVIATIONS else word.capitalize()
