"""Links that open an article at the words that were quoted (URL text fragments).

https://wicg.github.io/scroll-to-text-fragment/: ``#:~:text=START,END`` where both are words as
they stand on the page; ``-``, ``,`` and ``&`` have a meaning there and are escaped.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag

_EDGE = re.compile(r"^\W+|\W+$")
WORDS = 5


def to_quote(url: str, quoted: str) -> str:
    """Return ``url`` with a text fragment for ``quoted``; a fragment of its own is kept."""
    words = quoted.split()
    if not words:
        return url
    if len(words) <= 2 * WORDS:
        directive = _escape(" ".join(words))
    else:
        start, end = " ".join(words[:WORDS]), " ".join(words[-WORDS:])
        directive = f"{_escape(start)},{_escape(end)}"
    if directive.strip(",") == "":
        return url
    page, fragment = urldefrag(url)
    return f"{page}#{fragment}:~:text={directive}"


def _escape(words: str) -> str:
    bare = _EDGE.sub("", words).encode("utf-8", "replace").decode()
    return quote(bare, safe="").replace("-", "%2D")
