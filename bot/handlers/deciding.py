"""``/sources``: who is quoted, for everybody; for moderators also which of them are one."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import drafts, markup, mending, references
from bot.dividing import Block, divide
from bot.handlers import browsing
from bot.handlers.buttons import Pressed
from bot.handlers.desk import Button, Desk, Reply
from bot.publishing import Actor
from corpus.catalogue import Decision, Verdict, Wish, digest
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from bot.drafts import Draft
    from bot.incoming import Incoming, Press
    from bot.markup import Markup
    from bot.ports import Library
    from bot.texts import Texts
    from corpus.catalogue import CatalogueSource

DO, LEAVE, BY_NAME, BY_ARTICLE, UNDO = "sd", "sx", "sv", "sa", "su"
VERBS = frozenset({DO, LEAVE, BY_NAME, BY_ARTICLE, UNDO})
IN, AS = "in", "as"  # what parts names, articles and a new name in /sources split
DIGEST = 16
SHOWN, CAPTION = 8, 50
# What stands between the two sides in the record of a decision.
_BETWEEN = {Verdict.MERGE: " is ", Verdict.SPLIT: " is not ", Verdict.RENAME: " is called "}
_WORDS = re.compile(r"\"([^\"]+)\"|[“„]([^“”]+)[“”]|«([^»]+)»|(\S+)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a command, or several in quotation marks."""

    text: str
    quoted: bool = False


async def sources(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Who is quoted, a page at a time; ``merge``, ``split`` and ``rename`` for moderators."""
    verb, _, rest = request.argument.partition(" ")
    wish = _WISHES.get(verb.lower())
    if wish is None:
        return await browsing.sources(desk, request, texts)
    if not await desk.run(desk.rights.may_moderate, request.user_id, request.chat_id):
        return Reply([texts.say("moderators-only")])
    return await desk.run(_wished, desk, request.user_id or 0, wish, rest, texts)


def _wished(desk: Desk, user_id: int, wish: Read, rest: str, texts: Texts) -> Reply:
    try:
        found = wish(desk.library, words(rest))
    except mending.Ambiguous as error:
        return _which(desk.library, error, texts)
    if found is None:
        return Reply([texts.say("sources-how")])
    if isinstance(found, Wish):
        return _foreseen(desk, user_id, found, texts)
    return _divisible(desk, found, texts)


def _which(library: Library, error: mending.Ambiguous, texts: Texts) -> Reply:
    """Those who go by a name that several do, each with its number."""
    lines = []
    for each in error.found[: mending.SHOWN_SOURCES]:
        title = references.label(mending.last_title(library, each))
        last = texts.say("source-last", title=title) if title else markup.Markup()
        lines.append(markup.join("; ", (_line(each, texts), last)))
    blocks = [Block(texts.say("sources-which", name=references.label(error.wanted)), tuple(lines))]
    if more := max(0, len(error.found) - mending.SHOWN_SOURCES):
        blocks.append(Block(texts.say("added-more", count=more)))
    return Reply(divide(blocks))


def words(argument: str) -> list[Word]:
    """Take a command's words apart; what is in quotation marks stays together."""
    return [
        Word(single) if single else Word(next(filter(None, quoted)), quoted=True)
        for *quoted, single in _WORDS.findall(argument)
    ]


def _merge(library: Library, given: Sequence[Word]) -> Wish | None:
    """Two sources: two words or quoted names, or names that can be parted in one way only."""
    if len(given) < 2:
        return None
    pairs = [(given[:n], given[n:]) for n in range(1, len(given))]
    if len(pairs) > 1:
        known = [pair for pair in pairs if all(_is_known(library, each) for each in pair)]
        if len(known) != 1:
            raise AccordingToError("Put each name in quotation marks, or give the numbers.")
        pairs = known
    one, other = (mending.known(library, _joined(each)) for each in pairs[0])
    return Wish(Verdict.MERGE, one.id, other.id)


def _rename(library: Library, given: Sequence[Word]) -> Wish | None:
    one, rest = _first(library, given)
    return Wish(Verdict.RENAME, one.id, name=_joined(rest)) if one and rest else None


def _split(library: Library, given: Sequence[Word]) -> Wish | CatalogueSource | None:
    """A source alone, to be asked on; or what of it is another, by names and articles."""
    one, rest = _first(library, given)
    if one is None or not rest:
        return one
    parts: dict[str, list[Word]] = {"": [], IN: [], AS: []}
    part = ""
    for word in rest:
        if not word.quoted and word.text.lower() in {IN, AS}:
            part = word.text.lower()
        else:
            parts[part].append(word)
    return Wish(
        Verdict.SPLIT,
        one.id,
        names=tuple(_names(parts[""])),
        articles=tuple(word.text for word in parts[IN]),
        name=_joined(parts[AS]) or None,
    )


def _names(given: Iterable[Word]) -> Iterable[str]:
    """Each quoted name; words without quotation marks are one name together."""
    yield from (word.text for word in given if word.quoted)
    if alone := " ".join(word.text for word in given if not word.quoted):
        yield alone


def _first(
    library: Library, given: Sequence[Word]
) -> tuple[CatalogueSource | None, Sequence[Word]]:
    """The source that a command begins with, by as many words as are a name, and the rest."""
    if not given:
        return None, given
    for n in range(len(given), 1, -1):
        if not given[0].quoted and _is_known(library, given[:n]):
            return mending.known(library, _joined(given[:n])), given[n:]
    return mending.known(library, given[0].text), given[1:]


def _is_known(library: Library, given: Sequence[Word]) -> bool:
    """Tell whether words are just the name or the number of a source."""
    wanted = _joined(given)
    if wanted.isascii() and wanted.isdigit():
        return True
    return any(mending.goes_by(each, wanted) for each in library.find_sources(wanted))


def _joined(given: Iterable[Word]) -> str:
    return " ".join(word.text for word in given)


def _foreseen(desk: Desk, user_id: int, wish: Wish, texts: Texts) -> Reply:
    """What a decision would change, with a button that makes it."""
    effect = desk.library.foresee(wish)
    draft = drafts.begin(desk.library.catalogue, user_id, wish=wish)
    now, then = (
        tuple(_line(each, texts) for each in part) for part in (effect.before, effect.after)
    )
    blocks = [
        Block(markup.bold(texts.say("sources-now")), now),
        Block(markup.bold(texts.say("sources-then")), then),
    ]
    row = (
        Button(texts.plain("button-do"), f"{DO}:{draft.key}"),
        Button(texts.plain("button-leave"), f"{LEAVE}:{draft.key}"),
    )
    return Reply(divide(blocks), (row,))


def _line(source: CatalogueSource, texts: Texts) -> Markup:
    named = browsing.source_name(source, source.place or source.role, texts)
    who = markup.join(" ", (markup.code(str(source.id)), named))
    held = {"claims": source.claims, "articles": source.articles}
    counted = texts.say("source-line", number=0, who=who, **held)
    others = [references.label(each) for each in source.variants if each != source.name]
    also = texts.say("source-also", names=texts.listed(others[:SHOWN])) if others else None
    return markup.join("; ", (counted, also)) if also else counted


def _divisible(desk: Desk, source: CatalogueSource, texts: Texts) -> Reply:
    """The names of a source and the articles that quote it, each to be split off by a button."""
    said = desk.library.claims_of(source.id)
    names = Counter(claim.source.name for _, claim in said)
    articles = {article.id: article for article, _ in said}
    if len(names) < 2 and len(articles) < 2:
        return Reply([texts.say("split-nothing", name=references.label(source.name))])
    rows: list[tuple[Button, ...]] = []
    if len(names) > 1:
        for name, count in names.most_common(SHOWN):
            caption = texts.plain("split-name", name=_cut(name), count=count)
            rows.append((Button(caption, f"{BY_NAME}:{source.id}:{_mark(name)}"),))
    if len(articles) > 1:
        for article in list(articles.values())[:SHOWN]:
            caption = texts.plain("split-article", title=_cut(article.title or article.id))
            data = f"{BY_ARTICLE}:{source.id}:{digest(article)[:DIGEST]}"
            rows.append((Button(caption, data),))
    words = texts.say("split-what", command=f"/sources split {source.id}")
    return Reply(divide([Block(_line(source, texts)), Block(words)]), tuple(rows))


def _cut(name: str) -> str:
    return name if len(name) <= CAPTION else name[: CAPTION - 1] + "…"


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:DIGEST]


async def pressed(desk: Desk, press: Press, texts: Texts) -> Pressed:
    """Make a decision or leave it, show what a split would change, or take a decision back."""
    return await desk.run(_pressed, desk, press, texts)


def _pressed(desk: Desk, press: Press, texts: Texts) -> Pressed:
    if not desk.rights.may_moderate(press.user_id, press.chat_id):
        return Pressed(texts.plain("moderators-only"))
    verb, first, second = (*press.data.split(":"), "", "")[:3]
    stale = Pressed(texts.plain("button-stale"))
    if verb in {DO, LEAVE}:
        draft = drafts.get(desk.library.catalogue, press.user_id, first)
        return _decided(desk, press, draft, texts, do=verb == DO) if draft else stale
    if not (first.isascii() and first.isdigit() and len(first) < 10):
        return stale
    if verb == UNDO:
        undone = mending.undo_decision(desk.library, _actor(press), int(first))
        return Pressed(
            reply=Reply([texts.say("decision-undone", said=_in_words(undone, texts))]), buttons=()
        )
    wish = _part(desk.library, verb, int(first), second)
    return Pressed(reply=_foreseen(desk, press.user_id, wish, texts)) if wish else stale


def _decided(desk: Desk, press: Press, draft: Draft, texts: Texts, *, do: bool) -> Pressed:
    drafts.end(desk.library.catalogue, press.user_id)
    if draft.wish is None or not do:
        return Pressed(texts.plain("left"), buttons=())
    decision = mending.decide(desk.library, _actor(press), draft.wish)
    button = Button(texts.plain("button-take-back"), f"{UNDO}:{decision.id}")
    return Pressed(
        reply=Reply([texts.say("decided", said=_in_words(decision, texts))], ((button,),)),
        buttons=(),
    )


def _in_words(decision: Decision, texts: Texts) -> Markup:
    """What was decided, in the language of the chat; ``said`` is what the catalogue keeps."""
    one, _, other = decision.said.rpartition(_BETWEEN[decision.what])
    sides = {"one": references.label(one), "other": references.label(other)}
    return texts.say(f"decision-{decision.what.value}", **sides)


def _part(library: Library, verb: str, source: int, wanted: str) -> Wish | None:
    """The split that a button stands for; None where its name or article is not there any more."""
    said = library.claims_of(source)
    if verb == BY_NAME:
        names = {claim.source.name for _, claim in said}
        found = next((name for name in names if _mark(name) == wanted), None)
        return Wish(Verdict.SPLIT, source, names=(found,)) if found else None
    ids = (article.id for article, _ in said if digest(article)[:DIGEST] == wanted)
    article_id = next(ids, None)
    return Wish(Verdict.SPLIT, source, articles=(article_id,)) if article_id else None


def _actor(press: Press) -> Actor:
    return Actor(press.user_id, press.chat_id)


Read = Callable[["Library", Sequence[Word]], "Wish | CatalogueSource | None"]
_WISHES: dict[str, Read] = {"merge": _merge, "split": _split, "rename": _rename}
