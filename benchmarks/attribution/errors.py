"""The errors on the development half, for those who improve the attribution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.attribution import score


def show_errors(
    rows: Iterable[Mapping[str, Any]], claims: Mapping[str, Sequence[score.Claim]]
) -> None:
    """Print each marked claim missed or misnamed, and each prediction that matches none."""
    for row in rows:
        faults = list(_faults(row, claims.get(row["id"], ())))
        if faults:
            print(f"-- {row['id']}", *faults, sep="\n")


def _faults(row: Mapping[str, Any], predicted: Sequence[score.Claim]) -> Iterable[str]:
    text, gold = row["text"], row["claims"]
    shown = [claim for claim in predicted if claim["source"]["kind"] != "outlet"]
    found, matched, right = score.match(row, shown)
    for g, claim in enumerate(gold):
        label = f"{claim['source']['name']} [{claim['act']}]: {_content(text, claim)}"
        if g not in found:
            yield f"  MISSED  {label}"
        elif not right[g, found[g]] and claim["source"]["kind"] in score.NAMED:
            yield f"  NAMED   {shown[found[g]]['source']['name']!r} for {label}"
        elif claim["stance"] != shown[found[g]].get("stance"):
            yield f"  STANCE  {shown[found[g]].get('stance')} for {label}"
    for p, claim in enumerate(shown):
        if p not in matched:
            yield f"  EXTRA   {claim['source']['name']}: {_content(text, claim)}"


def _content(text: str, claim: score.Claim) -> str:
    return " … ".join(text[start:end] for start, end in claim["content"])
