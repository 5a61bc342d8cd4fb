"""The proper name in a noun phrase: titles cut off, possessors and appositions told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.givennames import is_given
from corpus.attribution.offices import is_bare_office, is_second_given, is_title
from corpus.attribution.phrases import (
    ORG_WORDS,
    PARTICLES,
    Range,
    base_of,
    is_guard_body,
    name_token,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def name_range(doc: Doc, base: Range, head: Token) -> Range | None:
    """The proper name in a base phrase, titles left out; None where it has none."""
    start = base[0]
    if name_token(head) and not _is_common(head, base) and not _is_office(doc, base, head):
        left = head.i
        while left > start and _in_name(doc, left - 1, start):
            left -= 1
        while left < head.i and not name_token(doc[left]):
            left += 1
        if is_bare_office(doc, (left, head.i + 1), is_given(doc[left].text) and left < head.i):
            return None
        return without_titles(doc, left, _numbered(doc, head, base))
    return _premodifier_name(doc, base, head)


def _is_common(head: Token, base: Range) -> bool:
    """A capital that only the sentence's start gives: "Officials", "Police"."""
    return bool(head.i == base[0] and head.is_sent_start and head.pos_ == "NOUN")


def _is_source(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return lexicon.is_person(lemma) or lemma in lexicon.BODIES


def _numbered(doc: Doc, head: Token, base: Range) -> int:
    """The end of a name with the number that it may bear: "Channel Four", "Witness B"."""
    after = head.i + 1
    if after >= base[1]:
        return after
    number = doc[after]
    spelled = number.like_num and number.text[:1].isupper()
    letter = len(number.text) == 1 and number.text.isupper()
    digits = number.text.isdigit() and head.ent_type_ not in {"DATE", "PERSON"}
    return after + 1 if spelled or letter or digits else after


def _is_office(doc: Doc, base: Range, head: Token) -> bool:
    """A capital that an office bears: "the Health Secretary", "Kesteria's President"."""
    if not (lexicon.is_person(head.lower_) or is_demonym(head)) or is_guard_body(head):
        return False
    words = doc[base[0] : head.i]
    owned = any(t.lower_ in {"'s", "’s"} or t.tag_ == "PRP$" for t in words)
    return owned or (base[0] < head.i and doc[base[0]].lower_ == "the")


def is_demonym(head: Token) -> bool:
    """Tell whether a word is somebody of a country or party: "the Ethiopian"."""
    people = head.ent_type_ == "NORP" and head.tag_ in {"JJ", "NN", "NNP"}
    return (people and not head.lower_.endswith("s")) or head.lower_ in _DEMONYMS


# People of a country whose name is not its adjective.
_DEMONYMS = lexicon.words(
    "finn dane swede pole turk briton scot spaniard frenchman frenchwoman englishman englishwoman"
    " irishman irishwoman welshman welshwoman dutchman dutchwoman scotsman serb croat filipino"
    " icelander new-zealander luxembourger liechtensteiner kazakh uzbek argentine"
)


def _in_name(doc: Doc, i: int, start: int) -> bool:
    token = doc[i]
    if token.is_sent_start and token.tag_ == "NNS" and _is_source(token):
        return False  # "Makers Parnell Pharma"
    if name_token(token):
        return not (token.is_sent_start and token.pos_ not in {"PROPN", "NOUN", "ADJ"})
    if token.text == "-" and doc[i - 1].whitespace_:  # a dateline's dash
        return False
    if token.lower_ in PARTICLES or token.text in {"-", "&", ".", "'", "’"}:
        return i > start and (name_token(doc[i - 1]) or doc[i - 1].lower_ in PARTICLES)
    if token.lower_ == "and" and not (token.ent_type_ or _is_body(doc, i + 1)):
        return False  # "Aune and Moll" are two
    if token.lower_ in {"of", "for", "and", "the", "'s", "’s", "on"}:
        return i > start and (name_token(doc[i - 1]) or doc[i - 1].lower_ in {"of", "for"})
    return False


def without_titles(doc: Doc, start: int, end: int) -> Range:
    """Cut role words in front of a person's name: "Information Minister Berhan Osman"."""
    words = [doc[i].lower_.rstrip(".") for i in range(start, end)]
    if any(word in ORG_WORDS for word in words[-1:]):
        return start, end
    cut = start
    for offset, word in enumerate(words[:-1]):
        lemma = doc[start + offset].lemma_.lower()
        titled = is_title(word) or lexicon.is_person(lemma)
        if titled and is_second_given(doc, start + offset, end):
            break
        if titled and doc[start + offset + 1].text != "-":  # a paper may be a "Spokesman-Review"
            if doc[start + offset + 1].lower_ in {"of", "for"}:
                cut = _after_field(doc, start + offset + 2, end) or _after_office(
                    doc, start + offset + 1, end
                )
            else:
                cut = start + offset + 1
    field = start > 0 and doc[start - 1].lower_ == "and" and _is_field(doc, start)
    given = next((k for k in range(1, len(words) - 1) if is_given(words[k])), None)
    if cut == start and given and not is_given(words[0]):
        before = doc[start + given - 1].text
        told = _is_trade(before) or _is_letters(before) or before == "Class"
        cut = start + given if told else cut
    elif given and field:
        cut = start + given
    if cut < end and cut > start and any(w in ORG_WORDS for w in words[cut - start :]):
        return start, end
    # A possessor before a person's name: "Cordwell's Peter Onslow".
    for i in range(cut, end):
        if (
            doc[i].lower_ in {"'s", "’s"}
            and end - i - 1 >= 2
            and not any(doc[j].lower_ in ORG_WORDS for j in range(i + 1, end))
            and doc[end - 1].ent_type_ == "PERSON"
        ):
            cut = i + 1
    return (cut, end) if cut < end else (start, end)


def _is_field(doc: Doc, start: int) -> bool:
    """Tell whether capitals go on with an office's field: "Minister of Water and Child Care"."""
    before = doc[max(0, start - 6) : start]
    return any(t.text.istitle() and is_title(t.lower_) for t in before)


def _after_field(doc: Doc, start: int, end: int) -> int:
    """Where the name begins in "Minister of Public Health Ana Lind"; 0 where it cannot be told."""
    found = (i for i in range(start + 1, end - 1) if is_given(doc[i].text))
    return next((i for i in found if doc[i - 1].text[:1].isupper()), 0)


def _is_letters(word: str) -> bool:
    """Tell whether a word is an office in letters: "GP Walter Finch"."""
    return word.isalpha() and word.isupper() and 2 <= len(word) <= 4


def _is_trade(word: str) -> bool:
    """Tell whether a word before a given name is what somebody is: "Creator Milt Sandler"."""
    return len(word) > 4 and word.endswith(("er", "or", "ist", "ian", "man", "eur", "ee", "ive"))


def _after_office(doc: Doc, of: int, end: int) -> int:
    """Read "Secretary of State John Kerry": skip the office's own noun."""
    return min(of + 2, end - 1)


def _premodifier_name(doc: Doc, base: Range, head: Token) -> Range | None:
    """A name in front of a common noun: an organisation's own, or one that owns it."""
    start = base[0]
    words = [doc[i] for i in range(start, head.i)]
    while words and (words[0].pos_ == "DET" or words[0].lower_ in {"its", "his", "her", "their"}):
        words = words[1:]
    names = [w for w in words if name_token(w) and not _is_seat(doc, w.i)]
    if not names or (head.lemma_.lower() in lexicon.PEOPLE):
        return None
    run_start, run_end = names[0].i, names[0].i + 1
    while run_end < head.i and (name_token(doc[run_end]) or doc[run_end].text == "-"):
        run_end += 1
    run = doc[run_start:run_end]
    owns = run_end < head.i and doc[run_end].lower_ in {"'s", "’s", "'", "’"}
    if head.lemma_.lower() in lexicon.DOCUMENTS and head.lemma_.lower() not in lexicon.BODIES:
        return None
    if not owns and len(run) >= 2 and any(t.lower_ in ORG_WORDS for t in run):
        return run_start, run_end
    if head.lemma_.lower() in lexicon.BODIES or head.lower_ in lexicon.BODIES:
        return names[0].i, head.i + 1
    return None


def _is_body(doc: Doc, start: int) -> bool:
    """Tell whether the capitals from a token end in a word that bodies are called."""
    end = start
    while end + 1 < len(doc) and doc[end + 1].text[:1].isupper():
        end += 1
    return doc[end].lower_ in ORG_WORDS


def _counts(token: Token) -> bool:
    return token.pos_ != "DET" and token.text != "-" and token.lower_ not in PARTICLES


def _is_seat(doc: Doc, at: int) -> bool:
    """Read "the Hadley-based company": where it sits is not its name."""
    return doc[at + 1].text == "-" and doc[at + 2].lower_ == "based"


def name_behind_office(doc: Doc, core: Range) -> Range | None:
    """The person named after an office and its field: "Minister of Public Health Ana Lind".

    A given name right behind the preposition is somebody else's: "a friend of Ana Lind".
    """
    end = start = core[1]
    while start > core[0] and (
        name_token(doc[start - 1])
        or doc[start - 1].text == "-"
        or doc[start - 1].lower_ in PARTICLES
    ):
        start -= 1
    if start <= core[0] or doc[core[0]].lower_ in {"a", "an"} or doc[end - 1].lower_ in ORG_WORDS:
        return None
    for i in range(start + 1, end - 1):
        if is_given(doc[i].text) and not all(is_title(t.lower_) for t in doc[start:i]):
            saint = doc[i - 1].lower_.rstrip(".") in {"st", "saint", "mount", "port", "-"}
            return None if saint else (i, end)
    return None


def _in_brackets(doc: Doc, part: Range) -> bool:
    """Read "Brigadier (Rtd) Kwesi Ofori": what stands in brackets is the name last of all."""
    return part[0] > 0 and doc[part[0] - 1].text == "("


def apposed_name(doc: Doc, rest: list[Range]) -> tuple[Range, list[Range]] | None:
    """The first apposition that is a person's or a body's name, and the other segments."""
    for number, part in sorted(enumerate(rest[:4]), key=lambda each: _in_brackets(doc, each[1])):
        base = base_of(doc, part)
        tokens = doc[base[0] : base[1]]
        if not tokens or doc[part[0]].lower_ in {"who", "which", "and", "or", "whose", "including"}:
            continue
        last = tokens[-1].i
        if is_bare_office(doc, base, is_given(tokens[0].text)):
            continue  # "Superintendent of Police", "Dr"
        run = last
        while run > base[0] and (name_token(doc[run - 1]) or doc[run - 1].lower_ in PARTICLES):
            run -= 1
        others = [p for n, p in enumerate(rest) if n != number]
        if name_token(tokens[-1]) and last > run > base[0] and doc[run - 1].pos_ == "NOUN":
            return without_titles(doc, run, last + 1), [(base[0], run), *others]
        names = [t for t in tokens if name_token(t)]
        if (
            names
            and len(names) >= len([t for t in tokens if _counts(t)]) - 1
            and tokens[-1] in names
        ):
            name = without_titles(doc, names[0].i, names[-1].i + 1)
            return name, [p for n, p in enumerate(rest) if n != number]
    return None
