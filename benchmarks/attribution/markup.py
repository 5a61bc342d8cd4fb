"""The authoring format of the marked articles, and its reader.

A file holds articles one after another::

    === wire-1
    title: Ferry Aground Off Calvay, Harbour Master Says
    outlet: The Calvay Courier
    published_at: 2026-03-04
    ---
    {M1s:Captain Mirela Dorn} {M1q:said} {M1c:the ferry had hit a sandbank}.
    ---
    M = Mirela Dorn | person | harbour master of Calvay | Captain Dorn; Mirela K. Dorn
    M1: via=R denies

Between the first ``---`` and the second stands the text, one line a paragraph, with every claim
tagged where it stands: ``s`` mention, ``q`` cue, ``c`` content (as many pieces as there are),
tags nested where spans nest, ``{A1+B1c:…}`` where a span belongs to several claims. After it
come the sources (name, kind, role, other forms that are right too) and, for claims that are
not plain assertions, flags: ``denies``; ``thinks`` (a belief, wish, fear or plan that the
reporter ascribes), ``refuses`` (no comment), ``aside`` (a claim that careful readers
may count or not: within another claim's words, a gesture, a source only implied);
``via=KEY`` (the source that it came through). README.md is the guide to what is marked and how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("person", "organisation", "document", "unnamed")
ACTS = ("says", "thinks", "refuses", "aside")
_TAG = re.compile(r"\{([A-Z]+\d+(?:\+[A-Z]+\d+)*)([sqc]):")
_SOURCE = re.compile(r"([A-Z]+) = (.+)")
_FLAGS = re.compile(r"([A-Z]+\d+): (.+)")

Offsets = tuple[int, int]


class MarkupError(ValueError):
    """A marked article that breaks the format; the text names the article and the fault."""


@dataclass(frozen=True, slots=True)
class MarkedSource:
    """A source as marked: fullest name, one of KINDS, role or None, other right forms."""

    name: str
    kind: str
    role: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedClaim:
    """A claim as marked; ``mention`` and ``cue`` are None where the text has none."""

    source: MarkedSource
    mention: Offsets | None
    cue: Offsets | None
    content: tuple[Offsets, ...]
    denies: bool
    act: str
    via: str | None


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """One article with its claims in the order of their content."""

    id: str
    style: str
    title: str
    outlet: str
    published_at: str
    text: str
    claims: tuple[MarkedClaim, ...]


@dataclass(slots=True)
class _Tags:
    """The spans found under each claim's key while the text is read."""

    mention: list[Offsets] = field(default_factory=list)
    cue: list[Offsets] = field(default_factory=list)
    content: list[Offsets] = field(default_factory=list)

    def of(self, letter: str) -> list[Offsets]:
        return {"s": self.mention, "q": self.cue, "c": self.content}[letter]


def read_file(path: Path) -> Iterator[MarkedArticle]:
    """Yield the articles of a file; its stem is their style. Raises MarkupError."""
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        yield _article(block, path.stem)


def _article(block: str, style: str) -> MarkedArticle:
    parts = re.split(r"^---$", block, flags=re.MULTILINE)
    name = block.split("\n", 1)[0].strip()
    if len(parts) != 3:
        raise MarkupError(f"{name}: expected head, text and sources, found {len(parts)} parts")
    head = dict(line.split(": ", 1) for line in parts[0].splitlines()[1:] if line.strip())
    lines = [line.strip() for line in parts[1].splitlines() if line.strip()]
    text, tags = _read_tags(name, "\n\n".join(lines))
    sources, flags = _legend(name, parts[2])
    through = {flag[4:] for each in flags.values() for flag in each if flag.startswith("via=")}
    unused = set(sources) - {re.sub(r"\d", "", key) for key in tags} - through
    if unused or set(flags) - set(tags):
        raise MarkupError(f"{name}: no tag for {sorted(unused | set(flags) - set(tags))}")
    claims = [_claim(name, text, key, tags[key], sources, flags.get(key, [])) for key in tags]
    claims.sort(key=lambda claim: (claim.content, claim.source.name))
    try:
        return MarkedArticle(
            name, style, head["title"], head["outlet"], head["published_at"], text, tuple(claims)
        )
    except KeyError as missing:
        raise MarkupError(f"{name}: the head lacks {missing}") from None


def _read_tags(name: str, marked: str) -> tuple[str, dict[str, _Tags]]:
    """Take the tags out of a text; give the bare text and each claim's spans in it."""
    out: list[str] = []
    length = at = 0
    open_tags: list[tuple[str, str, int]] = []
    found: dict[str, _Tags] = {}
    while at < len(marked):
        tag = _TAG.match(marked, at)
        if tag:
            open_tags.append((tag[1], tag[2], length))
            at = tag.end()
            continue
        char = marked[at]
        at += 1
        if char == "{" or (char == "}" and not open_tags):
            raise MarkupError(f"{name}: a stray brace at …{marked[max(0, at - 40) : at + 20]!r}")
        if char == "}":
            keys, letter, start = open_tags.pop()
            for key in keys.split("+"):
                found.setdefault(key, _Tags()).of(letter).append((start, length))
            continue
        out.append(char)
        length += 1
    if open_tags:
        raise MarkupError(f"{name}: never closed: {open_tags}")
    return "".join(out), found


def _legend(name: str, part: str) -> tuple[dict[str, MarkedSource], dict[str, list[str]]]:
    sources: dict[str, MarkedSource] = {}
    flags: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, part.splitlines())):
        if source := _SOURCE.fullmatch(line):
            fields = [value.strip() for value in source[2].split("|")] + [""] * 3
            if fields[1] not in KINDS:
                raise MarkupError(f"{name}: unknown kind in {line!r}")
            aliases = tuple(filter(None, (form.strip() for form in fields[3].split(";"))))
            sources[source[1]] = MarkedSource(fields[0], fields[1], fields[2] or None, aliases)
        elif flag := _FLAGS.fullmatch(line):
            flags[flag[1]] = flag[2].split()
        else:
            raise MarkupError(f"{name}: cannot read {line!r}")
    return sources, flags


def _claim(
    name: str,
    text: str,
    key: str,
    tags: _Tags,
    sources: dict[str, MarkedSource],
    flags: list[str],
) -> MarkedClaim:
    owner = re.sub(r"\d", "", key)
    via = next((flag[4:] for flag in flags if flag.startswith("via=")), None)
    acts = [flag for flag in flags if flag in ACTS]
    unknown = set(flags) - set(ACTS) - {"denies", f"via={via}"}
    if owner not in sources or (via and via not in sources) or unknown or len(acts) > 1:
        raise MarkupError(f"{name}: {key}: unknown source or flag {unknown or via or owner}")
    if not tags.content or len(tags.mention) > 1 or len(tags.cue) > 1:
        raise MarkupError(f"{name}: {key}: wants content, and at most one mention and one cue")
    for start, end in tags.content + tags.mention + tags.cue:
        if start == end or text[start:end] != text[start:end].strip():
            raise MarkupError(f"{name}: {key}: a span is empty or has blanks at its edge")
    return MarkedClaim(
        source=sources[owner],
        mention=tags.mention[0] if tags.mention else None,
        cue=tags.cue[0] if tags.cue else None,
        content=tuple(sorted(tags.content)),
        denies="denies" in flags,
        act=acts[0] if acts else "says",
        via=sources[via].name if via else None,
    )
