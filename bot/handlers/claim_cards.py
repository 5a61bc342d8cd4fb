"""Claims as they are shown to those who put them right: lists, cards, what was done. Pure.

A button carries the beginning of the article's digest and a mark of the claim: it leads nowhere
where either is another by then.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import markup, references, rendering
from bot.dividing import Block, divide
from bot.handlers.buttons import Pressed
from bot.handlers.desk import Button, Reply, Rows
from bot.pictures.words import OPENING
from corpus.catalogue import digest
from corpus.mending import Mend, by_hand, is_own
from corpus.model import Stance
from retrieval.model import Account, QuotedClaim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.markup import Markup
    from bot.texts import Texts
    from corpus.mending import Mending
    from corpus.model import Article, Claim, Span

LIST, CARD, SOURCES, DROP, MISSED, BY_HAND, UNDO = "cl", "cc", "cs", "cd", "cm", "ch", "cu"
PAGE, ROW = 10, 5
DIGEST, MARK = 16, 8  # characters of an article's digest and of a claim's mark
QUOTE, MOST = 120, 1500  # characters of a quote in a line, and of words in a message


def place(article: Article) -> str:
    """What tells an article, as it is now, in a button."""
    return digest(article)[:DIGEST]


def mark(claim: Claim) -> str:
    """A few characters that tell a claim from the others of its article."""
    spans = [(span.start, span.end) for span in claim.content]
    facts = (spans, claim.source.name, claim.source.kind.value, claim.stance.value)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:MARK]


def page(
    article: Article,
    claims: Sequence[Claim],
    mendings: Sequence[Mending],
    number: int,
    texts: Texts,
) -> tuple[list[Block], Rows]:
    """A page of an article's claims, from 1, and its buttons; ``mendings`` are those that hold."""
    pages = max(1, -(-len(claims) // PAGE))
    number = min(max(number, 1), pages)
    shown = range(PAGE * (number - 1), min(PAGE * number, len(claims)))
    mended = by_hand(article, claims, mendings)
    lines = []
    for n in shown:
        numbered = markup.text(f"{n + 1}. ✎" if n in mended else f"{n + 1}.")
        lines.append(markup.join(" ", (numbered, said(article, claims[n], texts))))
    head = markup.bold(texts.say("claims", count=len(claims), page=number, pages=pages))
    blocks = [Block(references.headline(article, texts)), Block(head, tuple(lines), head)]
    at = place(article)
    choose = [Button(str(n + 1), f"{CARD}:{at}:{mark(claims[n])}") for n in shown]
    turn = [
        Button(arrow, f"{LIST}:{at}:{to}")
        for arrow, to in (("‹", number - 1), ("›", number + 1))
        if 1 <= to <= pages
    ]
    more = [Button(texts.plain("button-missed"), f"{MISSED}:{at}")]
    if mendings:
        caption = texts.plain("button-by-hand", count=len(mendings))
        more.append(Button(caption, f"{BY_HAND}:{at}"))
    return blocks, rows([*choose]) + tuple(tuple(row) for row in (turn, more) if row)


def rows(buttons: Sequence[Button]) -> Rows:
    """Small buttons, several beside each other."""
    return tuple(tuple(buttons[i : i + ROW]) for i in range(0, len(buttons), ROW))


def said(article: Article, claim: Claim, texts: Texts) -> Markup:
    """Who says what, in a line."""
    who, quote = references.label(claim.source.name), _quote(article, claim, texts)
    if is_own(claim):
        return texts.say("claim-own", who=who, quote=quote)
    key = "claim-denies" if claim.stance is Stance.DENIES else "claim-says"
    return texts.say(key, who=markup.bold(who), quote=quote)


def _quote(article: Article, claim: Claim, texts: Texts) -> Markup:
    """The pieces of a claim in quotation marks; what is cut off stands outside of them."""
    return markup.foreign(_shortened(article, claim.content, QUOTE, texts))


def _shortened(article: Article, pieces: Sequence[Span], most: int, texts: Texts) -> str:
    words = " […] ".join(span.of(article.text) for span in pieces)
    cut = words if len(words) <= most else words[:most].rsplit(" ", 1)[0]
    # Words that begin with quotation marks of their own get no others.
    marked = cut if cut[:1] in OPENING else texts.plain("picture-quote", quote=cut)
    return marked + ("…" if cut != words else "")


def words(article: Article, pieces: Sequence[Span], texts: Texts) -> Markup:
    """The words of a claim that was missed, as a quotation."""
    return markup.blockquote(markup.foreign(_shortened(article, pieces, MOST, texts)))


def card(
    article: Article, claim: Claim, number: int, mended: Mending | None, texts: Texts
) -> Reply:
    """One claim whole, in its sentence, and what can be done about it."""
    at, wanted = place(article), mark(claim)
    below: list[tuple[Button, ...]] = [
        (Button(texts.plain("button-other-source"), f"{SOURCES}:{at}:{wanted}"),),
        (Button(texts.plain("button-no-claim"), f"{DROP}:{at}:{wanted}"),),
    ]
    notes = [texts.say("claim-card-how")]
    if mended is not None:
        notes.insert(0, _by_whom(mended, texts))
        below.append((take_back(article, mended, texts),))
    quoted = QuotedClaim(claim, article)
    who = rendering.said(Account(claim.source, claim.stance, (quoted,)), texts)
    numbered = texts.say("claim-number", number=number, id=markup.code(article.id))
    head = markup.join("\n", (numbered, who))
    parts = tuple(rendering.quote_parts(quoted, texts))
    return Reply(divide([Block(head, parts), *map(Block, notes)]), tuple(below))


def _by_whom(mended: Mending, texts: Texts) -> Markup:
    return texts.say("claim-by-hand", who=mended.made_by, day=texts.day(mended.made_at))


def take_back(article: Article, mended: Mending, texts: Texts) -> Button:
    """The button that takes a mending back."""
    return Button(texts.plain("button-take-back"), f"{UNDO}:{place(article)}:{mended.id}")


def was(article: Article, mended: Mending, texts: Texts) -> Markup:
    """A mended claim as it was before, in a line; of one that was missed as it is."""
    claim = replace(mended.claim, source=mended.was) if mended.was else mended.claim
    return said(article, claim, texts)


def done(article: Article, mended: Mending, said: Markup, texts: Texts) -> Pressed:
    """What is said after a step: it can be taken back, or the list seen again."""
    again = Button(texts.plain("button-claims"), f"{LIST}:{place(article)}:1")
    below = ((take_back(article, mended, texts), again),)
    return Pressed(reply=Reply([said], below), buttons=())


def all_by_hand(article: Article, mendings: Sequence[Mending], texts: Texts) -> Reply:
    """What was put right in an article, each with a button that takes it back."""
    lines, below = [], []
    for n, each in enumerate(mendings, start=1):
        lines.append(markup.join(" ", (markup.text(f"{n}."), _change(article, each, texts))))
        below.append(replace(take_back(article, each, texts), caption=f"↩ {n}"))
    head = markup.bold(texts.say("claims-by-hand", count=len(mendings)))
    return Reply(divide([Block(head, tuple(lines), head)]), rows(below))


def _change(article: Article, each: Mending, texts: Texts) -> Markup:
    after = {
        Mend.SOURCE: markup.bold(references.label(each.claim.source.name)),
        Mend.DROP: texts.say("claim-none"),
        Mend.ADD: texts.say("claim-new"),
    }[each.what]
    changed = markup.join(" → ", (was(article, each, texts), after))
    return markup.join(" · ", (changed, _by_whom(each, texts)))
