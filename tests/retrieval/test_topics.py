"""Topics that are no questions."""

import pytest

from corpus.catalogue import Extent
from corpus.model import Article, Claim, Passage, Source, SourceKind, Span, Stance
from retrieval.model import Hit, Status
from retrieval.topics import about, beside

TEXT = (
    "The ferries of Velmar stand still. Ana Toric said the ships were safe. "
    "The union denied that any ferry was safe.\n\nThe bakery burned down. Ilja Brandt said so."
)
ARTICLE = Article("f", "Trouble in Velmar", TEXT, "The Courier", published_at="2031-03-04")


def claim(sentence, source, kind=SourceKind.PERSON, stance=Stance.ASSERTS):
    start = TEXT.index(sentence)
    whole = Span(start, start + len(sentence))
    return Claim(Source(source, kind), (whole,), whole, stance)


CLAIMS_OF = [
    claim("The ferries of Velmar stand still.", "The Courier", SourceKind.OUTLET),
    claim("Ana Toric said the ships were safe.", "Ana Toric"),
    claim("The union denied that any ferry was safe.", "the union", stance=Stance.DENIES),
    claim("The bakery burned down.", "The Courier", SourceKind.OUTLET),
    claim("Ilja Brandt said so.", "Ilja Brandt"),
]


class OneArticle:
    def articles(self, ids=None):
        return [ARTICLE]

    def claims(self, article_id):
        return CLAIMS_OF

    def extent(self):
        return Extent(1, None, None, ("The Courier",))

    def speakers(self, article_id):
        return {}

    def find_sources(self, name):
        return []


def hits():
    end = TEXT.index("\n\n")
    spans = Span(0, end), Span(end + 2, len(TEXT))
    return [Hit(Passage("f", i, span), ARTICLE, 1.0 - i) for i, span in enumerate(spans)]


def spoken(topic):
    return [account.source.name for account in about(topic, OneArticle(), hits()).accounts]


def test_a_topic_brings_who_named_it_and_then_who_spoke_beside_them():
    assert spoken("ferry") == ["The Courier", "the union", "Ana Toric"]


def test_an_outlets_own_words_count_only_where_they_name_the_topic():
    assert spoken("bakery") == ["The Courier", "Ilja Brandt"]
    assert spoken("union ferry") == ["the union", "Ana Toric"]


def test_a_topic_that_no_passage_names_is_not_reported_with_what_is_covered():
    answer = about("unicorns", OneArticle(), hits())
    assert answer.status is Status.NOT_REPORTED
    assert answer.coverage.nearest == (ARTICLE,)


@pytest.mark.parametrize("topic", ["", "?!", "the of and"])
def test_a_topic_without_words_is_not_reported(topic):
    assert about(topic, OneArticle(), hits()).status is Status.NOT_REPORTED


def test_a_denial_makes_it_disputed():
    assert about("ferry", OneArticle(), hits()).status is Status.DISPUTED
    assert about("bakery", OneArticle(), hits()).status is Status.ANSWERED


def test_a_text_that_was_found_twice_is_shown_once():
    assert len(about("ferry", OneArticle(), hits() * 2).accounts) == 3


def test_who_else_speaks_are_those_who_were_not_heard_and_no_outlet():
    answer = about("union", OneArticle(), hits())
    assert [account.source.name for account in answer.accounts] == ["the union", "Ana Toric"]
    others = beside(answer, OneArticle(), hits())
    assert [account.source.name for account in others.accounts] == ["Ilja Brandt"]
    assert beside(others, OneArticle(), hits()[1:]).status is Status.NOT_REPORTED
