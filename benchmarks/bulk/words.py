"""What the reports of the bulk benchmark are put together from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing that is reported on: ``{name}`` is its own, ``{n}`` the official's figure."""

    titles: tuple[str, ...]
    leads: tuple[str, ...]
    official: str
    fact: str
    question: str


SYLLABLES = (
    ("bel", "cor", "dar", "el", "fen", "gar", "hal", "is", "jar", "kel", "lor", "mar", "nor",
     "os", "pel", "quin", "ros", "sel", "tar", "ul", "ver", "wen", "yar", "zel", "al", "bren"),
    ("a", "ami", "ando", "ane", "avi", "ede", "ela", "eno", "era", "eti", "iba", "ido", "ila",
     "ima", "ino", "ira", "olo", "ona", "ori", "uma", "uri", "ygo"),
    ("bor", "crest", "dell", "fax", "gard", "holm", "kir", "lund", "mond", "nak", "prin", "quay",
     "rick", "stad", "thorn", "vik", "wyn", "zan", "tross", "phar"),
)  # fmt: skip
THINGS = (
    Thing(
        ("Ferry {name} late again", "{name} kept in port at {town}", "Trouble aboard the {name}"),
        (
            "The ferry {name} put back to {town} {day} with smoke in its engine room.",
            "The ferry {name}, which sails between {town} and {other}, was stopped {day}.",
        ),
        "the harbour office of {town}",
        "{n} passengers had been aboard the {name}",
        "How many passengers were aboard the ferry {name}?",
    ),
    Thing(
        ("Cracks found in the {name} Bridge", "{name} Bridge closed to lorries"),
        (
            "The {name} Bridge near {town} was closed to heavy traffic {day}.",
            "Inspectors found cracks in the {name} Bridge between {town} and {other} {day}.",
        ),
        "the road authority of {town}",
        "{n} bolts of the {name} Bridge had to be replaced",
        "How many bolts of the {name} Bridge had to be replaced?",
    ),
    Thing(
        ("{name} Mill to shut", "Last shift at the {name} Mill"),
        (
            "The {name} Mill in {town} will be shut, its owners made known {day}.",
            "Workers of the {name} Mill in {town} were sent home {day}.",
        ),
        "the millers' union of {town}",
        "{n} jobs would be lost at the {name} Mill",
        "How many jobs will be lost at the {name} Mill?",
    ),
    Thing(
        ("Pupils of {name} School moved", "Roof of {name} School gives way"),
        (
            "The roof of {name} School in {town} gave way {day}.",
            "{name} School in {town} was emptied {day} after water had come through its roof.",
        ),
        "the school board of {town}",
        "{n} pupils of {name} School had been moved to {other}",
        "How many pupils of {name} School were moved?",
    ),
    Thing(
        ("Storm takes trees of {name} Wood", "{name} Wood closed after the storm"),
        (
            "A storm went through {name} Wood above {town} {day}.",
            "{name} Wood near {town} was closed to walkers {day}, as trees lay across the paths.",
        ),
        "the forestry office of {town}",
        "{n} oaks had been felled by the storm in {name} Wood",
        "How many oaks were felled by the storm in {name} Wood?",
    ),
    Thing(
        ("{name} festival breaks a record", "Crowds at the {name} festival"),
        (
            "The {name} festival ended in {town} {day}.",
            "The {name} festival drew people from {other} to {town} {day}.",
        ),
        "the tourist office of {town}",
        "{n} musicians had played at the {name} festival",
        "How many musicians played at the {name} festival?",
    ),
    Thing(
        ("Water of the {name} reservoir sinks", "{name} reservoir at its lowest"),
        (
            "The water of the {name} reservoir above {town} fell to a new low {day}.",
            "Gauges at the {name} reservoir, which serves {town} and {other}, gave alarm {day}.",
        ),
        "the water board of {town}",
        "{n} households lived on the {name} reservoir",
        "How many households live on the {name} reservoir?",
    ),
    Thing(
        ("Wages at {name} & Sons", "Strike at {name} & Sons goes on"),
        (
            "Weavers at {name} & Sons in {town} laid down their work {day}.",
            "The looms of {name} & Sons in {town} stood still {day}.",
        ),
        "the weavers' union",
        "{n} weavers of {name} & Sons were on strike",
        "How many weavers of {name} & Sons were on strike?",
    ),
    Thing(
        ("Fever at {name} Farm", "{name} Farm put under guard"),
        (
            "A fever broke out among the cattle of {name} Farm near {town} {day}.",
            "{name} Farm near {town} was fenced off by vets {day}.",
        ),
        "the veterinary office of {town}",
        "{n} cows of {name} Farm were ill",
        "How many cows of {name} Farm were ill?",
    ),
    Thing(
        ("Museum buys the {name} hoard", "The {name} hoard comes to {town}"),
        (
            "The museum of {town} showed the {name} hoard for the first time {day}.",
            "Divers who found the {name} hoard off {other} handed it over in {town} {day}.",
        ),
        "the museum of {town}",
        "{n} coins belonged to the {name} hoard",
        "How many coins belong to the {name} hoard?",
    ),
)
DAYS = tuple(
    f"on {day}" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
)
SAID = (
    "{who} said {day} that {claim}.",
    "according to {who}, {claim}.",
    "in a statement {who} said that {claim}.",
    "{who} told reporters that {claim}.",
)
CALLINGS = (
    "a baker", "a retired pilot", "a teacher", "an innkeeper", "a nurse", "a student of law",
    "a beekeeper", "a carpenter", "a librarian", "a fishmonger", "a clockmaker", "a postwoman",
)  # fmt: skip
OPENINGS = (
    "Nobody told us anything about the {name} before",
    "My father spoke of the {name} as of an old friend",
    "We saw it coming with the {name} for years",
    "They mended the {name} with string and good wishes",
    "I have written eleven letters about the {name}",
    "People in {other} laugh at us over the {name}",
    "You could hear the {name} from the church tower",
    "The {name} paid for this house",
    "I was at the {name} when it began",
    "Half of {town} has somebody at the {name}",
)
ENDINGS = (
    "and now everybody wants to have known it", "but that is how things go on this coast",
    "and I would do it again", "so what did they expect", "and the kettle was still warm",
    "though the council looked away", "and it will cost us dearly", "but we are still here",
    "and my children ask me what comes next", "and not one of them took off his hat",
    "so we counted everything twice", "and the rain did the rest",
    "but the insurance will not hear of it", "and there was soup for all afterwards",
)  # fmt: skip
WHO = (
    "the mayor of {town}", "two engineers from {other}", "a clerk of the land office",
    "the night bus to {other}", "the bakers' guild", "a choir of pensioners",
    "the lighthouse keeper", "volunteers in yellow coats", "the owner of the corner shop",
    "a surveyor with a long beard", "the chess club of {town}", "the district court",
    "a tractor from a neighbouring farm", "the weather station above {town}",
    "the brass band of {other}", "a young notary", "three coaches full of visitors",
    "the fire brigade of {other}", "the parish council", "a plumber on his day off",
    "the savings bank of {town}", "an old map in the archive", "the ferrymen's widow fund",
    "a school class with drums",
)  # fmt: skip
DID = (
    "counted {n} broken windows along the quay", "asked for {n} more chairs",
    "had to turn back at the toll gate", "brought {n} blankets and a crate of lamps",
    "put up a fence of {n} paces", "wrote to the ministry for the second time",
    "sold {n} umbrellas", "kept the stove burning until the last had gone",
    "lost sight of the coast in the fog", "paid for {n} sacks of sand",
    "hung a white flag from the balcony", "drew up a list with {n} names",
    "waited {n} minutes for the key", "could not agree on a colour for the roof",
    "took {n} photographs of the damage", "cleared the road to the cemetery",
    "held a collection that came to {n} crowns", "refused to sign the minutes",
    "found a trunk with {n} letters", "moved the market into the old riding school",
    "planted {n} limes along the canal", "sent a pigeon with the news",
    "measured the well and found it {n} feet deep", "offered beds to {n} strangers",
)  # fmt: skip
WHEN = (
    "before the bells had rung noon", "while it was still dark", "in the week after Easter",
    "by the light of two lanterns", "as they had done every year", "to nobody's surprise",
    "without a word to the press", "when the tide was out", "under the eyes of the whole street",
    "in spite of the new rules", "for the first time since the war", "at their own expense",
    "between two showers", "after a long quarrel", "on the steps of the town hall",
    "as soon as the road was open",
)  # fmt: skip
