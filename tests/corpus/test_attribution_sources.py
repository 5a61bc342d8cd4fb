"""Whose words a claim is given to: pronouns, descriptions, relatives, chains, labels."""

from __future__ import annotations

from functools import cache

import pytest

from corpus.attribution import Attributor
from corpus.model import Article, Claim, SourceKind, Stance


@cache
def attributor() -> Attributor:
    return Attributor(learned=False)


def claims(text: str) -> list[Claim]:
    article = Article(id="a", title="", text=text, outlet="The Harbour Post")
    found = attributor().analyse(article).claims
    return [claim for claim in found if claim.source.kind is not SourceKind.OUTLET]


def source_of(text: str, words: str) -> str:
    """Who said the words; each claim of the text that holds them must agree."""
    names = {c.source.name for c in claims(text) if any(words in s.of(text) for s in c.content)}
    assert len(names) == 1, names
    return names.pop()


def claim_of(text: str, words: str) -> Claim:
    return next(c for c in claims(text) if any(words in s.of(text) for s in c.content))


# -- pronouns ----------------------------------------------------------------------------------


def test_a_given_name_tells_whom_she_means() -> None:
    text = (
        "Julian Marsh wrote to the board on Friday. Bernadette Marsh, who is not his wife, read the"
        " letter aloud. Julian Marsh left early. “I kept a copy,” she said."
    )
    assert source_of(text, "kept a copy") == "Bernadette Marsh"


def test_a_son_makes_no_man_of_his_mother() -> None:
    text = (
        "Shabnam Iqbal, whose son Rafi broke an arm, waited nine hours.\n\n"
        "“They wheeled him past me,” she said."
    )
    assert source_of(text, "wheeled him") == "Shabnam Iqbal"


def test_he_is_who_was_just_brought_in_not_who_spoke_long_before() -> None:
    text = (
        "Samir Haddad told the panel that the charts were false.\n\n"
        "Robert Elsdon, whose mother lived at the home, sat at the back. “We trusted her,” he said."
    )
    assert source_of(text, "trusted her") == "Robert Elsdon"


def test_a_town_is_nobody_that_she_could_be() -> None:
    text = "Anna Teale lives in Pell. The road to Pell is shut. “We walk,” she said."
    assert source_of(text, "We walk") == "Anna Teale"


def test_a_body_may_say_of_itself_what_it_will_do() -> None:
    text = "Orbis Rail will close nine stations, it said on Tuesday."
    assert source_of(text, "will close nine stations") == "Orbis Rail"


def test_both_are_the_two_named_together() -> None:
    text = "Marko Jelic, 34, and Stefan Jelic, 29, appeared in court. Both deny theft."
    assert [c.source.name for c in claims(text)] == ["Marko Jelic", "Stefan Jelic"]


def test_the_former_and_the_latter_are_told_apart() -> None:
    text = (
        "Bertil Aune and Katarzyna Moll share a publisher. The former said trains were late."
        " The latter said they were full."
    )
    assert source_of(text, "trains were late") == "Bertil Aune"
    assert source_of(text, "they were full") == "Katarzyna Moll"


# -- descriptions ------------------------------------------------------------------------------


def test_the_witness_is_who_testified() -> None:
    text = (
        "The fitter, Paul Mather, testified that the brakes had failed. Dominic Yarrow, for the"
        " defence, said the fitter was lying. “No, sir,” the witness replied."
    )
    assert source_of(text, "No, sir") == "Paul Mather"


def test_an_office_known_only_later_is_its_holders() -> None:
    text = (
        "The ferry sank at noon, the harbour master said. The harbour master, Mirela Dorn, had"
        " seen it turn."
    )
    assert source_of(text, "sank at noon") == "Mirela Dorn"


def test_a_spokesman_for_the_minister_is_not_the_minister() -> None:
    text = (
        "Edgar Lowe, a spokesman for the prime minister, said the talks were over."
        " The prime minister said that they would go on."
    )
    assert source_of(text, "would go on") != "Edgar Lowe"


def test_his_brother_is_the_other_of_the_name() -> None:
    text = (
        "Terrell Boone made the catch. Isaiah Boone limped off in the third quarter."
        " He would be fine, his brother said."
    )
    assert source_of(text, "would be fine") == "Terrell Boone"


def test_another_agency_is_not_the_last_body_named() -> None:
    text = "Carrow Port denied dumping mud. The environment agency said it had samples."
    assert source_of(text, "it had samples") == "environment agency"


def test_the_director_is_found_by_the_name_in_apposition() -> None:
    text = "The valley's MP, Howard Platt, said the gates had closed too late."
    assert source_of(text, "gates had closed") == "Howard Platt"


def test_an_office_with_a_possessor_is_the_persons_role() -> None:
    claim = claim_of("Kesteria's President, Lena Vidmar, said roads were shut.", "roads were shut")
    assert claim.source.name == "Lena Vidmar"
    assert claim.source.kind is SourceKind.PERSON


# -- not sources, not claims -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Nobody said that the bridge was safe.",
        "A clerk asked not to be named.",
        "His silence warned the men that something was wrong.",
    ],
)
def test_what_is_no_source_gets_no_claim(text: str) -> None:
    assert claims(text) == []


# -- stance and content ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The council said that's simply not true.",
        "The operator called the report “false and dangerous”.",
        "Owen Darch rejected suggestions that he had resigned.",
        "Cody Nance pleaded not guilty.",
    ],
)
def test_contradiction_is_read_from_the_content_too(text: str) -> None:
    assert [claim.stance for claim in claims(text)] == [Stance.DENIES]


def test_a_false_thing_in_a_statement_is_no_denial() -> None:
    assert [c.stance for c in claims("Police said the man had carried a false passport.")] == [
        Stance.ASSERTS
    ]


def test_an_objection_ends_the_content_and_is_a_denial_of_its_own() -> None:
    text = "The mayor said the bridge was safe, though the account was disputed by residents."
    first, second = claims(text)
    assert [span.of(text) for span in first.content] == ["the bridge was safe"]
    assert (second.source.name, second.stance) == ("residents", Stance.DENIES)


def test_no_dateline_is_part_of_what_is_said() -> None:
    text = "QALA, May 3 - The quay has reopened, the army said."
    assert [[s.of(text) for s in c.content] for c in claims(text)] == [["The quay has reopened"]]


# -- chains and labels -------------------------------------------------------------------------


def test_words_told_to_a_source_came_through_it() -> None:
    text = "Grace Lee said a housing officer told her that the number came from upstairs."
    claim = claim_of(text, "the number came")
    inner = next(c for c in claims(text) if c.source.name == "housing officer")
    assert claim.source.name == "Grace Lee"
    assert inner.via is not None
    assert inner.via.name == "Grace Lee"


def test_to_tell_an_agency_is_no_chain() -> None:
    claim = claim_of("Joel Marsh told Meridian News that ships were waiting.", "ships were waiting")
    assert claim.via is None


def test_answers_of_an_interview_are_the_guests() -> None:
    text = (
        "Tobias Renn commanded the frigate Aldous. He spoke to Mara Lind.\n\n"
        "Mara Lind: Why did you resign?\n\n"
        "Tobias Renn: I could not sign the report. It was wrong.\n\n"
        "Lind: Did anybody ask you to?\n\nRenn: Twice. I said no."
    )
    assert {c.source.name for c in claims(text)} == {"Tobias Renn"}
    assert source_of(text, "I could not sign the report. It was wrong") == "Tobias Renn"
