"""Bad inputs 52 to 57: who may not."""

from __future__ import annotations

from bad_inputs import Stage, bad
from bot_fakes import FakeLibrary
from client import MENTION

from bot.handlers import COMMANDS
from bot.rights import EVERYWHERE, Rights, Role

ARGUMENTS = {
    "promote": "77 owner",
    "demote": "77",
    "eyes": "off",
    "remove": "a1",
    "restore": "a1",
    "retract": "a1 wrong",
    "correct": "a1 wrong",
    "edit": "a1 title Changed",
    "add": "Title\n\nSomebody said that 1 thing happened at Strange.",
    "feeds": "add https://example.com/feed",
    "watch": "@channel",
}


def state(stage: Stage) -> tuple[object, ...]:
    catalogue = stage.corpus.catalogue
    return (
        [each.id for each in stage.corpus.articles()],
        [(each.user_id, each.role, each.chat_id) for each in catalogue.moderators.all()],
        len(catalogue.audit.latest(limit=1000)),
        len(catalogue.proposals.waiting(limit=1000)),
    )


@bad(52, "somebody without a role, on each command that needs one")
async def _(stage: Stage) -> None:
    before = state(stage)
    group = stage.world.telegram.group("Friends")
    names = [n for n, each in COMMANDS.items() if each.needs > Role.USER and n.isalpha()]
    assert len(names) > 15
    for name in names:
        argument = ARGUMENTS.get(name, "")
        told = await stage.asks(f"/{name} {argument}")
        assert "Only moderators" in told.text or "Only owners" in told.text, name
        there = await stage.asks(f"/{name}@according_bot {argument}", group=group)
        assert "Only moderators" in there.text or "Only owners" in there.text, name
    assert state(stage) == before


@bad(53, "a moderator who is none any more between preview and publishing")
async def _(stage: Stage) -> None:
    nils = stage.world.telegram.person("Nils")
    people = stage.corpus.catalogue.moderators
    people.put(nils.id, "moderator")
    added = await nils.says("/add Foxes\n\nFinn Fox said that 27 foxes ran at Foxham.")
    preview = added.messages[-1]
    people.remove(nils.id)
    for data in preview.buttons.values():
        await nils.presses(preview, data)
        assert "Only moderators" in stage.world.api.called("answerCallbackQuery")[-1]["text"]
    assert "Foxes" not in {each.title for each in stage.corpus.articles()}
    await stage.mara.presses(preview, preview.buttons["Discard"])


@bad(54, "somebody who took over a moderator's @name")
async def _(stage: Stage) -> None:
    thief = stage.world.telegram.person("Thief")
    for person in (stage.mara, thief):
        person.account["username"] = "mara_moderates"
    assert "Only moderators" in (await thief.says("/articles")).text
    assert "article" in (await stage.mara.says("/articles")).text
    del stage.mara.account["username"]


@bad(55, "a moderator, and an owner, of one chat who acts in another and everywhere")
async def _(stage: Stage) -> None:
    here, there = stage.world.telegram.group("A"), stage.world.telegram.group("B")
    nora, people = stage.world.telegram.person("Nora"), stage.corpus.catalogue.moderators
    rights = Rights(stage.corpus.catalogue)
    for role in ("moderator", "owner"):
        people.put(nora.id, role, chat_id=here.id)
        assert "article" in (await nora.says("/articles@according_bot", group=here)).text
        for where in ({"group": there}, {}):
            told = (await nora.says("/articles@according_bot", **where)).text
            assert "Only moderators" in told
    # Who is an owner in one chat gives and takes roles there, and nowhere else.
    for command in (f"/promote {nora.id} owner", f"/demote {stage.mara.id}", "/promote 88 owner"):
        await nora.says(command.replace(" ", "@according_bot ", 1), group=here)
    assert rights.role(nora.id) is Role.USER
    assert rights.role(88) is Role.USER
    assert rights.role(stage.mara.id) is Role.OWNER
    await nora.says("/promote@according_bot 88 moderator here", group=here)
    assert rights.role(88, here.id) is Role.MODERATOR
    await nora.says("/eyes@according_bot on", group=here)
    assert not rights.two_eyes
    # Nor does she take back there what she did while she was one everywhere.
    people.put(nora.id, "owner")
    await nora.says("/promote 99 moderator")
    people.remove(nora.id)
    assert "Only owners" in (await nora.says("/undo@according_bot", group=here)).text
    assert rights.role(99) is Role.MODERATOR
    for user in (nora.id, 88):
        people.remove(user, chat_id=here.id)
    people.remove(99)


@bad(56, "the last owner who removes themselves")
async def _(stage: Stage) -> None:
    async with stage.run_bot(FakeLibrary()) as world:
        olga, group = world.moderator("Olga"), world.telegram.group("Newsroom")
        rights = Rights(world.library.catalogue)
        for command in ("/demote {}", "/promote {} contributor", "/promote {} moderator"):
            told = await olga.says(command.format(olga.id))
            assert "last owner" in told.text
        # An owner of one chat only is none who could take over.
        await olga.says("/promote@according_bot 99 owner here", group=group)
        assert "last owner" in (await olga.says(f"/demote {olga.id}")).text
        assert rights.role(olga.id, EVERYWHERE) is Role.OWNER


@bad(57, "/start with a payload that asks for a role")
async def _(stage: Stage) -> None:
    before = state(stage)
    owner = f"owner-{'a' * 5}-{'b' * 5}-{'c' * 5}"
    for payload in ("owner", "moderator", owner, str(stage.mara.id), "promote", "A" * 64, "../x"):
        assert (await stage.asks(f"/start {payload}")).only.text
    assert (await stage.asks(owner)).only.text
    group = stage.world.telegram.group("Friends")
    assert (await stage.asks(f"{MENTION} {owner}", group=group)).messages
    assert "Only moderators" in (await stage.asks("/articles")).text
    assert state(stage) == before
