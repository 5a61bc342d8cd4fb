"""The last owner, in every way in which there could be none any more."""

import pytest

from bot.rights import Rights, Role
from corpus.catalogue import Catalogue, archive

LAST = "make somebody else an owner first"


def role(world, person):
    return Rights(world.library.catalogue).role(person.id)


@pytest.mark.parametrize(
    "command", ["/demote {}", "/promote {} moderator", "/promote {} contributor", "/demote {} here"]
)
async def test_the_last_owner_does_not_step_down(world, command):
    olga, group = world.moderator("Olga"), world.telegram.group("Newsroom")
    for told in (
        await olga.says(command.format(olga.id)),
        await olga.says(command.format(olga.id).replace(" ", "@according_bot ", 1), group=group),
    ):
        # What holds in one chat only is taken in that chat only.
        assert LAST in told.text or "in this chat" in told.text
    assert role(world, olga) is Role.OWNER


async def test_of_two_owners_who_demote_each_other_one_stays(world):
    olga, mara = world.moderator("Olga"), world.moderator("Mara")
    world.api.push(message=olga.message(f"/demote {mara.id}"))
    world.api.push(message=mara.message(f"/demote {olga.id}"))
    await world.telegram.settle()
    assert sorted((role(world, olga), role(world, mara))) == [Role.USER, Role.OWNER]


async def test_the_last_owner_is_made_a_lower_one_by_nobody(world):
    olga, mara = world.moderator("Olga"), world.telegram.person("Mara")
    await olga.says(f"/promote {mara.id} moderator")
    assert "Only owners" in (await mara.says(f"/demote {olga.id}")).text
    assert role(world, olga) is Role.OWNER


async def test_undo_does_not_take_the_last_owner_away(world):
    olga, mara = world.moderator("Olga"), world.telegram.person("Mara")
    await olga.says(f"/promote {mara.id} owner")
    await mara.says(f"/promote {olga.id} moderator")
    # Olga's step made Mara what she is now, the only owner.
    assert "Only" in (await olga.says("/undo")).text
    assert role(world, mara) is Role.OWNER
    await mara.says("/undo")
    assert role(world, olga) is Role.OWNER
    assert role(world, mara) is Role.OWNER


async def test_who_became_owner_by_the_code_cannot_undo_that(world):
    (said,) = [each for each in world.announced if "code" in each]
    olga = world.telegram.person("Olga")
    await olga.says(said.rpartition(" ")[2])
    assert f"role of {olga.id}" in (await olga.says("/audit")).text
    assert LAST in (await olga.says("/undo")).text
    assert role(world, olga) is Role.OWNER


async def test_an_archive_without_an_owner_gets_one_by_the_code_at_the_start(
    run_bot, library, tmp_path
):
    """The owner was named in the settings, which no archive has."""
    old, new, whole = tmp_path / "old.sqlite", tmp_path / "new.sqlite", tmp_path / "all.zip"
    library.catalogue = Catalogue(old)
    library.__post_init__()
    async with run_bot(library, owner_id=77) as world:
        mara = world.telegram.person("Mara")
        await world.telegram.person("Olga", user_id=77).says(f"/promote {mara.id} moderator")
    library.catalogue.close()
    archive.write(old, whole)
    archive.read(whole, new)
    library.catalogue = Catalogue(new)
    library.__post_init__()
    async with run_bot(library) as world:
        (said,) = [each for each in world.announced if "code" in each]
        nora = world.telegram.person("Nora")
        await nora.says(said.rpartition(" ")[2])
        assert role(world, nora) is Role.OWNER
        assert Rights(library.catalogue).role(mara.id) is Role.MODERATOR
