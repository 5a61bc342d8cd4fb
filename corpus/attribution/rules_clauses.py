"""Verbs of saying and thinking: their source and content, read off the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.lexicon import Act, Verb
from corpus.attribution.rules_frames import Frame, Range, extent, minus

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from corpus.attribution.quoted import Quoted

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_AUXILIARY = frozenset({"aux", "auxpass", "neg"})
_RELATIVE = frozenset({"that", "which", "who", "whom"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "VBN", "VBG", "MD"})
# Participles that go on with the speech of the clause before: "…, adding that".
_GOING_ON = frozenset(
    ["add", "note", "say", "warn", "insist", "argue", "explain", "stress", "describe", "call", "accuse", "cite", "claim", "promise", "vow", "urge", "ask", "tell", "predict", "suggest", "write", "declare", "acknowledge", "admit", "emphasise", "emphasize", "point"]
)  # fmt: skip
_REPORTED = frozenset(
    {"quote", "report", "say", "believe", "understand", "think", "allege", "expect"}
)


def clause_frames(doc: Doc, sentence: Span, marks: Quoted) -> list[Frame]:
    """Find the frames of a sentence's verbs outside quotations."""
    quoted = marks.long
    frames = []
    for token in sentence:
        if token.pos_ not in {"VERB", "AUX", "NOUN", "PROPN", "ADJ"} or quoted[token.i] >= 0:
            continue
        if token.pos_ not in {"VERB", "AUX"} and not _mistagged(token):
            final = _final_cue(doc, sentence, token)
            if final:
                frames.append(final)
            continue
        frame = _frame(doc, sentence, token, marks.all)
        if frame:
            frames.append(frame)
    return frames


def _final_cue(doc: Doc, sentence: Span, token: Token) -> Frame | None:
    """ "…, official data show.": a cue at the end that was read as a noun."""
    entry = lexicon.verb(token.lemma_.lower())
    after = token.i + 1
    if entry is None or token.lemma_.lower() not in lexicon.PARENTHETICAL or token.lower_ in _NOUNS:
        return None
    if after < sentence.end and not (doc[after].is_punct or doc[after].is_space):
        return None
    comma = next((i for i in range(token.i - 1, sentence.start, -1) if doc[i].is_punct), None)
    if comma is None or doc[comma].text not in {",", "”", '"'} or not 1 <= token.i - comma - 1 <= 5:
        return None
    before = doc[sentence.start : comma]
    if not any(t.pos_ in {"VERB", "AUX"} for t in before) or (
        token.tag_ in {"NN"} and token.lower_ in {"report", "claim", "warning"}
    ):
        return None
    source = (comma + 1, token.i)
    return Frame(
        (token.i, after), source, (comma, after), entry.act, [(sentence.start, comma)], 0.7
    )


_NOUNS = frozenset({"point", "note", "record", "project", "rule", "post", "text"})


def _mistagged(token: Token) -> bool:
    """Headlines' "Says" and "Say" are often tagged as names."""
    if token.lower_ in {"says", "say", "said"} and token.dep_ in {"ROOT", "ccomp", "parataxis"}:
        return True
    return lexicon.verb(token.lemma_.lower()) is not None and any(
        child.dep_ == "nsubj" and child.i < token.i for child in token.children
    )


def _frame(doc: Doc, sentence: Span, token: Token, quoted: list[int]) -> Frame | None:
    refusal = _refusal(doc, token)
    if refusal:
        return refusal
    if (
        token.dep_ == "pcomp"
        and token.head.lower_ == "as"
        and token.head.head.lemma_ in {"quote", "cite"}
    ):
        return None
    if (
        token.tag_ == "VBN"
        and token.dep_ in {"advcl", "acl"}
        and not any(child.dep_ in {"aux", "agent"} for child in token.children)
    ):
        return None
    if token.lemma_ == "put":
        as_put = _as_put(doc, token)
        if as_put:
            return as_put
    if token.lemma_ in {"quote", "cite"}:
        quoting = _quoting(token)
        if quoting:
            return quoting
    entry = lexicon.verb(token.lemma_.lower())
    if entry is None or (token.tag_ == "VBN" and token.dep_ in {"amod", "compound"}):
        return None
    passive = _is_passive(token)
    source = source_of(token)
    cue = cue_of(token)
    clause = clause_of(token, source, cue)
    act = Act.DENY if entry.act is not Act.REFUSE and _negated_denial(token) else entry.act
    frame = Frame(cue=cue, source=source, clause=clause, act=act)
    subjects = [child for child in token.children if child.dep_ == "nsubj" and child.i < token.i]
    if len(subjects) > 1 and source is not None and doc[source[0] - 1].is_punct:
        # Two subjects: the parser lost the clause before ", the minister said".
        first = subjects[-2]
        apposed = first.i - first.left_edge.i <= 3 and doc[first.left_edge.i - 1].text == ","
        frame.content = [(first.left_edge.i if apposed else sentence.start, source[0])]
        return frame
    if passive:
        return _passive(doc, token, frame, entry)
    content = _complements(doc, token, entry, clause, quoted)
    if not content and "c" in entry.takes:
        content = _around(doc, sentence, token, frame, quoted)
    if _negated(token) and act in {Act.SAY, Act.SHOW}:
        frame.act, frame.confidence = Act.REFUSE, 0.5
    frame.content = content
    if source is None:
        frame.confidence = min(frame.confidence, 0.5)
    if content and not _credible(token, entry, content):
        return None
    return frame


def _credible(token: Token, entry: Verb, content: list[Range]) -> bool:
    """Tell whether a frame is speech by somebody who can speak, rather than an action."""
    subject = speaker_of(token)
    clausal = any(child.dep_ == "ccomp" for child in token.children)
    if subject is None:
        return clausal
    if entry.act is Act.SHOW and token.tag_ == "VB" and token.dep_ in {"advcl", "xcomp"}:
        return False
    if entry.act is Act.SHOW and not clausal:
        return subject.lemma_.lower() in lexicon.DOCUMENTS
    if token.lemma_ == "ask" and any(
        word.lower_ in {"named", "identified"} for word in token.doc[token.i : token.i + 6]
    ):
        return False
    return clausal or can_speak(subject)


def _negated_denial(token: Token) -> bool:
    return False


def _negated(token: Token) -> bool:
    return any(child.dep_ == "neg" for child in token.children)


def _is_passive(token: Token) -> bool:
    return token.tag_ == "VBN" and any(
        child.dep_ in {"auxpass", "nsubjpass"} for child in token.children
    )


def cue_of(token: Token) -> Range:
    """The verb with the auxiliaries and adverbs that touch it."""
    start = token.i
    own = {child.i for child in token.lefts if child.dep_ in _AUXILIARY | {"advmod"}}
    while start - 1 in own:
        start -= 1
    own_aux = [i for i in range(start, token.i) if token.doc[i].dep_ in _AUXILIARY]
    start = own_aux[0] if own_aux else token.i
    end = token.i + 1
    after = token.nbor(1) if end < len(token.doc) else None
    if after is not None and after.dep_ == "prt" and after.head == token:
        end += 1
    return start, end


def source_of(token: Token) -> Range | None:
    """The noun phrase that speaks: the verb's subject or, failing that, that of its governor."""
    subject = speaker_of(token)
    if subject is None and token.lemma_ in {"read", "say", "add", "write"} and token.i:
        # An inverted subject that the parser took for an object: "…, read a notice".
        after = next((c for c in token.rights if c.dep_ in {"dobj", "attr"}), None)
        marked = token.doc[token.i - 1].is_punct and token.dep_ in {
            "ROOT",
            "dep",
            "parataxis",
            "conj",
        }
        subject = after if marked else None
    return None if subject is None else noun_phrase(subject, token)


def speaker_of(token: Token) -> Token | None:
    """The head word of who speaks; a subject that cannot speak gives way to one that does.

    A verb of saying without a subject of its own inside what somebody says goes with that
    somebody: "The firm said data were copied but denied that …".
    """
    subject = subject_of(token)
    if subject is not None and subject.head == token:
        return subject
    for host in token.ancestors:
        entry = lexicon.verb(host.lemma_.lower())
        if entry is None or entry.act not in {Act.SAY, Act.DENY, Act.SHOW} or host.i > token.i:
            continue
        own = next((c for c in host.children if c.dep_ == "nsubj"), None)
        if own is not None and own.i < token.i and _goes_with(token, host):
            return own
    return subject


def _goes_with(token: Token, host: Token) -> bool:
    """Tell whether a coordinated or participial verb continues its host's speech."""
    if token.dep_ == "conj":
        return token.tag_ == host.tag_ and token.tag_ in {"VBD", "VBZ", "VBP"}
    return token.dep_ in {"advcl", "acl"} and token.tag_ == "VBG" and token.lemma_ in _GOING_ON


def can_speak(head: Token) -> bool:
    """Tell whether a noun can be a source: a name, a person, a body, a document, a pronoun."""
    if head.pos_ in {"PROPN", "PRON"} or head.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
        return True
    lemma = head.lemma_.lower()
    if head.lower_ == "old":  # "the 44-year-old"
        return True
    known = lemma in lexicon.PEOPLE or lemma in lexicon.BODIES or lemma in lexicon.DOCUMENTS
    return known or head.tag_ == "NNS" or head.lower_ in lexicon.BODIES


def subject_of(token: Token, depth: int = 0) -> Token | None:
    """Find the head word of the subject, over coordination, participles and infinitives."""
    if depth > 6:
        return None
    subjects = [
        child for child in token.children if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass")
    ]
    if subjects:
        before = [child for child in subjects if child.i < token.i]
        return (before or subjects)[-1 if before else 0]
    if token.dep_ == "relcl":
        return None
    if token.dep_ in {"acl"} and token.tag_ in {"VBG", "VBD"}:
        return token.head
    if token.dep_ in {"conj", "xcomp", "advcl", "pcomp", "dep", "ccomp"} and (
        token.dep_ != "ccomp" or token.tag_ == "VBG"
    ):
        head = token.head
        if token.dep_ == "advcl":
            head = _speaking_host(token)
        if head.pos_ in {"VERB", "AUX"}:
            return subject_of(head, depth + 1)
        if token.dep_ == "pcomp":
            return subject_of(head.head, depth + 1) if head.head.pos_ in {"VERB", "AUX"} else None
    return None


def _speaking_host(token: Token) -> Token:
    """ "…, adding that" goes with the verb of saying that governs the clause it hangs on."""
    host = token.head
    if token.tag_ == "VBG" and token.lemma_ in _GOING_ON:
        up = host
        while up.dep_ in {"ccomp", "conj", "xcomp", "advcl", "relcl"} and up.head != up:
            up = up.head
            entry = lexicon.verb(up.lemma_.lower())
            if entry and entry.act is Act.SAY and up.i < token.i:
                return up
    return host


def noun_phrase(head: Token, cue: Token) -> Range:
    """The whole phrase of a subject, with apposition and relative clause, short of the cue."""
    start, end = extent(head)
    if start <= cue.i < end:
        if cue.i > head.i:
            end = cue.i
        else:
            start = cue.i + 1
    # A clause in front of the name is not part of it: "But on Monday Anna Lee".
    while (
        start < head.i
        and head.doc[start].dep_ in {"cc", "punct", "mark", "advmod", "intj"}
        and (head.doc[start].head in {head, cue} and head.doc[start].text not in {"“", '"', "‘"})
    ):
        start += 1
    return start, end


_CIRCUMSTANCE = frozenset({"prep", "npadvmod", "advmod", "dobj", "dative", "agent", "prt", "advcl"})


def clause_of(token: Token, source: Range | None, cue: Range) -> Range:
    """The stretch of source and cue, with addressee and circumstances right after the cue."""
    start, end = cue
    if source is not None and source[1] <= cue[0] and not _foreign(token, source[1], cue[0]):
        start = source[0]
    if source is not None and source[0] >= cue[1] and source[0] - cue[1] <= 1:
        end = source[1]
    for child in token.rights:
        addressed = child.dep_ in {"dobj", "dative"} and token.lemma_ in _ADDRESSED
        aside = child.dep_ in {"npadvmod", "advmod", "prep"} and child.lower_ not in {"as", "of"}
        if (addressed or aside) and child.left_edge.i == end and len(list(child.subtree)) <= 9:
            end = child.right_edge.i + 1
    return start, end


def _foreign(token: Token, start: int, end: int) -> bool:
    """Tell whether words of another clause stand between source and cue."""
    return any(
        other.pos_ in {"VERB"} and other.is_ancestor(token) is not False
        for other in token.doc[start:end]
    )


def _complements(
    doc: Doc, token: Token, entry: Verb, clause: Range, quoted: list[int]
) -> list[Range]:
    """The content that hangs on the verb."""
    found: list[Range] = []
    takes = entry.takes
    clausal = [
        child
        for child in token.children
        if child.dep_ in {"ccomp"}
        or (child.dep_ in {"xcomp", "advcl"} and _is_content(child, entry))
    ]
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if after is not None and "p" in takes and after.lower_ in entry.prepositions:
        found += _prepositional(token, entry)
    if not found and ("c" in takes or "o" in takes):
        for child in clausal:
            if child.dep_ == "ccomp" or ("i" in takes or "o" in takes or child.tag_ != "VBG"):
                found += _clause_content(doc, token, child, clause)
    if not found and "i" in takes:
        found += [extent(child) for child in token.rights if child.dep_ == "xcomp"]
    if not found and "o" in takes:
        found += _object_and_more(token, entry, quoted)
    if not found and "p" in takes:
        found += _prepositional(token, entry)
    if not found and token.dep_ == "relcl" and ("n" in takes or "o" in takes):
        found += _relativized(token)
    if not found and "n" in takes:
        found += [
            extent(c)
            for c in token.rights
            if c.dep_ == "dobj"
            and (c.lower_ not in _EMPTY or (entry.act is Act.DENY and c.lower_ in {"this", "that"}))
        ]
    return [part for part in found if part[0] < part[1]]


_EMPTY = frozenset(
    [
        "it",
        "them",
        "him",
        "her",
        "us",
        "me",
        "nothing",
        "anything",
        "something",
        "so",
        "this",
        "that",
        "himself",
        "herself",
    ]
)


def _is_content(child: Token, entry: Verb) -> bool:
    if child.dep_ == "xcomp":
        return child.i > child.head.i and (
            "i" in entry.takes or "o" in entry.takes or entry.act in {Act.SAY, Act.SHOW, Act.DENY}
        )
    return False


def _clause_content(doc: Doc, token: Token, child: Token, clause: Range) -> list[Range]:
    start, end = extent(child)
    if child.i < token.i:
        if _quotation_follows(doc, clause):
            return []
        first = token.sent.start
        hosts = [t for t in token.ancestors]
        if not hosts:
            start = first
        stop = clause[0] if clause[0] > child.i else token.i
        start = max([start, *(i + 1 for i in range(start, stop) if doc[i].text == ";")])
        if start >= stop:
            return []
        parts = [(start, stop)]
        after = _resumes(doc, token, clause, end)
        return parts + after
    for other in token.rights:
        if other.i <= child.i:
            continue
        if (
            (other.dep_ == "conj" and _is_content_conjunct(other))
            or (other.dep_ == "conj" and _is_shifted(other, token))
            or other.dep_ == "ccomp"
        ):
            end = max(end, extent(other)[1])
    parts = [(start, end)]
    if token.dep_ == "relcl" and _gapped(child):
        noun = token.head
        parts = [(extent_without(noun, token), _that_start(token)), (start, end)]
    return _without_going_on(token, parts)


def _quotation_follows(doc: Doc, clause: Range) -> bool:
    """Tell whether a colon and a quotation come right behind the cue."""
    for i in range(clause[1], min(clause[1] + 8, len(doc) - 1)):
        if doc[i].text == ":":
            return doc[i + 1].is_quote or doc[i + 1].text in {"‘", "'"}
        if doc[i].is_punct or doc[i].pos_ == "VERB":
            return False
    return False


def extent_without(noun: Token, clause: Token) -> int:
    """Where a noun phrase starts."""
    return noun.left_edge.i


def _that_start(token: Token) -> int:
    return token.left_edge.i


def _gapped(child: Token) -> bool:
    """Tell whether the clause lacks its subject, which the relative clause's noun supplies."""
    return not any(c.dep_ in _SUBJECT and c.lower_ not in _RELATIVE for c in child.children)


def _is_content_conjunct(other: Token) -> bool:
    """ "… said there was none but that it had …" hangs the second clause on "said"."""
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in other.children)


def _is_shifted(other: Token, cue: Token) -> bool:
    """ "X said A, but B had seen none": the tense shows that B is still said."""
    entry = lexicon.verb(other.lemma_.lower())
    if entry is not None and entry.act is not Act.WANT:
        return False
    own = any(c.dep_ in _SUBJECT for c in other.children)
    shift = any(c.dep_ == "aux" and c.lower_ in {"had", "would", "could"} for c in other.children)
    return own and shift and cue.tag_ == "VBD"


def _without_going_on(token: Token, parts: list[Range]) -> list[Range]:
    """Cut the content before a participle that goes on speaking: ", adding that"."""
    doc = token.doc
    out = []
    for start, end in parts:
        cut = end
        for i in range(start + 1, end):
            word = doc[i]
            if (
                word.tag_ == "VBG"
                and word.lemma_ in _GOING_ON
                and word.dep_ in {"advcl", "acl", "conj"}
                and i > 0
                and doc[i - 1].text == ","
                and word.head.i != i
            ):
                cut = i - 1
                break
        out.append((start, cut))
    return out


def _resumes(doc: Doc, token: Token, clause: Range, end: int) -> list[Range]:
    """Content that goes on behind the cue: "The men, he said, were resting"."""
    if end > clause[1] and end - clause[1] > 1:
        return [(clause[1], end)]
    return []


def _object_and_more(token: Token, entry: Verb, quoted: list[int]) -> list[Range]:
    """An object together with what is said of it, as one stretch."""
    rights = [
        child
        for child in token.rights
        if child.dep_ not in {"punct", "cc", "conj", "npadvmod", "advcl"}
    ]
    kept = [
        child
        for child in rights
        if child.dep_ in {"dobj", "oprd", "xcomp", "ccomp", "nmod", "attr", "acomp", "amod"}
        or (child.dep_ == "prep" and (child.lower_ in entry.prepositions or child.lower_ == "as"))
    ]
    if not kept or (
        len(kept) == 1
        and kept[0].dep_ == "dobj"
        and "n" not in entry.takes
        and "o" not in entry.takes
    ):
        return []
    if token.lemma_ in _ADDRESSED and kept[0].dep_ in {"dobj", "dative"}:
        kept = kept[1:]
    if token.lemma_ in {"put", "estimate"} and len(kept) == 1:
        return [extent(kept[0])] if any(t.lower_ == "at" for t in kept[0].subtree) else []
    if len(kept) == 1 and kept[0].dep_ == "dobj" and not _predicated(kept[0]):
        end = extent(kept[0])[1]
        verdict = next((i for i in range(end, min(end + 4, len(quoted))) if quoted[i] >= 0), None)
        if verdict is None or "n" in entry.takes or token.lemma_ in _ADDRESSED:
            return []
        last = max(i for i in range(verdict, len(quoted)) if quoted[i] == quoted[verdict])
        return [extent(kept[0]), (verdict, last + 1)]
    if token.lemma_ in {"put", "estimate", "credit", "charge"} and not any(
        c.dep_ == "prep" for c in kept
    ):
        return []
    return [(extent(kept[0])[0], extent(kept[-1])[1])] if kept else []


_ADDRESSED = frozenset(
    {"tell", "ask", "inform", "remind", "assure", "notify", "brief", "reassure", "convince"}
)


def _predicated(noun: Token) -> bool:
    """Tell whether an object holds its own verdict, as the parser often reads "called it X"."""
    return any(c.dep_ in {"appos", "acl", "relcl", "amod"} and c.i > noun.i for c in noun.children)


def _relativized(token: Token) -> list[Range]:
    """What a relative clause says of its noun: "a charge that his staff denies"."""
    own = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if (
        own is None
        or own.lower_ in _RELATIVE
        or any(c.dep_ == "dobj" and c.lower_ not in _RELATIVE for c in token.rights)
    ):
        return []
    noun = token.head
    rest = [
        c
        for c in token.rights
        if c.dep_ in {"oprd", "acomp", "xcomp", "attr"}
        or (c.dep_ == "prep" and c.lower_ in {"as", "to", "at"})
    ]
    parts = [(noun.left_edge.i, token.left_edge.i)]
    return parts + ([(extent(rest[0])[0], extent(rest[-1])[1])] if rest else [])


def _prepositional(token: Token, entry: Verb) -> list[Range]:
    prepositions = [c for c in token.rights if c.dep_ == "prep" and c.lower_ in entry.prepositions]
    if not prepositions:
        return []
    start, end = extent(prepositions[0])
    for child in token.rights:
        if child.i > end and (
            child.dep_ == "xcomp" or (child.dep_ == "advcl" and child.tag_ != "VBG")
        ):
            end = max(end, extent(child)[1])
    objects = [c for c in token.rights if c.dep_ == "dobj"]
    if objects and token.lemma_ in {"accuse", "blame", "suspect"}:
        start = min(start, extent(objects[0])[0])
    return [(start, end)]


def _around(doc: Doc, sentence: Span, token: Token, frame: Frame, quoted: list[int]) -> list[Range]:
    """The content of a parenthetical cue: the clause that it interrupts or ends."""
    if token.lemma_.lower() not in lexicon.PARENTHETICAL or frame.source is None:
        return []
    clause = frame.clause
    before = clause[0] - 1
    if before < sentence.start or not _set_off(doc, before, clause):
        return []
    if token.dep_ in {"parataxis", "ccomp", "advcl", "dep"} and token.head != token:
        host = token.head
        while host.pos_ in {"NOUN", "PROPN", "PRON"} and host.dep_ in {
            "nsubj",
            "nsubjpass",
            "dobj",
            "pobj",
        }:
            host = host.head
        whole = _between_semicolons(doc, extent(host), clause)
        if (
            host.pos_ in {"VERB", "AUX", "NOUN", "ADJ", "PROPN"}
            and not frame.source[0] <= host.i < frame.source[1]
        ):
            start = clause[0]
            if before >= 0 and doc[before].lower_ in {"as", "so"}:
                start = before
            own = extent(token)
            end = own[1] if own[1] - own[0] < 14 else clause[1]
            frame.clause = (
                start,
                max(clause[1], end)
                if end <= host.i or (end > host.i and start > host.i)
                else clause[1],
            )
            return minus(whole, frame.clause)
    if _quotation_follows(doc, clause):
        return []
    if before > sentence.start and doc[before].text in {",", "”", '"', "’", "'", "–", "—"}:
        left = (sentence.start, before)
        if left[1] - left[0] >= 2:
            right = _resumed_right(doc, sentence, clause)
            return [left, *right]
    return []


def _between_semicolons(doc: Doc, whole: Range, clause: Range) -> Range:
    start, end = whole
    for i in range(whole[0], whole[1]):
        if doc[i].text == ";":
            if i < clause[0]:
                start = i + 1
            elif i >= clause[1]:
                end = min(end, i)
    return start, end


def _set_off(doc: Doc, before: int, clause: Range) -> bool:
    """Tell whether marks stand on both sides of a cue, or "as" before it."""
    opened = doc[before].is_punct or doc[before].lower_ in {"as", "so"} or doc[before].is_space
    after = doc[clause[1]] if clause[1] < len(doc) else None
    closed = (
        after is None
        or after.is_punct
        or after.is_space
        or after.dep_ in {"prep", "advmod", "npadvmod", "advcl", "cc", "mark"}
    )
    return opened and closed


def _resumed_right(doc: Doc, sentence: Span, clause: Range) -> list[Range]:
    if clause[1] < sentence.end - 2 and doc[clause[1]].text == ",":
        return [(clause[1] + 1, sentence.end)]
    return []


def _passive(doc: Doc, token: Token, frame: Frame, entry: Verb) -> Frame | None:
    """ "was quoted as saying", "is said to have", "was accused by X of"."""
    agent = next(
        (c for c in token.rights if c.dep_ in {"agent", "prep"} and c.lower_ == "by"), None
    )
    subject = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    frame.source = None
    frame.clause = frame.cue
    if agent is not None:
        holder = next((c for c in agent.children if c.dep_ == "pobj"), None)
        if holder is not None and holder.ent_type_ not in {"DATE", "TIME", "CARDINAL", "MONEY"}:
            frame.source = extent(holder)
    if token.lemma_ in {"tell", "inform", "ask", "remind"}:
        content = [extent(c) for c in token.rights if c.dep_ in {"ccomp", "xcomp"}]
    elif subject is not None:
        rights = [
            c
            for c in token.rights
            if c.dep_ in {"xcomp", "ccomp", "oprd", "advcl"}
            or (c.dep_ == "prep" and c.lower_ in {"of", "as", "for"})
        ]
        if not rights and not (
            agent is not None and frame.source and entry.act in {Act.DENY, Act.SAY, Act.SHOW}
        ):
            return None
        content = [extent(subject)] if not _expletive(subject) else []
        content += [extent(c) for c in rights]
    else:
        content = [extent(c) for c in token.rights if c.dep_ in {"ccomp"}]
    frame.content = [
        part
        for piece in content
        for part in (minus(piece, frame.source) if frame.source else [piece])
    ]
    frame.confidence = 0.7 if frame.source else 0.4
    return frame


def _quoting(token: Token) -> Frame | None:
    """ "state media quoted the governor as saying", "was quoted by state media as saying"."""
    as_ = next((c for c in token.rights if c.lower_ == "as"), None)
    label = "nsubjpass" if _is_passive(token) else "dobj"
    whose = next((c for c in token.children if c.dep_ == label), None)
    if as_ is None or whose is None:
        return None
    said = next((c for c in as_.children if c.dep_ == "pcomp"), None)
    start, end = as_.i + 1, max(extent(as_)[1], extent(token)[1] if said is None else 0)
    if said is not None and said.lemma_ in {"say", "tell", "warn", "add", "claim"}:
        start = said.i + 1
    elif said is None and start < len(token.doc) and token.doc[start].lower_ == "saying":
        start += 1
    source = noun_phrase(whose, token)
    cue = cue_of(token) if label == "nsubjpass" else (token.i, token.i + 1)
    whole = (cue[0], max(cue[1], min(start, as_.i + 2)))
    return Frame(cue, source, whole, Act.SAY, [(start, end)], 0.85) if start < end else None


def _as_put(doc: Doc, token: Token) -> Frame | None:
    """ "As the mayor put it, …"."""
    it = next((c for c in token.rights if c.lower_ == "it" and c.dep_ == "dobj"), None)
    mark = next((c for c in token.lefts if c.lower_ == "as"), None)
    source = source_of(token)
    if it is None or mark is None or source is None:
        return None
    whole = (mark.i, it.i + 1)
    sentence = (token.sent.start, token.sent.end)
    return Frame((token.i, it.i + 1), source, whole, Act.SAY, minus(sentence, whole), 0.9)


def _expletive(subject: Token) -> bool:
    return subject.lower_ in {"it", "there"}


def _refusal(doc: Doc, token: Token) -> Frame | None:
    """ "declined to comment on", "would not say how", "made no mention of", "did not respond"."""
    lemma = token.lemma_.lower()
    source = source_of(token)
    speaker = speaker_of(token)
    if source is None or speaker is None or not can_speak(speaker) or _is_passive(token):
        return None
    governed: Token | None = None
    if lemma in lexicon.REFUSALS:
        governed = next((c for c in token.rights if c.dep_ == "xcomp"), None)
        if governed is None or governed.lemma_ not in lexicon.SILENCE:
            return None
    elif lemma in lexicon.SILENCE and _negated(token):
        governed = token
    elif lemma == "make":
        mention = next(
            (c for c in token.rights if c.dep_ == "dobj" and c.lower_ == "mention"), None
        )
        if mention is None or not any(c.lower_ == "no" for c in mention.children):
            return None
        rest = next((c for c in mention.rights if c.lower_ == "of"), None) or next(
            (c for c in token.rights if c.lower_ == "of"), None
        )
        if rest is None:
            return None
        end = rest.i + 1
        cue = (token.i, end)
        return Frame(
            cue, source, clause_of(token, source, cue), Act.REFUSE, [(end, extent(rest)[1])], 0.8
        )
    if governed is None:
        return None
    if (
        lemma in lexicon.SILENCE
        and lemma not in {"comment", "respond", "say", "elaborate"}
        and not any(c.dep_ in {"ccomp", "dobj", "prep"} for c in token.rights)
    ):
        return None
    cue = cue_of(token)
    if governed is token:
        rights = [
            c
            for c in token.rights
            if c.dep_ in {"ccomp", "xcomp", "dobj", "prep"} and c.pos_ != "PUNCT"
        ]
        if any(
            r.dep_ == "ccomp" and any(m.lower_ == "that" for m in r.children if m.dep_ == "mark")
            for r in rights
        ):
            return None
        parts = [(extent(rights[0])[0], extent(rights[-1])[1])] if rights else []
        if not parts:
            return None
    else:
        parts = [extent(governed)]
    return Frame(cue, source, clause_of(token, source, cue), Act.REFUSE, parts, 0.8)
