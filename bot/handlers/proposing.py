"""Adding: what a contributor or moderator sends is shown first, and published by a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import adding, markup, previews, publishing, references
from bot.dividing import Block, divide
from bot.handlers import importing
from bot.handlers.buttons import Pressed
from bot.handlers.desk import Button, Desk, Reply, Rows
from bot.publishing import Actor
from bot.reasons import in_words
from bot.rights import Role
from corpus.catalogue import ProposalState
from corpus.errors import AccordingToError
from corpus.model import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.incoming import Content, Incoming, Press
    from bot.markup import Markup
    from bot.texts import Texts
    from corpus.catalogue import Proposal
    from corpus.reading import Skipped

PUBLISH, EDIT, DISCARD, SHOW, WAITING = "pub", "edt", "dsc", "psh", "pls"
VERBS = frozenset({PUBLISH, EDIT, DISCARD, SHOW, WAITING})
# A button for one proposal carries its number, one for a batch this before the number.
BATCH = "b"
SHOWN_ITEMS, PAGE, IN_ROW = 20, 10, 5
MOST = 100_000  # that are counted
# As they are called in /edit, with the names that articles have for them.
FIELDS = {
    "title": "title",
    "outlet": "outlet",
    "agency": "agency",
    "byline": "byline",
    "date": "published_at",
    "language": "language",
    "url": "url",
    "text": "text",
}


async def add(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Read a text, addresses or a file, from the message itself or the one it replies to."""
    content = to_add(request)
    if content is None:
        return Reply([texts.say("add-what")])
    data = None
    if content.attachment is not None:
        if (content.attachment.size or 0) > adding.MAX_FILE:
            return Reply([texts.say("add-too-large")])
        data = await desk.download(content.attachment.file_id)
        if len(data) > adding.MAX_FILE:
            return Reply([texts.say("add-too-large")])
    # In a terminal nothing runs in the background.
    if desk.me() and data is not None and await desk.read(importing.is_bulk, content, data):
        return await desk.read(importing.propose, desk, content, data, request, texts)
    return await desk.read(_proposed, desk, content, data, request, texts)


def to_add(request: Incoming) -> Content | None:
    """What to add: the message's own file or text, else what it replies to, else None."""
    for content in (request.content, request.replied):
        if content is not None and (content.attachment or content.text):
            return content
    return None


def _proposed(
    desk: Desk, content: Content, data: bytes | None, request: Incoming, texts: Texts
) -> Reply:
    """Keep what can be read as proposals, and show them; blocks."""
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for item in adding.items(desk.reader, content, data):
        if isinstance(item, Article):
            articles.append(item)
        else:
            skipped.append(item)
    articles = publishing.told_apart(desk.library, articles)
    same = desk.library.catalogue.unchanged(articles)
    fresh = [each for each in articles if each.id not in same]
    proposals = publishing.propose(desk.library, fresh, by=request.user_id)
    blocks, buttons = _shown(desk, proposals, _may_publish(desk, request), texts)
    if same:
        ids = markup.join(", ", map(markup.code, sorted(same)[:SHOWN_ITEMS]))
        blocks.append(Block(texts.say("add-unchanged", count=len(same), ids=ids)))
    blocks += [
        Block(
            texts.say(
                "add-skipped",
                item=references.label(each.item),
                why=in_words(each.reason, texts),
            )
        )
        for each in skipped[:SHOWN_ITEMS]
    ]
    if len(skipped) > SHOWN_ITEMS:
        blocks.append(Block(texts.say("add-skipped-more", count=len(skipped) - SHOWN_ITEMS)))
    return Reply(divide(blocks or [Block(texts.say("add-nothing"))]), buttons)


def _may_publish(desk: Desk, who: Incoming | Press) -> bool:
    return desk.rights.may_moderate(who.user_id, who.chat_id)


def _shown(
    desk: Desk, proposals: Sequence[Proposal], publishes: bool, texts: Texts
) -> tuple[list[Block], Rows]:
    if not proposals:
        return [], ()
    if len(proposals) == 1:
        shown = previews.preview(desk.library, proposals[0])
        return previews.blocks(shown, texts), under(proposals[0], publishes, texts)
    lines = tuple(_in_list(each, texts) for each in proposals[:SHOWN_ITEMS])
    single = _each(proposals[:SHOWN_ITEMS])
    blocks = [Block(markup.bold(texts.say("pending", count=len(proposals))), lines)]
    if len(proposals) > SHOWN_ITEMS:
        blocks.append(Block(texts.say("added-more", count=len(proposals) - SHOWN_ITEMS)))
    blocks.append(Block(texts.say("pending-how", command=f"/pending {proposals[0].id}")))
    batches = {each.batch for each in proposals}
    if len(batches) > 1:
        return blocks, single
    return blocks, (*single, *_under_batch(batches.pop(), publishes, texts))


def _in_list(proposal: Proposal, texts: Texts) -> Markup:
    """A proposal among others: its number, facts, doubts; who speaks its own preview tells."""
    title, *facts = previews.facts(proposal.article, texts)
    head = markup.join(" ", (markup.code(f"#{proposal.id}"), title))
    return markup.join("\n", (head, *facts, *previews.warnings(proposal.article, texts)))


def _each(proposals: Sequence[Proposal]) -> Rows:
    """A button for each of several proposals, that shows its preview."""
    one = [Button(f"#{each.id}", f"{SHOW}:{each.id}") for each in proposals]
    return tuple(tuple(one[n : n + IN_ROW]) for n in range(0, len(one), IN_ROW))


def under(proposal: Proposal, publishes: bool, texts: Texts) -> Rows:
    """The buttons under a preview; only who may publish gets that one."""
    number = str(proposal.id)
    publish = (Button(texts.plain("button-publish"), f"{PUBLISH}:{number}"),)
    edit = Button(texts.plain("button-edit"), f"{EDIT}:{number}")
    discard = Button(texts.plain("button-discard"), f"{DISCARD}:{number}")
    return (publish, (edit, discard)) if publishes else ((edit, discard),)


def _under_batch(batch: int, publishes: bool, texts: Texts) -> Rows:
    publish = Button(texts.plain("button-publish-all"), f"{PUBLISH}:{BATCH}{batch}")
    discard = Button(texts.plain("button-discard-all"), f"{DISCARD}:{BATCH}{batch}")
    return ((publish, discard),) if publishes else ((discard,),)


async def pending(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """What waits: for moderators everything, for contributors their own; one with its number."""
    argument = request.argument.removeprefix("#")
    if argument.isascii() and argument.isdigit():
        return await desk.run(_one_pending, desk, request, int(argument[:9]), texts)
    return await desk.run(_waiting, desk, request, 0, texts)


def _waiting(desk: Desk, who: Incoming | Press, start: int, texts: Texts) -> Reply:
    """A page of what waits, from the proposal after so many."""
    everything = _may_publish(desk, who)
    by = None if everything else who.user_id
    waiting = desk.library.catalogue.proposals.waiting(by=by, limit=MOST)
    jobs = importing.proposed(desk, texts) if everything and not start else []
    page = waiting[start : start + PAGE]
    if not page:
        return Reply(divide(jobs or [Block(texts.say("pending-none"))]))
    head = markup.bold(texts.say("pending", count=len(waiting)))
    blocks = [Block(head, tuple(_in_list(each, texts) for each in page), head)]
    rows = _each(page)
    if left := len(waiting) - start - len(page):
        blocks.append(Block(texts.say("added-more", count=left)))
        rows = (*rows, (Button(texts.plain("button-next"), f"{WAITING}:{start + PAGE}"),))
    blocks.append(Block(texts.say("pending-how", command=f"/pending {page[0].id}")))
    return Reply(divide(blocks + jobs), rows)


def _one_pending(desk: Desk, request: Incoming, number: int, texts: Texts) -> Reply:
    proposal = desk.library.catalogue.proposals.get(number)
    publishes = _may_publish(desk, request)
    if not publishes and proposal.proposed_by != request.user_id:
        return Reply([texts.say("moderators-only")])
    if proposal.state is not ProposalState.WAITING:
        return Reply([decided(proposal, texts)])
    blocks, buttons = _shown(desk, [proposal], publishes, texts)
    return Reply(divide(blocks), buttons)


def decided(proposal: Proposal, texts: Texts) -> Markup:
    """What became of a proposal, and when."""
    key = "is-published" if proposal.state is ProposalState.PUBLISHED else "is-discarded"
    return texts.say(key, number=f"#{proposal.id}", day=texts.day(proposal.decided_at))


async def pressed(desk: Desk, press: Press, texts: Texts) -> Pressed:
    """Publish, discard, or tell how to edit, if whoever presses may do so now."""
    return await desk.run(_pressed, desk, press, texts)


def _pressed(desk: Desk, press: Press, texts: Texts) -> Pressed:
    verb, _, wanted = press.data.partition(":")
    role = desk.rights.role(press.user_id, press.chat_id)
    if role < Role.CONTRIBUTOR:
        return Pressed(texts.plain("moderators-only"))
    if verb == WAITING:
        start = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else 0
        return Pressed(reply=_waiting(desk, press, start, texts))
    found = _wanted(desk, wanted)
    waiting = [each for each in found if each.state is ProposalState.WAITING]
    own = all(each.proposed_by == press.user_id for each in waiting)
    if role < Role.MODERATOR and (verb == PUBLISH or not own):
        return Pressed(texts.plain("moderators-only"))
    if not waiting and verb == SHOW and found:
        return Pressed(reply=Reply([decided(found[0], texts)]))
    if not waiting:
        words = decided(found[0], texts) if found else texts.say("button-stale")
        return Pressed(reply=Reply([words]), buttons=())
    if verb == SHOW:
        blocks, rows = _shown(desk, waiting[:1], role >= Role.MODERATOR, texts)
        return Pressed(reply=Reply(divide(blocks), rows))
    if verb == EDIT:
        return Pressed(reply=Reply([how_to_edit(waiting[0], texts)]))
    actor = Actor(press.user_id, press.chat_id)
    if verb == DISCARD:
        publishing.discard(desk.library, waiting, actor)
        said = texts.say("discarded", count=len(waiting))
        return Pressed(reply=Reply([said]), buttons=())
    return _published(desk, waiting, actor, texts)


def _wanted(desk: Desk, wanted: str) -> list[Proposal]:
    number = wanted.removeprefix(BATCH)
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return []
    proposals = desk.library.catalogue.proposals
    if wanted.startswith(BATCH):
        return proposals.waiting(batch=int(number), limit=MOST)
    return [proposals.get(int(number))]


def _published(desk: Desk, waiting: list[Proposal], actor: Actor, texts: Texts) -> Pressed:
    if desk.rights.two_eyes:
        own = [each for each in waiting if each.proposed_by == actor.user_id]
        if own:
            return Pressed(reply=Reply([texts.say("two-eyes")]))
    ids = publishing.publish(desk.library, waiting, actor)
    if len(ids) == 1:
        described = previews.facts(desk.library.article(ids[0]), texts)
        block = Block(markup.bold(texts.say("published")), tuple(described))
        return Pressed(reply=Reply(divide([block])), buttons=())
    return Pressed(reply=Reply([texts.say("published-all", count=len(ids))]), buttons=())


def how_to_edit(proposal: Proposal, texts: Texts) -> Markup:
    """The fields of a proposal with the command that changes each."""
    lines = [texts.say("edit-how")]
    for name, field in FIELDS.items():
        if name == "text":
            continue
        value = getattr(proposal.article, field)
        shown = references.label(str(value)) if value else markup.text("–")
        command = markup.code(f"/edit #{proposal.id} {name} ")
        lines.append(markup.join(" ", (command, shown)))
    return markup.join("\n", lines)


def field_of(name: str) -> str:
    """The article's name for a field of /edit (AccordingToError where there is none)."""
    if name not in FIELDS:
        raise AccordingToError(f"There is no field {name}: write one of {', '.join(FIELDS)}.")
    return FIELDS[name]
