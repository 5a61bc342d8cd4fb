"""Line breaks inside sentences."""

from __future__ import annotations

import textwrap

from corpus.attribution.wrapping import unwrapped

PARAGRAPHS = (
    "The harbour board said on Monday that the eastern quay would stay shut until the cracks in"
    " its wall had been filled and the divers had been down twice more.",
    "Fishermen said they had been told nothing. They want to be paid for the days that they have"
    " lost since the storm, and for the nets.",
)


def wrapped(paragraphs: tuple[str, ...], width: int = 50) -> str:
    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)


def test_breaks_within_sentences_become_spaces() -> None:
    assert unwrapped(wrapped(PARAGRAPHS)) == "\n\n".join(PARAGRAPHS)


def test_the_offsets_of_wrapped_text_stay() -> None:
    text = wrapped(PARAGRAPHS).replace("\n", "\r\n")
    mended = unwrapped(text)
    assert len(mended) == len(text)
    assert mended.index("Fishermen") == text.index("Fishermen")


def test_paragraphs_of_a_line_each_stay_apart() -> None:
    text = "\n".join(PARAGRAPHS * 2)
    assert unwrapped(text) == text


def test_a_short_heading_above_wrapped_text_stays_apart() -> None:
    text = "Quay shut\n" + wrapped(PARAGRAPHS)
    opening = "Quay shut\nThe harbour board said on Monday that the eastern"
    assert unwrapped(text).startswith(opening)
