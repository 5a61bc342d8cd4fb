"""The moderators' doors: each kind of file, the whole preview, and each command by each role."""

import io
import json
import re

import docx
import pytest

from benchmarks.fuzzing.seeds import pdf_of
from bot.adding import CorpusReader
from bot.handlers import COMMANDS
from bot.rights import Role
from retrieval.library import Library

TITLE = "Crane falls at Calder quay"
WORDS = (
    "A crane fell on an empty barge at Calder quay on Monday, and nobody was hurt.",
    "The harbour master said that the quay would stay closed for 3 days.",
)


def word(*paragraphs):
    document, file = docx.Document(), io.BytesIO()
    document.core_properties.title = TITLE
    for each in paragraphs:
        document.add_paragraph(each)
    document.save(file)
    return file.getvalue()


def printed(*lines):
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 60 760 Td {shown} ET".encode()
    font = b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return pdf_of(
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font %s >> >>" % font,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    )


PAGE = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>" + "".join(
    f"<p>{each}</p>" for each in WORDS * 4
)
FILES = {
    "a.txt": "\n\n".join((TITLE, *WORDS)).encode(),
    "a.md": f"# {TITLE}\n\n{WORDS[0]}\n\n{WORDS[1]}".encode(),
    "a.html": f"{PAGE}</article></body></html>".encode(),
    "a.pdf": printed(TITLE, *WORDS),
    "a.docx": word(TITLE, *WORDS),
    "a.jsonl": json.dumps({"title": TITLE, "body": "\n\n".join(WORDS)}).encode(),
}


@pytest.mark.parametrize("name", FILES)
async def test_a_file_of_each_kind_waits_and_is_published_by_its_button(run_bot, library, name):
    async with run_bot(library, reader=CorpusReader()) as world:
        mara = world.moderator()
        preview = (await mara.sends_file(FILES[name], name, "/add")).messages[-1]
        assert "Not published yet: #1" in preview.text
        assert "A crane fell on an empty barge" in preview.text
        assert library.catalogue.lexical("barge", 5) == []
        assert len(library.articles()) == 2
        await mara.presses(preview, preview.buttons["Publish"])
        (added,) = [each for each in library.articles() if "barge" in each.text]
        assert "3 days" in added.text


WIRE = """Ferry aground off Hallin

Outlet: The Hallin Post
By Ina Berg
March 4, 2031

HALLIN (Reuters) - A ferry with 60 people on board ran aground off Hallin.

The coast guard said that nobody had been hurt. It said that divers would look at the hull.

"We heard a long scrape," said Tomas Lind, a passenger. The ferry company denied that the captain
had been asleep.
"""


@pytest.mark.timeout(300)
async def test_a_preview_has_all_facts_who_speaks_and_what_is_alike(run_bot, tmp_path):
    with Library.open(tmp_path / "data") as library:
        async with run_bot(library, reader=CorpusReader()) as world:
            mara = world.moderator()
            first = (await mara.sends_file(WIRE.encode(), "wire.txt", "/add")).messages[-1]
            assert not library.articles()
            assert not (await mara.says("Who said that nobody had been hurt?")).quotes
            await mara.presses(first, first.buttons["Publish"])
            again = WIRE.replace("Ferry aground off Hallin", "Hallin ferry runs aground")
            told = (await mara.sends_file(again.encode(), "again.txt", "/add")).messages[-1].text
            for fact in (
                "Hallin ferry runs aground",
                "Reuters in The Hallin Post",
                "Ina Berg",
                "March 4, 2031",
                "English",
                "words",
                "coast guard (2)",
                "Tomas Lind (1)",
                "Ferry aground off Hallin",
            ):
                assert fact in told, f"{fact!r} is not in {told!r}"


@pytest.mark.parametrize("role", ["contributor", "demoted"])
async def test_each_moderators_command_is_refused_and_changes_nothing(world, role):
    library, person = world.library, world.moderator("Nora")
    world.moderator("Olga")
    library.catalogue.moderators.remove(person.id)
    if role == "contributor":
        library.catalogue.moderators.put(person.id, role)
    needed = Role.CONTRIBUTOR if role == "contributor" else Role.USER
    before = [each.id for each in library.articles()], len(library.catalogue.audit.latest())
    group, refused = world.telegram.group("Newsroom"), []
    for name, command in COMMANDS.items():
        if command.needs <= needed or not re.fullmatch("[a-z_]+", name):
            continue
        for told in (
            await person.says(f"/{name} strike 1"),
            await person.says(f"/{name}@according_bot strike 1", group=group),
        ):
            assert "Only moderators" in told.text or "Only owners" in told.text, name
        refused.append(name)
    assert {"remove", "restore", "retract", "correct", "claims", "feeds", "watch", "promote"} <= {
        *refused
    }
    assert ([each.id for each in library.articles()], len(library.catalogue.audit.latest())) == (
        before
    )
