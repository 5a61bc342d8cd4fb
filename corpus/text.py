"""Normalising text once, before any offset exists. Pure."""

from __future__ import annotations

import re
import unicodedata

# Characters that say nothing to a reader and can mislead one, or break a store: controls,
# lone surrogates, bidirectional overrides and isolates, zero-width spaces, soft hyphens, the
# invisible tag block. Joiners (U+200C, U+200D) stay: emoji and several scripts need them.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ODD_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_RUNS = re.compile("  +")
# Stacked combining marks beyond what any language writes.
_STACKED = re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+")


def clean(text: str) -> str:
    """Give ``text`` in NFC with plain spaces and line feeds.

    Characters that mislead or break are left out; quotation marks and everything else that is
    printed stay as they are. What was cleaned once is not changed by a second time.
    """
    text = _DROPPED.sub("", _BREAKS.sub("\n", text))
    # Two passes, for one over all spaces would put each single space in place of itself.
    text = _RUNS.sub(" ", _ODD_SPACES.sub(" ", text))
    return _STACKED.sub(r"\1", unicodedata.normalize("NFC", text))


def line(text: str | None) -> str | None:
    """Give ``text`` cleaned and on one line; None where nothing is left."""
    return " ".join(clean(text).split()) or None if text else None
