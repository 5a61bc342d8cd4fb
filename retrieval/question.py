"""What a question asks for: its kind, the answer that it expects, whom and when it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum, auto

from retrieval.dates import Period, period
from retrieval.names import content_words, names_in


class Kind(Enum):
    """What is to be done with the accounts that a question finds."""

    FACT = auto()  # who, what, when, where, how many: the claims that answer come first
    YES_NO = auto()  # those who say so and those who deny it
    STATEMENTS = auto()  # "what does X say about Y": X's claims alone
    SAYERS = auto()  # "who says Y": every source but the outlets
    DENIERS = auto()  # "who denies Y"
    AGREEMENT = auto()  # "do they agree on Y"
    LATEST = auto()  # the newest first
    EVENTS = auto()  # "what happened in A on DATE"


class Expects(Enum):
    """The type of thing that answers."""

    ANYTHING = auto()
    PERSON = auto()
    PLACE = auto()
    DATE = auto()
    NUMBER = auto()
    MONEY = auto()
    REASON = auto()


@dataclass(frozen=True, slots=True)
class Question:
    """A question, taken apart.

    ``topic`` is the text without its frame ("what does X say about"), which is what is searched.
    ``source`` is the source asked for, None for any; ``strict`` tells that nobody else will do
    (it is a name, not "a new study"); ``period`` the days asked about, None for
    any. ``keywords`` are stems of the topic's content words, ``names`` its proper names.
    """

    text: str
    kind: Kind
    expects: Expects
    topic: str
    source: str | None
    strict: bool
    period: Period | None
    keywords: tuple[str, ...]
    names: tuple[str, ...]


_SAY = (
    r"say|says|said|saying|claim|claims|claimed|think|thinks|state|states|stated|announce|"
    r"announces|announced|report|reports|reported|tell|tells|told|comment|commented|argue|"
    r"argues|argued|admit|admits|admitted|deny|denies|denied|warn|warns|warned|allege|alleged|"
    r"promise|promised|demand|demanded|suggest|suggested|believe|believes|respond|responded|react|"
    r"reacted|explain|explained|confirm|confirmed"
)
_ABOUT = r"about|on|of|regarding|concerning|over|to|for|in|after|as to|with regard to"
_FRAMES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for kind, pattern in (
        (
            Kind.DENIERS,
            r"^(?:and\s+)?(?:who|which \w+)\s+(?:denies|deny|denied|disputes?|disputed|rejects?|rejected|contradicts?|"
            r"contradicted|refutes?|refuted)\s+(?:that\s+)?(?P<topic>.+)$",
        ),
        (
            Kind.SAYERS,
            r"^(?:and\s+)?(?:who|which sources?)\s+(?:says|say|said|claims|claim|claimed|reports|reported|"
            r"states|stated|alleges|alleged|confirms|confirmed)\s+(?:that\s+|so\s+)?(?P<topic>.+)$",
        ),
        (
            Kind.AGREEMENT,
            r"^(?:do|does|did|is|are|was)\s+(?:there\s+)?(?P<who>they|.+?)?\s*(?:all\s+|both\s+)?"
            r"(?:agree|agreed|disagree|differ|contradict each other|agreement|disagreement|disputed|"
            r"contested)\s*(?:(?:on|about|over|that|whether|with|as to)\s+)?(?P<topic>.*)$",
        ),
        (
            Kind.STATEMENTS,
            r"^what\s+(?:do|does|did|has|have|had|is|are|was|were)\s+(?P<source>.{2,60}?)\s+"
            rf"(?:been\s+)?(?:{_SAY})\b\s*(?:(?:{_ABOUT})\b)?\s*(?P<topic>.*)$",
        ),
        (
            Kind.STATEMENTS,
            r"^how\s+(?:do|does|did|has|have)\s+(?P<source>.{2,60}?)\s+"
            r"(?:respond(?:ed)?|react(?:ed)?|explain(?:ed)?|comment(?:ed)?|describe(?:d)?)\b"
            rf"\s*(?:(?:{_ABOUT})\b)?\s*(?P<topic>.*)$",
        ),
        (
            Kind.STATEMENTS,
            r"^what\s+(?:is|was|are|were)\s+(?P<source>.{2,60}?)(?:['’]s?)\s+"
            r"(?:view|position|account|version|reaction|response|opinion|statement|explanation|"
            r"claim|comment|stance)s?\b"
            rf"\s*(?:(?:{_ABOUT})\b)?\s*(?P<topic>.*)$",
        ),
        (
            Kind.LATEST,
            r"^(?:(?:what(?:['’]s| is| are)|give me|tell me|any)\s+)?(?:the\s+)?"
            r"(?:latest|newest|most recent|recent)\s*(?:news|updates?|reports?|developments?)?\s*"
            r"(?:(?:on|about|from|in|of|regarding)\s+)?(?P<topic>.+)$",
        ),
        (
            Kind.LATEST,
            r"^(?:what(?:['’]s| is) new|any news|news)\s+(?:on|about|from|in|with)\s+(?P<topic>.+)$",
        ),
        (
            Kind.EVENTS,
            r"^what\s+(?:has\s+|is\s+|was\s+)?(?:happened|happening|took place|occurred|went on|"
            r"going on)\s+(?P<topic>.+)$",
        ),
    )
)
_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|by the account of)\s+(?P<source>[^,?;:]{2,60})(?:[,;:]\s*|\s*\?|$)",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|isn't|"
    r"aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|is it true)\b",
    re.IGNORECASE,
)
_EXPECTS: tuple[tuple[Expects, re.Pattern[str]], ...] = tuple(
    (expects, re.compile(pattern, re.IGNORECASE))
    for expects, pattern in (
        (
            Expects.MONEY,
            r"\bhow much (?:money|did \S+ (?:pay|spend|cost|acquire|buy|raise)|(?:did|does|do|will|would|is|was|were|are|has|have)\b.*"
            r"\b(?:cost|pay|paid|spend|spent|worth|fined?|raised?|earn\w*|price|acquire|bought|buy|sold|sell|owe|approved|donat\w+|dollars))|\bwhat (?:price|salary)",
        ),
        (
            Expects.DATE,
            r"\bwhen\b(?!.*\b(?:who|which|what|how many|how much)\b)|\b(?:what|which) (?:year|date|day|month|time|decade|century)\b|\bhow soon\b|\b(?:what|which) is the (?:\w+ )?date\b",
        ),
        (
            Expects.NUMBER,
            r"\bhow (?:many|much|old|long|far|high|tall|big|large|fast|often|deep|heavy|wide|hot|cold|strong|few)\b|"
            r"\b(?:what|which) (?:is the |was the )?(?:percentage|percent|number|share|proportion|amount|rate|age|score|death toll|toll)\b",
        ),
        (
            Expects.PLACE,
            r"\bwhere\b|\b(?:which|what) (?:\w+ ){0,2}?(?:country|countries|city|cities|state|states|town|"
            r"region|province|island|nation|continent|village|county|neighborhood|neighbourhood)\b",
        ),
        (
            Expects.PERSON,
            r"\bwho(?:m|se)?\b|\b(?:which|what) (?:\w+ ){0,3}?(?:person|man|woman|actor|actress|singer|"
            r"president|minister|player|athlete|politician|leader|star|celebrity|artist|rapper|"
            r"musician|director|author|writer|senator|candidate|judge|justice|coach|ceo|king|queen)\b",
        ),
        (
            Expects.REASON,
            r"\bwhy\b|\bwhat (?:caused|was the (?:cause|reason)|is the (?:cause|reason))",
        ),
    )
)


def analyse(text: str, *, as_of: date | None = None) -> Question:
    """Take a question apart. Relative dates count from ``as_of``, None meaning today."""
    text = " ".join(text.split())
    bare = text.rstrip(" ?!.")
    kind, topic, source = _frame(bare)
    if source is None and (match := _ACCORDING.search(bare)):
        source = match.group("source")
        topic = (bare[: match.start()] + " " + bare[match.end() :]).strip(" ,;:")
    last = _asking_part(text)
    topic = topic or bare
    return Question(
        text=text,
        kind=kind if kind is not Kind.FACT or not _YES_NO.match(last) else Kind.YES_NO,
        expects=_expects(last)
        if kind is Kind.FACT and not _YES_NO.match(last)
        else Expects.ANYTHING,
        topic=topic,
        source=_clean_source(source) if source else None,
        strict=_is_strict(kind, source),
        period=period(text, as_of or datetime.now(UTC).date()),
        keywords=tuple(content_words(topic)),
        names=tuple(names_in(topic)),
    )


def _frame(bare: str) -> tuple[Kind, str, str | None]:
    for kind, pattern in _FRAMES:
        if match := pattern.match(bare):
            parts = match.groupdict()
            return kind, (parts.get("topic") or "").strip(), parts.get("source")
    return Kind.FACT, bare, None


def _asking_part(text: str) -> str:
    """Give the last sentence that asks: "X was hurt. Where did he live?" asks the second."""
    asking = [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", text) if part.endswith("?")]
    part = asking[-1] if asking else text
    return re.sub(r"^(?:in|at|on|as|after|before|with)\b[^,]{2,80},\s+", "", part, flags=re.I)


def _expects(text: str) -> Expects:
    for expects, pattern in _EXPECTS:
        if pattern.search(text):
            return expects
    return Expects.ANYTHING


def _clean_source(source: str) -> str:
    source = re.sub(r"^(?:the|a|an)\s+", "", source.strip(" ,.'\"“”"), flags=re.IGNORECASE)
    return re.sub(r"['’]s?$", "", source)


def _is_strict(kind: Kind, source: str | None) -> bool:
    if source is None:
        return False
    vague = re.match(r"^(?:a|an|some|recent|new|one|many|most)\b", source, re.IGNORECASE)
    return kind is Kind.STATEMENTS or (vague is None and any(c.isupper() for c in source))
