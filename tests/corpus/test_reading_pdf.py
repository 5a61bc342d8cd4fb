from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter

from corpus.model import Article
from corpus.reading import Skipped, read_bytes
from corpus.reading.pdf import MAX_PAGES

FIRST = [
    "Crane falls in Calder Bay",
    "By Ann Lee, Reuters",
    "March 3, 2026",
    "The port of Calder Bay was closed on Monday after a crane fell on its",
    "eastern quay, the harbour authority said. Nobody was hurt, but the clo-",
    "sure will last a week, and two ships had to be turned away by the pi-",
    "lots on Monday evening.",
    "The mayor, Tom Arl, said that the crane had stood there for a long-",
    "term lease and that nobody had looked at its eastern leg since the last",
]
SECOND = [
    "inspection in May. A report is expected before the end of the month, he",
    "told the council.",
]


def pdf(*pages: list[str], title: str = "") -> bytes:
    """A PDF file of pages of lines, written by hand."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        text = "\n".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 760 Td\n{text}\nET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 << "
            "/Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> "
            f"/Contents {len(objects) + 2} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) /CreationDate (D:20190101000000Z) >>")
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size "
        f"{len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    )
    return body + end.encode()


def one(data: bytes) -> Article:
    (item,) = read_bytes(data, name="report.pdf")
    assert isinstance(item, Article), item
    return item


def refusal(data: bytes) -> str:
    (item,) = read_bytes(data, name="report.pdf")
    assert isinstance(item, Skipped), item
    return item.reason


def test_wrapped_lines_parted_words_and_pages_become_paragraphs() -> None:
    article = one(pdf(FIRST, SECOND))
    assert (article.title, article.byline) == ("Crane falls in Calder Bay", "Ann Lee")
    assert (article.agency, article.published_at) == ("Reuters", "2026-03-03")
    assert article.text == (
        "The port of Calder Bay was closed on Monday after a crane fell on its eastern quay, the "
        "harbour authority said. Nobody was hurt, but the closure will last a week, and two ships "
        "had to be turned away by the pilots on Monday evening.\n\n"
        "The mayor, Tom Arl, said that the crane had stood there for a long-term lease and that "
        "nobody had looked at its eastern leg since the last inspection in May. A report is "
        "expected before the end of the month, he told the council."
    )


def test_running_heads_page_numbers_and_printed_addresses_are_no_text() -> None:
    pages = [
        ["The Calder Post 3/3/26", *lines, "https://www.calderpost.com/crane", str(number)]
        for number, lines in enumerate((FIRST, SECOND), 1)
    ]
    article = one(pdf(*pages))
    assert article.text == one(pdf(FIRST, SECOND)).text
    assert (article.url, article.outlet) == ("https://www.calderpost.com/crane", "Calder Post")


def test_a_title_over_two_lines_is_known_by_what_the_file_calls_itself() -> None:
    lines = ["Crane falls in Calder Bay and closes", "Port for a Week", *FIRST[3:]]
    article = one(pdf(lines, title="Crane falls in Calder Bay and closes Port for a Week"))
    assert article.title == "Crane falls in Calder Bay and closes Port for a Week"
    assert article.text.startswith("The port of Calder Bay was closed")


def test_the_day_on_which_a_file_was_made_is_not_taken_for_the_day_of_publication() -> None:
    assert one(pdf([FIRST[0], *FIRST[3:]])).published_at is None


def test_an_encrypted_file_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(FIRST))))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert refusal(buffer.getvalue()) == "report.pdf is encrypted: send it without a password."


def test_pages_that_are_only_pictures_are_refused() -> None:
    assert "pictures without text" in refusal(pdf([], []))


def test_a_book_is_refused() -> None:
    assert f"more than {MAX_PAGES}" in refusal(pdf(*([["A line of text."]] * (MAX_PAGES + 1))))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_torn_file_is_read_or_refused_but_never_breaks(share: float) -> None:
    whole = pdf(FIRST, SECOND)
    (item,) = read_bytes(whole[: int(len(whole) * share)], name="report.pdf")
    assert isinstance(item, Article | Skipped)
