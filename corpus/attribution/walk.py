"""What is spoken of between the claims: pronouns and descriptions, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.discourse import Discourse
from corpus.attribution.mentions import Form, Mention, read_mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from corpus.attribution.descriptions import Descriptions

_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_PERSONAL = {"he": "m", "she": "f", "his": "m", "him": "m", "her": "f"}
_NAMING = frozenset({"attr", "appos", "oprd", "acomp"})  # say what somebody known is


class Walk:
    """The mentions outside quotations that are no claim's source, still to be read."""

    def __init__(self, doc: Doc, quoted: Sequence[int], taken: set[int]) -> None:
        places = [t.i for t in doc if t.lower_ in _PERSONAL and t.pos_ == "PRON"]
        chunks = {c.root.i: (c.start, c.end) for c in doc.noun_chunks}
        places += [i for i in chunks if _describes_one(doc[i])]
        self._doc = doc
        self._chunks = chunks
        self._left = sorted({i for i in places if i not in taken and quoted[i] < 0}, reverse=True)

    def up_to(self, place: int, discourse: Discourse, descriptions: Descriptions) -> None:
        """Read the mentions before a token."""
        while self._left and self._left[-1] < place:
            token = self._doc[self._left.pop()]
            subject = token.dep_ in _SUBJECT
            gender = _PERSONAL.get(token.lower_) if token.pos_ == "PRON" else None
            if gender:
                one = discourse.person(token.i, gender)
                if one is not None:
                    discourse.note(one.member, token.i, subject=subject)
                continue
            mention = read_mention(self._doc, self._chunks[token.i])
            if mention is not None and mention.form in {Form.DESCRIPTION, Form.INDEFINITE}:
                _enter(mention, token, discourse, descriptions)


def _enter(
    mention: Mention, token: Token, discourse: Discourse, descriptions: Descriptions
) -> None:
    member = descriptions.known(mention, token.i)
    subject = token.dep_ in _SUBJECT
    if member is not None:
        discourse.note(member, token.i, subject=subject)
    elif subject and lexicon.is_person(mention.head):
        member = descriptions.new(mention)
        if subject:
            member.subjects.add(token.i)


def _describes_one(root: Token) -> bool:
    """Tell whether a noun may stand for a source: a person or a body, not what one is called."""
    if root.dep_ in _NAMING or root.pos_ not in {"NOUN", "PROPN"}:
        return False
    lemma = root.lemma_.lower()
    return lexicon.is_person(lemma) or lemma in lexicon.BODIES
