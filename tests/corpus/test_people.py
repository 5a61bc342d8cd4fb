"""Nothing of a person is left in any table, of those that there are and of those that will be."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import JSON, BigInteger, Float, Integer, LargeBinary, MetaData, Text

from corpus.catalogue import Catalogue, Update
from corpus.catalogue.schema import metadata
from corpus.errors import AccordingToError

WHO, OTHER = 7_000_000_123, 7_000_000_456
# Where a person's number or words can stand: rows, each with what has the number in it.
PERSONAL = {
    "askings": [{"who": int}],
    "answers": [
        {"key": "{}-abcdefgh", "asked": {"question": "words of {}", "chat_id": int}},
        {"asked": {"question": "q", "chat_id": -5}, "opinions": {"{}": "good", "1": "bad"}},
    ],
    "deliveries": [
        {"chat_id": int, "message_ids": [1], "view": {"keys": []}},
        {"inline_message_id": "m{}", "view": {"name": "offer", "keys": ["{}-abcdefgh"]}},
    ],
    "pages": [{"token": "token of {}", "kind": "answer", "target": "{}-abcdefgh"}],
    "digests": [{"chat_id": int, "zone": "Zone/{}"}, {"set_by": int}],
    "digest_issues": [{"chat_id": int, "due_at": "now", "facts": {"shown": "{}"}}],
    "feeds": [{"added_by": int, "chat_id": int}],
    "inbox": [{"chat_id": int, "done_at": "now", "payload": ""}],
    "jobs": [{"state": "proposed", "asked_by": int, "chat_id": int, "message_id": 9}],
    "notices": [{"noted_by": int}],
    "proposals": [{"proposed_by": int, "decided_by": int}],
    "roles": [{"user_id": int, "chat_id": -3, "role": "moderator"}, {"added_by": int}],
    "settings": [{"name": "person:{}", "value": "ru"}, {"name": "draft:{}", "value": "{}"}],
    "source_decisions": [{"made_by": "{}, step 7", "undone_by": "{}"}],
    "claim_mendings": [{"made_by": "{}", "undone_by": "{}, step 8"}],
    "watches": [{"added_by": int, "told_in": int}],
    "watch_posts": [
        {"message": {"forward_origin": {"sender_user": {"id": int, "first_name": "Ann {}"}}}}
    ],
}
# It cannot be altered, and says so in /privacy.
AUDIT = {"who", "chat_id", "target", "before", "after"}
# Every other column that could hold a number or words: why none of a person's stand there.
IMPERSONAL = {
    # Articles, and what is made of them.
    "articles": "id title text outlet agency byline url language captions analysed_by",
    "revisions": "article_id article", "sources": "key name role place link traits",
    "source_variants": "name folded", "found_claims": "article_id claims",
    "claims": "article_id identity source_name source_role via content mention cue",
    "claim_mendings": "article_id claim words was key", "passages": "article_id",
    "signatures": "article_id report", "signature_bands": "band article_id",
    "intake": "article_id", "models": "fingerprint", "proposals": "article",
    "watch_reports": "post part article", "delivered_articles": "article_id state",
    "answers": "given", "source_decisions": "key target names articles name said",
    # What moderators give to the corpus.
    "notices": "article_id note", "feeds": "url title etag last_modified trouble",
    "feed_items": "key", "jobs": "places found result", "watches": "chat_id title username",
    "watch_posts": "message_id post",
    # Numbers of Telegram's that are nobody's.
    "inbox": "update_id", "digests": "thread_id",
}  # fmt: skip
TIMES = ("_at", "since")


def may_hold_a_person(column) -> bool:
    """Whether a column could hold a person's number, or their words."""
    wide = isinstance(column.type, (BigInteger, JSON)) or type(column.type) is Text
    return wide and not column.name.endswith(TIMES) and column.name != "at"


def planted(value, who):
    if value is int:
        return who
    if isinstance(value, str):
        return value.replace("{}", str(who))
    if isinstance(value, list):
        return [planted(each, who) for each in value]
    if isinstance(value, dict):
        return {planted(name, who): planted(each, who) for name, each in value.items()}
    return value


@pytest.fixture
def catalogue(place):
    catalogue = Catalogue(place)
    yield catalogue
    catalogue.close()


def filled(table, given, number, parents):
    """A row with what is given, and anything at all in the other columns that need something."""
    row = dict(given)
    anything = {Integer: number, Float: 0.5, JSON: {}, LargeBinary: b"x"}
    for column in table.c:
        if column.name in row or column.nullable:
            continue
        if key := next(iter(column.foreign_keys), None):
            row[column.name] = parents[key.column.table.name]
        else:
            kinds = (value for kind, value in anything.items() if isinstance(column.type, kind))
            row[column.name] = next(kinds, f"x{number}")
    return row


def plant(catalogue, who, number):
    """Put somebody into every column that can hold them."""
    parents = {}
    with catalogue._database.writing() as connection:
        for table in metadata.sorted_tables:
            for given in PERSONAL.get(table.name, [{}] if table.name == "articles" else []):
                number += 1
                row = filled(table, planted(given, who), number, parents)
                connection.execute(table.insert().values(row))
                parents[table.name] = row.get("id")
    if catalogue.sendings is not None:
        sent, _ = catalogue.sendings.begin(str(who), (1000, 1.0), [])
        catalogue.sendings.end(sent)


def where(catalogue, who) -> set[str]:
    """The columns of the database, as it is, in which a person's number stands."""
    found, there = set(), MetaData()
    with catalogue._database.reading() as connection:
        there.reflect(connection)
        for table in there.tables.values():
            for row in connection.execute(table.select()):
                for name, value in row._mapping.items():
                    if str(who) in json.dumps(value, default=str):
                        found.add(f"{table.name}.{name}")
    return found


def test_it_is_known_of_every_column_whether_it_holds_a_person():
    known = {f"{name}.{each}" for name, given in PERSONAL.items() for row in given for each in row}
    known |= {f"audit.{name}" for name in AUDIT}
    known |= {f"{name}.{each}" for name, listed in IMPERSONAL.items() for each in listed.split()}
    every = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        if may_hold_a_person(column)
    }
    # A new column has to be named above; where a person stands in it, forgetting has to know it.
    assert every - known == set()


def test_nothing_of_a_person_is_left_in_any_column_and_nobody_else_is_touched(catalogue):
    plant(catalogue, WHO, 1000)
    plant(catalogue, OTHER, 2000)
    planned = {
        f"{name}.{column}"
        for name, rows in PERSONAL.items()
        for row in rows
        for column, value in row.items()
        if "int" in repr(value) or "{}" in repr(value)
    }
    before = where(catalogue, OTHER)
    assert where(catalogue, WHO) - {"sendings.chat"} == planned
    gone = catalogue.people.forget(WHO)
    assert gone.keys == (f"{WHO}-abcdefgh",)
    assert gone.roles == ("moderator",)
    assert where(catalogue, WHO) == set()
    assert where(catalogue, OTHER) == before


def test_what_a_moderator_brought_in_stays_without_their_number(catalogue):
    plant(catalogue, WHO, 1000)
    catalogue.people.forget(WHO)
    with catalogue._database.reading() as connection:
        rows = {
            name: connection.execute(metadata.tables[name].select()).all()
            for name in ("feeds", "proposals", "watches", "watch_posts", "jobs", "claim_mendings")
        }
    assert all(rows.values())
    assert rows["jobs"][0].state == "cancelled"
    assert rows["claim_mendings"][0].undone_by == "somebody, step 8"
    assert rows["watch_posts"][0].message["forward_origin"]["sender_user"]["first_name"]


def test_an_opinion_goes_and_those_of_others_stay(catalogue):
    key = catalogue.answers.put({"question": "q", "chat_id": -5}, {"status": "answered"})
    catalogue.answers.opine(key, WHO, "good")
    catalogue.answers.opine(key, OTHER, "bad")
    catalogue.people.forget(WHO)
    assert catalogue.answers.opinions(key) == {str(OTHER): "bad"}


def test_an_update_that_waits_is_still_worked_on_and_leaves_no_number_when_it_is_done(catalogue):
    catalogue.inbox.put([Update(1, WHO, "{}")])
    catalogue.people.forget(WHO)
    assert [each.chat_id for each in catalogue.inbox.next()] == [WHO]
    catalogue.inbox.done(1)
    assert where(catalogue, WHO) == set()
    assert catalogue.inbox.put([Update(1, WHO, "{}")]) == 0


def test_the_last_owner_is_not_forgotten_and_nothing_of_them_goes(catalogue):
    plant(catalogue, WHO, 1000)
    catalogue.moderators.put(WHO, "owner")
    before = where(catalogue, WHO)
    with pytest.raises(AccordingToError, match="last owner"):
        catalogue.people.forget(WHO, lasting="owner")
    assert where(catalogue, WHO) == before
    catalogue.moderators.put(OTHER, "owner")
    assert sorted(catalogue.people.forget(WHO, lasting="owner").roles) == ["moderator", "owner"]
