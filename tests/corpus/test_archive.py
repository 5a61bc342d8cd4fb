"""An archive carries each table of the schema whole; a table without rows would prove nothing."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from archive_rows import planted

from corpus.catalogue import archive


def test_every_table_that_an_archive_carries_comes_back_as_it_was(tmp_path):
    tables = planted(tmp_path / "c.sqlite")
    there = archive.write(tmp_path / "c.sqlite", tmp_path / "there.zip")
    assert {"pages", "digest_issues", "feed_items", "watch_posts", "watch_reports"} <= tables
    assert {each.table for each in there.parts} == tables
    assert [each.table for each in there.parts if not each.lines] == []
    archive.read(tmp_path / "there.zip", tmp_path / "new.sqlite")
    back = archive.write(tmp_path / "new.sqlite", tmp_path / "back.zip")
    assert back.parts == there.parts
