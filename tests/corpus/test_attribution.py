"""What the rules find and how sources are resolved, on articles written for these tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from corpus.attribution import Attributor
from corpus.model import Article, Claim, SourceKind, Stance

SAMPLE = Path(__file__).parents[2].parent / "shared" / "samples" / "idlib_2020-01-23.md"


@cache
def attributor() -> Attributor:
    return Attributor(learned=False)


def article(text: str) -> Article:
    return Article(id="a", title="", text=text, outlet="The Harbour Post")


def claims(text: str) -> list[Claim]:
    analysis = attributor().analyse(article(text))
    return [claim for claim in analysis.claims if claim.source.kind is not SourceKind.OUTLET]


def said(text: str) -> list[tuple[str, str]]:
    """Who said what, pieces joined by a bar."""
    return [
        (claim.source.name, " | ".join(span.of(text) for span in claim.content))
        for claim in claims(text)
    ]


# -- what is said ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("“We lost the pump,” Orla Tennick said.", "Orla Tennick", "“We lost the pump,”"),
        ('"We lost the pump," said Orla Tennick.', "Orla Tennick", '"We lost the pump,"'),
        ("‘We lost the pump,’ Orla Tennick said.", "Orla Tennick", "‘We lost the pump,’"),
        ("Orla Tennick said the pump had failed.", "Orla Tennick", "the pump had failed"),
        (
            "Orla Tennick said the pump had been “a disgrace” since May.",
            "Orla Tennick",
            "the pump had been “a disgrace” since May",
        ),
        (
            "“We lost the pump,” Orla Tennick said, “and then we lost the boat.”",
            "Orla Tennick",
            "“We lost the pump,” | “and then we lost the boat.”",
        ),
        ("The pump had failed, Orla Tennick said.", "Orla Tennick", "The pump had failed"),
        (
            "According to Orla Tennick, the pump had failed twice.",
            "Orla Tennick",
            "the pump had failed twice",
        ),
        (
            "The pump had failed twice, according to Orla Tennick.",
            "Orla Tennick",
            "The pump had failed twice",
        ),
        (
            "In the words of Orla Tennick, the pump was “a museum piece”.",
            "Orla Tennick",
            "the pump was “a museum piece”",
        ),
        (
            "As Orla Tennick put it, the pump was “a museum piece”.",
            "Orla Tennick",
            "the pump was “a museum piece”",
        ),
        (
            "Orla Tennick accused the council of hiding the report.",
            "Orla Tennick",
            "the council of hiding the report",
        ),
        (
            "Orla Tennick called the repair “a sticking plaster”.",
            "Orla Tennick",
            "the repair “a sticking plaster”",
        ),
        ("Orla Tennick vowed to sue the council.", "Orla Tennick", "to sue the council"),
        ("Orla Tennick believes the pump was sabotaged.", "Orla Tennick", "the pump was sabotaged"),
        (
            "Orla Tennick was quoted as saying the pump was beyond repair.",
            "Orla Tennick",
            "the pump was beyond repair",
        ),
    ],
)  # fmt: skip
def test_content_is_cut_as_a_reader_would(text: str, source: str, content: str) -> None:
    assert said(text) == [(source, content)]


def test_a_quotation_goes_on_behind_its_cue() -> None:
    text = "“We lost the pump,” Orla Tennick said. “Then we lost the boat.”"
    assert said(text) == [("Orla Tennick", "“We lost the pump,” | “Then we lost the boat.”")]


def test_a_quotation_runs_over_paragraphs_that_are_left_open() -> None:
    text = (
        "“We lost the pump on Monday,” Orla Tennick told the council. “It was nobody's fault.\n\n"
        "“It was everybody's fault.”"
    )
    assert said(text)[0][1].endswith("“It was everybody's fault.”")
    assert {name for name, _ in said(text)} == {"Orla Tennick"}


def test_a_paragraph_of_quotation_alone_belongs_to_the_last_speaker() -> None:
    text = "“We lost the pump,” said Orla Tennick.\n\n“After that we lost the boat as well.”"
    assert ("Orla Tennick", "“After that we lost the boat as well.”") in said(text)


def test_a_headline_ends_with_its_source() -> None:
    text = "Two Bridges Close After Flood, Ministry Says"
    found = attributor().attributions(text)
    assert [(a.source[0].of(text), a.content[0].of(text)) for a in found] == [
        ("Ministry", "Two Bridges Close After Flood")
    ]


def test_a_name_and_a_colon_introduce_a_quotation() -> None:
    text = "Orla Tennick was blunt on Friday.\n\nTennick: “We lost the pump.”"
    assert ("Orla Tennick", "“We lost the pump.”") in said(text)


def test_a_relative_clause_says_what_its_noun_did() -> None:
    text = "There was a blast on the quay that the Harbour Authority said injured six dockers."
    ((source, content),) = said(text)
    assert source == "Harbour Authority"
    assert content.endswith("injured six dockers")
    assert "a blast" in content


def test_two_verbs_of_one_subject_are_two_claims() -> None:
    text = "The Harbour Authority made no mention of the fire but said two piers were closed."
    assert said(text) == [
        ("Harbour Authority", "the fire"),
        ("Harbour Authority", "two piers were closed"),
    ]


def test_two_clauses_of_one_verb_are_one_claim() -> None:
    text = "The Harbour Authority said there was no fire but that two piers were closed."
    assert said(text) == [("Harbour Authority", "there was no fire but that two piers were closed")]


def test_a_noun_of_saying_has_its_content_in_a_clause() -> None:
    text = "The union's claim that the crane had been unsafe for years was read out in court."
    assert said(text) == [("union", "that the crane had been unsafe for years")]


def test_the_union_is_not_the_police_who_spoke_before() -> None:
    text = "The harbour police said the gate was open. The union said the exits had been locked."
    assert said(text)[-1] == ("union", "the exits had been locked")


def test_the_company_is_the_one_that_spoke_before() -> None:
    text = "Brandt Lines denied that the ferry was full. The company said nobody had been hurt."
    assert said(text)[-1] == ("Brandt Lines", "nobody had been hurt")


def test_what_is_according_to_a_manifest_is_the_manifests() -> None:
    """The word is a document's like any other; the outlet does not count by itself."""
    (found,) = claims("The ship had carried 148 passengers, according to the company's manifest.")
    assert (found.source.name, found.source.kind) == ("company's manifest", SourceKind.DOCUMENT)


def test_documents_say_things() -> None:
    text = "A report by two engineers found that the crane had been unsafe for years."
    ((claim),) = claims(text)
    assert claim.source.kind is SourceKind.DOCUMENT
    assert claim.source.name.startswith("report")


@pytest.mark.parametrize(
    "text",
    [
        "Orla Tennick spoke for an hour.",
        "The band closed with “Tell Me Everything” and left.",
        "The so-called “pump house” was built in 1911.",
        "The flood closed two bridges and a school.",
        "She told him.",
    ],
)
def test_what_nobody_is_quoted_on_is_no_claim(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize("verb", ["denied", "disputed", "rejected", "dismissed"])
def test_who_contradicts_denies(verb: str) -> None:
    (claim,) = claims(f"Orla Tennick {verb} the claim.")
    assert claim.stance is Stance.DENIES


def test_whose_claim_is_rejected_by_another_asserts_it() -> None:
    text = "Aldane rejected the claim of the Seafarers' Union that the ship was overloaded."
    found = Attributor().analyse(article(text)).claims
    assert {claim.source.name: claim.stance for claim in found} == {
        "Aldane": Stance.DENIES,
        "Seafarers' Union": Stance.ASSERTS,
    }


def test_who_says_no_still_asserts() -> None:
    (claim,) = claims("Orla Tennick said there was no leak.")
    assert claim.stance is Stance.ASSERTS


# -- who says it -------------------------------------------------------------------------------


def test_a_bare_surname_is_resolved_to_the_full_name() -> None:
    text = "Orla Tennick, the harbour master, arrived at noon. Tennick said the pump had failed."
    assert said(text) == [("Orla Tennick", "the pump had failed")]


def test_role_and_affiliation_are_kept() -> None:
    text = "Naveed Oriel, spokesman for the Salt Coast coalition of boat owners, said all was well."
    (claim,) = claims(text)
    assert claim.source.name == "Naveed Oriel"
    assert claim.source.role == "spokesman for the Salt Coast coalition of boat owners"


def test_an_office_in_front_of_a_name_is_its_role() -> None:
    (claim,) = claims("Transport Minister Ines Quoll said the bridge would open.")
    assert (claim.source.name, claim.source.role) == ("Ines Quoll", "Transport Minister")


def test_it_is_the_organisation_that_spoke_before() -> None:
    text = (
        "The Harbour Authority said two piers were closed.\n\n"
        "The piers would open on Friday, it said."
    )
    assert said(text)[1] == ("Harbour Authority", "The piers would open on Friday")


def test_he_and_she_are_told_apart() -> None:
    text = (
        "Mr Tarn Ellery met Mrs Orla Tennick on the quay. “The pump is gone,” he said. "
        "“It was stolen,” she said."
    )
    assert [name for name, _ in said(text)] == ["Tarn Ellery", "Orla Tennick"]


def test_people_of_one_surname_stay_apart() -> None:
    text = (
        "Mr Piers Lasko said the pump was old. Mrs Dana Lasko said it was new. "
        "Mr Lasko said he had the receipt. Mrs Lasko said he had not."
    )
    assert [name for name, _ in said(text)] == [
        "Piers Lasko", "Dana Lasko", "Piers Lasko", "Dana Lasko",
    ]  # fmt: skip


def test_a_description_is_resolved_to_the_name() -> None:
    text = "The Ministry of Fisheries closed the coast. Boats must stay in port, the ministry said."
    assert said(text) == [("Ministry of Fisheries", "Boats must stay in port")]


def test_an_acronym_is_resolved_to_the_name() -> None:
    text = "The Salt Coast Union called a strike. The SCU said boats would stay in port."
    assert said(text)[-1] == ("Salt Coast Union", "boats would stay in port")


def test_unnamed_sources_stay_as_described() -> None:
    (claim,) = claims("Two officials briefed on the talks said the deal was close.")
    assert claim.source.kind is SourceKind.UNNAMED
    assert claim.source.name == "two officials briefed on the talks"


def test_two_sources_of_one_claim_are_two_claims() -> None:
    text = "Orla Tennick and Tarn Ellery said the pump had failed."
    assert said(text) == [
        ("Orla Tennick", "the pump had failed"),
        ("Tarn Ellery", "the pump had failed"),
    ]


def test_words_passed_on_keep_who_passed_them() -> None:
    (claim,) = claims("State media quoted Orla Tennick as saying the dam was safe.")
    assert claim.source.name == "Orla Tennick"
    assert claim.via is not None
    assert claim.via.name.lower() == "state media"


def test_the_rest_is_the_outlets_own_voice() -> None:
    text = "The flood closed two bridges. Orla Tennick said they were old."
    own = [c for c in attributor().analyse(article(text)).claims if c.cue is None]
    assert [(c.source.name, c.content[0].of(text)) for c in own] == [
        ("The Harbour Post", "The flood closed two bridges.")
    ]


# -- the contract ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\n", "“", "said", '"""', "He said.", ": “", "’s"])
def test_odd_texts_do_not_break_it(text: str) -> None:
    analysis = attributor().analyse(article(text))
    assert all(claim.sentence.of(text) for claim in analysis.claims)


def test_articles_are_analysed_in_order() -> None:
    articles = [article(f"Orla Tennick said pump {n} had failed.") for n in range(5)]
    analyses = list(attributor().analyse_many(articles))
    assert analyses == [attributor().analyse(each) for each in articles]


def test_the_fingerprint_tells_with_from_without_rules() -> None:
    assert attributor().fingerprint != Attributor(rules=False, learned=False).fingerprint


def sample() -> Article:
    if not SAMPLE.exists():
        pytest.skip(f"the sample article is not beside the project ({SAMPLE})")
    lines = SAMPLE.read_text(encoding="utf-8").split("syria.mil.ru)")[1].split("Original url")[0]
    paragraphs = [" ".join(block.split()) for block in lines.split("\n\n") if block.strip()]
    mended: list[str] = []
    for paragraph in paragraphs:
        if mended and not mended[-1].endswith("."):
            mended[-1] += f" {paragraph}"
        else:
            mended.append(paragraph)
    text = "\n\n".join(mended)
    return Article(id="s", title="", text=text, outlet="The Moscow Times", agency="Reuters")


@pytest.mark.parametrize("learned", [False, True])
def test_the_sample_article_is_read_right(learned: bool) -> None:
    one = sample()
    found = Attributor(learned=learned).analyse(one).claims
    sourced = [c for c in found if c.source.kind is not SourceKind.OUTLET]
    assert len(sourced) >= 11

    def speaker(words: str) -> str:
        holding = [c for c in sourced if any(words in s.of(one.text) for s in c.content)]
        shortest = min(holding, key=lambda c: c.quote.end - c.quote.start)
        return shortest.source.name

    assert "Syrian Observatory" in speaker("about 400 Russian and Syrian airstrikes")
    assert speaker("pickup trucks") == "Moscow"
    assert speaker("killed up to 40") == "Russia's Defense Ministry"
    assert speaker("forced some of its forces to re-deploy") == "Syrian state media"
    mustafa = [c for c in sourced if c.source.name == "Naji al-Mustafa"]
    assert len(mustafa) == 3
    assert all((c.source.role or "").startswith("spokesman for the National") for c in mustafa)
