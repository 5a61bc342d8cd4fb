from __future__ import annotations

import socket

import pytest

from corpus.reading.agencies import agency_in_text, byline_and_agency
from corpus.reading.language import language_of
from corpus.reading.outlets import outlet_from_address
from corpus.reading.vocabulary import words_in


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.theglobeandmail.com/a", "The Globe and Mail"),
        ("sports.middleeasteye.net", "Middle East Eye"),
        ("insideclimatenews.org", "Inside Climate News"),
        ("averlandherald.example", "Averland Herald"),
        ("portmerrownews.co.uk", "Portmerrow News"),
        ("ctvnews.ca", "CTV News"),
        ("news24.com", "News24"),
        ("someone.substack.com", "Someone"),
        ("https://edition.cnn.com:443/x", "CNN"),
        ("192.0.2.7", "192.0.2.7"),
        ("http://[::1", None),
        ("localhost", None),
        ("", None),
    ],
)
def test_words_of_an_address_make_the_outlet_s_name(address: str, name: str | None) -> None:
    assert outlet_from_address(address) == name


def test_naming_an_outlet_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_args: object) -> None:
        pytest.fail("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", connect)
    assert outlet_from_address("port-merrow-gazette.co.za") == "Port Merrow Gazette"


@pytest.mark.parametrize("run", ["", "a", "xqzv", "thetimes", "é", "z" * 300])
def test_words_put_together_are_the_run_again(run: str) -> None:
    assert "".join(words_in(run)) == run


@pytest.mark.parametrize(
    ("byline", "parted"),
    [
        ("By Reuters Staff", (None, "Reuters")),
        ("By AFP in Paris", (None, "AFP")),
        ("From Reuters", (None, "Reuters")),
        ("by Agence France-Presse (AFP)", (None, "AFP")),
        ("By Ann Lee of the Associated Press", ("Ann Lee", "Associated Press")),
        ("By ANN LEE AP Business Writer", ("ANN LEE", "Associated Press")),
        ("By Associated Press Writer Ann Lee", ("Ann Lee", "Associated Press")),
        ("Reuters / Ann Lee", ("Ann Lee", "Reuters")),
        ("By Ann Lee, staff writer", ("Ann Lee", None)),
        ("By Ann Lee, The Calder Post", ("Ann Lee", None)),
        ("The Calder Post", (None, None)),
        ("By Ann Lee, Detroit Free Press", ("Ann Lee, Detroit Free Press", None)),
        ("Kasbah News Agency", (None, "Kasbah News Agency")),
        ("https://calderpost.com/ann", (None, None)),
        ("By Ann Pap and Spa Arl", ("Ann Pap and Spa Arl", None)),
        ("", (None, None)),
        (None, (None, None)),
        ("x" * 5000, (None, None)),
    ],
)
def test_a_byline_is_parted_into_writers_and_agency(
    byline: str | None, parted: tuple[str | None, str | None]
) -> None:
    assert byline_and_agency(byline, "The Calder Post") == parted


@pytest.mark.parametrize(
    ("first", "last", "agency"),
    [
        ("MOSCOW, March 3 (Reuters) - The port was closed.", "", "Reuters"),
        ("(AP) — The port was closed.", "", "Associated Press"),
        ("KYIV. March 3 (Interfax-Ukraine) – The port", "", "Interfax-Ukraine"),
        ("PARIS (Reuters/AFP) - The port", "", "Reuters"),
        ("The union (UPI) said the port was closed.", "", None),
        ("The port was closed (Reuters).", "", None),
        ("The port was closed.", "Source: Xinhua", "Xinhua"),
        ("The port was closed.", "(AFP)", "AFP"),
    ],
)
def test_datelines_and_closing_credits_name_the_agency(
    first: str, last: str, agency: str | None
) -> None:
    assert agency_in_text(first, last) == agency


ENGLISH = "The harbour authority said that the crane had been inspected in May and nothing found."
GERMAN = "Die Hafenbehörde teilte mit, der Kran sei im Mai geprüft worden, ohne dass etwas auffiel."


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (ENGLISH, None, "en"),
        (GERMAN, None, "de"),
        (GERMAN, "en-US", "de"),
        ("OK 12", "fr", "fr"),
        (f"Naïma Hélène Dupré\n\nJean-François\n\n{ENGLISH}", None, "en"),
        (ENGLISH, "en_GB", "en"),
        (ENGLISH, "not a language", "en"),
    ],
)
def test_the_language_is_that_of_the_sentences_not_of_the_names(
    text: str, declared: str | None, language: str
) -> None:
    assert language_of(text, declared) == language
