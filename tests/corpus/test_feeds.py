"""Feeds in their three formats, and what is none."""

from __future__ import annotations

import json

import pytest

from corpus.errors import Unreadable
from corpus.reading.feeds import MAX_ITEMS, parse_feed

URL = "https://velmar-radio.example/feed"
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Velmar Radio</title><link>https://velmar-radio.example/</link>
<item><title>Dockers announce a strike</title><link>https://velmar-radio.example/strike?utm_source=x</link>
<guid isPermaLink="false">strike-1</guid><pubDate>Tue, 06 Mar 2029 08:00:00 +0200</pubDate>
<author>Ilja Brandt</author><description>Short.</description>
<content:encoded><![CDATA[<p>The Dockers' Union said that a strike would begin on Friday.</p>]]>
</content:encoded></item>
<item><title>Ferry is late</title><link>/ferry</link></item>
<item></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Velmar Radio</title>
<entry><id>tag:velmar,2029:1</id><title>Ferry is late</title><updated>2029-03-06T08:00:00Z</updated>
<link rel="alternate" href="https://velmar-radio.example/ferry"/><summary>Short.</summary></entry></feed>"""


def test_an_rss_feed_gives_its_entries_with_their_dates_and_texts() -> None:
    feed = parse_feed(RSS.encode(), URL, "application/rss+xml")
    assert feed.title == "Velmar Radio"
    strike, ferry = feed.items
    assert (strike.key, strike.url) == ("strike-1", "https://velmar-radio.example/strike")
    assert strike.published_at == "2029-03-06T08:00:00+02:00"
    assert strike.byline == "Ilja Brandt"
    assert "strike would begin on Friday" in (strike.html or "")
    assert ferry.url == "https://velmar-radio.example/ferry"
    assert ferry.key == ferry.url
    assert ferry.html is None


def test_an_atom_feed_gives_its_entries() -> None:
    (ferry,) = parse_feed(ATOM.encode(), URL).items
    assert (ferry.key, ferry.title) == ("tag:velmar,2029:1", "Ferry is late")
    assert ferry.published_at == "2029-03-06T08:00:00+00:00"


def test_a_json_feed_gives_its_entries() -> None:
    item = {
        "id": 7, "url": "/ferry", "title": "Ferry is late", "content_text": "It is <late>.\nStill.",
        "date_published": "2029-03-06T08:00:00Z", "authors": [{"name": "Ilja Brandt"}],
    }  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "V", "items": [item, 3, {}]}
    (ferry,) = parse_feed(json.dumps(feed).encode(), URL).items
    assert (ferry.key, ferry.url) == ("7", "https://velmar-radio.example/ferry")
    assert ferry.html == "<p>It is &lt;late>.</p><p>Still.</p>"
    assert ferry.byline == "Ilja Brandt"


def test_of_an_endless_feed_only_the_first_entries_are_read() -> None:
    items = [{"id": str(number)} for number in range(MAX_ITEMS + 5)]
    feed = parse_feed(json.dumps({"items": items}).encode(), URL)
    assert len(feed.items) == MAX_ITEMS


def test_an_entry_may_not_lead_elsewhere_than_to_the_web() -> None:
    items = [{"id": "a", "url": "file:///etc/passwd"}, {"id": "b", "url": "javascript:alert(1)"}]
    feed = parse_feed(json.dumps({"items": items}).encode(), URL)
    assert [each.url for each in feed.items] == [None, None]


@pytest.mark.parametrize(
    "data", [b"<html><body>Hello</body></html>", b"{}", b"{[", b"[" * 9999, b"Hello", b"\x00\xff"]
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="no feed"):
        parse_feed(data, URL)


def test_entities_of_a_hostile_feed_are_not_expanded() -> None:
    entities = (
        '<!ENTITY a "'
        + "a" * 1000
        + '">'
        + "".join(
            f'<!ENTITY {name} "{f"&{before};" * 20}">'
            for before, name in zip("abcde", "bcdef", strict=True)
        )
    )
    bomb = (
        f'<!DOCTYPE r [{entities}]><rss version="2.0"><channel><title>&f;</title></channel></rss>'
    )
    assert len(parse_feed(bomb.encode(), URL).title or "") < 10_000
