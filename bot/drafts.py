"""What moderators are about to put right, between one tap and the next. Blocks.

One draft for each person, kept in the catalogue, so that a restart loses none. Its key is in the
buttons that lead on: those of an earlier draft lead nowhere.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from corpus.catalogue import Verdict, Wish
from corpus.model import Source, SourceKind, Span

if TYPE_CHECKING:
    from bot.ports import Store

Json = dict[str, Any]
_KEY_BYTES = 6


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known so far.

    ``digest`` is the beginning of that of the article as it was shown, ``claim`` the mark of the
    claim that is to have another source; without it ``pieces`` are the words of one that was
    missed. ``source`` is a number in the catalogue, else ``name``, ``role`` and ``kind`` say who
    is meant. ``wish`` is what is to be decided on sources. A reply to ``message`` in ``chat``
    leads on, None where only buttons do.
    """

    key: str
    digest: str = ""
    claim: str | None = None
    pieces: tuple[Span, ...] = ()
    source: int | None = None
    name: str | None = None
    role: str | None = None
    kind: SourceKind | None = None
    wish: Wish | None = None
    chat: int | None = None
    message: int | None = None

    @property
    def chosen(self) -> Source | int | None:
        """Who is to have made the claim, None as long as that is open."""
        if self.source is not None:
            return self.source
        return Source(self.name, self.kind, self.role) if self.name and self.kind else None


def begin(store: Store, user_id: int, **known: Any) -> Draft:  # noqa: ANN401 - the fields of Draft
    """Begin a draft in place of the one before."""
    draft = Draft(secrets.token_urlsafe(_KEY_BYTES), **known)
    keep(store, user_id, draft)
    return draft


def keep(store: Store, user_id: int, draft: Draft) -> None:
    """Keep a draft as it is now."""
    store.set(_name(user_id), json.dumps(asdict(draft), ensure_ascii=False))


def get(store: Store, user_id: int, key: str) -> Draft | None:
    """Give a person's draft, None where it is not that of a key any more."""
    draft = _kept(store, user_id)
    return draft if draft is not None and draft.key == key else None


def awaits(store: Store, user_id: int, chat_id: int, message_id: int) -> None:
    """Note that a reply to a message leads on."""
    draft = _kept(store, user_id)
    if draft is not None:
        keep(store, user_id, replace(draft, chat=chat_id, message=message_id))


def awaiting(store: Store, user_id: int, chat_id: int, message_id: int | None) -> Draft | None:
    """Give the draft that a reply to a message leads on with, None where none does."""
    draft = _kept(store, user_id)
    if draft is None or message_id is None or (draft.chat, draft.message) != (chat_id, message_id):
        return None
    return draft


def end(store: Store, user_id: int) -> None:
    """Forget a person's draft."""
    store.set(_name(user_id), None)


def _kept(store: Store, user_id: int) -> Draft | None:
    kept = store.setting(_name(user_id))
    if kept is None:
        return None
    fields: Json = json.loads(kept)
    wish: Json | None = fields["wish"]
    if wish is not None:
        what, lists = Verdict(wish["what"]), ("names", "articles")
        fields["wish"] = Wish(**wish | {"what": what} | {each: tuple(wish[each]) for each in lists})
    pieces = tuple(Span(each["start"], each["end"]) for each in fields["pieces"])
    kind = SourceKind(fields["kind"]) if fields["kind"] else None
    return Draft(**fields | {"pieces": pieces, "kind": kind})


def _name(user_id: int) -> str:
    return f"draft:{user_id}"
