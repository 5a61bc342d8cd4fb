"""Ranks, offices and honorifics: what stands beside a person's name and is never the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]

# Said before a name as "Mr" is, in the manners of many countries' papers.
HONORIFICS = lexicon.words(
    "madam madame monsieur herr frau señor señora senor senora don doña shri shrimati smt kumari"
    " thiru alhaji alhaja hajia hajiya mallam malam comrade cde engr ing barr advocate adv coun"
    " encik puan tuan cik haji hajjah brother bro messrs mssrs retd rtd amb arc esq sqn wg flt"
    " cpt capt'n asst dep acp dcp dsp asp igp cp sp hrh"
)

# Capitals that a rank or office ends in, and which are hardly anybody's surname.
OFFICES = lexicon.words(
    "minister president secretary counsel officer commissioner superintendent inspector sergeant"
    " lieutenant colonel brigadier director governor senator chairman chairwoman chairperson"
    " spokesman spokeswoman spokesperson ambassador councillor councilor councilman councilwoman"
    " detective professor registrar adviser advisor member mayor principal treasurer"
    " admiral commander coordinator envoy lawmaker congressman congresswoman"
    " representative coroner magistrate prosecutor undersecretary administrator premier"
    " chancellor vice-chancellor provost manager leader editor attorney commandant captain"
    " rector convener convenor ombudsman comptroller physician deputy official executive"
    " ceo cfo coo dr prof mr mrs ms miss mla mca general justice whip speaker"
)

# What qualifies an office: "Chief Financial Officer", "Acting Deputy Commissioner".
_QUALIFIERS = lexicon.words(
    "acting deputy assistant vice senior junior chief joint additional principal interim lead"
    " first second third executive financial operating technical medical technology information"
    " legal marketing commercial managing general group regional national federal state county"
    " provincial district divisional city prime special permanent parliamentary cabinet house"
    " majority minority assembly board council committee party police army air fire traffic"
    " crime health housing education finance foreign home defence defense interior transport"
    " agriculture labour labor justice trade energy water environment sports culture opposition"
    " under lord lady high supreme warrant petty wing squadron flight group staff lance master"
    " non-executive co - /"
)


def is_title(word: str) -> bool:
    """Tell whether a word in lower case may stand before a name: a rank, an office, "Madam"."""
    bare = word.rstrip(".'’")
    return bare in lexicon.TITLES or bare in HONORIFICS or lexicon.is_person(bare)


def is_bare_office(doc: Doc, part: Range, given: bool) -> bool:
    """Tell whether capitals are an office alone: "Chief Financial Officer", "Assembly Member".

    ``given``: whether they begin with a given name, as "Helen Speaker" does.
    """
    words = [token.lower_.rstrip(".") for token in doc[slice(*part)]]
    if not words or given or words[-1] not in OFFICES or {"of", "for"} & set(words):
        return False
    before = words[:-1]
    plain = all(word in _QUALIFIERS or is_title(word) for word in before)
    # "Dollar General" is a shop, "Kogi Governor" an office; "Senior Justice" too.
    return plain or (words[-1] not in {"general", "justice", "speaker", "leader", "whip"})


def is_titled_name(doc: Doc, part: Range) -> bool:
    """Tell whether a phrase is a title and a name: "Madam Comfort Asieduwaa"."""
    words = doc[slice(*part)]
    titled = is_title(words[0].lower_) and words[0].text[:1].isupper() and len(words) > 1
    return titled and words[1].text[:1].isupper() and not is_bare_office(doc, part, False)


def is_odd_given(token: Token) -> bool:
    """Read "Per" in "Officer Per Lunde": a capital between capitals is no preposition."""
    if token.i == 0 or token.i + 1 >= len(token.doc) or token.is_sent_start:
        return False
    around = token.nbor(-1).text, token.nbor(1).text
    capital = token.text.istitle() and all(text[:1].isupper() for text in around)
    return capital and token.lower_ not in _PREPOSITIONS


_PREPOSITIONS = lexicon.words(
    "of in for at on to from with by as over after under against about into before between during"
    " through than that if because while until since like near off up out via amid among without"
    " within upon toward towards across behind beyond despite whether though although so"
)


def is_second_given(doc: Doc, at: int, end: int) -> bool:
    """Read "grazier Col Byrne", "Superintendent Dean Marsh": a given name that ranks are too."""
    if at == 0 or at + 1 >= end or doc[at].lower_ not in _EITHER:
        return False
    alone = not any(token.whitespace_ for token in doc[at + 1 : end - 1])
    before = doc[at - 1]
    return alone and (is_title(before.lower_) or (before.is_lower and before.pos_ == "NOUN"))


_EITHER = lexicon.words("col dean earl duke major king prince bishop judge sterling marshal")
