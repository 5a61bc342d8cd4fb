"""An article's claims put right in a chat: another source, no claim, one that was missed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import drafts, markup, mending, references, rendering
from bot.dividing import Block, divide
from bot.handlers.buttons import Pressed, whole
from bot.handlers.desk import Button, Desk, Reply, Rows
from bot.pictures.words import OPENING
from bot.publishing import Actor
from corpus import missed
from corpus.catalogue import digest
from corpus.catalogue.sources import folded
from corpus.errors import AccordingToError
from corpus.mending import Mend, by_hand, is_own
from corpus.model import Source, SourceKind, Stance
from corpus.text import line
from retrieval.model import Account, QuotedClaim

if TYPE_CHECKING:
    from bot.drafts import Draft
    from bot.incoming import Incoming, Press
    from bot.markup import Markup
    from bot.texts import Texts
    from corpus.catalogue import CatalogueSource
    from corpus.mending import Mending
    from corpus.model import Article, Claim

LIST, CARD, SOURCES, DROP, MISSED = "cl", "cc", "cs", "cd", "cm"
BY_HAND, UNDO, PICK, OTHER, KIND, STANCE = "ch", "cu", "cp", "co", "ck", "cy"
PAGE, ROW = 10, 5
DIGEST, MARK = 16, 8  # characters of an article's digest and of a claim's mark in buttons
CHOICES, FOUND = 12, 5  # sources of an article, and those of a name, that are offered
QUOTE, CAPTION = 140, 40
KINDS = (SourceKind.PERSON, SourceKind.ORGANISATION, SourceKind.DOCUMENT, SourceKind.UNNAMED)


async def claims(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """The claims of an article, numbered, with buttons to put them right."""
    id_, _, page = request.argument.partition(" ")
    if not id_:
        return Reply([texts.say("claims-which")])
    return await desk.run(_listed, desk, id_, whole(page.strip()), texts)


def _listed(desk: Desk, id_: str, page: int, texts: Texts) -> Reply:
    article = desk.library.article(id_)
    blocks, buttons = _page(desk, article, page, texts)
    return Reply(divide(blocks), buttons)


def _page(desk: Desk, article: Article, page: int, texts: Texts) -> tuple[list[Block], Rows]:
    """A page of an article's claims, from 1, and its buttons."""
    found, mendings = desk.library.claims(article.id), _holding(desk, article)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    set_by_hand = by_hand(article, found, mendings)
    shown = range(PAGE * (page - 1), min(PAGE * page, len(found)))
    lines = tuple(
        _line(article, found[n], texts, number=n + 1, mended=n in set_by_hand) for n in shown
    )
    head = markup.bold(texts.say("claims", count=len(found), page=page, pages=pages))
    blocks = [Block(references.headline(article, texts)), Block(head, lines, head)]
    at = digest(article)[:DIGEST]
    choose = [Button(str(n + 1), f"{CARD}:{at}:{mark(found[n])}") for n in shown]
    turn = [
        Button(arrow, f"{LIST}:{at}:{to}")
        for arrow, to in (("‹", page - 1), ("›", page + 1))
        if 1 <= to <= pages
    ]
    more = [Button(texts.plain("button-missed"), f"{MISSED}:{at}")]
    if mendings:
        caption = texts.plain("button-by-hand", count=len(mendings))
        more.append(Button(caption, f"{BY_HAND}:{at}"))
    rows = [choose[i : i + ROW] for i in range(0, len(choose), ROW)] + [turn, more]
    return blocks, tuple(tuple(row) for row in rows if row)


def mark(claim: Claim) -> str:
    """A few characters that tell a claim from the others of its article."""
    spans = [(span.start, span.end) for span in claim.content]
    facts = (spans, claim.source.name, claim.source.kind.value, claim.stance.value)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:MARK]


def _line(
    article: Article, claim: Claim, texts: Texts, *, number: int, mended: bool = False
) -> Markup:
    numbered = markup.text(f"{number}." + (" ✎" if mended else ""))
    return markup.join(" ", (numbered, said(article, claim, texts)))


def said(article: Article, claim: Claim, texts: Texts) -> Markup:
    """Who says what, in a line."""
    who, quote = references.label(claim.source.name), _quote(article, claim, texts)
    if is_own(claim):
        return texts.say("claim-own", who=who, quote=quote)
    key = "claim-denies" if claim.stance is Stance.DENIES else "claim-says"
    return texts.say(key, who=markup.bold(who), quote=quote)


def _quote(article: Article, claim: Claim, texts: Texts) -> Markup:
    """The pieces of a claim in quotation marks; what is cut off stands outside of them."""
    words = " […] ".join(span.of(article.text) for span in claim.content)
    cut = words if len(words) <= QUOTE else words[:QUOTE].rsplit(" ", 1)[0]
    return markup.foreign(_in_marks(cut, texts) + ("…" if cut != words else ""))


def _in_marks(words: str, texts: Texts) -> str:
    """Words in quotation marks, where they do not begin with some of their own."""
    return words if words[:1] in OPENING else texts.plain("picture-quote", quote=words)


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
    if len(beginning) != DIGEST or not beginning.isalnum():
        return None
    return desk.library.catalogue.by_digest(beginning)


def _ordinal(desk: Desk, article: Article, wanted: str | None) -> int | None:
    found = desk.library.claims(article.id)
    return next((n for n, claim in enumerate(found) if mark(claim) == wanted), None)


def _turn(desk: Desk, _press: Press, article: Article, page: str, texts: Texts) -> Pressed:
    blocks, buttons = _page(desk, article, whole(page), texts)
    return Pressed(words=divide(blocks)[0], buttons=buttons)


def _card(desk: Desk, _press: Press, article: Article, wanted: str, texts: Texts) -> Pressed | None:
    """One claim whole, in its sentence, and what can be done about it."""
    ordinal = _ordinal(desk, article, wanted)
    if ordinal is None:
        return None
    found = desk.library.claims(article.id)
    claim, mended = found[ordinal], by_hand(article, found, _holding(desk, article)).get(ordinal)
    head = texts.say("claim-number", number=ordinal + 1, id=markup.code(article.id))
    at = digest(article)[:DIGEST]
    rows: list[tuple[Button, ...]] = [
        (Button(texts.plain("button-other-source"), f"{SOURCES}:{at}:{wanted}"),),
        (Button(texts.plain("button-no-claim"), f"{DROP}:{at}:{wanted}"),),
    ]
    notes = [texts.say("claim-card-how")]
    if mended is not None:
        notes.insert(0, _by_whom(mended, texts))
        rows.append((_take_back(article, mended, texts),))
    blocks = [Block(head, (_whole(article, claim, texts),)), *map(Block, notes)]
    return Pressed(reply=Reply(divide(blocks), tuple(rows)))


def _whole(article: Article, claim: Claim, texts: Texts) -> Markup:
    quoted = QuotedClaim(claim, article)
    parts = rendering.quote_parts(quoted, texts)
    head = rendering.said(Account(claim.source, claim.stance, (quoted,)), texts)
    return markup.join("\n", (head, *parts))


def _by_whom(mended: Mending, texts: Texts) -> Markup:
    day = texts.day(mended.made_at)
    return texts.say("claim-by-hand", who=mended.made_by, day=day)


def _take_back(article: Article, mended: Mending, texts: Texts) -> Button:
    at = digest(article)[:DIGEST]
    return Button(texts.plain("button-take-back"), f"{UNDO}:{at}:{mended.id}")


def _drop(desk: Desk, press: Press, article: Article, wanted: str, texts: Texts) -> Pressed | None:
    ordinal = _ordinal(desk, article, wanted)
    if ordinal is None:
        return None
    done = mending.drop(desk.library, _actor(press), article, ordinal)
    return _done(article, done, texts.say("claim-dropped", claim=_was(article, done, texts)), texts)


def _was(article: Article, done: Mending, texts: Texts) -> Markup:
    claim = replace(done.claim, source=done.was) if done.was else done.claim
    return said(article, claim, texts)


def _done(article: Article, done: Mending, words: Markup, texts: Texts) -> Pressed:
    at = digest(article)[:DIGEST]
    back = Button(texts.plain("button-claims"), f"{LIST}:{at}:1")
    buttons = ((_take_back(article, done, texts), back),)
    return Pressed(reply=Reply([words], buttons), buttons=())


def _undo(desk: Desk, press: Press, article: Article, number: str, texts: Texts) -> Pressed | None:
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    found = [each for each in desk.library.mendings(article.id) if each.id == wanted]
    if not found:
        return None
    undone = mending.undo(desk.library, _actor(press), found[0])
    words = texts.say("claim-undone", claim=said(article, undone.claim, texts))
    return Pressed(reply=Reply([words]), buttons=())


def _show_by_hand(desk: Desk, _press: Press, article: Article, _rest: str, texts: Texts) -> Pressed:
    """What was put right in an article, each with a button that takes it back."""
    mendings = _holding(desk, article)[-PAGE:]
    lines = [
        markup.join(" ", (markup.text(f"{n}."), _change(article, each, texts)))
        for n, each in enumerate(mendings, start=1)
    ]
    head = markup.bold(texts.say("claims-by-hand", count=len(mendings)))
    row = tuple(
        replace(_take_back(article, each, texts), caption=f"↩ {n}")
        for n, each in enumerate(mendings, start=1)
    )
    rows = tuple(row[i : i + ROW] for i in range(0, len(row), ROW))
    return Pressed(reply=Reply(divide([Block(head, tuple(lines), head)]), rows))


def _change(article: Article, each: Mending, texts: Texts) -> Markup:
    claim = _was(article, each, texts)
    after = {
        Mend.SOURCE: markup.bold(references.label(each.claim.source.name)),
        Mend.DROP: texts.say("claim-none"),
        Mend.ADD: texts.say("claim-new"),
    }[each.what]
    return markup.join(" · ", (markup.join(" → ", (claim, after)), _by_whom(each, texts)))


def _holding(desk: Desk, article: Article) -> list[Mending]:
    return [each for each in desk.library.mendings(article.id) if each.undone_at is None]


def _actor(press: Press) -> Actor:
    return Actor(press.user_id, press.chat_id)


def _choose_source(
    desk: Desk, press: Press, article: Article, wanted: str, texts: Texts
) -> Pressed | None:
    """Ask who made a claim."""
    ordinal = _ordinal(desk, article, wanted)
    if ordinal is None:
        return None
    at = digest(article)[:DIGEST]
    draft = drafts.begin(desk.library.catalogue, press.user_id, digest=at, claim=wanted)
    claim = desk.library.claims(article.id)[ordinal]
    words = texts.say("claim-who", claim=said(article, claim, texts))
    return Pressed(reply=Reply([words], _speaking(desk, article, draft, texts)))


def _speaking(desk: Desk, article: Article, draft: Draft, texts: Texts) -> Rows:
    """A button for each other source of an article, and one for somebody else."""
    speakers = desk.library.catalogue.speakers(article.id).items()
    ordinal = _ordinal(desk, article, draft.claim)
    now = desk.library.claims(article.id)[ordinal].source if ordinal is not None else None
    others = {each.id: each for source, each in speakers if source != now}
    known = {id_: each for id_, each in others.items() if each.kind is not SourceKind.OUTLET}
    rows = [
        (Button(_caption(each.name), f"{PICK}:{draft.key}:{each.id}"),)
        for each in list(known.values())[:CHOICES]
    ]
    return (*rows, (Button(texts.plain("button-somebody"), f"{OTHER}:{draft.key}"),))


def _caption(name: str) -> str:
    return name if len(name) <= CAPTION else name[: CAPTION - 1] + "…"


def _ask_missed(desk: Desk, press: Press, article: Article, _rest: str, texts: Texts) -> Pressed:
    at = digest(article)[:DIGEST]
    drafts.begin(desk.library.catalogue, press.user_id, digest=at)
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
    if draft.claim is None and not draft.pieces:
        return _take_words(desk, user_id, article, draft, request.argument, texts)
    return _take_name(desk, user_id, draft, request.argument, texts)


def _take_words(
    desk: Desk, user_id: int, article: Article, draft: Draft, given: str, texts: Texts
) -> Reply:
    draft = replace(draft, pieces=missed.pieces(article.text, given))
    drafts.keep(desk.library.catalogue, user_id, draft)
    words = texts.say("missed-who", words=_missed_words(article, draft, texts))
    return Reply([words], _speaking(desk, article, draft, texts))


def _missed_words(article: Article, draft: Draft, texts: Texts) -> Markup:
    words = " […] ".join(span.of(article.text) for span in draft.pieces)
    return markup.blockquote(markup.foreign(_in_marks(words, texts)))


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
    before, after = _was(article, done, texts), said(article, done.claim, texts)
    return _done(article, done, texts.say("claim-given", before=before, after=after), texts)


def _ask_stance(desk: Desk, press: Press, article: Article, draft: Draft, texts: Texts) -> Pressed:
    drafts.keep(desk.library.catalogue, press.user_id, draft)
    name = markup.bold(references.label(_named(desk, draft).name))
    words = texts.say("missed-stance", who=name, words=_missed_words(article, draft, texts))
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
    words = texts.say("claim-added", claim=said(article, done.claim, texts))
    return _done(article, done, words, texts)


# What the buttons do: those that carry an article's digest, and those that carry a draft's key.
_OF_ARTICLES: dict[str, Callable[[Desk, Press, Article, str, Texts], Pressed | None]] = {
    LIST: _turn,
    CARD: _card,
    SOURCES: _choose_source,
    DROP: _drop,
    MISSED: _ask_missed,
    BY_HAND: _show_by_hand,
    UNDO: _undo,
}
_OF_DRAFTS: dict[str, Callable[[Desk, Press, Draft, str, Texts], Pressed | None]] = {
    PICK: _pick,
    OTHER: _ask_name,
    KIND: _of_kind,
    STANCE: _add,
}
VERBS = frozenset({*_OF_ARTICLES, *_OF_DRAFTS})
