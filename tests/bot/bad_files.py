"""Bad inputs 71 to 75: files that are not what they say, or far more."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
from bad_inputs import Stage, bad
from bad_site import page
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from benchmarks.fuzzing.seeds import pdf_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LOLS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE d [<!ENTITY l0 "lol">{LOLS}<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def word(*paragraphs: str) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for each in paragraphs:
        document.add_paragraph(each)
    document.save(file)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A Word file with another part in the place of one of its own."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return file.getvalue()


def pdf(pages: int = 0, **options: str) -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=72, height=72)
    if script := options.get("script"):
        action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(script)}
        opening = DictionaryObject({NameObject(name): value for name, value in action.items()})
        writer.root_object[NameObject("/OpenAction")] = opening
    if password := options.get("password"):
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def inflating_pdf(size: int) -> bytes:
    """A small PDF file with a page whose instructions are so many bytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + packer.flush()
    return pdf_of(
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
    )


def book(pages: int) -> bytes:
    """A PDF file of so many empty pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>"
    listed = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages)
    return pdf_of(listed, *[page] * pages)


@bad(71, "Word files that unpack to far more, or hold others without end")
async def _(stage: Stage) -> None:
    plain = word("The port was closed, the harbour authority said.")
    await stage.file_is_refused(
        with_part(plain, "word/media/a.bin", b"\0" * (101 << 20)), "bomb.docx", "unpacks to more"
    )
    nested = b"x"
    for _ in range(20):
        nested = with_part(plain, "word/embeddings/a.docx", nested)
    assert (await stage.adds_file(nested, "nested.docx")).text
    deep = "<w:p>" * 20_000 + "</w:p>" * 20_000
    document = f'<w:document xmlns:w="{W}"><w:body>{deep}</w:body></w:document>'
    await stage.file_is_refused(
        with_part(plain, "word/document.xml", document.encode()), "deep.docx", "not a whole", "text"
    )


@bad(72, "entities that grow to gigabytes, or fetch a file")
async def _(stage: Stage) -> None:
    plain = word("The port was closed, the harbour authority said.")
    for entity in ("l9", "f"):
        body = f"<w:body><w:p><w:r><w:t>A &{entity}; b</w:t></w:r></w:p></w:body>"
        xml = f'{BOMB}<w:document xmlns:w="{W}">{body}</w:document>'.encode()
        told = await stage.adds_file(with_part(plain, "word/document.xml", xml), f"{entity}.docx")
        assert len(told.text) < 4096
        assert "root:" not in told.text
        body = f"<body><p>A &{entity}; b, he said.</p></body>"
        html = f"<?xml version='1.0'?>{BOMB}<html>{body}</html>"
        told = await stage.adds_file(html.encode(), f"{entity}.xhtml")
        assert "lollol" not in told.text
        assert "root:" not in told.text
        feed = f"<?xml version='1.0'?>{BOMB}<rss><channel><title>&{entity};</title></channel></rss>"
        stage.site.answers[f"/{entity}"] = page(feed.encode(), "Content-Type: application/rss+xml")
        told = (await stage.mara.says(f"/feeds add {stage.site.url}/{entity}")).messages[-1]
        assert "lollol" not in told.text
        assert "root:" not in told.text


@bad(73, "PDF files: locked, torn, with scripts, of 10,000 pages, of pictures only")
async def _(stage: Stage) -> None:
    await stage.file_is_refused(pdf(2, password="secret"), "locked.pdf", "encrypted")
    whole = pdf(3, script="app.alert('hello')")
    for share in (0.2, 0.5, 0.9):
        torn = whole[: int(len(whole) * share)]
        await stage.file_is_refused(torn, "torn.pdf", "not a whole", "pictures")
    await stage.file_is_refused(whole, "script.pdf", "pictures")
    await stage.file_is_refused(book(10_000), "book.pdf", "10000 pages")
    await stage.file_is_refused(b"%PDF-1.7\n" + b"\0" * 999, "none.pdf", "not a whole")


@bad(74, "another encoding than is said, UTF-16 without a mark, a program called .txt")
async def _(stage: Stage) -> None:
    text = "Flood\n\nÅsa Öberg said that 29 houses stood in water at Ödeborg."
    for encoding in ("latin-1", "utf-16-le", "utf-16", "utf-8-sig", "cp1252"):
        told = await stage.adds_file(text.encode(encoding), f"{encoding}.txt")
        assert "Publish" not in told.buttons or "29 houses" in _all(stage), encoding
    program = bytes(range(256)) * 400
    await stage.file_is_refused(b"\x7fELF\x02\x01\x01" + program, "program.txt", "text", "kind")
    html = "<html><meta charset=utf-16><body><p>The Åland council said no.</p></body></html>"
    assert (await stage.adds_file(html.encode("latin-1"), "wrong.html")).text
    stage.site.answers["/odd"] = page(html.encode(), "Content-Type: text/html; charset=no-such")
    assert (await stage.adds(f"{stage.site.url}/odd")).text


def _all(stage: Stage) -> str:
    waiting = stage.corpus.catalogue.proposals.waiting(limit=1000)
    return "\n".join(each.article.text for each in waiting)


@bad(75, "scripts, words that are hidden, words for those without scripts")
async def _(stage: Stage) -> None:
    said = "".join(
        f"<p>The council of Hideham met and said that road {n} would be mended before winter, and "
        f"that 31 lamps on it would be lit again by the end of the month.</p>"
        for n in range(4)
    )
    hidden = (
        "<script>document.write('SECRET one said')</script><noscript>SECRET two said.</noscript>"
        '<p style="display:none">SECRET three said that nothing was so.</p>'
        "<p hidden>SECRET four said that nothing was so.</p><!-- SECRET five said -->"
        "<style>.x{content:'SECRET six'}</style><template>SECRET seven said</template>"
    )
    html = f"<html><body><article><h1>Roads</h1>{said}{hidden}</article></body></html>"
    stage.site.answers["/hidden"] = page(html.encode())
    preview = await stage.adds(f"{stage.site.url}/hidden")
    article = stage.corpus.article(await stage.publishes(preview))
    assert "31 lamps" in article.text
    assert "SECRET" not in article.text
