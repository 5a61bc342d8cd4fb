"""Adding, finding, removing, restoring and rebuilding, on a real catalogue and a real Chroma."""

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from store_fakes import SentenceAnalyser, WordsEmbedder, article

from corpus.catalogue import Verdict, Wish
from corpus.errors import AccordingToError, ModelError, NotFound, StoreBusy
from corpus.model import Article
from retrieval import health
from retrieval.ingest import ARTICLES
from retrieval.library import Library


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def opened(data, **parts):
    defaults = {"embedder": WordsEmbedder(), "analyser": SentenceAnalyser()}
    return Library.open(data, **{**defaults, **parts})


@pytest.fixture
def library(data):
    with opened(data) as library:
        yield library


def dense(library, text, k=3):
    vector = library._embedder.embed([text])[0]
    return [key for key, _ in library.index.query(vector, k)]


def everywhere(library, one):
    """The passages of an article, after checking that all of its parts are in place."""
    assert library.article(one.id) == one
    assert library.claims(one.id)
    ids = library.catalogue.vectors.ids()
    batches = list(library.catalogue.vectors.batches(ids))
    keys = [key for batch in batches for key in batch.keys if key[0] == one.id]
    assert keys
    texts = dict(pair for b in batches for pair in zip(b.keys, b.texts, strict=True))
    for key in keys:
        assert key in dense(library, f"{one.title}\n{texts[key]}")
        assert key in [found for found, _ in library.catalogue.lexical(texts[key], 5)]
    return keys


def test_an_added_article_is_found_by_its_words_and_by_its_vector(library):
    one = article(1)
    report = library.add([one, article(2), article(3)])
    assert report.added == ["a1", "a2", "a3"]
    assert everywhere(library, one)


def test_the_same_article_again_is_unchanged_and_nothing_is_embedded(library):
    library.add([article(1)])
    embedded = library._embedder.embedded
    report = library.add([article(1)])
    assert (report.added, report.unchanged) == ([], ["a1"])
    assert library._embedder.embedded == embedded


def test_an_article_that_comes_twice_in_one_run_is_added_once(library):
    report = library.add([article(1), article(1), article(1, version=2)])
    assert report.added == ["a1", "a1"]
    assert report.unchanged == ["a1"]
    assert everywhere(library, article(1, version=2))
    assert not library.index.differs()


def test_a_changed_article_replaces_the_one_before_which_is_kept(library):
    library.add([article(1), article(2)])
    assert library.add([article(1, version=2)]).added == ["a1"]
    assert everywhere(library, article(1, version=2))
    assert library.catalogue.revisions("a1") == [article(1)]
    assert not library.index.differs()


def test_a_removed_article_is_invisible_until_it_is_restored(library):
    library.add([article(1), article(2)])
    library.remove(["a1"])
    assert [each.id for each in library.articles()] == ["a2"]
    assert not [key for key in dense(library, article(1).text, 10) if key[0] == "a1"]
    assert not [k for k, _ in library.catalogue.lexical("flood strike version", 10) if k[0] == "a1"]
    with pytest.raises(NotFound, match="was removed"):
        library.claims("a1")
    library.restore(["a1"])
    assert everywhere(library, article(1))


def test_adding_a_removed_article_again_restores_it(library):
    library.add([article(1)])
    library.remove(["a1"])
    assert library.add([article(1)]).added == ["a1"]
    assert everywhere(library, article(1))
    assert library.catalogue.revisions("a1") == []


def test_removing_an_unknown_article_changes_nothing(library):
    library.add([article(1)])
    with pytest.raises(NotFound, match="no article a9"):
        library.remove(["a1", "a9"])
    assert everywhere(library, article(1))


def test_an_article_that_cannot_be_analysed_keeps_no_other_out(library):
    bad = Article("bad", "Bad", "Words and \0 more.", "Post")
    report = library.add([article(1), bad, article(2)])
    assert report.added == ["a1", "a2"]
    assert [(each.item, each.reason) for each in report.skipped] == [
        ("Bad", "It could not be analysed (ValueError): see the log.")
    ]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (Article("", "T", "Words.", "Post"), "no id"),
        (Article("x", "T", " \n ", "Post"), "no text"),
        (Article("x", "T", "Words \ud83d here.", "Post"), "lone surrogates"),
        (Article("x", "T\ud83d", "Words here.", "Post"), "lone surrogates"),
    ],
)
def test_an_article_that_cannot_be_kept_is_skipped_with_the_reason(library, bad, why):
    report = library.add([bad, article(1)])
    assert report.added == ["a1"]
    assert why in report.skipped[0].reason


def test_what_could_not_be_read_is_reported_as_it_came(library):
    unread = SimpleNamespace(item="page.pdf", reason="It is locked.")
    report = library.add([unread, article(1)])
    assert report.skipped == [unread]
    assert report.added == ["a1"]


def test_a_source_under_two_spellings_is_one_source(library):
    one = Article("one", "A", "The Defence Ministry said ships were safe.", "Post")
    two = Article("two", "B", "Mayor Ana Toric said no. Ana Toric said nothing else.", "Herald")
    library.add([one, two])
    toric = next(source for source in library.sources() if "Toric" in source.name)
    assert toric.variants == ("Ana Toric", "Mayor Ana Toric")
    assert toric.claims == 2


def test_progress_counts_every_item_to_the_end(library):
    told = []
    items = [article(number) for number in range(ARTICLES + 8)]
    library.add(items, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (len(items), len(items))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_generator_of_items_has_no_total(library):
    told = []
    library.add(iter([article(1)]), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (1, None)


def test_failures_of_the_reader_are_not_taken_for_bad_articles(library):
    def items():
        yield article(1)
        raise AccordingToError("The feed is gone.")

    with pytest.raises(AccordingToError, match="feed is gone"):
        library.add(items())


def test_a_second_owner_of_the_folder_is_refused_by_name(library, data):
    with pytest.raises(StoreBusy, match=r"in use by `.+` \(process \d+\); stop it or use --data"):
        opened(data)


def test_the_folder_is_free_after_closing(data):
    for _ in range(2):
        with opened(data) as library:
            library.add([article(1)])


def test_everything_is_there_after_opening_again(data):
    with opened(data) as library:
        library.add([article(number) for number in range(40)])
    embedder = WordsEmbedder()
    with opened(data, embedder=embedder) as library:
        library.index.open()
        assert library.index.rebuilt is None
        assert embedder.embedded == 0
        for number in range(0, 40, 7):
            everywhere(library, article(number))


def test_another_model_is_refused_and_rebuild_embeds_anew(data):
    with opened(data) as library:
        library.add([article(number) for number in range(5)])
        library.remove(["a4"])
    other = WordsEmbedder("other", 32)
    with opened(data, embedder=other) as library:
        with pytest.raises(ModelError, match="accordingto rebuild"):
            library.index.query(other.embed(["flood"])[0], 3)
        with pytest.raises(ModelError, match="accordingto rebuild"):
            library.add([article(7)])
        library.rebuild()
        everywhere(library, article(1))
        library.restore(["a4"])
        everywhere(library, article(4))


def test_rebuilding_embeds_nothing_that_the_same_model_embedded(library):
    library.add([article(number) for number in range(5)])
    embedded = library._embedder.embedded
    library.rebuild()
    assert library._embedder.embedded == embedded
    everywhere(library, article(2))


def test_nothing_is_added_to_a_full_disk(library, monkeypatch):
    usage = SimpleNamespace(free=health.LEAST_FREE - 1)
    monkeypatch.setattr("retrieval.library.shutil.disk_usage", lambda _path: usage)
    with pytest.raises(AccordingToError, match="Only 199 MB are free"):
        library.add([article(1)])
    assert library.articles() == []


def test_the_doctor_finds_a_sound_library_sound(library):
    library.add([article(1)])
    findings = library.doctor()
    assert [finding.check for finding in findings if not finding.ok] == []
    assert "1 articles" in next(f.detail for f in findings if f.check == "catalogue")


class OtherAnalyser(SentenceAnalyser):
    """Another version, which calls residents inhabitants."""

    def _claim(self, article, span):
        claim = super()._claim(article, span)
        if claim.mention is None:
            return claim
        name = claim.source.name.replace("Resident", "Inhabitant")
        return replace(claim, source=replace(claim.source, name=name))


def other(**parts):
    return OtherAnalyser(fingerprint="sentences:2", **parts)


def said(library, name):
    return {each.name: each.claims for each in library.sources() if name in each.name}


def test_what_another_version_analysed_is_found_by_the_doctor_and_analysed_by_rebuild(data):
    with opened(data) as library:
        library.add([article(1), article(2), article(3)])
        library.remove(["a3"])
    with opened(data, analyser=other()) as library:
        bad = [each for each in library.doctor() if not each.ok]
        assert [each.check for each in bad] == ["attribution"]
        assert "3 articles" in bad[0].detail
        assert "accordingto rebuild" in bad[0].detail
        told = []
        assert library.rebuild(lambda done, total: told.append((done, total))) == []
        assert (3, 3) in told
        assert said(library, "Resident") == {}
        assert said(library, "Inhabitant") == {"Inhabitant 1": 3, "Inhabitant 2": 3}
        everywhere(library, article(1))
        assert all(each.ok for each in library.doctor())
        assert [each.id for each in library.catalogue.removed()] == ["a3"]
        library.restore(["a3"])
        assert said(library, "Inhabitant 3") == {"Inhabitant 3": 3}
        assert library.catalogue.revisions("a1") == []


def test_what_is_analysed_anew_stays_so_where_rebuild_is_killed(data):
    count = ARTICLES + 5
    with opened(data) as library:
        library.add([article(number) for number in range(count)])
    seen = []

    def killed(step):
        seen.append(step)
        if seen.count("embedded") == 2:
            raise KeyboardInterrupt

    first = other()
    with opened(data, analyser=first, checkpoint=killed) as library:
        with pytest.raises(KeyboardInterrupt):
            library.rebuild()
        assert len(said(library, "Inhabitant")) == ARTICLES
        assert len(library.articles()) == count
    second = other()
    with opened(data, analyser=second) as library:
        library.rebuild()
        assert len(second.analysed) == 5
        assert len(said(library, "Inhabitant")) == count
        assert all(each.ok for each in library.doctor())


def test_an_article_that_another_version_cannot_analyse_stays_as_it_was_and_is_named(data):
    with opened(data) as library:
        library.add([article(1), article(2)])
    with opened(data, analyser=other(chokes_on="Report 2 ")) as library:
        (left,) = library.rebuild()
        assert left.item == article(2).title
        assert said(library, "Resident") == {"Resident 2": 3}
        everywhere(library, article(2))


def test_decisions_on_sources_outlast_rebuild_and_adding_again(data):
    with opened(data) as library:
        library.add([article(1), article(2)])
        one, two = (library.find_sources(f"Resident {number}")[0] for number in (1, 2))
        merged = library.decide(Wish(Verdict.MERGE, one.id, two.id), by="user 7")
        library.decide(Wish(Verdict.RENAME, one.id, name="The two residents"), by="user 7")
        library.rebuild()
        assert said(library, "resident") == {"The two residents": 6}
        library.add([article(2, version=2)])
        assert said(library, "resident") == {"The two residents": 6}
        answer = library.about("case")
        assert {each.source.name for each in answer.accounts} == {"The two residents"}
    with opened(data) as library:
        assert [each.made_by for each in library.decisions()] == ["user 7"] * 2
        library.undo_decision(merged.id, by="user 8")
        assert said(library, "esident") == {"The two residents": 3, "Resident 2": 3}


def test_only_what_a_merged_source_says_is_answered_whatever_name_it_is_asked_for_by(library):
    library.add([article(1), article(2)])
    one, two = (library.find_sources(f"Resident {number}")[0] for number in (1, 2))
    library._reranker = SimpleNamespace(scores=lambda question, texts: [5.0] * len(texts))
    library.decide(Wish(Verdict.MERGE, one.id, two.id), by="x")
    answer = library.ask("What was said about the case?", source="Resident 2")
    told = {quoted.article.id for account in answer.accounts for quoted in account.claims}
    assert {account.source.name for account in answer.accounts} == {"Resident 1"}
    assert told == {"a1", "a2"}


def test_sources_that_another_version_told_apart_are_found_by_the_doctor(library):
    library.add([article(1)])
    library.catalogue.set(health.IDENTIFIED_BY, "0")
    bad = [each for each in library.doctor() if not each.ok]
    assert [each.check for each in bad] == ["attribution"]
    library.rebuild()
    assert all(each.ok for each in library.doctor())


def test_the_doctor_finds_an_index_that_lost_rows(library):
    library.add([article(1), article(2)])
    library.index._collection.delete(sorted(library.catalogue.vectors.ids())[:1])
    bad = [finding for finding in library.doctor() if not finding.ok]
    assert [finding.check for finding in bad] == ["vector index"]
    assert "accordingto rebuild" in bad[0].detail


def test_questions_are_asked_while_articles_are_added(library):
    from concurrent.futures import ThreadPoolExecutor

    library.add([article(number) for number in range(10)])

    def look(number):
        return article(number).id in {key[0] for key in dense(library, article(number).text, 5)}

    with ThreadPoolExecutor(4) as pool:
        adding = pool.submit(library.add, [article(number) for number in range(10, 60)])
        assert all(pool.map(look, list(range(10)) * 10))
    assert len(adding.result().added) == 50
    assert not library.index.differs()


def test_with_the_real_models_a_question_is_answered_from_what_was_added(data):
    text = (
        "The river Ansel burst its banks at Harlow on Tuesday.\n\n"
        "Mayor Ingrid Solberg said that 240 people had been taken out of their homes.\n\n"
        "The weather service said the rain would stop by Friday."
    )
    flood = Article("flood", "Floods in Harlow", text, "Harlow Post", published_at="2031-03-04")
    with Library.open(data) as library:
        library.warm_up()
        library.add([flood, article(1), article(2)])
        answer = library.ask("How many people had to leave their homes in Harlow?")
        quotes = [(account.source.name, account.claims[0].quote) for account in answer.accounts]
        assert "Ingrid Solberg" in quotes[0][0]
        assert "240 people" in quotes[0][1]
        hits = library.search("When will the rain stop?", 3)
        assert hits[0].article == flood
        (document, *_) = library.retriever(2).invoke("When will the rain stop?")
        assert document.metadata["article_id"] == "flood"
        assert all(finding.ok for finding in library.doctor())
