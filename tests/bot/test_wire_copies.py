"""One wire text in several outlets: each is kept with its outlet, and all are one voice."""

import json

import pytest

from bot.adding import CorpusReader
from bot.bulk import raws, take_in
from corpus.reading import read_text
from retrieval.library import Library

TITLE = "Ferry found off Hallin"
WORDS = (
    "Divers found the wreck of the Hallin ferry on Monday, two days after it went down in a storm "
    "off the northern cape.\n\n"
    "The ferry lies at a depth of 40 metres, the coast guard said. It added that all 12 sailors "
    "had been taken to the hospital of Hallin."
)
OUTLETS = ("Harbour News", "Velmar Radio", "Coast Gazette")


async def adds(person, outlet):
    """Paste the text, name the outlet by a command, and publish."""
    preview = (await person.says(f"/add {TITLE}\n\n{WORDS}")).messages[-1]
    number = preview.text.split("#")[1].split()[0].rstrip(":")
    preview = (await person.says(f"/edit #{number} outlet {outlet}")).messages[-1]
    await person.presses(preview, preview.buttons["Publish"])
    return preview


@pytest.fixture
async def desk(run_bot, library):
    async with run_bot(library, reader=CorpusReader()) as world:
        yield world


def kept(library):
    return sorted(each.outlet for each in library.articles() if each.title == TITLE)


async def test_pasted_texts_of_three_outlets_are_kept_with_all_three(desk):
    mara = desk.moderator()
    for outlet in OUTLETS:
        preview = await adds(mara, outlet)
    assert kept(desk.library) == sorted(OUTLETS)
    assert "Harbour News" in preview.text  # as a copy that is there
    assert "100" in preview.text
    first = next(each for each in desk.library.articles() if each.outlet == OUTLETS[0])
    # What was known by its words before stays known by them.
    assert first.id == read_text(f"{TITLE}\n\n{WORDS}").id
    card = (await mara.says(f"/article {first.id}")).text
    assert "Velmar Radio" in card
    assert "Coast Gazette" in card


async def test_an_outlets_text_that_is_there_is_not_added_twice(desk):
    mara = desk.moderator()
    for outlet in (*OUTLETS, OUTLETS[1]):
        preview = await adds(mara, outlet)
    assert kept(desk.library) == sorted(OUTLETS)
    assert "is there already; only what is not shown here differs." in preview.text


async def test_what_waits_of_several_outlets_is_published_together(desk):
    mara = desk.moderator()
    lines = [{"title": TITLE, "body": WORDS, "source": each} for each in OUTLETS]
    data = "\n".join(map(json.dumps, lines)).encode()
    answer = await mara.sends_file(data, "wire.jsonl", "/add")
    listed = answer.messages[-1]
    await mara.presses(listed, next(d for w, d in listed.buttons.items() if "Publish" in w))
    assert kept(desk.library) == sorted(OUTLETS)


async def test_publishing_another_outlets_copy_is_undone_alone(desk):
    mara = desk.moderator()
    for outlet in OUTLETS[:2]:
        await adds(mara, outlet)
    assert "Taken back" in (await mara.says("/undo")).text
    assert kept(desk.library) == [OUTLETS[0]]


async def test_an_outlet_put_right_is_a_revision_and_no_other_report(desk):
    mara = desk.moderator()
    await adds(mara, "Harbor News")
    (article,) = [each for each in desk.library.articles() if each.title == TITLE]
    await mara.says(f"/edit {article.id} outlet {OUTLETS[0]}")
    await adds(mara, OUTLETS[0])
    await adds(mara, "Harbor News")
    assert len(kept(desk.library)) == 1


def test_files_of_several_outlets_are_all_added_and_none_twice(library, tmp_path):
    for name in OUTLETS:
        line = json.dumps({"title": TITLE, "body": WORDS, "source": name})
        (tmp_path / f"{name}.jsonl").write_text(line + "\n")
    first = take_in(library, raws(CorpusReader(), [str(tmp_path)]))
    assert kept(library) == sorted(OUTLETS)
    assert len(first.added) == 3
    for file in tmp_path.iterdir():
        file.write_text(file.read_text() + "\n\n")  # other bytes, the same reports
    line = json.dumps({"body": WORDS, "source": OUTLETS[2], "title": TITLE})
    (tmp_path / f"{OUTLETS[2]}.jsonl").write_text(line + "\n")
    again = take_in(library, raws(CorpusReader(), [str(tmp_path)]))
    assert (again.added, len(again.unchanged)) == ([], 3)


def test_the_same_address_of_another_outlet_is_a_revision(library, tmp_path):
    for number, name in enumerate(OUTLETS):
        line = {"title": TITLE, "body": WORDS, "source": name, "url": "https://a.example/1"}
        (tmp_path / f"{number}.jsonl").write_text(json.dumps(line) + "\n")
    take_in(library, raws(CorpusReader(), [str(tmp_path)]))
    assert len(kept(library)) == 1


@pytest.mark.timeout(300)
async def test_three_outlets_of_one_wire_text_answer_as_one_voice(run_bot, tmp_path):
    with Library.open(tmp_path / "data") as library:
        async with run_bot(library, reader=CorpusReader()) as world:
            mara = world.moderator()
            for outlet in OUTLETS:
                await adds(mara, outlet)
            answer = library.ask("At what depth does the ferry lie?")
            (account,) = [each for each in answer.accounts if "coast guard" in each.source.name]
            for claim in account.claims:
                named = {each.article.outlet for each in (claim, *claim.repeats)}
                assert named == set(OUTLETS)
            said = (await mara.says("At what depth does the ferry lie?")).text
            assert said.count("40 metres") == 1
            assert all(outlet in said for outlet in OUTLETS)
