"""People with ranks, offices and honorifics; answers without a name; the voices of a script."""

from __future__ import annotations

from functools import cache

import pytest

from corpus.attribution import Attributor
from corpus.model import Article, Claim, SourceKind


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


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Major General Per Hallqvist-Noor, who leads the mission,", "Per Hallqvist-Noor"),
        ("The Assembly Member for Osakrom, Madam Comfort Adjeiwaa,", "Comfort Adjeiwaa"),
        ("Justice (retd) Meera Godbole", "Meera Godbole"),
        ("Brigadier (Rtd) Kwesi Ofori-Atta", "Kwesi Ofori-Atta"),
        ("Counsel for the growers, advocate Salim Merchant,", "Salim Merchant"),
        ("Chief Financial Officer Per Otto Strand", "Per Otto Strand"),
        ("Minister of Water and Child Care Maryam Al Fardan", "Maryam Al Fardan"),
        ("The Inspector General of Police, Alhaji Musa Dan-Baba (rtd),", "Musa Dan-Baba"),
        ("Det Insp Sarah van der Spuy", "Sarah van der Spuy"),
        ("Police spokesperson, Superintendent of Police (SP) Chidi Okonkwo,", "Chidi Okonkwo"),
        ("The Chief Medical Director of the hospital, Dr (Mrs) Ngozi Eze-Udo,", "Ngozi Eze-Udo"),
        ("Shri R. K. Phadnis, the district collector,", "R. K. Phadnis"),
        ("Deputy Commissioner of Police (Crime) Ravi Shankar Menon", "Ravi Shankar Menon"),
        ("Fire and Rescue Superintendent Col Byrne-Jones", "Col Byrne-Jones"),
        ("The Member of Parliament for Hill West, Emmanuel Bedu-Kofi,", "Emmanuel Bedu-Kofi"),
        ("Special Adviser to the Governor on Media, Femi Oje,", "Femi Oje"),
        ("Secretary-General Maria do Carmo Lopes", "Maria do Carmo Lopes"),
        ("Sgt 1st Class Dana Mills", "Dana Mills"),
        ("Vice-Chancellor Prof. Adaeze Nwosu-Bright", "Adaeze Nwosu-Bright"),
        ("Warrant Officer Thabo Mokgatle", "Thabo Mokgatle"),
    ],
)
def test_the_person_beside_an_office_is_the_source(phrase: str, name: str) -> None:
    assert source_of(f"{phrase} said that the road was unsafe.", "was unsafe") == name


@pytest.mark.parametrize(
    "office", ["The Chief Financial Officer", "The Attorney General", "The Assembly Member"]
)
def test_an_office_alone_names_nobody(office: str) -> None:
    found = claims(f"{office} said that the road was unsafe.")
    assert [c.source.kind for c in found if c.source.kind is SourceKind.ORGANISATION] == []


def test_the_place_somebody_sits_for_is_not_she() -> None:
    text = (
        "The Assembly Member for Osakrom, Madam Comfort Adjeiwaa, accused the clerk of locking the"
        " doors. “We were inside,” she said."
    )
    assert source_of(text, "We were inside") == "Comfort Adjeiwaa"


def test_a_chief_s_number_does_not_part_him_from_his_name() -> None:
    text = (
        "“We have no water,” said the chief of Osakrom, Nana Kwaku Bonsu II. Nana Bonsu said the"
        " pipe had burst."
    )
    assert source_of(text, "the pipe had burst") == "Nana Kwaku Bonsu II"


# -- answers without a name --------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["came the reply", "was the answer", "came the response"])
def test_a_reply_is_given_by_who_was_asked(ending: str) -> None:
    text = (
        "Mayor Tom Ashby said that rates would rise. A reporter asked Mr Ashby whether he would"
        f" resign. “Not this week,” {ending}."
    )
    assert source_of(text, "Not this week") == "Tom Ashby"


def test_a_reply_in_court_is_the_witness_s() -> None:
    text = (
        "Giving evidence, Rosa Lindell said the gate was shut. Mr Paul Hendry, for the council, put"
        " it to her that she had opened it twice. “I never touched it,” came the reply."
    )
    assert source_of(text, "never touched") == "Rosa Lindell"


def test_a_reply_from_somebody_is_his() -> None:
    text = (
        "Ferry boss Lucas Wade said the ship was sound.\n\n"
        "“She is safe,” came the reply from Captain Ann Thorne."
    )
    assert source_of(text, "She is safe") == "Ann Thorne"


# -- scripts -----------------------------------------------------------------------------------

SCRIPT = (
    "ANCHOR: The strike at Port Gull is over. Our reporter Amina Sule is there.\n\n"
    "SULE: Dockers voted for the deal. Their leader, Joao Pires, says the fight was worth it.\n\n"
    "PIRES (on phone): We stood together and we won together.\n\n"
    "ANNOUNCER: You are listening to Radio Gull."
)


def test_presenters_and_the_outlet_s_reporters_are_no_sources() -> None:
    assert {claim.source.name for claim in claims(SCRIPT)} == {"Joao Pires"}


def test_a_label_that_names_somebody_is_his_speech() -> None:
    assert source_of(SCRIPT, "We stood together") == "Joao Pires"


def test_what_a_reporter_s_text_reports_is_given_to_who_said_it() -> None:
    assert source_of(SCRIPT, "the fight was worth it") == "Joao Pires"


# -- refusals and descriptions -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The bank did not respond to calls and text messages.", "calls"),
        ("The bank would not confirm this.", "this"),
        ("The bank would not be drawn on price.", "on price"),
        ("The bank declined further comment.", "further comment"),
        ("The bank faulted the county for keeping paper logs.", "paper logs"),
    ],
)
def test_a_refusal_or_a_reproach_is_a_claim(sentence: str, words: str) -> None:
    assert source_of(sentence, words) == "bank"


def test_the_last_named_of_two_is_the_one_of_that_age() -> None:
    text = (
        "Hassan Dar, the opener, made 84 before Imran Lodhi, the captain's brother, was caught. “I"
        " should have left it,” the 22-year-old said."
    )
    assert source_of(text, "should have left it") == "Imran Lodhi"


def test_a_winner_is_who_is_named_at_the_next_quotation() -> None:
    text = (
        "Gil Oduya scored in the last minute.\n\n"
        "The match-winner, signed from Pennock, insisted he had not seen the board. “If I had, I'd"
        " have walked off,” said Oduya."
    )
    assert source_of(text, "not seen the board") == "Gil Oduya"


def test_an_interview_s_answers_are_the_person_s() -> None:
    text = (
        "Oona Makin has written her last play.\n\nQ: Is it true?\n\n"
        "A: I learned to keep bees and I was wrong about them."
    )
    assert source_of(text, "keep bees") == "Oona Makin"


def test_a_guard_with_a_commander_is_a_body_and_not_the_commander() -> None:
    found = claims(
        "A ferry capsized on Sunday, the Averland Coast Guard said on Monday. Coast Guard "
        "commander Tomas Rell told reporters that nine were missing. The coast guard said later "
        "that the search had ended."
    )
    assert [claim.source.name for claim in found] == [
        "Averland Coast Guard",
        "Tomas Rell",
        "Averland Coast Guard",
    ]
    assert found[0].source.kind is SourceKind.ORGANISATION
