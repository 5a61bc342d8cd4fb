"""What is no source and no content: "nobody", a share of people, a thing that cannot speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.mentions import Form, Mention
from corpus.attribution.phrases import Range
from corpus.attribution.rules_speakers import can_speak
from corpus.model import SourceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

_NOBODY = lexicon.words(
    "nobody nothing none no-one anybody anyone anything everything everyone everybody whoever"
    " neither what whatever there"
)
# After these any noun in front is somebody; after others ("warned", "called") it may be a thing.
_SPEAKS = lexicon.words("say tell add reply ask shout quip joke recall remember answer claim")
_EMPTY = frozenset({"PRON", "DET", "AUX", "SCONJ", "CCONJ", "ADP", "PART", "PUNCT", "SPACE", "ADV"})


def is_nobody(doc: Doc, mention: Mention, span: Range, cue: str) -> bool:
    """Tell whether a mention names no source: "nobody", "58%", "his silence warned"."""
    first = doc[span[0]].lower_
    if first in _NOBODY or (first == "no" and doc[min(span[0] + 1, span[1] - 1)].lower_ == "one"):
        return True
    if mention.form is Form.NAME:
        return not any(c.isalpha() for c in mention.name or "")
    if mention.form not in {Form.DESCRIPTION, Form.INDEFINITE} or mention.head in lexicon.KIN:
        return False
    words = doc[span[0] : span[1]]
    if all(t.like_num or t.text in _SIGNS for t in words):
        return words[0].lower_ not in _COUNTED
    head = next((t for t in words if t.lemma_.lower() == mention.head), None)
    if head is None or head.like_num or mention.head in {"old", "former", "latter"}:
        return False
    if head.ent_type_ in {"DATE", "TIME"}:
        return True
    if cue == "to" and mention.form is Form.DESCRIPTION:
        return False  # "according to the company's tally": whatever that is, it is what tells
    speechless = mention.kind is SourceKind.UNNAMED and not can_speak(head)
    return speechless and cue not in _SPEAKS


_SIGNS = frozenset({"%", "$", "£", "€"})
_COUNTED = lexicon.words("one two three four five six seven eight nine ten both")


def is_empty(doc: Doc, content: Sequence[Range], *, denied: bool) -> bool:
    """Tell whether content holds no word of its own: "that's what"; "that" may be denied."""
    tokens = [token for start, end in content for token in doc[start:end]]
    if any(token.is_quote or token.text in {"“", "”"} for token in tokens):
        return False
    bare = all(token.pos_ in _EMPTY for token in tokens)
    return bare and not (denied and any(t.lower_ in {"this", "that", "it"} for t in tokens))
