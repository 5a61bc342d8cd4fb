"""Telegram's HTML as its servers read it: the plain text and the entities, or a refusal.

After https://core.telegram.org/bots/api#html-style: only the tags named there, properly
nested; ``&lt; &gt; &amp; &quot;`` and numbers as references; offsets in UTF-16 units.
"""

from __future__ import annotations

import re

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_TOKEN = re.compile(
    r"<(/?)([a-zA-Z][\w-]*)([^<>]*)>|&(#x?[0-9a-fA-F]+|lt|gt|amp|quot);|([<&])|([^<&]+)"
)
_ATTRIBUTE = re.compile(r'\s+([\w-]+)(?:="([^"]*)"|=(\S+))?')


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parse(html: str) -> tuple[str, list[dict]]:
    """Plain text and entities. ValueError as Telegram would refuse it."""
    plain, entities, open_tags = "", [], []
    for match in _TOKEN.finditer(html):
        closing, tag, attributes, reference, stray, words = match.groups()
        if words is not None:
            plain += words
        elif reference is not None:
            plain += _referenced(reference)
        elif stray == "&":
            plain += "&"
        elif stray:
            raise ValueError(f"Unexpected '<' at {match.start()}")
        elif closing:
            if not open_tags or open_tags[-1][0] != tag.lower():
                raise ValueError(f"Unmatched end tag </{tag}> at {match.start()}")
            _, start, entity = open_tags.pop()
            length = utf16(plain) - start
            if length:
                entities.append({**entity, "offset": start, "length": length})
        else:
            open_tags.append(
                (tag.lower(), utf16(plain), _opened(tag.lower(), attributes, open_tags))
            )
    if open_tags:
        raise ValueError(f"Can't find end tag corresponding to start tag {open_tags[-1][0]!r}")
    return plain, sorted(entities, key=lambda each: (each["offset"], -each["length"]))


def _opened(tag, attributes, open_tags):
    if tag not in TYPES:
        raise ValueError(f'Unsupported start tag "{tag}"')
    given = {name: quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(attributes)}
    if tag == "a":
        return {"type": "text_link", "url": parse(given["href"])[0]}
    if tag == "span" and given.get("class") != "tg-spoiler":
        raise ValueError("Tag <span> must have class tg-spoiler")
    if tag == "blockquote":
        if any(each[0] == "blockquote" for each in open_tags):
            raise ValueError("Blockquotes can't be nested")
        return {"type": "expandable_blockquote" if "expandable" in given else "blockquote"}
    return {"type": TYPES[tag]}


def _referenced(reference: str) -> str:
    if reference.startswith("#"):
        digits = reference[1:]
        return chr(int(digits[1:], 16) if digits[:1] in "xX" else int(digits))
    return {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[reference]
