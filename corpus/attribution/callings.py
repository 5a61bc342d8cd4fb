"""What a person's role tells of a calling and a country: two of one name may differ in both."""

from __future__ import annotations

import itertools
import re

from corpus.attribution.demonyms import countries
from corpus.attribution.lexicon import words

# Callings that hardly anybody changes between; what fits several of them is left out.
_CALLINGS = {
    "sport": words(
        "striker midfielder defender goalkeeper winger forward fullback quarterback linebacker"
        " batsman bowler wicketkeeper sprinter swimmer cyclist golfer jockey boxer footballer"
        " cricketer rower skier gymnast referee pitcher outfielder skater tennis coach"
    ),
    "politics": words(
        "minister senator congressman congresswoman lawmaker mayor governor mp mep councillor"
        " councilman councilwoman ambassador chancellor legislator councilor"
    ),
    "science": words(
        "professor biologist physicist chemist geologist epidemiologist virologist astronomer"
        " ecologist historian mathematician neuroscientist climatologist archaeologist"
        " oceanographer meteorologist glaciologist"
    ),
    "arts": words(
        "actor actress singer musician novelist poet filmmaker guitarist drummer painter sculptor"
        " rapper composer choreographer comedian"
    ),
    "law": words("judge prosecutor coroner magistrate barrister"),
    "trade": words(
        "farmer baker butcher fisherman plumber electrician carpenter shopkeeper hairdresser"
        " nurse midwife firefighter teacher driver"
    ),
}


def calling_of(role: str | None) -> str | None:
    """Give the calling that a role tells; None where it tells none, or more than one."""
    said = set(re.findall(r"[^\W\d_]+", (role or "").lower()))
    found = [calling for calling, known in _CALLINGS.items() if said & known]
    return found[0] if len(found) == 1 else None


def country_of(role: str | None) -> str | None:
    """Give the one country that a role names; None where it names none, or more than one."""
    said = re.findall(r"[^\W\d_]+", (role or "").lower())
    forms = countries()
    phrases = (*said, *map(" ".join, itertools.pairwise(said)))
    found = {forms[form] for form in phrases if form in forms and form != "us"}
    return found.pop() if len(found) == 1 else None
