"""Kept answers as messages: shown at first, and anew when an article that they quote changed.

A view is deterministic: from the same answers, articles, language and notices come the same
messages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from bot import digests, markup, references, rendering, surroundings
from bot.dividing import Block, divide
from bot.handlers import pictures
from bot.handlers.desk import Button, Desk, Reply, Rows, Shown, View
from bot.marks import Mark, Marks
from bot.markup import Markup
from corpus.catalogue import decided
from retrieval import quotes
from retrieval.agreement import Agreement, agreement
from retrieval.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answers import Asked, Kept
    from bot.texts import Texts
    from corpus.catalogue import Renaming
    from corpus.model import Article
    from retrieval.model import Account, Answer

ANSWER, CONTEXT, TIMELINE, CHECK, SOURCE, OFFER, COMPARED, OTHERS = (
    "answer",
    "context",
    "timeline",
    "check",
    "source",
    "offer",
    "compared",
    "others",
)
ARTICLES, CARD = "articles", "card"
DIGEST = "digest"
TIMELINE_PICTURE, COMPARED_PICTURE = "timeline-picture", "compared-picture"
# Views as pictures, each with the view that says the same in words.
PICTURES = {TIMELINE_PICTURE: TIMELINE, COMPARED_PICTURE: COMPARED}
Drawn = tuple[list[Markup], Rows]
# Of the accounts that speak to a sentence of a post, how many are shown.
CHECKED = 3
NAMES = 5
# The note of an answer that is brought back.
AGAIN = "asked-shared"
# That of a check of a post in another language than the articles.
FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a view is drawn from: the answers, and what became of articles and sources."""

    desk: Desk
    view: View
    kept: list[Kept]
    answers: list[Answer]
    marks: Marks
    renamed: tuple[Renaming, ...]
    texts: Texts

    @property
    def answer(self) -> Answer:
        """The first answer, linked."""
        return self.answers[0]

    @property
    def footer(self) -> Markup:
        """The answer's number and day, for those who get the message without the bot."""
        return numbered(self.desk, self.kept[0], self.texts)


async def show(desk: Desk, view: View, texts: Texts) -> Reply | None:
    """Give the messages of a view; None where what it shows is not kept any more."""
    return await desk.run(reply, desk, view, texts)


def reply(desk: Desk, view: View, texts: Texts) -> Reply | None:
    """As ``show``; blocks."""
    if view.name == CARD:
        from bot.handlers.moderating import card  # which shows views

        return card(desk, view, texts)
    kept = [each for key in view.keys if (each := desk.answers.get(key)) is not None]
    # That nobody reports a post is something to show; an answer without a source is not.
    if not kept or not (view.name == CHECK or any(each.answer.accounts for each in kept)):
        return None
    versions = {id_: digest for each in kept for id_, digest in each.versions.items()}
    histories = desk.library.catalogue.histories.of(versions)
    states = {id_: histories[id_].state if id_ in histories else "" for id_ in versions}
    answers = [desk.addresses.linked(quotes.check(each.answer), each.key) for each in kept]
    marks = Marks(histories, versions, [each for given in kept for each in given.quoted])
    renamed = renamings(desk, kept) if any(map(decided, states.values())) else ()
    scene = Scene(desk, view, kept, answers, marks, renamed, texts)
    in_words = replace(view, name=PICTURES.get(view.name, view.name))
    messages, buttons = _DRAWN[in_words.name](scene)
    about = kept[0].asked.question if in_words.name in {ANSWER, TIMELINE} else None
    words = Reply(messages, buttons, about, Shown(in_words, texts.language, states))
    if view.name not in PICTURES:
        return words
    pictured = _PAINTED[view.name](scene, words)
    if pictured.picture is None:
        return pictured
    return replace(pictured, shown=Shown(view, texts.language, states), words=words)


def renamings(desk: Desk, kept: Iterable[Kept]) -> tuple[Renaming, ...]:
    """What decisions made of those whom answers quote, since each was given."""
    renamed = desk.library.catalogue.histories.renamed
    found = (each for given in kept for each in renamed(given.voiced, given.asked_at))
    return tuple(dict.fromkeys(found))


def whole(desk: Desk, view: View) -> Markup:
    """The command that brings all of what a view shows, as a link that does so at a tap."""
    if not view.keys:
        return markup.code(f"/article {view.note}")
    return markup.link(markup.text(f"/answer {view.keys[0]}"), _back(desk, view.keys[0]))


def _back(desk: Desk, key: str) -> str | None:
    """The address that brings an answer back; None where nobody can follow it."""
    me = desk.me()
    return f"https://t.me/{me}?start={key}" if me else None


def numbered(desk: Desk, kept: Kept, texts: Texts) -> Markup:
    """An answer's number and day, with links that bring it back and to its page."""
    page = desk.addresses.answer(kept.key)
    line = texts.say("answer-number", number=kept.key, day=texts.day(kept.asked_at))
    back = markup.link(line, _back(desk, kept.key))
    on_page = markup.link(texts.say("answer-page"), page) if page else Markup()
    return markup.join(" · ", (back, on_page))


def remark(asked: Asked, note: str | None, texts: Texts) -> Markup:
    """The remark before an answer: how the question was taken, and as of when."""
    lines = []
    if note == "asked-as":
        lines.append(texts.say("asked-as", question=asked.question))
    elif note == AGAIN:
        lines.append(texts.say("asked-shared", question=asked.question))
    if asked.as_of:
        lines.append(texts.say("asof-note", day=texts.day(asked.as_of)))
    return markup.join("\n", lines)


def _remark(scene: Scene) -> Markup:
    changed = scene.texts.say("changed") if scene.marks.changed() else Markup()
    said = remark(scene.kept[0].asked, scene.view.note, scene.texts)
    return markup.join("\n", (said, changed, became(scene)))


def became(scene: Scene) -> Markup:
    """What became of whom an answer quotes, in lines; an answer brought back says so below."""
    renamed = () if scene.view.note == AGAIN else scene.renamed
    return markup.join("\n", (renamed_line(each, scene.texts) for each in renamed))


def _since(scene: Scene) -> Block:
    """What became of an answer that is shown again: of its articles, and who speaks now."""
    texts, kept = scene.texts, scene.kept[0]
    lines = [changed_line(article, mark, texts) for article, mark in scene.marks.changed()]
    lines += [renamed_line(each, texts) for each in scene.renamed]
    before = {each.source.name for each in kept.answer.accounts}
    before |= {each.now for each in scene.renamed}
    now = scene.desk.answers.ask(kept.asked).accounts
    new = list(dict.fromkeys(a.source.name for a in now if a.source.name not in before))
    if new:
        names = texts.listed(map(references.label, new[:NAMES]))
        lines.append(texts.say("since-new", count=len(new), names=names))
        again = markup.code(f"/ask {kept.asked.question}")
        lines.append(texts.say("since-again", command=again))
    lines = lines or [texts.say("since-nothing")]
    return Block(markup.bold(texts.say("since-then")), tuple(lines))


def renamed_line(renaming: Renaming, texts: Texts) -> Markup:
    """What became of a source, in a line."""
    then, now = references.label(renaming.then), references.label(renaming.now)
    return texts.say(f"since-{renaming.became}", then=then, now=now)


def changed_line(article: Article, mark: Mark, texts: Texts) -> Markup:
    """What became of an article, in a line."""
    line = texts.say(
        f"changed-{references.became(mark)}",
        headline=references.headline(article, texts),
        day=texts.day(mark.since),
    )
    return markup.join(": ", (line, texts.apart(references.label(mark.note))))


def _answer(scene: Scene) -> Drawn:
    from bot.handlers.buttons import under  # which shows views

    start, size = scene.view.number, scene.view.size
    again = (_since(scene),) if scene.view.note == AGAIN else ()
    messages = rendering.answer(
        scene.answer,
        scene.texts,
        shown=slice(start, start + size),
        note=_remark(scene) if not start else None,
        marks=scene.marks,
        below=(*again, Block(scene.footer)),
    )
    return messages, under(scene.answer, scene.kept[0].key, scene.texts, start, size)


def _context(scene: Scene) -> Drawn:
    start, size = scene.view.number, scene.view.size
    shown = rendering.both_sides(scene.answer.accounts, size)[start : start + size]
    blocks = surroundings.context(shown, scene.texts, marks=scene.marks)
    return divide([*blocks, Block(scene.footer)] if blocks else []), ()


def _timeline(scene: Scene) -> Drawn:
    blocks = surroundings.timeline(scene.answer, scene.texts, marks=scene.marks)
    return divide([*_noted(scene), *blocks, Block(scene.footer)]), ()


def _compared(scene: Scene) -> Drawn:
    blocks = surroundings.compared(scene.answer, scene.texts, marks=scene.marks)
    return divide([*_noted(scene), *blocks, Block(scene.footer)]), ()


def _others(scene: Scene) -> Drawn:
    texts = scene.texts
    blocks = [
        rendering.account_block(each, texts, marks=scene.marks) for each in scene.answer.accounts
    ]
    head = Block(markup.bold(texts.say("others")))
    return divide([head, *_noted(scene), *blocks, Block(scene.footer)]), ()


def _noted(scene: Scene) -> list[Block]:
    remark = _remark(scene)
    return [Block(markup.italic(remark))] if remark else []


def _check(scene: Scene) -> Drawn:
    texts = scene.texts
    blocks = [Block(markup.italic(texts.say("check-note"))), *_noted(scene)]
    if scene.view.note == FOREIGN:
        blocks.append(Block(texts.say("check-foreign")))
    for kept, answer in zip(scene.kept, scene.answers, strict=True):
        blocks.append(_checked(answer, texts, scene.marks, numbered(scene.desk, kept, texts)))
    if scene.view.number:
        blocks.append(Block(texts.say("check-more", count=scene.view.number)))
    return divide(blocks), ()


def _articles(scene: Scene) -> Drawn:
    blocks = surroundings.articles_of(scene.answer, scene.texts, marks=scene.marks)
    return divide([*blocks, Block(scene.footer)]), ()


def _checked(answer: Answer, texts: Texts, marks: Marks, number: Markup) -> Block:
    """Who speaks to a sentence; ``number`` brings all of them, also those who find no room."""
    head = texts.say("check-claim", claim=markup.bold(markup.foreign(answer.question)))
    if answer.status is Status.NOT_REPORTED:
        return Block(head, (texts.say("check-nobody"),))
    chosen = _by_agreement(answer)
    if {Agreement.SAME, Agreement.OTHERWISE} <= {kind for kind, _ in chosen}:
        answer = replace(answer, status=Status.DISPUTED)
    parts: list[Markup] = [rendering.status_line(answer, texts)]
    told: Agreement | None = None
    for is_to_it, account in chosen:
        block = rendering.account_block(account, texts, marks=marks)
        heading = texts.say(f"check-{is_to_it}") if is_to_it is not told else Markup()
        told = is_to_it
        parts += [markup.join("\n", (heading, block.head, block.parts[0])), *block.parts[1:]]
    parts.append(number)
    return Block(head, tuple(parts), texts.say("continued", head=head))


def _by_agreement(answer: Answer) -> list[tuple[Agreement, Account]]:
    """Choose accounts, the best of each kind first; who says the same stand before the others."""
    found: defaultdict[Agreement, list[Account]] = defaultdict(list)
    for account in rendering.both_sides(answer.accounts):
        kind, claims = agreement(answer.question, account)
        found[kind].append(replace(account, claims=claims))
    by_turns = zip_longest(*([(kind, each) for each in found[kind]] for kind in Agreement))
    chosen = [each for turn in by_turns for each in turn if each is not None][:CHECKED]
    return sorted(chosen, key=lambda each: list(Agreement).index(each[0]))


def _source(scene: Scene) -> Drawn:
    """What one source said; ``number`` is the page, and with a ``note`` there is another."""
    # These show views.
    from bot.handlers.browsing import VOICE, source_line, source_name, speaking
    from bot.handlers.buttons import SOURCE as NEXT

    texts, asked = scene.texts, scene.kept[0].asked
    found = speaking(scene.desk.library, asked)
    blocks = [Block(source_line(found[0], texts) if found else references.label(asked.source))]
    changed = texts.say("changed") if scene.marks.changed() else Markup()
    if noted := markup.join("\n", (changed, became(scene))):
        blocks.append(Block(markup.italic(noted)))
    others = found[1:6]
    if others:
        names = texts.listed(source_name(each, each.place, texts) for each in others)
        blocks.append(Block(texts.say("source-others", names=names)))
    blocks += [
        rendering.account_block(each, texts, marks=scene.marks) for each in scene.answer.accounts
    ]
    rows: list[tuple[Button, ...]] = []
    if scene.view.note:
        data = f"{NEXT}:{scene.kept[0].key}:{scene.view.number + 1}"
        rows.append((Button(texts.plain("button-next"), data),))
    for each in others:
        caption = references.shortened(f"{each.name}, {each.place}" if each.place else each.name)
        rows.append((Button(caption, f"{VOICE}:{each.id}"),))
    return divide([*blocks, Block(scene.footer)]), tuple(rows)


def _digest(scene: Scene) -> Drawn:
    """The stories of a digest; its facts are kept under ``number``."""
    facts, me = scene.desk.library.catalogue.digests.facts(scene.view.number) or {}, scene.desk.me()
    told = [
        digests.Told(
            kept.asked.question,
            answer,
            facts["shown"][kept.key],
            f"https://t.me/{me}?start={kept.key}" if me else None,
        )
        for kept, answer in zip(scene.kept, scene.answers, strict=True)
    ]
    blocks = digests.blocks(facts, told, scene.texts, marks=scene.marks)
    return divide([*_noted(scene), *blocks]), (_numbers(scene),)


def _numbers(scene: Scene) -> tuple[Button, ...]:
    """A button for each answer, which brings all of it."""
    from bot.handlers.buttons import MORE  # which shows views

    size = scene.view.size
    return tuple(
        Button(f"{number}", f"{MORE}:{kept.key}:0:{size}")
        for number, kept in enumerate(scene.kept, start=1)
    )


def _offer(scene: Scene) -> Drawn:
    """One message with the question, for other chats: account ``number``, all of them for 0."""
    texts, accounts = scene.texts, rendering.both_sides(scene.answer.accounts)
    if scene.view.number:
        accounts = accounts[scene.view.number - 1 :][:1]
    head = markup.italic(references.label(scene.kept[0].asked.question))
    status = markup.bold(rendering.status_line(scene.answer, texts))
    heads = [head] if scene.view.number else [head, status]
    kept, last = [*map(Block, heads), *_noted(scene)], Block(scene.footer)
    for account in accounts:
        longer = [*kept, rendering.account_block(account, texts, marks=scene.marks)]
        if len(divide([*longer, last])) > 1:
            break
        kept = longer
    rows: Rows = ()
    if me := scene.desk.me():
        link = f"https://t.me/{me}?start={scene.kept[0].key}"
        rows = ((Button(texts.plain("whole-answer"), link, opens=True),),)
    return divide([*kept, last])[:1], rows


_DRAWN: dict[str, Callable[[Scene], Drawn]] = {
    ANSWER: _answer,
    CONTEXT: _context,
    TIMELINE: _timeline,
    CHECK: _check,
    SOURCE: _source,
    OFFER: _offer,
    COMPARED: _compared,
    OTHERS: _others,
    ARTICLES: _articles,
    DIGEST: _digest,
}
_PAINTED: dict[str, Callable[[Scene, Reply], Reply]] = {
    TIMELINE_PICTURE: pictures.timeline,
    COMPARED_PICTURE: pictures.compared,
}
