"""Paragraphs that a site puts around a report: advertisements, pointers, appeals, rights.

Every pattern is wary: what might be a sentence of the report stays in it, for a lost sentence
is worse than a left-over line.
"""

from __future__ import annotations

import re

_MOST_CHARS, _MOST_WORDS = 400, 60


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


# Paragraphs that are never a report's, whatever the site.
_FIXED = _any(
    *(
        rf"(?:{words})[.:>…\s]*"
        for words in (
            r"advertisement|sponsored(?: content)?|loading|recommended|trending|top stories",
            r"story continues(?: below)?(?: (?:after )?advertisement)?|continue reading(?: below)?",
            r"(?:read|show|load|see) (?:more|less)|skip (?:to|past) .{0,60}",
            r"share|tweet|email|print|save|comments?|leave a comment|follow us",
            r"\d[\d,.]* (?:comments?|shares?)|minutes? read|\d+ min(?:ute)?s? read",
            r"share this(?: (?:article|story|page|post))?|share on \w+|copy(?: the)? link",
            r"image (?:source|caption),?.{0,60}|(?:media|video) caption,?.{0,80}",
            r"getty images|enlarge this image|listen to this (?:article|story).{0,60}",
            r"related(?: (?:articles|stories|topics|news|content|coverage|reading|links))?",
            r"more on this(?: story)?|(?:most|also) read|you (?:may|might) also like",
            r"(?:(?:published|(?:last )?updated|posted)\s*:?\s*)?(?:\d+|an?|one) "
            r"(?:minute|hour|day|week|month)s? ago",
            r"read also|see also|all rights reserved|our standards: .{0,80}|\W+|_+",
        )
    )
)
_MARK = r"\s*(?::|\||>|»|→|–|—|-\s)"
# "Read more: …", "RELATED | …": a label, then a mark, then the headline of another report.
_POINTER = _any(
    rf"related(?: (?:article|story|content|coverage)s?)?{_MARK}.{{0,200}}",
    rf"(?:(?:read|see)(?: more| also| next)|more|also (?:read|see)){_MARK}.{{0,200}}",
    # After a label that may also begin a paragraph of the report, a full stop says that it does.
    r"(?:read|see|watch|listen|in (?:pictures|photos)|live updates|opinion|video|gallery|photos"
    rf"|must read|what to know|read the full (?:story|report)(?: here)?)"
    rf"{_MARK}.{{0,200}}(?<![.”\"])",
    r"(?:read more|continue reading)\b.{0,160}(?<![.!?”\"])",
)
# What a site asks of its readers. These can be sentences, so none may tell of somebody's words.
_APPEAL = _any(
    r"(?=.*\b(?:sign up|subscribe|get|join|delivered|register)\b)"
    r"(?=.*\b(?:newsletters?|your inbox|email alerts|our podcast|(?:youtube|whatsapp|telegram)"
    r" channel)\b).*",
    r"subscribe (?:now|today|here).{0,100}|subscribe to \S+\.com.{0,60}",
    r"(?:click|tap) here\b.{0,140}|support (?:our|independent) journalism.{0,160}",
    r"follow (?:us|@\w+|[\w .’']{2,60}?) on "
    r"(?:twitter|x|facebook|instagram|tiktok|telegram|threads|linkedin)\b.*",
    r"(?:we use|this (?:web)?site uses) cookies.*|(?:already )?a subscriber\?.*",
    r"(?:log|sign) in (?:to|for) .{0,80}|download (?:the|our) .{0,40}\bapp\b.*",
    r"(?:you need to |please )?enable javascript.*",
)
_RIGHTS = _any(
    r"(?:copyright\b.{0,5}|©|\(c\))\s*(?:\(c\)|©)?\s*(?:19|20)\d\d\b.{0,200}",
    r"©\s*\w[\w .,&]{1,60}|.{0,100}\ball rights reserved\b.{0,120}",
    r"this (?:material|story|article) may not be (?:published|reproduced).{0,200}",
)
_TOLD = re.compile(r"\b(?:said|says|told|according to|announced|reported|added|warned|asked)\b")


def is_furniture(paragraph: str) -> bool:
    """Tell whether a paragraph is the site's and not the report's."""
    if len(paragraph) > _MOST_CHARS:
        return False
    if _FIXED.fullmatch(paragraph) or _RIGHTS.fullmatch(paragraph):
        return True
    if _POINTER.fullmatch(paragraph):
        return not (_TOLD.search(paragraph) and paragraph[-1] in '.!?”"')
    if len(paragraph.split()) > _MOST_WORDS or _TOLD.search(paragraph):
        return False
    return bool(_APPEAL.fullmatch(paragraph.strip("()[] ")))
