"""Finding passages: fusion, parts of questions, outlets and days named, versions of one text."""

import numpy as np

from corpus.model import Article
from retrieval.search import DEPTH, Search, _mixed, exact_days, outlets_named, parts, versions


class Ones:
    def embed(self, texts):
        return np.ones((len(texts), 1), np.float32)


def found(corpus, question, k=5):
    return Search(corpus, corpus, Ones()).find(question, k)


def test_the_passage_with_the_questions_words_comes_first(corpus):
    corpus.add(Article("s1", "T", "The dam at Orlen broke.\n\nRain fell on the hills.", "Post"))
    best, *_ = found(corpus, "Which dam broke at Orlen?")
    assert best.text == "The dam at Orlen broke."


def test_no_more_passages_are_given_than_asked_for(corpus):
    text = "\n\n".join(f"The dam number {n} broke." for n in range(9))
    corpus.add(Article("s1", "T", text, "Post"))
    assert len(found(corpus, "Which dam broke?", 4)) == 4


def test_a_passage_from_an_outlet_that_is_named_rises(corpus):
    for outlet in ("Post", "Evening Echo"):
        corpus.add(Article(outlet, "T", "The dam at Orlen broke.", outlet))
    best, *_ = found(corpus, "Which dam broke, as the Evening Echo reported?")
    assert best.article.outlet == "Evening Echo"


def test_a_passage_from_a_day_that_is_named_rises(corpus):
    for day in ("2030-04-01", "2030-05-02"):
        corpus.add(Article(day, "T", "The dam at Orlen broke.", "Post", published_at=day))
    best, *_ = found(corpus, "Which dam broke, as reported on May 2, 2030?")
    assert best.article.id == "2030-05-02"


def test_a_passage_whose_article_is_gone_is_left_out(corpus):
    corpus.add(Article("s1", "T", "The dam at Orlen broke.", "Post"))
    corpus.passages = lambda keys: {}
    assert found(corpus, "Which dam broke?") == []


def test_a_question_of_several_parts_is_divided_at_its_joints():
    asked = (
        "Did the Post report that the old dam at Orlen broke in April, while the Echo reported "
        "that engineers had warned the ministry of cracks?"
    )
    assert len(parts(asked)) == 2


def test_a_short_question_stays_whole():
    assert parts("Who broke the dam, and when?") == ["Who broke the dam, and when?"]


def test_an_outlet_is_named_only_by_its_whole_name():
    outlets = {"Evening Echo", "Post"}
    assert outlets_named("what did the Evening Echo's reporter see", outlets) == {"Evening Echo"}
    assert outlets_named("an echo of the evening, posted late", outlets) == set()


def test_only_full_dates_are_exact_days():
    assert exact_days("on May 2, 2030 and in June 2031") == {"2030-05-02"}


def test_versions_of_one_text_are_put_together_and_others_are_not(corpus):
    story = "The old dam at Orlen broke on Monday and the water took {} houses in the valley."
    for id_, text in (
        ("v1", story.format(12)),
        ("v2", story.format(90)),
        ("v3", "Voters in Orlen go to the polls to choose a mayor."),
    ):
        corpus.add(Article(id_, "T", text, "Post"))
    groups = versions(found(corpus, "How many houses did the dam at Orlen take?"))
    assert sorted(len(group) for group in groups) == [1, 2]


def test_the_only_passage_with_a_questions_words_rises_although_nothing_is_below_it(corpus):
    corpus.add(Article("s1", "T", "Rain fell on the hills.\n\nThe dam at Orlen broke.", "Post"))
    best, *_ = found(corpus, "Which dam broke at Orlen?")
    assert best.text == "The dam at Orlen broke."


def test_what_is_far_up_in_a_full_list_stands_out_from_what_is_just_below_it():
    keys = [("a", n) for n in range(DEPTH)]
    lexical = {key: 10.0 - n / DEPTH for n, key in enumerate(keys)}
    mixed = _mixed({}, lexical)
    assert mixed[keys[0]] > 1.9 * mixed[keys[DEPTH // 2]]


def test_the_days_and_outlets_of_a_question_are_not_searched_in_its_parts():
    asked = (
        "Did the Evening Echo report on May 2, 2030 that the old dam at Orlen had broken in the "
        "night, while the Post article published on May 7, 2030 said that engineers had "
        "mended the cracked wall?"
    )
    for part in parts(asked, {"Evening Echo", "Post"}):
        assert not any(word in part for word in ("Echo", "Post", "2030", "May"))
    assert len(parts(asked, {"Evening Echo", "Post"})) == 2
