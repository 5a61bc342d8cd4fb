"""What happens in an invented region, and how its papers put it: frames with slots to fill.

``{n}`` is the figure that an official gives, ``{m}`` another's; ``{who_}`` is followed by a verb.
"""

from __future__ import annotations

from dataclasses import dataclass

TOWNS = (
    "Aldery", "Belmoor", "Corvale", "Dunwick", "Estrel", "Farrowby", "Gildersee", "Harbrook",
    "Islemere", "Jorvale", "Kelmarsh", "Lindow", "Marrick", "Norvale", "Ostwick", "Pellmoor",
    "Quenby", "Rothsea", "Selwick", "Tarnmouth", "Ulverby", "Vexley", "Wendmere", "Yarrowby",
    "Zellmoor", "Ambermouth", "Brackwell", "Coldharbor", "Dovedale", "Eastermoor", "Fennwick",
    "Grimsea", "Hollowby", "Inverlow", "Jessamere", "Kirkvale", "Lambrook", "Mossgate",
    "Netherby", "Orrindale", "Pinmarsh", "Ravensea", "Stonelow", "Thornby", "Underwick",
    "Velmoor", "Westerlow", "Oxmere", "Braemouth", "Caldermarsh",
)  # fmt: skip
FIRST = (
    "Ana", "Bruno", "Clara", "Dario", "Edda", "Felix", "Greta", "Hugo", "Ilse", "Jonas", "Karin",
    "Lukas", "Mira", "Nils", "Olga", "Pavel", "Rosa", "Stefan", "Thea", "Viktor", "Wanda", "Yara",
    "Zeno", "Astrid", "Boris", "Celia", "Emil", "Frida", "Gustav", "Helen",
)  # fmt: skip
LAST = (
    "Toric", "Lindqvist", "Marlow", "Brandt", "Odrin", "Aldane", "Vesely", "Koster", "Hallam",
    "Ferro", "Nyberg", "Castell", "Dorn", "Engel", "Faro", "Grieve", "Holm", "Ivarsen", "Jansky",
    "Keller", "Lorant", "Moreau", "Novak", "Osten", "Pereira", "Quist", "Rell", "Sandoval",
    "Thorne", "Ulmer", "Varga", "Wexler", "Yilmaz", "Zander", "Amsel", "Birk", "Corley",
    "Drummond", "Eklund", "Falk",
)  # fmt: skip
PAPERS = ("Herald", "Courier", "Gazette", "Post", "Observer", "Ledger", "Chronicle", "Radio")
AGENCY = "Coast Press"

SAID = (
    "{who_} said {day} that {claim}.",
    "According to {who}, {claim}.",
    "In a statement {who_} said that {claim}.",
    "{who_} told reporters that {claim}.",
)
DENIED = (
    "{who} denied that {claim}.",
    "{who} rejected the report that {claim}.",
)
QUOTED = (
    "“{words},” said {who}.",
    "“{words},” {who_} told the {outlet}.",
    "{who_} said: “{words}.”",
)
# What papers say of any event.
AROUND = (
    "The town hall of {town} stayed open until {hour} o'clock to answer questions.",
    "A hearing on the matter is to be held in {town} on the {nth} of next month.",
    "It was the {nth} case of its kind in the district of {town} within ten years.",
    "The road between {town} and {other} was passable again by {hour} o'clock.",
    "Schools in the west of {town} were to open an hour later on the following day.",
    "Two years ago a similar case had kept the council of {other} busy for months.",
    "The regional assembly is to discuss what happened in {town} at its next sitting.",
    "Shops along {street} in {town} closed early, and the market was called off.",
    "A telephone line for those who live near {street} was opened in the afternoon.",
    "The last bus from {town} to {other} waited for {minutes} minutes at the station.",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: the question that its reports answer, and what can be said of it."""

    name: str
    question: str
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    official: tuple[str, str]
    figure: str
    rival: tuple[str, str]
    rival_figure: str
    denier: str
    denied: str
    remarks: tuple[str, ...]


KINDS = (
    Kind(
        "flood",
        "How many houses in {town} were flooded when the river rose?",
        ("River floods {town}", "{town} under water after the dam is opened"),
        (
            "The river rose over its banks in {town} {day} and ran into Mill Lane.",
            "After a night of rain the river flooded the lower part of {town} {day}.",
        ),
        (
            "{person}, head of the {town} civil protection office",
            "the {town} civil protection office",
        ),
        "{n} houses in {town} had been flooded",
        ("the Rivermen's Guild", "the Rivermen's Guild"),
        "{m} houses in {town} had been flooded",
        "The {town} water board",
        "the sluice had been opened too late",
        (
            "We carried my mother out over the roof of the shed",
            "In thirty years I have not seen the water climb so fast",
            "The pumps were there, but nobody had the key",
            "By midnight the cellar was full and the cat sat on the stove",
            "What we need now is dry wood and blankets, not speeches",
        ),
    ),
    Kind(
        "strike",
        "How many workers in {town} stopped work in the strike?",
        ("Strike halts the yards of {town}", "{town} dockers walk out"),
        (
            "Cranes stood still in {town} {day} after the night shift had walked out.",
            "A strike over pay brought the yards of {town} to a halt {day}.",
        ),
        ("{person}, who leads the Dockers' Union in {town}", "the Dockers' Union in {town}"),
        "{n} workers had stopped work in {town}",
        ("the Association of Shipowners", "the Association of Shipowners"),
        "no more than {m} workers had stopped work in {town}",
        "The Association of Shipowners",
        "it had broken off the talks",
        (
            "We have waited two years for a rise that covers the rent",
            "Nobody loads a ship for thanks alone",
            "My father struck at this gate, and so do I",
            "If they call us tonight we shall talk tonight",
            "There is money for a new office tower and none for gloves",
        ),
    ),
    Kind(
        "fire",
        "How many sheds burned down in the fire at {town}?",
        ("Fire destroys sheds in {town}", "Timber yard burns in {town}"),
        (
            "A fire broke out in the timber yard of {town} {day} and spread to the sheds.",
            "Smoke stood over {town} {day} after a fire in the timber yard.",
        ),
        ("{person}, the chief of the {town} fire brigade", "the {town} fire brigade"),
        "{n} sheds had burned down in {town}",
        ("the timber firm {firm}", "the timber firm {firm}"),
        "{m} sheds had burned down in {town}",
        "The timber firm {firm}",
        "its hydrants had been dry",
        (
            "The sparks flew as far as the church, and we wetted the roof with buckets",
            "I heard it crack like a whip before I saw any flame",
            "Forty years of seasoned oak are gone in an hour",
            "We got the horses out first and then the ledgers",
            "The wind turned at four, and that saved the street",
        ),
    ),
    Kind(
        "ferry",
        "How many passengers were aboard the ferry that ran aground off {town}?",
        ("Ferry runs aground off {town}", "Passengers taken off a ferry at {town}"),
        (
            "A ferry ran aground on the sandbank off {town} {day} in thick fog.",
            "The evening ferry to {other} struck the bank off {town} {day} and stuck fast.",
        ),
        ("{person}, the harbour master of {town}", "the harbour office of {town}"),
        "{n} passengers had been aboard the ferry off {town}",
        ("the ferry line {firm}", "the ferry line {firm}"),
        "{m} passengers had been aboard the ferry off {town}",
        "The ferry line {firm}",
        "the radar of the ferry had been out of order",
        (
            "There was a bump, and then it was so quiet that we heard the gulls",
            "The children sang until the lifeboat came",
            "No one told us anything for two hours",
            "I have crossed here for twenty years and never once got wet feet",
            "The captain came down himself and handed out tea",
        ),
    ),
    Kind(
        "budget",
        "How many crowns does {town} want to spend on the new hospital?",
        ("{town} votes for a hospital", "Council of {town} passes its budget"),
        (
            "The council of {town} voted {day} to build a new hospital on the old parade ground.",
            "After a long sitting the council of {town} passed its budget {day}.",
        ),
        ("{person}, the mayor of {town}", "the treasury of {town}"),
        "{town} would spend {n} million crowns on the new hospital",
        ("the Taxpayers' League", "the Taxpayers' League"),
        "the new hospital would cost {town} {m} million crowns",
        "The treasury of {town}",
        "the price had been kept from the council",
        (
            "A town of this size cannot send its sick over the mountain",
            "We shall pay for it until my daughter is a grandmother",
            "I asked for the sums three times and got three sums",
            "The parade ground has been empty since I was at school",
            "Beds are cheap, nurses are what we lack",
        ),
    ),
    Kind(
        "outbreak",
        "How many people fell ill in {town} after drinking tap water?",
        ("Tap water makes people ill in {town}", "{town} told to boil its water"),
        (
            "People in {town} were told {day} to boil their water after many had fallen ill.",
            "A stomach illness spread through {town} {day}, and the tap water is under suspicion.",
        ),
        ("{person}, the district doctor of {town}", "the health office of {town}"),
        "{n} people had fallen ill in {town}",
        ("the {town} hospital", "the {town} hospital"),
        "{m} people had fallen ill in {town}",
        "The waterworks of {town}",
        "the filters had not been changed",
        (
            "It began in the kindergarten and by evening the whole lane had it",
            "We buy bottles for the baby and boil the rest",
            "The water smelled of pond, and I rang them in April",
            "Nobody is in danger, but nobody is comfortable either",
            "I have washed my hands until they cracked",
        ),
    ),
    Kind(
        "bridge",
        "How many lorries a day crossed the bridge of {town} before it was closed?",
        ("Bridge of {town} closed", "Cracks shut the bridge of {town}"),
        (
            "The old bridge of {town} was closed {day} after divers had found cracks in a pier.",
            "Since {day} nothing heavier than a bicycle may cross the bridge of {town}.",
        ),
        ("{person}, the engineer of {town}", "the road office of {town}"),
        "{n} lorries a day had crossed the bridge of {town}",
        ("the Hauliers' Federation", "the Hauliers' Federation"),
        "{m} lorries a day had crossed the bridge of {town}",
        "The Hauliers' Federation",
        "overloaded lorries had done the damage",
        (
            "You could put your whole hand into the crack",
            "The way round takes an hour, and the milk does not wait",
            "My grandfather carried stones for that bridge",
            "They painted the railings and forgot the piers",
            "First they closed the ford and now the bridge",
        ),
    ),
    Kind(
        "election",
        "How many votes decided the election in {town}?",
        ("Close vote in {town}", "{town} elects a new mayor"),
        (
            "{town} elected a new mayor {day} after the closest count in memory.",
            "The count in {town} went on until the morning before a mayor was found {day}.",
        ),
        ("{person}, who led the count in {town}", "the election office of {town}"),
        "{n} votes had decided the election in {town}",
        ("the Harbour Party", "the Harbour Party"),
        "only {m} votes had decided the election in {town}",
        "The election office of {town}",
        "ballots had been counted twice",
        (
            "I shall be the mayor of those who stayed at home as well",
            "We lost by a busload and I know which bus",
            "In our ward they ran out of pencils",
            "A majority is a majority, even a thin one",
            "Whoever sits there now has to mend the drains",
        ),
    ),
    Kind(
        "layoffs",
        "How many jobs will be lost at the glassworks of {town}?",
        ("Glassworks of {town} to shed jobs", "Furnace goes out in {town}"),
        (
            "The glassworks of {town} will put out one of its furnaces, it was made known {day}.",
            "Workers at the glassworks of {town} were called into the yard {day} and told of cuts.",
        ),
        ("{person}, who runs the glassworks of {town}", "the glassworks of {town}"),
        "{n} jobs would be lost in {town}",
        ("the Glassworkers' Union", "the Glassworkers' Union"),
        "{m} jobs would be lost in {town}",
        "The glassworks of {town}",
        "the second furnace would follow in spring",
        (
            "I learned to blow glass here at fifteen, and what shall I do at fifty",
            "Gas costs us three times what it cost our rivals",
            "They told us over a loudspeaker",
            "A furnace that has gone cold never burns the same",
            "The orders are there, but the money went into the new hall",
        ),
    ),
    Kind(
        "dig",
        "How many graves were found under the market square of {town}?",
        ("Old graves found in {town}", "Diggers in {town} come upon a burial ground"),
        (
            "Workmen who laid pipes under the market square of {town} came upon old graves {day}.",
            "The market square of {town} was fenced off {day} after bones had come to light.",
        ),
        ("{person}, who leads the dig in {town}", "the museum of {town}"),
        "{n} graves had been found in {town}",
        ("the University of {other}", "the University of {other}"),
        "{m} graves had been found in {town}",
        "The museum of {town}",
        "gold had been taken from the site at night",
        (
            "She wore a ring of jet and somebody had laid flowers at her feet",
            "We knew of a chapel, but nobody knew where it had stood",
            "The pipes can wait, these people have waited longer",
            "Every child in town wants to hold a brush now",
            "It rained, and so we found the second row",
        ),
    ),
)
