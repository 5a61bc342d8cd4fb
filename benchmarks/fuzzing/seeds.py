"""What fuzzing begins with: small things of each kind that are as they should be."""

from __future__ import annotations

import io
import json

import docx
from pypdf import PdfWriter

SAID = "Ana Toric said that 12 containers had burned at Velmar. “Nobody was hurt,” she said."
PAGE = (
    '<!doctype html><html lang="en"><head><title>Fire</title><meta charset="utf-8">'
    '<meta property="article:published_time" content="2031-03-04T08:00:00Z">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "A B"}}'
    f"</script></head><body><article><h1>Fire</h1><p>{SAID}</p><p>{SAID}</p></article></body></html>"
)
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><guid>1</guid>'
    "<link>https://a.example/1</link><title>Fire</title><pubDate>Tue, 04 Mar 2031 08:00:00 GMT"
    f"</pubDate><description>&lt;p&gt;{SAID}&lt;/p&gt;</description></item></channel></rss>"
)
ITEM = {"id": 1, "url": "https://a.example/1", "title": "Fire", "content_text": SAID}
LINE = {"title": "Fire", "source": "Post", "published_at": "2031-03-04", "body": SAID, "url": None}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TRICKY = (
    "<b>&\"'</b> \u202e\u2066א\u2069 \U0001f468\u200d\U0001f469 é\u0301 &lt; https://a.b/?x=1&y=2"
)


def seeds() -> dict[str, list[bytes]]:
    """Give the seeds of each target."""
    document, word = docx.Document(), io.BytesIO()
    document.add_heading("Fire", 0)
    document.add_paragraph(SAID)
    document.save(word)
    writer, blank = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=72, height=72)
    writer.write(blank)
    paragraph = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"
    body = f'<w:document xmlns:w="{W}"><w:body>{paragraph * 2}</w:body></w:document>'
    return {
        "divider": [f"\x20\x05{SAID}\n\n{TRICKY}".encode(), ("\x08\x0f" + "é\u0301" * 40).encode()],
        "escaper": [f"{TRICKY}\x1e{SAID}\x1ehttp://x.example/<".encode()],
        "answers": [f"{TRICKY}\x1e{SAID}".encode(), "a\u0301. ".encode() * 400],
        "guard": [
            b"\x01" + bytes([8, 8, 8, 8]) + b"\0" * 12 + b"site.example",
            b"\x05" + bytes.fromhex("20020a000001" + "00" * 10) + b"user@a.example:8080",
            b"\x08http://0x7f.1/%2e?a#b",
            b"\x08https://[::ffff:10.0.0.1]/",
        ],
        "html": [PAGE.encode()],
        "pdf": [blank.getvalue(), _pdf()],
        "docx": [body.encode(), word.getvalue()],
        "markdown": [f"---\ntitle: Fire\n---\n# Fire\n\n**A** [b](https://a.b) {SAID}\n".encode()],
        "text": [f"Fire\nBy Ann Lee, Reuters\nMarch 3, 2031\n\n{SAID}\n\nhttps://a.b/c".encode()],
        "jsonl": [(json.dumps(LINE) + "\n").encode()],
        "feed": [RSS.encode(), json.dumps({"title": "W", "items": [ITEM]}).encode()],
    }


def _pdf() -> bytes:
    """A page with text, without compression, so that its words can be changed."""
    stream = b"BT /F1 11 Tf 60 700 Td (Ana Toric said that it burned all night.) Tj ET"
    return pdf_of(
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
        b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    )


def pdf_of(*objects: bytes) -> bytes:
    """Give a PDF file of objects from the second on, which lists the pages."""
    made, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, content in enumerate((b"<< /Type /Catalog /Pages 2 0 R >>", *objects), 1):
        table += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size, start = len(objects) + 2, len(made)
    made += b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\n" % (size, table, size)
    return made + b"startxref\n%d\n%%%%EOF" % start
