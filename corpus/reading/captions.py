"""Paragraphs that describe a photograph: they end in the credit of who took or supplied it."""

from __future__ import annotations

import re

from corpus.reading.agencies import agency_named

_MOST_CHARS, _CREDIT_CHARS = 500, 120
_WORD = r"[A-Z][\w.'’-]*"
_BEHIND_SENTENCE = r"(?:^|[.!?…”\"’')\]]\s*)"
_SUPPLIER = (
    r"(?:AP(?: Photo)?|AFP|Reuters|REUTERS|Getty(?: Images)?(?: [\w ]+)?|EPA(?:-EFE)?|TASS|Xinhua|"
    r"Shutterstock|Alamy|iStock|Bloomberg|NurPhoto|Anadolu(?: Agency)?|PA(?: Wire)?|Handout|Redux|"
    r"USA TODAY Sports|via Getty Images|Zuma(?: Press)?|Pool|Imago)"
)
_CREDIT = re.compile(
    "|".join(
        (
            # "… on Monday. Ann Lee/Calder Post/AP"
            rf"{_BEHIND_SENTENCE}(?:{_WORD},?\s){{0,6}}{_WORD}"
            r"(?:\s?/\s?[A-Z][\w .,'’-]{1,40}){1,4}$",
            # The same without a sentence before it, where the supplier is a known one.
            rf"\s{_WORD}\s?(?:/[\w .'’-]{{2,40}})*/\s?(?:[\w .'’-]{{2,40}}\s)?{_SUPPLIER}$",
            rf"{_BEHIND_SENTENCE}(?:[A-Z][\w.'’/-]*\s){{0,8}}via "
            r"(?:Getty Images|AP|Reuters|REUTERS|AFP|Shutterstock)$",
            rf"{_BEHIND_SENTENCE}(?:AFP|AP|EPA|Reuters|REUTERS|Getty Images|Shutterstock)$",
            # "(Photo by Ann Lee)"
            r"\((?:(?i:photo|image|picture|credit|file photo|courtesy|screenshot)|AP Photo|REUTERS"
            r"|AFP|EPA)\b[^()]{0,80}\)\.?$",
            rf"{_BEHIND_SENTENCE}(?i:(?:file )?photo(?:graph)?s?(?: credit)?|image(?: credit)?"
            r"|picture|credit|courtesy)\s?(?::|/|\bby\b|\bcourtesy of\b|\bof\b)\s?"
            r"[A-Z@][^.!?]{1,60}\.?$",
        )
    )
)
# Without one of these at the end there is no credit: much cheaper to look for.
_MAYBE = re.compile(r"/|photo|image|pictur|credit|courtesy|AFP|AP|EPA|Reuters", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:FILE PHOTO|FILE|File photo|PHOTO|Photo|Image|Pictured|Caption)\s*(?::|\s[-–—])\s"
)


def is_caption(paragraph: str) -> bool:
    """Tell whether a paragraph describes a photograph: it ends in a credit, or is labelled so."""
    if len(paragraph) > _MOST_CHARS:
        return False
    end = paragraph[-_CREDIT_CHARS:]
    if _MAYBE.search(end) and _CREDIT.search(end):
        return agency_named(paragraph) is None
    return bool(_LABEL.match(paragraph))


def caption_text(paragraph: str) -> str:
    """Give a caption without the label in front of it."""
    return re.sub(r"^(?:Caption|Image)\s*:\s*", "", paragraph)
