"""What a moderator should look at before an article is published."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.model import UNKNOWN_OUTLET
from corpus.reading.furniture import is_furniture
from corpus.reading.notices import MISSING, WALL

if TYPE_CHECKING:
    from corpus.model import Article

# A text of fewer words may be an error page or the beginning of a report behind a paywall.
FEW_WORDS = 150
_SENTENCE_END = re.compile(r"[.!?…。؟।][”\"»’')\]]*$")
# Words to a machine that reads along, in the languages that the bot speaks. A report can quote
# them, so they are shown and nothing is done about them.
_TO_MACHINES = re.compile(
    r"(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+|these\s+)*"
    r"(?:previous|prior|above|earlier|preceding|foregoing)\s+"
    r"(?:instructions?|prompts?|rules|text|context|messages?)"
    r"|(?:ignore|disregard|forget)\s+(?:all\s+)?your\s+(?:instructions?|rules|training|prompt)"
    r"|you\s+are\s+(?:now\s+)?(?:an?\s+)?(?:AI|language\s+model|chatbot|large\s+language\s+model)\b"
    r"|(?:attention|note|instructions?|message)\s+(?:to|for)\s+(?:all\s+|any\s+|the\s+)?"
    r"(?:AIs?|LLMs?|chat\s?bots?|language\s+models?|(?:AI|virtual)\s+assistants?|bots)\b"
    r"|if\s+you\s+are\s+an?\s+(?:AI|LLM|chat\s?bot|language\s+model|assistant)\b"
    r"|(?:reveal|print|repeat|output)\s+(?:your\s+|the\s+)?(?:system\s+)?prompt\b"
    r"|\bsystem\s+prompt\b|<\|[\w-]+\|>|\[/?INST\]|<<SYS>>|^\s*(?:system|assistant)\s*:"
    r"|(?:игнорируй|забудь|не\s+учитывай)(?:те)?\s+(?:все\s+)?(?:предыдущие|прежние|прошлые)\s+"
    r"(?:инструкции|указания|команды|сообщения)"
    r"|(?:تجاهل|انس)\s+(?:كل\s+|جميع\s+)?(?:التعليمات|الأوامر)\s+(?:السابقة|أعلاه)",
    re.IGNORECASE | re.MULTILINE,
)


class Doubt(StrEnum):
    """A reason to look twice; the values are in the names of the texts that say so."""

    NO_OUTLET = "no-outlet"
    WALL = "wall"
    MISSING = "missing"
    FURNITURE = "furniture"
    MACHINE = "machine"


def doubts(article: Article) -> list[Doubt]:
    """Give what is doubtful about an article, the gravest last; a date that is missing is not."""
    found = []
    if article.outlet in ("", UNKNOWN_OUTLET):
        found.append(Doubt.NO_OUTLET)
    if len(article.text.split()) < FEW_WORDS:
        if WALL.search(article.text):
            found.append(Doubt.WALL)
        if MISSING.search(f"{article.title}\n{article.text}"):
            found.append(Doubt.MISSING)
    if _is_mostly_furniture(article.text):
        found.append(Doubt.FURNITURE)
    if machine_words(article):
        found.append(Doubt.MACHINE)
    return found


def machine_words(article: Article) -> str | None:
    """Give the first words of an article that address a machine, None where none do."""
    match = _TO_MACHINES.search(f"{article.title}\n{article.text}")
    return " ".join(match.group().split()) if match else None


def _is_mostly_furniture(text: str) -> bool:
    """Tell whether most words stand in what a site puts around a report: labels, lists, appeals."""
    parts = text.split("\n\n")
    around = sum(
        len(part.split()) for part in parts if is_furniture(part) or not _SENTENCE_END.search(part)
    )
    return 2 * around > len(text.split())
