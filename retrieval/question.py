"""What a question asks for: its kind, the answer that it expects, whom and when it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from retrieval.dates import period, without_days
from retrieval.frames import ACCORDING, ASIDE, EXPECTS, FRAMES, WH, YES_NO, Expects, Kind
from retrieval.names import STOPWORDS, content_words, names_in, plain

if TYPE_CHECKING:
    from retrieval.dates import Period

_NOBODY = STOPWORDS | {"people", "someone", "anyone", "everyone", "experts", "sources", "being"}
_HOW = re.compile(
    r"\bhow (?:many|much|old|long|far|high|tall|big|large|fast|often|deep|heavy|wide|few|soon)\b",
    re.IGNORECASE,
)
# "Who denies that?", of which the question before it tells what "that" is.
OF_THAT = re.compile(
    r"(?:and |but )?(?P<who>who|which \w+)(?: else)? (?P<says>(?:den|disput|reject|contradict|"
    r"refut|say|said|claim|report|confirm)\w*) (?:that|it|this|so)\W*",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(rf"(?P<before>.+?)[.?!…]\s+{OF_THAT.pattern}", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:(?:how (?:many|much)|who|what|when|where|why|how|which|did|does|do|is|was|were|are|has|"
    r"have|had|will|would|could|should|can)\s+){1,2}",
    re.IGNORECASE,
)
_TYPED_KINDS = frozenset({Kind.FACT, Kind.AGREEMENT})
_VAGUE = re.compile(r"^(?:an?|some|recent|new|one|many|most|any)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, taken apart.

    ``query`` is what is searched and scored: the text, or its topic alone where the frame
    ("who denies that") would mislead. ``source`` is the source asked for, None for any;
    ``strict`` tells that nobody else will do (it is a name, not "a new study"); ``period`` are
    the days asked about, None for any. ``keywords`` are stems of the topic's content words,
    ``names`` its proper names.
    """

    text: str
    kind: Kind
    expects: Expects
    query: str
    source: str | None
    strict: bool
    period: Period | None
    keywords: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def of_one_source(self) -> bool:
        """Whether the words of one source are asked for, and nobody else's will do."""
        return self.strict and self.kind is Kind.STATEMENTS


def analyse(text: str, *, as_of: date | None = None) -> Question:
    """Take a question apart. Relative dates count from ``as_of``, None meaning today.

    "Did they fire? Who denies that?" asks who denies that they fired.
    """
    text = " ".join(text.split())
    if match := _BEFORE_THAT.fullmatch(text):
        of_that = f"{match['who']} {match['says']} {_asked_about(match['before'])}"
        return replace(analyse(of_that, as_of=as_of), text=text)
    bare = text.rstrip(" ?!.")
    kind, topic, source = _frame(bare)
    if kind is Kind.FACT:
        topic, source = _aside(bare)
    last = _asking_part(text)
    if kind is Kind.FACT and YES_NO.match(last):
        kind = Kind.YES_NO
    framed = kind in {Kind.SAYERS, Kind.DENIERS, Kind.AGREEMENT, Kind.LATEST}
    return Question(
        text=text,
        kind=kind,
        expects=_expects(last) if kind in _TYPED_KINDS else Expects.ANYTHING,
        query=topic if framed else text,
        source=_clean(source) if source else None,
        strict=_is_strict(kind, source),
        period=period(text, as_of or datetime.now(UTC).date()),
        keywords=tuple(content_words(_HOW.sub(" ", without_days(topic)))),
        names=tuple(names_in(topic)),
    )


def _asked_about(before: str) -> str:
    """What a question asks about, without what asks; a topic, which asks nothing, as it is."""
    first = re.split(r"[.?!…]\s", before)[0]
    return _ASKS.sub("", first, count=1)


def _frame(bare: str) -> tuple[Kind, str, str | None]:
    for kind, pattern in FRAMES:
        if match := pattern.match(bare):
            parts = match.groupdict()
            source = parts.get("source")
            if source is not None and plain(source) in _NOBODY:
                continue
            topic = (parts.get("topic") or parts.get("what") or "").strip()
            return kind, topic if topic or source else bare, source
    return Kind.FACT, bare, None


def _aside(bare: str) -> tuple[str, str | None]:
    """Give the topic and the source of "…, according to X" and "how many did X say …"."""
    match = ACCORDING.search(bare)
    if match is None and (found := ASIDE.search(bare)) and WH.search(bare[: found.start()]):
        match = found if plain(found.group("source")) not in _NOBODY else None
    if match is None:
        return bare, None
    topic = f"{bare[: match.start()].strip(' ,;:')} {bare[match.end() :].strip(' ,;:')}"
    return topic.strip(), match.group("source")


def _asking_part(text: str) -> str:
    """Give what asks: of "X was hurt. Where did he live?" the second sentence."""
    asking = [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", text) if part.endswith("?")]
    part = asking[-1] if asking else text
    return re.sub(r"^(?:in|at|on|as|after|before|with)\b[^,]{2,80},\s+", "", part, flags=re.I)


def _expects(text: str) -> Expects:
    return next((expects for expects, form in EXPECTS if form.search(text)), Expects.ANYTHING)


def _clean(source: str) -> str:
    source = re.sub(r"^(?:the|a|an)\s+", "", source.strip(" ,.'\"“”"), flags=re.IGNORECASE)
    return re.sub(r"['’]s?$", "", source)


def _is_strict(kind: Kind, source: str | None) -> bool:
    if source is None or _VAGUE.match(source):
        return False
    return kind is Kind.STATEMENTS or any(c.isupper() for c in source) or source.startswith("the ")
