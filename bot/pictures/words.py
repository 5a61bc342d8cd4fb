"""Words as they stand on a picture: quotes in their marks, names in their direction. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from bot.markup import FIRST_STRONG_ISOLATE, POP_ISOLATE

if TYPE_CHECKING:
    from bot.texts import Texts

OPENING, CLOSING = tuple("\"“„«‘'"), tuple("\"”“»’'")
JOINERS = "\u200c\u200d"
# A quote that cannot end earlier and is longer than this is not on the picture.
MOST = 520
# A sentence ends where a word in lower case, or a figure, has its full stop and a new one begins:
# "Dr. Lanner" and "approx. 30" do not end one.
_END = re.compile(r"(?P<word>\w+)?[.!?…؟]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*(?P<next>\w))")


def marked(quote: str, texts: Texts, limit: int) -> str:
    """A quote in quotation marks; where it has marks of its own, without others around them.

    Of one that is too long its first sentences, and "…" after. One that has no sentence short
    enough is not shown: a remark stands in its place.
    """
    quote = visible(quote)
    if len(quote) <= limit and quote[:1] in OPENING and quote[-1:] in CLOSING:
        return quote
    if len(quote) <= limit:
        return texts.plain("picture-quote", quote=quote)
    ends = [match.end() for match in _END.finditer(quote) if _is_end(match)]
    fitting = [end for end in ends if end <= limit] or [end for end in ends[:1] if end <= MOST]
    if fitting:
        return texts.plain("picture-quote-cut", quote=quote[: fitting[-1]])
    if len(quote) <= MOST:
        return texts.plain("picture-quote", quote=quote)
    return texts.plain("picture-quote-long")


def _is_end(match: re.Match[str]) -> bool:
    """Tell a sentence's end from an abbreviation: what is in doubt is no end."""
    word, following = match["word"] or "", match["next"]
    lower = bool(word) and word == word.lower() and (len(word) > 1 or word.isdigit())
    return lower and following.isalpha() and not following.islower()


def isolated(words: str) -> str:
    """A name within the reader's language, in a direction of its own."""
    return f"{FIRST_STRONG_ISOLATE}{visible(words)}{POP_ISOLATE}"


def visible(words: str) -> str:
    """Words without controls, which nobody sees but which could turn or tear a line."""
    return "".join(
        char
        for char in " ".join(words.split())
        if char in JOINERS or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )
