"""The forms that questions come in, as patterns: English, and general words only.

A frame may bind ``topic`` (what is asked about) and ``source`` (who is asked for). The order
matters: the first that matches holds.
"""

from __future__ import annotations

import re
from enum import Enum, auto


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


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE | re.DOTALL)


_SAY = r"""(?:say|claim|think|state|announce|report|tell|comment|argue|admit|deny|warn|allege
    |promise|demand|suggest|believe|respond|react|explain|confirm|conclude|estimate)"""
_SAID = r"""(?:said|claimed|thought|stated|announced|reported|told|commented|argued|admitted
    |denied|warned|alleged|promised|demanded|suggested|believed|responded|reacted|explained
    |confirmed|concluded|estimated)"""
_SAYING = r"(?:saying|claiming|reporting|telling|arguing|warning|alleging|suggesting|demanding)"
_ON = r"""(?:\s+(?:about|on|of|regarding|concerning|over|to|for|in|after|as\ to|with\ regard\ to)
    \b)?\s*(?P<topic>.*)$"""
_SOURCE = r"(?P<source>[^,;?]{2,60}?)"

FRAMES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.DENIERS,
        _pattern(r"""^(?:and\ )?(?:who|which\ \w+)\ (?:den(?:y|ies|ied)|disput(?:e|es|ed)
            |reject(?:s|ed)?|contradict(?:s|ed)?|refut(?:e|es|ed))\ (?:that\ )?(?P<topic>.+)$"""),
    ),
    (
        Kind.SAYERS,
        _pattern(r"""^(?:and\ )?(?:who|which\ sources?)\ (?:sa(?:y|ys|id)|claim(?:s|ed)?
            |report(?:s|ed)?|state[sd]?|allege[sd]?|confirm(?:s|ed)?)\ (?:that\ |so\ )?
            (?P<topic>.+)$"""),
    ),
    (
        Kind.AGREEMENT,
        _pattern(r"""^(?:do|does|did)\ (?:they|(?:all|both|the|these|those)?\ ?(?:sides?|sources?
            |accounts?|reports?|outlets?|papers)|everyone|all)\ (?:all\ |both\ )?
            (?:agree|disagree|differ|contradict\ (?:each\ other|one\ another))
            (?:\ (?:on|about|over|that|whether|with|as\ to))?\ ?(?P<topic>.*)$"""),
    ),
    (
        Kind.AGREEMENT,
        _pattern(r"""^(?:do|does|did)\ (?P<sides>.+\ and\ .+?)\ (?:agree|disagree|differ)
            (?:\ (?:on|about|over|that|whether|as\ to))?\ ?(?P<topic>.*)$"""),
    ),
    (
        Kind.AGREEMENT,
        _pattern(r"""^is\ (?:there\ (?:any\ )?(?:agreement|disagreement|dispute)
            (?:\ (?:on|about|over|that|whether))?\ (?P<topic>.+)|(?P<what>.+)\ (?:disputed
            |contested|denied))$"""),
    ),
    (
        Kind.STATEMENTS,
        _pattern(rf"^what\ (?:do|does|did)\ {_SOURCE}\ (?:have\ to\ )?{_SAY}{_ON}"),
    ),
    (Kind.STATEMENTS, _pattern(rf"^what\ (?:has|have|had)\ {_SOURCE}\ {_SAID}{_ON}")),
    (Kind.STATEMENTS, _pattern(rf"^what\ (?:is|are|was|were)\ {_SOURCE}\ {_SAYING}{_ON}")),
    (
        Kind.STATEMENTS,
        _pattern(
            rf"""^how\ (?:do|does|did)\ {_SOURCE}
            \ (?:respond|react|explain|comment|describe){_ON}"""
        ),
    ),
    (
        Kind.STATEMENTS,
        _pattern(rf"""^what\ (?:is|was|are|were)\ {_SOURCE}['’]s?\ (?:view|position|account|version
            |reaction|response|opinion|statement|explanation|claim|comment|stance)s?\b{_ON}"""),
    ),
    (
        Kind.LATEST,
        _pattern(r"""^(?:(?:what(?:['’]s|\ is|\ are)|give\ me|tell\ me|any)\ )?(?:the\ )?
            (?:latest|newest|most\ recent)\ ?(?:news|updates?|reports?|developments?)?
            \ (?:(?:on|about|from|in|of|regarding)\ )(?P<topic>.+)$"""),
    ),
    (
        Kind.LATEST,
        _pattern(
            r"""^(?:what(?:['’]s|\ is)\ new|any\ news|news)
            \ (?:on|about|from|in|with)\ (?P<topic>.+)$"""
        ),
    ),
    (
        Kind.EVENTS,
        _pattern(r"""^what\ (?:has\ |is\ |was\ )?(?:happened|happening|took\ place|occurred
            |went\ on|going\ on)\ (?P<topic>.+)$"""),
    ),
)

ACCORDING = _pattern(
    r"\b(?:according\ to|in\ the\ words\ of)\ (?P<source>[^,?;:]{2,60}?)(?:[,;:]\ *|\ *\?|$)"
)
# "How many were killed, did the ministry say?", "Where did the police say it happened?"
ASIDE = _pattern(
    rf"""\b(?:do|does|did|has|have)\ {_SOURCE}\ (?:say|claim|report|state|allege|estimate)\b
    (?:\ that)?"""
)
YES_NO = _pattern(
    r"""^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might
    |(?:is|are|was|were|do|does|did|has|have)n['’]t)\b"""
)
WH = _pattern(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b")

EXPECTS: tuple[tuple[Expects, re.Pattern[str]], ...] = (
    (
        Expects.MONEY,
        _pattern(r"""\bhow\ much\ (?:money|.*\b(?:cost|pays?|paid|spen[dt]|worth|fined?
            |earn\w*|price|acquired?|bought|buy|sold|sell|owe|donat\w+|dollars))\b
            |\bwhat\ (?:would|will|does|did|do|could|might)\ .*\b(?:cost|pay|earn)\W*$
            |\b(?:what|which)\ (?:(?:is|are|was|were)\ the\ )?(?:\w+\ )?
            (?:price|salary|costs?|fee)\b"""),
    ),
    (
        Expects.DATE,
        _pattern(r"""^(?!.*\b(?:who|which|what|how|where|why)\b.*\bwhen\b).*
            \bwhen\b(?!.*\b(?:who|which|what|how)\b)|\bhow\ soon\b
            |\b(?:what|which)\ (?:is\ the\ |was\ the\ )?(?:\w+\ )?
            (?:year|date|day|month|time|decade|century)\b"""),
    ),
    (
        Expects.NUMBER,
        _pattern(r"""\bhow\ (?:many|much|old|long|far|high|tall|big|large|fast|often|deep|heavy
            |wide|hot|cold|few)\b|\bthe\ number\ of\b
            |\b(?:what|which)\ (?:is\ the\ |was\ the\ )?(?:percentage|percent|number|share
            |proportion|amount|rate|age|score|(?:death\ )?toll)\b"""),
    ),
    (
        Expects.PLACE,
        _pattern(r"""\bwhere\b|\b(?:which|what)\ (?:\w+\ ){0,2}?(?:country|countries|city|cities
            |states?|towns?|region|province|islands?|nation|continent|village|county
            |neighbou?rhood)\b"""),
    ),
    (
        Expects.PERSON,
        _pattern(r"""\bwho(?:m|se)?\b|\b(?:which|what)\ (?:\w+\ ){0,3}?(?:person|man|woman|actor
            |actress|singer|president|minister|player|athlete|politician|leader|star|celebrity
            |artist|rapper|musician|director|author|writer|senator|candidate|judge|justice|coach
            |ceo|king|queen)\b"""),
    ),
    (Expects.REASON, _pattern(r"\bwhy\b|\bwhat\ (?:caused|(?:was|is)\ the\ (?:cause|reason))")),
)
