"""Markdown reports into drafts: markup becomes plain text, captions stand apart."""

from __future__ import annotations

import re

from corpus.reading.head import take_head, take_tail
from corpus.reading.items import Draft

_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)(?:\s+\"[^\"]*\")?\)")
_REFERENCE = re.compile(r"^\s*\[[^\]]+\]:\s+\S+.*$", re.MULTILINE)
_AUTOLINK = re.compile(r"<(https?://[^>\s]+)>")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_SETEXT = re.compile(r"^(=+|-{3,})\s*$")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"`([^`\n]+)`")
_QUOTED = re.compile(r"^\s{0,3}>\s?", re.MULTILINE)
_BULLET = re.compile(r"^\s{0,3}(?:[*+-]|\d+[.)])\s+", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(
    r"</?(?:br|p|div|span|em|strong|b|i|u|a|figure|figcaption|img|hr|sup|sub)\b[^>]*>",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
# A picture's line: a sentence, and behind it a link that says who took the picture.
_CREDITED = re.compile(r"^(?=.{20,320}$).*[.!?”\"]\s+\[[^\]]{2,60}\]\(https?://[^)]*\)[.\s]*$")
# Captions without a picture before them stand above the body, in its first paragraphs.
_LEADING = 2


def read_markdown(text: str) -> Draft:
    """Read one Markdown report. The text must be cleaned."""
    blocks = [
        block
        for block in re.split(r"\n[ \t]*\n", _COMMENT.sub("", _REFERENCE.sub("", text)))
        if block.strip()
    ]
    captions: list[str] = []
    kept: list[str] = []
    body_seen = 0
    title: str | None = None
    after_picture = False
    for block in blocks:
        heading = _heading(block) if title is None and not body_seen else None
        if heading is not None:
            title, rest = heading
            if rest.strip():
                kept.append(plain(rest))
            continue
        if _IMAGE.search(block) and not _IMAGE.sub("", block).strip():
            captions += [alt for alt in _IMAGE.findall(block) if len(alt.split()) > 2]
            after_picture = True
            continue
        if _is_caption(block.strip(), body_seen < _LEADING, after_picture):
            captions.append(plain(block))
        else:
            body_seen += len(block) > 80
            kept.append(plain(block))
        after_picture = False
    draft = Draft(body="\n\n".join(kept), title=plain(title) if title else None, captions=captions)
    take_head(draft)
    take_tail(draft)
    return draft


def plain(text: str) -> str:
    """Give the words of Markdown text without its markup."""
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    text = _BULLET.sub("", _QUOTED.sub("", text))
    text = "\n".join(_HEADING.sub(r"\1", raw) for raw in text.split("\n"))
    text = _CODE.sub(r"\1", _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text)))
    return _ESCAPE.sub(r"\1", text)


def _heading(block: str) -> tuple[str, str] | None:
    first, _, rest = block.strip().partition("\n")
    if match := _HEADING.match(first):
        return match.group(1), rest
    under, _, after = rest.partition("\n")
    return (first, after) if rest and _SETEXT.match(under) and first.strip() != "---" else None


def _is_caption(block: str, leading: bool, after_picture: bool) -> bool:
    if leading and _CREDITED.match(block):
        return True
    italic = re.fullmatch(r"(\*|_)(?!\1).+\1", block)
    return after_picture and bool(italic) and len(block) <= 320
