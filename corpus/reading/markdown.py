"""Markdown reports into drafts: markup becomes plain text, captions stand apart."""

from __future__ import annotations

import html
import re

from corpus.reading.head import take_front_matter, take_head, take_tail
from corpus.reading.items import Draft

_TARGET = r"\((?:<[^>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\)"
_IMAGE = re.compile(rf"!\[([^\]]{{0,400}})\](?:{_TARGET}|\[[^\[\]]{{0,80}}\])")
_LINK = re.compile(rf"\[([^\[\]]{{0,400}})\](?:{_TARGET}|\[[^\[\]]{{0,80}}\])")
_LONE_LINK = re.compile(r"^\[([^\[\]]+)\]\(<?(https?://[^\s)>]+)>?\)$")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s+\S+.*$", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]]+\]:?")
_AUTOLINK = re.compile(r"<(https?://[^>\s]+)>")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_SETEXT = re.compile(r"^(=+|-{3,})\s*$")
_STARS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\S)(.{1,400}?)(?<=\S)\1(?![\w*])"
    r"|(?<=\w)(\*\*)(?=\S)(.{1,400}?)(?<=\S)\3",
    re.S,
)
_UNDERLINES = re.compile(r"(?<![\w_])(_{1,3})(?=\S)(.{1,400}?)(?<=\S)\1(?![\w_])", re.S)
_STRUCK = re.compile(r"~~(?=\S)(.{1,400}?)~~", re.S)
_CODE = re.compile(r"`([^`\n]+)`")
_FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_RULE = re.compile(r"^\s{0,3}(?:(?:\*\s*){3,}|(?:_\s*){3,}|(?:-\s*){3,})$")
_TABLE = re.compile(r"^\s*\|?(?:[^|\n]*\|){2,}[^|\n]*$")
_QUOTED = re.compile(r"^\s{0,3}(?:>\s?)+", re.MULTILINE)
_ITEM = re.compile(r"^\s{0,6}(?:[*+-]|\d{1,2}[.)])\s+(?:\[[ xX]\]\s+)?(?=\S)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
# A picture's line: a sentence, and behind it a link that says who took the picture.
_CREDITED = re.compile(
    r"^(?=.{20,400}$).*[.!?”\"]\s+\[[^\]]{2,60}\]\((?:https?://[^)]*|#)\)[.\s]*$", re.S
)
_ITALIC = re.compile(r"(\*|_)(?!\1)[^\n]+\1")
# Captions without a picture before them stand above the body, in its first paragraphs.
_LEADING = 2
_CAPTION_CHARS = 400


def read_markdown(text: str) -> Draft:
    """Read one Markdown report. The text must be cleaned."""
    draft = Draft(body=text)
    take_front_matter(draft)
    text = _FENCE.sub("", _REFERENCE.sub("", _COMMENT.sub("", draft.body)))
    captions = draft.captions
    kept: list[str] = []
    title = draft.title
    seen = 0  # paragraphs of the body so far
    pictured = False
    for raw in _blocks(text):
        heading = _heading(raw) if title is None and not seen else None
        if heading is not None:
            title = heading[0]
        under = heading[1] if heading else raw
        block, pictured = _without_pictures(under, captions, pictured)
        if not block:
            continue
        if _is_caption(block, seen < _LEADING, pictured):
            captions.append(plain(block))
        else:
            seen += len(block) > 80
            kept.append(_plain_block(block))
        pictured = False
    draft.body, draft.title = "\n\n".join(kept), plain(title) if title else None
    take_head(draft)
    take_tail(draft)
    return draft


def plain(text: str) -> str:
    """Give the words of Markdown text without its markup, on one line."""
    return " ".join(_bare(text).split())


def _blocks(text: str) -> list[str]:
    """Divide at blank lines, and so that headings, rules and list items stand alone."""
    blocks: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines: list[str] = []
        for raw in block.split("\n"):
            if _HEADING.match(raw) or _ITEM.match(raw):
                blocks.append("\n".join(lines))
                lines = [raw]
                if _HEADING.match(raw):
                    blocks.append(raw)
                    lines = []
            elif not (_TABLE.match(raw) and raw.strip().startswith("|")):
                lines.append(raw)
        blocks.append("\n".join(lines))
    return [block.strip("\n") for block in blocks if block.strip()]


def _heading(block: str) -> tuple[str, str] | None:
    """The heading that a block begins with, and what follows it."""
    first, _, rest = block.strip().partition("\n")
    if match := _HEADING.match(first):
        return match.group(1), rest
    under, _, after = rest.partition("\n")
    return (first, after) if rest and _SETEXT.match(under) and first.strip() != "---" else None


def _without_pictures(block: str, captions: list[str], pictured: bool) -> tuple[str, bool]:
    """Cut pictures; those alone in a block announce a caption, and their words may be one."""
    if not _IMAGE.search(block):
        return block.strip(), pictured
    captions += [alt for alt in _IMAGE.findall(block) if len(alt.split()) > 3]
    rest = _LONE_PICTURE.sub("", _IMAGE.sub("", block)).strip()
    return rest, True


# What is left of a linked picture.
_LONE_PICTURE = re.compile(rf"\[\s*\]{_TARGET}")


def _plain_block(block: str) -> str:
    if match := _LONE_LINK.match(block.strip()):  # a line that only leads to the original
        return f"{match.group(1)}\n{match.group(2)}"
    if _RULE.match(block) or re.match(r"^-{3,}$", block.split("\n")[0]):
        return block  # the fence of front matter; a rule between paragraphs is dropped later
    under = _heading(block)
    lines = "\n\n".join(under) if under else block
    return _bare(lines)


def _bare(text: str) -> str:
    text = "\n".join(
        _ITEM.sub("", match.group(1) if (match := _HEADING.match(raw)) else raw)
        for raw in _QUOTED.sub("", text).split("\n")
    )
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    text = _NOTE.sub("", _TAG.sub("", _AUTOLINK.sub(r"\1", text)))
    text = _STARS.sub(_inner, _STARS.sub(_inner, text))
    text = _STRUCK.sub(r"\1", _UNDERLINES.sub(r"\2", text))
    text = _ESCAPE.sub(r"\1", _CODE.sub(r"\1", text))
    # Two spaces or a backslash at the end of a line are a line break within the paragraph.
    return html.unescape(re.sub(r"\\$", "", text, flags=re.MULTILINE))


def _inner(match: re.Match[str]) -> str:
    return str(match.group(2) or match.group(4))


def _is_caption(block: str, leading: bool, pictured: bool) -> bool:
    if len(block) > _CAPTION_CHARS:
        return False
    if leading and _CREDITED.match(block):
        return True
    return pictured and bool(_ITALIC.fullmatch(block))
