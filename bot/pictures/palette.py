"""The colours of pictures: one palette for each of Telegram's themes.

Telegram does not tell a bot which theme its reader has, so each chat chooses. Words have a contrast
of 4.5 to 1 with what they stand on, and whatever else tells something 3 to 1: WCAG 2.2, 1.4.3 and
1.4.11.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``: of the ground and of the cards on it, and of what stands on both.

    ``words`` is for what is read first, ``faint`` for what is read after it, ``rule`` for lines and
    ``warning`` for what became of a report. The ``sources`` have ``voices``, by turns; ``stacked``
    are for the pieces of a bar, and told apart by their lightness, too.
    """

    ground: str
    card: str
    words: str
    faint: str
    rule: str
    warning: str
    voices: tuple[str, ...]
    stacked: tuple[str, ...]


# Telegram gives the members of a group one of seven colours: red, orange, violet, green, cyan, blue
# and pink; these are lightened for a dark ground, and darkened for a light one.
LIGHT = Palette(
    ground="#e9eff4",
    card="#ffffff",
    words="#17212b",
    faint="#4d6175",
    rule="#6f8496",
    warning="#9a4a00",
    voices=("#b3261e", "#8f4e00", "#6b3fc0", "#27690f", "#00686b", "#0b5cad", "#a8195f"),
    stacked=("#0b5cad", "#cb6c0b", "#4d6175"),
)
DARK = Palette(
    ground="#17212b",
    card="#22303f",
    words="#ffffff",
    faint="#a9bccd",
    rule="#6d8499",
    warning="#ffd54a",
    voices=("#ff9a91", "#ffb871", "#c9a6ff", "#93dd82", "#72dcdc", "#85c4ff", "#ff9fcb"),
    stacked=("#4c9be8", "#ffc27a", "#8296a9"),
)
PALETTES = {"light": LIGHT, "dark": DARK}
