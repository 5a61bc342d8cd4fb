"""Word files: title, paragraphs, changes, tables, and files that are none."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from corpus.model import Article
from corpus.reading import Skipped, read_bytes
from corpus.reading.docx import MAX_PARTS, TYPE

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FIRST = "The port of Calder Bay was closed on Monday, the harbour authority said."
SECOND = "“Nobody was hurt,” said Tom Arl, the mayor. A report is expected in May."


def word(*paragraphs: str, title: str | None = "Crane falls in Calder Bay") -> Document:
    document = docx.Document()
    if title:
        document.add_heading(title, 0)
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def one(data: bytes, name: str = "report.docx", content_type: str | None = None) -> Article:
    (item,) = read_bytes(data, name=name, content_type=content_type)
    assert isinstance(item, Article), item
    return item


def refusal(data: bytes, name: str = "report.docx") -> str:
    (item,) = read_bytes(data, name=name)
    assert isinstance(item, Skipped), item
    return item.reason


def test_a_word_file_gives_its_title_byline_date_and_paragraphs() -> None:
    article = one(saved(word("By Ann Lee, Reuters", "March 3, 2026", FIRST, SECOND)))
    assert article.title == "Crane falls in Calder Bay"
    assert (article.byline, article.agency) == ("Ann Lee", "Reuters")
    assert article.published_at == "2026-03-03"
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_a_word_file_is_known_by_its_type_where_its_name_says_nothing() -> None:
    assert one(saved(word(FIRST)), "report", TYPE).text == FIRST


def test_inserted_words_count_and_deleted_words_do_not() -> None:
    document = word("The mayor said that ")
    paragraph = document.paragraphs[-1]._p
    for mark, text in (("ins", "<w:t>nobody</w:t>"), ("del", "<w:delText>somebody</w:delText>")):
        paragraph.append(
            parse_xml(f'<w:{mark} xmlns:w="{W}" w:id="1" w:author="A"><w:r>{text}</w:r></w:{mark}>')
        )
    document.paragraphs[-1].add_run(" was hurt.")
    assert one(saved(document)).text == "The mayor said that nobody was hurt."


def test_a_link_and_a_line_break_keep_their_words() -> None:
    document = word("The full list is ")
    paragraph = document.paragraphs[-1]
    paragraph._p.append(
        parse_xml(f'<w:hyperlink xmlns:w="{W}"><w:r><w:t>on the site</w:t></w:r></w:hyperlink>')
    )
    paragraph.add_run(", the port said.")
    assert one(saved(document)).text == "The full list is on the site, the port said."


def test_a_report_laid_out_in_a_table_is_read_from_it() -> None:
    document = word()
    cells = document.add_table(rows=2, cols=1).columns[0].cells
    cells[0].text, cells[1].text = FIRST, SECOND
    assert one(saved(document)).text == f"{FIRST}\n\n{SECOND}"


def test_a_small_table_beside_the_text_is_left_out() -> None:
    document = word(FIRST, SECOND)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "12"
    assert one(saved(document)).text == f"{FIRST}\n\n{SECOND}"


def test_a_file_that_unpacks_to_far_more_is_refused_unopened() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (101 * 1024 * 1024))
    assert len(file.getvalue()) < 1_000_000
    assert "unpacks to more" in refusal(file.getvalue())


def test_a_file_with_countless_parts_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(MAX_PARTS + 1):
            archive.writestr(f"{number}", b"")
    assert "unpacks to more" in refusal(file.getvalue())


def test_entities_of_a_hostile_file_are_not_expanded() -> None:
    data = saved(word(FIRST))
    bomb = (
        f'<!DOCTYPE d [<!ENTITY a "{"a" * 1000}"><!ENTITY b "{"&a;" * 1000}">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.infolist():
            own = part.filename == "word/document.xml"
            new.writestr(part, bomb.encode() if own else old.read(part))
    assert refusal(file.getvalue())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 torn", "not a whole Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", "older format of Word"),
        (saved(word(title=None)), "no text"),
    ],
)
def test_what_is_no_report_in_a_word_file_says_why(data: bytes, reason: str) -> None:
    assert reason in refusal(data)


def test_other_word_processors_files_are_refused_with_what_to_do() -> None:
    assert "save it as .docx, PDF or text" in refusal(b"{\\rtf1 hello}", "report.rtf")
