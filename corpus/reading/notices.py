"""Words by which pages that were answered in a report's stead are known."""

from __future__ import annotations

import re

MISSING = re.compile(
    r"\b(?:404|page (?:was |could )?not (?:be )?found|page (?:does not|doesn['’]t) exist"
    r"|page you (?:were|are) looking|no longer available|page (?:is )?missing"
    r"|this page isn['’]t available|410 gone)\b",
    re.IGNORECASE,
)
WALL = re.compile(
    r"(?:subscribe|sign (?:in|up)|log in|register|create (?:a free|an) account)\b.{0,40}"
    r"\bto (?:continue|read|keep reading|view|access|unlock)|subscribers? only"
    r"|subscriber[- ]exclusive|already a subscriber|to continue reading"
    r"|you have reached your .{0,20}limit|free articles? (?:left|remaining)",
    re.IGNORECASE,
)
