"""An article's claims put right in a chat: another source, no claim, one that was missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import drafts, markup, mending, references
from bot.dividing import divide
from bot.handlers import claim_cards
from bot.handlers.buttons import Pressed, whole
from bot.handlers.claim_cards import place
from bot.handlers.desk import Button, Desk, Reply, Rows
from bot.publishing import Actor
from bot.reasons import in_words
from corpus import missed
from corpus.catalogue.sources import folded
from corpus.errors import AccordingToError
from corpus.mending import by_hand
from corpus.model import Source, SourceKind, Stance
from corpus.text import line

if TYPE_CHECKING:
    from bot.drafts import Draft
    from bot.incoming import Incoming, Press
    from bot.texts import Texts
    from corpus.catalogue import CatalogueSource
    from corpus.mending import Mending
    from corpus.model import Article

PICK, OTHER, KIND, STANCE = "cp", "co", "ck", "cy"
CHOICES, FOUND = 12, 5  # sources of an article, and those of a name, that are offered
CAPTION = 40
KINDS = (SourceKind.PERSON, SourceKind.ORGANISATION, SourceKind.DOCUMENT, SourceKind.UNNAMED)


async def claims(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """The claims of an article, numbered, with buttons to put them right."""
    id_, _, page = request.argument.partition(" ")
    if not id_:
        return Reply([texts.say("claims-which")])
    return await desk.run(_listed, desk, id_, whole(page.strip()), texts)


def _listed(desk: Desk, id_: str, page: int, texts: Texts) -> Reply:
    article = desk.library.article(id_)
    found, mendings = desk.library.claims(article.id), _holding(desk, article)
    blocks, buttons = claim_cards.page(article, found, mendings, page, texts)
    return Reply(divide(blocks), buttons)


async def pressed(desk: Desk, press: Press, texts: Texts) -> Pressed:
    """Do what a button under claims stands for, if whoever presses may do so now."""
    return await desk.run(_pressed, desk, press, texts)


def _pressed(desk: Desk, press: Press, texts: Texts) -> Pressed:
    if not desk.rights.may_moderate(press.user_id, press.chat_id):
        return Pressed(texts.plain("moderators-only"))
    verb, first, second = (*press.data.split(":"), "", "")[:3]
    if verb in _OF_DRAFTS:
        draft = drafts.get(desk.library.catalogue, press.user_id, first)
        outcome = _OF_DRAFTS[verb](desk, press, draft, second, texts) if draft else None
    else:
        article = _article(desk, first)
        outcome = _OF_ARTICLES[verb](desk, press, article, second, texts) if article else None
    return outcome or Pressed(texts.plain("claims-stale"))


def _article(desk: Desk, beginning: str) -> Article | None:
    if len(beginning) != claim_cards.DIGEST or not beginning.isalnum():
        return None
    return desk.library.catalogue.by_digest(beginning)


def _ordinal(desk: Desk, article: Article, wanted: str | None) -> int | None:
    found = desk.library.claims(article.id)
    return next((n for n, claim in enumerate(found) if claim_cards.mark(claim) == wanted), None)


def _holding(desk: Desk, article: Article) -> list[Mending]:
    return [each for each in desk.library.mendings(article.id) if each.undone_at is None]


def _actor(press: Press) -> Actor:
    return Actor(press.user_id, press.chat_id)


def _turn(desk: Desk, _press: Press, article: Article, page: str, texts: Texts) -> Pressed:
    shown = _listed(desk, article.id, whole(page), texts)
    return Pressed(words=shown.messages[0], buttons=shown.buttons)


def _card(desk: Desk, _press: Press, article: Article, wanted: str, texts: Texts) -> Pressed | None:
    ordinal = _ordinal(desk, article, wanted)
    if ordinal is None:
        return None
    found = desk.library.claims(article.id)
    mended = by_hand(article, found, _holding(desk, article)).get(ordinal)
    return Pressed(reply=claim_cards.card(article, found[ordinal], ordinal + 1, mended, texts))


def _drop(desk: Desk, press: Press, article: Article, wanted: str, texts: Texts) -> Pressed | None:
    ordinal = _ordinal(desk, article, wanted)
    if ordinal is None:
        return None
    done = mending.drop(desk.library, _actor(press), article, ordinal)
    words = texts.say("claim-dropped", claim=claim_cards.was(article, done, texts))
    return claim_cards.done(article, done, words, texts)


def _undo(desk: Desk, press: Press, article: Article, number: str, texts: Texts) -> Pressed | None:
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    found = [each for each in desk.library.mendings(article.id) if each.id == wanted]
    if not found:
        return None
    undone = mending.undo(desk.library, _actor(press), found[0])
    words = texts.say("claim-undone", claim=claim_cards.said(article, undone.claim, texts))
    return Pressed(reply=Reply([words]), buttons=())


def _show_by_hand(desk: Desk, _press: Press, article: Article, _rest: str, texts: Texts) -> Pressed:
    mendings = _holding(desk, article)[-claim_cards.PAGE :]
    return Pressed(reply=claim_cards.all_by_hand(article, mendings, texts))


def _choose_source(
    desk: Desk, press: Press, article: Article, wanted: str, texts: Texts
) -> Pressed | None:
    """Ask who made a claim."""
    ordinal = _ordinal(desk, article, wanted)
    if ordinal is None:
        return None
    store = desk.library.catalogue
    draft = drafts.begin(store, press.user_id, digest=place(article), claim=wanted)
    claim = desk.library.claims(article.id)[ordinal]
    words = texts.say("claim-who", claim=claim_cards.said(article, claim, texts))
    return Pressed(reply=Reply([words], _speaking(desk, article, draft, texts)))


def _speaking(desk: Desk, article: Article, draft: Draft, texts: Texts) -> Rows:
    """A button for each other source of an article, and one for somebody else."""
    ordinal = _ordinal(desk, article, draft.claim)
    now = desk.library.claims(article.id)[ordinal].source if ordinal is not None else None
    speakers = desk.library.catalogue.speakers(article.id).items()
    known = {
        each.id: each
        for source, each in speakers
        if source != now and each.kind is not SourceKind.OUTLET
    }
    rows = [
        (Button(_caption(each.name), f"{PICK}:{draft.key}:{each.id}"),)
        for each in list(known.values())[:CHOICES]
    ]
    return (*rows, (Button(texts.plain("button-somebody"), f"{OTHER}:{draft.key}"),))


def _caption(name: str) -> str:
    return name if len(name) <= CAPTION else name[: CAPTION - 1] + "…"


def _ask_missed(desk: Desk, press: Press, article: Article, _rest: str, texts: Texts) -> Pressed:
    drafts.begin(desk.library.catalogue, press.user_id, digest=place(article))
    return Pressed(reply=Reply([texts.say("missed-words")], asks=True))


def _ask_name(_desk: Desk, _press: Press, _draft: Draft, _rest: str, texts: Texts) -> Pressed:
    return Pressed(reply=Reply([texts.say("claim-name")], asks=True))


async def answered(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Take the words or the name that somebody was asked for."""
    return await desk.run(_answered, desk, request, texts)


def _answered(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    place = request.origin or request
    store, user_id = desk.library.catalogue, request.user_id or 0
    draft = drafts.awaiting(store, user_id, place.chat_id, place.replied_id)
    article = _article(desk, draft.digest) if draft else None
    if draft is None or article is None:
        return Reply([texts.say("claims-stale")])
    try:
        if draft.claim is None and not draft.pieces:
            return _take_words(desk, user_id, article, draft, request.argument, texts)
        return _take_name(desk, user_id, draft, request.argument, texts)
    except AccordingToError as error:
        return Reply([texts.say("refused", why=in_words(str(error), texts))], asks=True)


def _take_words(
    desk: Desk, user_id: int, article: Article, draft: Draft, given: str, texts: Texts
) -> Reply:
    draft = replace(draft, pieces=missed.pieces(article.text, given))
    drafts.keep(desk.library.catalogue, user_id, draft)
    quote = claim_cards.words(article, draft.pieces, texts)
    words = markup.join("\n", (quote, texts.say("missed-who")))
    return Reply([words], _speaking(desk, article, draft, texts))


def _take_name(desk: Desk, user_id: int, draft: Draft, given: str, texts: Texts) -> Reply:
    """Offer those who go by a name, and somebody new of it."""
    first, _, rest = given.strip().partition("\n")
    name, role = line(first), line(rest)
    if not name or not folded(name) or len(name) > references.LABEL_CHARS:
        raise AccordingToError("That is no name: answer with one, as fully as you know it.")
    drafts.keep(desk.library.catalogue, user_id, replace(draft, name=name, role=role, kind=None))
    rows = [
        (Button(_caption(_with_role(each)), f"{PICK}:{draft.key}:{each.id}"),)
        for each in desk.library.find_sources(name)[:FOUND]
    ]
    new = [Button(texts.plain(f"kind-{each}"), f"{KIND}:{draft.key}:{each}") for each in KINDS]
    said = texts.say("claim-which-name", name=markup.bold(references.label(name)))
    return Reply([said], (*rows, tuple(new[:2]), tuple(new[2:])))


def _with_role(source: CatalogueSource) -> str:
    more = source.role or source.place
    return f"{source.name}, {more}" if more else source.name


def _pick(desk: Desk, press: Press, draft: Draft, number: str, texts: Texts) -> Pressed | None:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return _chosen(desk, press, replace(draft, source=int(number)), texts)


def _of_kind(desk: Desk, press: Press, draft: Draft, kind: str, texts: Texts) -> Pressed | None:
    if draft.name is None or kind not in KINDS:
        return None
    return _chosen(desk, press, replace(draft, source=None, kind=SourceKind(kind)), texts)


def _chosen(desk: Desk, press: Press, draft: Draft, texts: Texts) -> Pressed | None:
    """Put the claim under who was chosen; of one that was missed ask for its stance first."""
    article, source = _article(desk, draft.digest), draft.chosen
    if article is None or source is None:
        return None
    if draft.claim is None:
        return _ask_stance(desk, press, article, draft, texts) if draft.pieces else None
    ordinal = _ordinal(desk, article, draft.claim)
    if ordinal is None:
        return None
    done = mending.give(desk.library, _actor(press), article, ordinal, source)
    drafts.end(desk.library.catalogue, press.user_id)
    before = claim_cards.was(article, done, texts)
    after = claim_cards.said(article, done.claim, texts)
    return claim_cards.done(
        article, done, texts.say("claim-given", before=before, after=after), texts
    )


def _ask_stance(desk: Desk, press: Press, article: Article, draft: Draft, texts: Texts) -> Pressed:
    drafts.keep(desk.library.catalogue, press.user_id, draft)
    name = markup.bold(references.label(_named(desk, draft).name))
    words = texts.say(
        "missed-stance", who=name, words=claim_cards.words(article, draft.pieces, texts)
    )
    row = tuple(
        Button(texts.plain(f"stance-{each}"), f"{STANCE}:{draft.key}:{each}") for each in Stance
    )
    return Pressed(reply=Reply([words], (row,)), buttons=())


def _named(desk: Desk, draft: Draft) -> Source:
    """Who is meant by a draft; NotFound where the catalogue does not have them any more."""
    if isinstance(draft.chosen, Source):
        return draft.chosen
    found = mending.known(desk.library, draft.source or 0)
    return Source(found.name, found.kind, found.role)


def _add(desk: Desk, press: Press, draft: Draft, stance: str, texts: Texts) -> Pressed | None:
    article = _article(desk, draft.digest)
    if article is None or draft.chosen is None or not draft.pieces or stance not in set(Stance):
        return None
    found, source = desk.library.claims(article.id), _named(desk, draft)
    claim = missed.claim_of(article, found, draft.pieces, source, Stance(stance))
    done = mending.add(desk.library, _actor(press), article, claim, draft.source)
    drafts.end(desk.library.catalogue, press.user_id)
    words = texts.say("claim-added", claim=claim_cards.said(article, done.claim, texts))
    return claim_cards.done(article, done, words, texts)


# What the buttons do: those that carry an article's digest, and those that carry a draft's key.
_OF_ARTICLES: dict[str, Callable[[Desk, Press, Article, str, Texts], Pressed | None]] = {
    claim_cards.LIST: _turn,
    claim_cards.CARD: _card,
    claim_cards.SOURCES: _choose_source,
    claim_cards.DROP: _drop,
    claim_cards.MISSED: _ask_missed,
    claim_cards.BY_HAND: _show_by_hand,
    claim_cards.UNDO: _undo,
}
_OF_DRAFTS: dict[str, Callable[[Desk, Press, Draft, str, Texts], Pressed | None]] = {
    PICK: _pick,
    OTHER: _ask_name,
    KIND: _of_kind,
    STANCE: _add,
}
VERBS = frozenset({*_OF_ARTICLES, *_OF_DRAFTS})
