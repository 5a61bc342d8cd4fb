"""Answers and claims as JSON, in the design's shape."""

import json

from corpus.model import Article, Claim, Source, SourceKind, Span
from retrieval.json import answer_to_json, claims_to_json
from retrieval.model import Account, Answer, Coverage, LeadSentence, QuotedClaim, Status

TEXT = "The dam broke, the ministry said."
ARTICLE = Article("j1", "Dam", TEXT, "Post", agency="Wire", published_at="2030-05-02", url="u")
CLAIM = Claim(
    Source("ministry", SourceKind.ORGANISATION),
    (Span(0, 13),),
    Span(0, 33),
    mention=Span(15, 27),
    cue=Span(28, 32),
)


def test_an_answer_has_the_fields_of_the_design():
    account = Account(CLAIM.source, CLAIM.stance, (QuotedClaim(CLAIM, ARTICLE),))
    out = answer_to_json(Answer("?", Status.ANSWERED, (account,), took_ms=3))
    assert list(out) == ["question", "status", "took_ms", "accounts", "passages"]
    (claim,) = out["accounts"][0]["claims"]
    assert claim == {
        "quote": "The dam broke",
        "sentence": TEXT,
        "article_id": "j1",
        "start": 0,
        "end": 13,
        "sentence_start": 0,
        "sentence_end": 33,
        "cue": "said",
        "mention": "the ministry",
        "outlet": "Post",
        "agency": "Wire",
        "published_at": "2030-05-02",
        "url": "u",
    }
    assert json.loads(json.dumps(out)) == out


def test_coverage_and_lead_are_there_only_where_they_are():
    answer = Answer(
        "?", Status.NOT_REPORTED, coverage=Coverage(2, note="n"), lead=(LeadSentence("s", (1,)),)
    )
    out = answer_to_json(answer)
    assert out["coverage"]["note"] == "n"
    assert out["lead"] == [{"text": "s", "claims": [1]}]


def test_claims_of_a_file_have_their_article_and_offsets():
    out = claims_to_json(ARTICLE, [CLAIM])
    assert out["article"]["text"] == TEXT
    assert out["claims"][0]["content"] == [{"text": "The dam broke", "start": 0, "end": 13}]
    assert out["claims"][0]["mention"] == {"text": "the ministry", "start": 15, "end": 27}
