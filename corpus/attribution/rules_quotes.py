"""Quotations: which cue each belongs to, and which go on from the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.attribution import lexicon
from corpus.attribution.lexicon import Act
from corpus.attribution.rules_frames import Frame, Range
from corpus.attribution.rules_speakers import clause_of, cue_of, source_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from corpus.attribution.quoted import Quoted

_NEAR = 24  # tokens between a quotation and its cue


def attach(doc: Doc, frames: list[Frame], quoted: Quoted) -> list[Frame]:
    """Let contents hold quotations whole, and give those left over to a cue or a speaker."""
    for each in frames:
        _drop_narration(each, quoted)
        _snap(each, quoted)
    frames = sorted(frames, key=lambda frame: frame.cue)
    last: Frame | None = None
    for number, whole in enumerate(quoted.ranges):
        holder = _holder(frames, whole)
        if holder is not None:
            last = holder
            continue
        if not quoted.utterance[number]:
            continue
        frame = (
            _beside(doc, frames, whole, quoted)
            or _answer(doc, whole)
            or _new_cue(doc, whole, quoted)
            or _label(doc, whole, quoted)
        )
        if frame is not None:
            if not any(frame is known for known in frames):
                frames.append(frame)
            frame.content += quoted.pieces[number]
        else:
            frame = _going_on(doc, whole, last, quoted)
            if frame is None:
                continue
            if frame is last:
                frame.content += quoted.pieces[number]
            else:
                frame.content = list(quoted.pieces[number])
                frames.append(frame)
        last = frame
    return frames


def _drop_narration(frame: Frame, quoted: Quoted) -> None:
    """Read "“It hates collars,” she says, and the machine drops one": only the quote is said."""
    if len(frame.content) < 2:
        return
    (start, end), *rest = frame.content
    if quoted.long[start] < 0 or quoted.long[max(start, end - 2)] != quoted.long[start]:
        return
    said = [p for p in rest if any(quoted.all[i] >= 0 for i in range(*p))]
    frame.content = [(start, end), *said]


def _snap(frame: Frame, quoted: Quoted) -> None:
    """Stretch content to the ends of every quotation that it starts or ends in."""
    out = []
    for start, end in frame.content:
        first, last = quoted.all[start], quoted.all[end - 1]
        grown = [quoted.ranges[n] for n in (first, last) if n >= 0]
        apart = [part for part in grown if not _meets(part, frame.cue)]
        out.append((min([start, *(s for s, _ in apart)]), max([end, *(e for _, e in apart)])))
    frame.content = out


def _meets(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _holder(frames: list[Frame], whole: Range) -> Frame | None:
    """The frame whose content has the quotation already, the narrowest if there are several."""
    middle = (whole[0] + whole[1] - 1) // 2
    holding = [f for f in frames if f.covers(middle)]
    return min(holding, key=lambda f: sum(e - s for s, e in f.content)) if holding else None


def _beside(doc: Doc, frames: list[Frame], whole: Range, quoted: Quoted) -> Frame | None:
    """The frame whose cue clause touches the quotation, before it or after it."""
    for frame in frames:
        if frame.act is Act.REFUSE and frame.content:
            continue
        start = min(frame.clause[0], frame.cue[0])
        ended = doc[whole[1] - 2].text == "." and bool(frame.content)
        if start >= whole[1] and _only_marks(doc, whole[1], start) and not ended:
            return frame
        if frame.clause[1] <= whole[0] and _only_marks(doc, frame.clause[1], whole[0]):
            return frame
    return None


def _only_marks(doc: Doc, start: int, end: int) -> bool:
    return all(
        (t.is_punct or t.is_quote) and t.text not in {".", "?", "!"} and not t.is_space
        for t in doc[start:end]
    )


def _new_cue(doc: Doc, whole: Range, quoted: Quoted) -> Frame | None:
    """A verb that no lexicon has, right behind or before the quotation: "…," she grinned."""
    ends_open = (whole[1] >= 2 and doc[whole[1] - 2].text in {",", "?", "!", "—"}) or (
        whole[1] < len(doc) and doc[whole[1]].text == ","
    )
    if ends_open:
        for token in doc[whole[1] : whole[1] + _NEAR]:
            if quoted.all[token.i] >= 0 or "\n" in token.text or token.text in {".", ";"}:
                break
            if token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP"}:
                frame = _frame_for(token)
                if frame and _only_marks(doc, whole[1], min(frame.clause[0], frame.cue[0])):
                    return frame
    if whole[0] > 0 and doc[whole[0] - 1].text in {":", ","}:
        for i in range(whole[0] - 2, max(whole[0] - _NEAR, -1), -1):
            token = doc[i]
            if quoted.all[i] >= 0 or "\n" in token.text or token.text in {".", "?", "!"}:
                break
            if (
                token.pos_ == "VERB"
                and token.dep_ not in {"relcl", "acl", "amod"}
                and token.tag_ in {"VBD", "VBZ", "VBP", "VBN", "VBG"}
            ):
                frame = _frame_for(token)
                if frame and (doc[whole[0] - 1].text == ":" or frame.cue[1] >= whole[0] - 2):
                    return frame
    return None


def _frame_for(token: Token) -> Frame | None:
    source = source_of(token)
    if source is None:
        return None
    cue = cue_of(token)
    return Frame(cue, source, clause_of(token, source, cue), Act.SAY, confidence=0.75)


def _answer(doc: Doc, whole: Range) -> Frame | None:
    """Read "…,” was the answer", which names nobody; who was asked is found later."""
    verb = whole[1]
    if verb + 2 >= len(doc) or doc[verb].lemma_ not in {"be", "come"}:
        return None
    noun = next((t for t in doc[verb + 1 : verb + 5] if t.lower_ in lexicon.ANSWERS), None)
    if noun is None:
        return None
    return Frame((verb, verb + 1), (verb + 1, noun.i + 1), (verb, noun.i + 1), Act.SAY)


def _label(doc: Doc, whole: Range, quoted: Quoted) -> Frame | None:
    """A name and a colon before the quotation: "Rosa Lindell, at a briefing: “…”"."""
    colon = whole[0] - 1
    if colon < 1 or doc[colon].text != ":":
        return None
    start = colon
    while (
        start > 0
        and "\n" not in doc[start - 1].text
        and doc[start - 1].text not in {".", "!", "?", ";"}
        and quoted.all[start - 1] < 0
    ):
        start -= 1
    words = [t for t in doc[start:colon] if not t.is_space]
    if not words or len(words) > 12 or any(t.pos_ in {"VERB"} and t.tag_ != "VBG" for t in words):
        return None
    end = next((t.i for t in words if t.text == ","), colon)
    if not any(t.pos_ in {"PROPN", "NOUN", "PRON"} for t in doc[start:end]):
        return None
    return Frame((colon, colon + 1), (start, end), (start, colon + 1), Act.SAY, confidence=0.7)


def _going_on(doc: Doc, whole: Range, last: Frame | None, quoted: Quoted) -> Frame | None:
    """A quotation with no cue of its own: the last speaker goes on.

    In the same paragraph, right behind the last attribution, it is the same one; at the start of
    a new paragraph a new one without cue and mention.
    """
    if last is None or not last.content:
        return None
    end = max([*(e for _, e in last.content), last.clause[1], last.cue[1]])
    between = doc[end : whole[0]] if end <= whole[0] else doc[0:0]
    breaks = sum("\n" in token.text for token in between)
    words = [token for token in between if not token.is_punct and not token.is_space]
    was_quoted = any(quoted.all[s] >= 0 or quoted.all[e - 1] >= 0 for s, e in last.content)
    if not breaks and len(words) <= 12 and was_quoted and not any(t.is_sent_start for t in words):
        return last
    starts_paragraph = whole[0] == 0 or "\n" in doc[whole[0] - 1].text
    starts_sentence = (
        starts_paragraph
        or doc[whole[0] - 1].text in {".", "?", "!"}
        or quoted.all[whole[0] - 1] >= 0
    )
    if starts_sentence and breaks <= 1:
        return Frame((whole[0], whole[0]), None, (whole[0], whole[0]), Act.SAY, confidence=0.6)
    return None
