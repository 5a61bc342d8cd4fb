"""How often claims and source links are right at each confidence: ``--calibration``.

A source link is counted where its claim matches a marked one, and is right where the name is.
``mention`` is how the source is named there: by name, by description, by pronoun, not at all,
or as a document or somebody unnamed. A claim is counted where it names a person or body, and is
right where it matches a marked claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks.attribution import names, score

_BINS = (0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.0)
Counts = Counter[tuple[str, float, bool]]


def lines(
    rows: Iterable[Mapping[str, Any]], claims: Mapping[str, Sequence[score.Claim]]
) -> Iterator[str]:
    """Give the table of all articles, a line for each kind of mention and bin of confidence."""
    counts: Counts = Counter()
    for row in rows:
        counts.update(_count(row, claims.get(row["id"], ())))
    yield f"{'what':<26}{'confidence':>12}{'all':>6}{'right':>8}"
    for what, low in sorted({key[:2] for key in counts}, key=lambda key: (key[0], -key[1])):
        right, wrong = counts[what, low, True], counts[what, low, False]
        share = f"{100 * right / (right + wrong):.0f} %"
        yield f"{what:<26}{f'{low:.2f} or more':>12}{right + wrong:>6}{share:>8}"


def _count(row: Mapping[str, Any], predicted: Sequence[score.Claim]) -> Counts:
    shown = [claim for claim in predicted if claim["source"]["kind"] != "outlet"]
    _, matched, right = score.match(row, shown)
    counts: Counts = Counter()
    for p, claim in enumerate(shown):
        if claim["source"]["kind"] in score.NAMED:
            counts["claim", _bin(claim["claim_confidence"]), p in matched] += 1
        if p in matched:
            good = right.get((matched[p], p), False)
            sure = _bin(claim["source_confidence"])
            counts[f"source by {_form(row['text'], claim)}", sure, good] += 1
            counts["source link", sure, good] += 1
    return counts


def _bin(confidence: float) -> float:
    return next(low for low in _BINS if confidence >= low)


def _form(text: str, claim: score.Claim) -> str:
    """Class how a predicted source is mentioned."""
    kind, mention = claim["source"]["kind"], claim["mention"]
    words = text[slice(*mention)] if mention else None
    if words is None:
        return "nothing"
    if names.form({"name": claim["source"]["name"]}, words) == "pronoun":
        return "pronoun"
    if kind not in score.NAMED:
        return str(kind)
    return (
        "name"
        if set(names.tokens(words)) & set(names.tokens(claim["source"]["name"]))
        else ("description")
    )
