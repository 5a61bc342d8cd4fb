"""Whether a description ("the ministry", "the winger") can mean a member of the cast."""

from __future__ import annotations

import re

from corpus.attribution import lexicon
from corpus.attribution.members import Member, words_of
from corpus.attribution.mentions import Mention
from corpus.model import SourceKind


def content_words(text: str) -> set[str]:
    """Give the words of a description, singular and without light ones."""
    return {w.rstrip("s") for w in words_of(text)}


_ANY_BODY = lexicon.words(
    "group company firm organisation organization agency body charity club party union"
    " team force network business"
)


_WHATEVER = lexicon.words("group organisation organization body")
_FIRM = lexicon.words("company firm business network agency")
_PUBLIC = lexicon.words(
    "police army navy ministry government court council parliament congress senate union party"
    " brigade guard embassy commission jury"
)
_SHORT = {
    "gov": "governor", "sen": "senator", "rep": "representative", "dr": "doctor", "rev": "reverend",
    "prof": "professor", "sgt": "sergeant", "lt": "lieutenant", "capt": "captain", "supt":
    "superintendent", "gen": "general", "col": "colonel", "cllr": "councillor", "det": "detective",
    "justice": "judge", "attorney": "lawyer", "solicitor": "lawyer", "barrister": "lawyer",
    "pm": "prime minister", "ceo": "chief executive", "pres": "president", "atty": "attorney",
}  # fmt: skip


def spelled_out(role: str) -> str:
    """Write out short forms of offices and use one word for each: "gov" is a governor."""
    return " ".join(_SHORT.get(word, word) for word in words_of(role)) if role else ""


def describes(mention: Mention, wanted: set[str], member: Member) -> int:
    """How well a description fits a member: 2 by its words, 1 by kind alone, 0 not."""
    if mention.kind is SourceKind.DOCUMENT:
        return 2 if member.kind is SourceKind.DOCUMENT and mention.head in member.heads else 0
    roles = [spelled_out(role) for role in member.roles]
    role = " ".join(roles)
    if member.kind is SourceKind.PERSON and any(wanted == content_words(r) for r in roles if r):
        return 4
    have = content_words(f"{member.name} {role}") | {h.rstrip("s") for h in member.heads}
    head = spelled_out(mention.head).rstrip("s")
    if member.kind is SourceKind.PERSON and head not in _offices(member):
        have -= {head}
    somebody = mention.head in lexicon.PEOPLE and mention.kind is not SourceKind.ORGANISATION
    if member.named and head in have and somebody == (member.kind is SourceKind.PERSON):
        return 3 if wanted <= have else 2
    if member.kind is SourceKind.PERSON and any(_same_trade(mention.head, w) for w in have):
        return 2
    if not member.named and head in have and (mention.plural == member.plural):
        return 2
    return 0


def _offices(member: Member) -> set[str]:
    """The nouns of a person's offices: of "spokesman for the prime minister" the first alone."""
    parts = [part for role in member.roles for part in role.split(",")]
    heads = [_OWNER.split(_BEHIND.split(part, maxsplit=1)[0])[-1] for part in parts]
    words = {w.rstrip("s") for head in heads for w in words_of(spelled_out(head)) if head.strip()}
    return words | {h.rstrip("s") for h in member.heads}


_OWNER = re.compile(r"['’]s?(?=\s)")
_BEHIND = re.compile(r"\b(?:of|for|at|to|in|from|with|who|that)\b", re.IGNORECASE)


def _same_trade(head: str, word: str) -> bool:
    """Read "the prosecutor" is who is "prosecuting", "the director" who "directs"."""
    return len(head) > 6 and len(word) > 6 and head[:6] == word[:6] and head.endswith(("or", "er"))


def any_body(mention: Mention, member: Member) -> bool:
    """Tell whether a body's description of no telling word may mean a member: "the group"."""
    owned = "'" in mention.described or "’" in mention.described
    body = mention.head in _ANY_BODY and member.kind is SourceKind.ORGANISATION
    return body and not owned and not mention.plural and not _is_another_body(mention.head, member)


def _is_another_body(head: str, member: Member) -> bool:
    """Tell whether a member's own words say that it is something else: the police are no union."""
    called = {*words_of(member.name), *member.heads}
    if head in called or head in _WHATEVER:
        return False
    return bool(called & (_PUBLIC if head in _FIRM else lexicon.BODIES))


# What somebody is called beside a trade: a captain may be "the midfielder" too.
_BESIDES = lexicon.words("captain skipper star veteran teenager winner champion scorer")


def has_office(member: Member) -> bool:
    """Tell whether the article says what a member is."""
    words = [word for word in words_of(member.role or "") if word not in _BESIDES]
    return any(word in lexicon.PEOPLE or word in {"prosecuting", "defending"} for word in words)
