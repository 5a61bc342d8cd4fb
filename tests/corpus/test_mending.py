"""Claims put right by hand stay right, in the text as it was and in another version of it."""

from dataclasses import replace

import numpy as np
import pytest

from corpus.attribution import identity
from corpus.catalogue import Catalogue, Delivery, Entry, Verdict, Wish, digest, unmended
from corpus.errors import NotFound
from corpus.mending import Mend, Mending, located, mended
from corpus.model import Article, Claim, Source, SourceKind, Span
from corpus.passages import divide

SAID = "Ana Toric said the quay was safe."
REST = "Boats stayed in. Nobody drowned."
TEXT = f"{SAID} {REST}"
ARTICLE = Article("quay", "The quay", TEXT, "Courier", published_at="2031-03-04")
TORIC = Source("Ana Toric", SourceKind.PERSON)
MARL = Source("Toby Marl", SourceKind.PERSON, "harbour master")
OUTLET = Source("Courier", SourceKind.OUTLET)
FIRST, SECOND, THIRD = Span(0, 33), Span(34, 50), Span(51, 66)
CLAIM = Claim(TORIC, (Span(15, 32),), FIRST, mention=Span(0, 9), cue=Span(10, 14))
OWN = [Claim(OUTLET, (span,), span) for span in (SECOND, THIRD)]
FOUND = [CLAIM, *OWN]


def mending(what, claim, was=None, text=TEXT):
    return Mending(what, "quay", claim, claim.sentence.of(text), "user 7", was)


def test_a_claim_gets_the_source_that_it_should_have():
    right = replace(CLAIM, source=MARL)
    assert mended(ARTICLE, FOUND, [mending(Mend.SOURCE, right, TORIC)]) == [right, *OWN]


def test_of_two_sources_of_one_content_only_the_wrong_one_is_replaced():
    other = replace(CLAIM, source=Source("Bo Venn", SourceKind.PERSON))
    right = replace(CLAIM, source=MARL)
    found = mended(ARTICLE, [CLAIM, other, *OWN], [mending(Mend.SOURCE, right, TORIC)])
    assert {each.source.name for each in found[:2]} == {"Bo Venn", "Toby Marl"}


def test_what_was_no_claim_is_in_the_outlets_own_voice():
    found = mended(ARTICLE, FOUND, [mending(Mend.DROP, CLAIM, TORIC)])
    assert found == [Claim(OUTLET, (FIRST,), FIRST), *OWN]


def test_what_was_dropped_leaves_its_sentence_to_the_others_who_speak_there():
    other = replace(CLAIM, content=(Span(15, 19),), source=MARL)
    found = mended(ARTICLE, [CLAIM, other, *OWN], [mending(Mend.DROP, CLAIM, TORIC)])
    assert found == [other, *OWN]


def test_what_the_outlet_said_and_is_dropped_is_said_by_nobody():
    assert mended(ARTICLE, FOUND, [mending(Mend.DROP, OWN[0], OUTLET)]) == [CLAIM, OWN[1]]


def test_a_claim_that_was_missed_takes_the_place_of_the_outlets():
    missed = Claim(MARL, (Span(34, 49),), SECOND)
    assert mended(ARTICLE, FOUND, [mending(Mend.ADD, missed)]) == [CLAIM, missed, OWN[1]]


def test_what_another_attribution_finds_a_little_otherwise_is_mended_too():
    longer = replace(CLAIM, content=(Span(10, 33),))
    right = replace(CLAIM, source=MARL)
    assert mended(ARTICLE, [longer, *OWN], [mending(Mend.SOURCE, right, TORIC)])[0] == right


def test_what_another_attribution_misses_is_still_there():
    right = replace(CLAIM, source=MARL)
    own = [Claim(OUTLET, (FIRST,), FIRST), *OWN]
    assert mended(ARTICLE, own, [mending(Mend.SOURCE, right, TORIC)]) == [right, *OWN]


def test_a_claim_is_found_again_where_its_sentence_stands_now():
    text = f"A storm came. {TEXT}"
    found = located(text, mending(Mend.SOURCE, CLAIM))
    assert found.content[0].of(text) == "the quay was safe"
    assert found.mention.of(text) == "Ana Toric"
    assert found.cue.of(text) == "said"
    assert found.sentence.of(text) == SAID


@pytest.mark.parametrize("text", [f"News. {SAID} {SAID}", "Nobody said anything of the kind."])
def test_a_claim_whose_sentence_is_not_there_once_is_left_out(text):
    assert located(text, mending(Mend.SOURCE, CLAIM)) is None
    article = replace(ARTICLE, text=text)
    assert mended(article, [], [mending(Mend.SOURCE, CLAIM, TORIC)]) == []


def entry(article=ARTICLE, claims=FOUND):
    spans = [claim.sentence for claim in claims]
    passages = divide(article, spans, claims)
    vectors = np.ones((len(passages), 2), np.float32)
    return Entry(article, claims, passages, vectors, "m:2", "rules:1")


@pytest.fixture
def catalogue(place):
    catalogue = Catalogue(place, identity=identity.identify)
    catalogue.put([entry()])
    yield catalogue
    catalogue.close()


def speaking(catalogue):
    return {each.name: each.claims for each in catalogue.sources()}


def test_a_mended_claim_outlasts_another_version_and_adding_again(catalogue):
    done = catalogue.claim_desk.set_source("quay", 0, MARL, by="user 7")
    assert (done.what, done.was, done.made_by) == (Mend.SOURCE, TORIC, "user 7")
    assert speaking(catalogue) == {"Courier": 2, "Toby Marl": 1}
    catalogue.renew([replace(entry(), analysed_by="rules:2")])
    later = replace(ARTICLE, text=f"A storm came. {TEXT}")
    assert speaking(catalogue) == {"Courier": 2, "Toby Marl": 1}
    catalogue.put([entry(later, [])])
    (claim,) = catalogue.claims("quay")
    assert claim.source == MARL
    assert claim.quote.of(later.text) == "the quay was safe"
    assert (claim.confidence, claim.source_confidence) == (1.0, 1.0)


def test_mendings_are_undone_one_by_one_in_any_order(catalogue):
    desk = catalogue.claim_desk
    first = desk.set_source("quay", 0, MARL, by="x")
    second = desk.add("quay", Claim(MARL, (Span(34, 49),), SECOND), by="x")
    third = desk.drop("quay", 2, by="x")
    assert speaking(catalogue) == {"Toby Marl": 2}
    assert [each.id for each in desk.all("quay")] == [first.id, second.id, third.id]
    desk.undo(first.id, by="y")
    assert speaking(catalogue) == {"Ana Toric": 1, "Toby Marl": 1}
    desk.undo(third.id, by="y")
    undone = desk.undo(second.id, by="y")
    assert catalogue.claims("quay") == FOUND
    assert undone.undone_by == "y"
    with pytest.raises(NotFound, match="no mended claim"):
        desk.undo(second.id, by="y")


def test_a_source_of_the_catalogue_may_be_chosen_whatever_it_is_called(catalogue):
    other = replace(ARTICLE, id="other")
    council = Source("Aldery Borough Council", SourceKind.ORGANISATION)
    catalogue.put([entry(other, [replace(CLAIM, source=council), *OWN])])
    chosen = next(each for each in catalogue.sources() if each.name == council.name)
    catalogue.source_desk.decide(
        Wish(Verdict.RENAME, chosen.id, name="The council of Aldery"), by="x"
    )
    catalogue.claim_desk.set_source("quay", 0, chosen.id, by="x")
    assert speaking(catalogue)["The council of Aldery"] == 2
    catalogue.put([entry()])
    catalogue.identify_anew()
    assert speaking(catalogue)["The council of Aldery"] == 2
    assert len(catalogue.claims_of(chosen.id)) == 2


def test_what_is_not_there_cannot_be_mended(catalogue):
    desk = catalogue.claim_desk
    with pytest.raises(NotFound, match="no claim 9"):
        desk.drop("quay", 9, by="x")
    with pytest.raises(NotFound, match="no article nowhere"):
        desk.add("nowhere", CLAIM, by="x")
    with pytest.raises(NotFound, match="no source 99"):
        desk.set_source("quay", 0, 99, by="x")
    with pytest.raises(ValueError, match="no claim of quay"):
        desk.add("quay", replace(CLAIM, sentence=Span(0, 999)), by="x")
    assert desk.all() == []


def test_what_shows_an_article_is_due_while_its_claims_are_mended(catalogue):
    def state():
        return catalogue.histories.of(["quay"])["quay"].state

    before = state()
    catalogue.deliveries.put(Delivery({}, 7, (1,)), {"quay": before})
    assert catalogue.deliveries.due() == []
    first = catalogue.claim_desk.set_source("quay", 0, MARL, by="x")
    one = state()
    second = catalogue.claim_desk.drop("quay", 1, by="x")
    both = state()
    assert len(catalogue.deliveries.due()) == 1
    catalogue.claim_desk.undo(first.id, by="x")
    assert len({before, one, both, state()}) == 4
    assert {unmended(each) for each in (before, one, both)} == {before}
    catalogue.claim_desk.undo(second.id, by="x")
    assert state() == before
    assert catalogue.deliveries.due() == []


def test_a_history_has_what_was_mended_and_the_claims_as_they_are(catalogue):
    assert catalogue.histories.of(["quay"])["quay"].claims == ()
    done = catalogue.claim_desk.set_source("quay", 0, MARL, by="x")
    history = catalogue.histories.of(["quay"])["quay"]
    assert history.mendings == (done,)
    assert [each.source.name for each in history.claims] == ["Toby Marl", "Courier", "Courier"]


def test_an_article_is_found_by_the_beginning_of_its_digest_until_it_changes(catalogue):
    beginning = digest(ARTICLE)[:16]
    assert catalogue.by_digest(beginning) == ARTICLE
    assert catalogue.by_digest("%") is None
    catalogue.put([entry(replace(ARTICLE, title="Another"))])
    assert catalogue.by_digest(beginning) is None
    catalogue.put([entry()])
    catalogue.remove(["quay"])
    assert catalogue.by_digest(beginning) is None
