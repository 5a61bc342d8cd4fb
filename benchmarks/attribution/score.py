"""Score claims against our own marked articles; standard library only.

A prediction is an object like a marked claim: ``source`` (``name``, ``kind``, ``role``),
``content`` ([[s, e], …]) and, where there are any, ``mention``, ``cue``, ``stance``, ``via``.
Predictions of kind ``outlet`` are left out: they are nobody's claims.

Matching is over word tokens, as in the shared scorer. First, one to one and greedily, pairs
whose content has Jaccard 0.5 or more (ties go to the pair whose name is right). Then a marked
claim still without a partner is found if a prediction holds 80 % of it, or 80 % of a
prediction lies within it, the smaller being a fifth of the larger or more and the name right:
a run of quotes may be cut or joined in more ways than one. A prediction still without
a partner is right in the same cases.

Figures, over *statements* (marked claims of act ``says``) with a *named* speaker (kind
``person`` or ``organisation``):

- ``recall``: share found; ``name``: share of those found whose name is right (names.same);
  ``whole_name``: share that give the fullest name;
- ``precision``: share of the predictions with a named speaker that match a marked claim. Those
  that match a belief, a refusal or an aside are left out of the count, neither right nor wrong;
- ``credited``: P/R/F1 of statements found *and* named rightly.

Besides: recall and names by kind of quotation, style, kind of source, act and form of mention;
stance, role and ``via`` among the found; how often predictions are right (found and named) by
the confidence that they give; 95 % intervals by resampling articles.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.attribution import names

Claim = dict[str, Any]
Count = Counter[tuple[str, ...]]
NAMED = ("person", "organisation")
HEADLINE = ("recall", "name", "whole_name", "precision", "credited_f1")
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_QUOTED = re.compile(r"“[^”\n]*|\"[^\"\n]*\"?|(?<!\w)‘(?:[^’\n]|’(?=\w))*")
_BINS = (0.95, 0.9, 0.8, 0.7, 0.5, 0.0)
_JACCARD, _WITHIN, _SHARE = 0.5, 0.8, 0.2


def words(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """Give the starts of the word tokens that share a character with one of the spans."""
    edges = [tuple(span) for span in spans]
    return frozenset(
        word.start()
        for word in _WORD.finditer(text)
        if any(word.start() < end and start < word.end() for start, end in edges)
    )


def quotation(text: str, content: frozenset[int]) -> str:
    """Class a content: ``direct`` (90 % or more in quotation marks), ``indirect``, ``mixed``."""
    quoted = words(text, [found.span() for found in _QUOTED.finditer(text)])
    share = len(content & quoted) / len(content) if content else 0.0
    return "direct" if share >= 0.9 else "mixed" if share else "indirect"


def pair(
    gold: Sequence[frozenset[int]],
    predicted: Sequence[frozenset[int]],
    right: Mapping[tuple[int, int], bool],
) -> tuple[dict[int, int], dict[int, int]]:
    """Match contents; give each found claim's prediction and each right prediction's claim."""
    scored = []
    for g, p in right:
        shared = len(gold[g] & predicted[p])
        if shared and shared >= _JACCARD * len(gold[g] | predicted[p]):
            scored.append((-shared / len(gold[g] | predicted[p]), not right[g, p], g, p))
    found: dict[int, int] = {}
    matched: dict[int, int] = {}
    for *_, g, p in sorted(scored):
        if g not in found and p not in matched:
            found[g], matched[p] = p, g
    loose = [(g, p) for g, p in right if right[g, p] and _within(gold[g], predicted[p])]
    for g, p in loose:
        found.setdefault(g, p)
        matched.setdefault(p, g)
    return found, matched


def _within(one: frozenset[int], other: frozenset[int]) -> bool:
    small, large = sorted((len(one), len(other)))
    return len(one & other) >= _WITHIN * small > 0 and small >= _SHARE * large


def match(
    article: Mapping[str, Any], predicted: Sequence[Claim]
) -> tuple[dict[int, int], dict[int, int], dict[tuple[int, int], bool]]:
    """Match an article's claims and predictions, by their places in the two lists.

    Gives each found claim's prediction, each right prediction's claim, and of every pair that
    shares a word of content whether the name is right.
    """
    text, gold = article["text"], article["claims"]
    contents = [words(text, claim["content"]) for claim in gold]
    offered = [words(text, claim["content"]) for claim in predicted]
    rivals = {claim["source"]["name"] for claim in gold if claim["source"]["kind"] == "person"}
    right = {
        (g, p): names.same(claim["source"], predicted[p]["source"]["name"], rivals)
        for g, claim in enumerate(gold)
        for p in range(len(predicted))
        if contents[g] & offered[p]
    }
    return *pair(contents, offered, right), right


def count(article: Mapping[str, Any], predictions: Iterable[Claim]) -> Count:
    """Count one article: keys are (measure, group, …), to be added up over articles."""
    text, gold = article["text"], article["claims"]
    predicted = [claim for claim in predictions if claim["source"]["kind"] != "outlet"]
    found, matched, right = match(article, predicted)
    out: Count = Counter()
    for g, claim in enumerate(gold):
        partner = found.get(g)
        guess = None if partner is None else predicted[partner]
        right_name = partner is not None and right[g, partner]
        for group in _groups(article, claim, quotation(text, words(text, claim["content"]))):
            out["gold", group] += 1
            out["found", group] += guess is not None
            out["named", group] += right_name
        if guess is not None:
            _details(out, text, claim, guess, right_name)
    for p, claim in enumerate(predicted):
        _count_prediction(
            out, claim, p in matched and gold[matched[p]], right.get((matched.get(p, -1), p), False)
        )
    return out


def _groups(article: Mapping[str, Any], claim: Claim, quoted: str) -> list[str]:
    """Name the groups that a marked claim is counted in."""
    source, act = claim["source"], claim["act"]
    groups = ["every claim", f"act {act}", *([f"source {source['kind']}"] if act == "says" else [])]
    if act == "says" and source["kind"] in NAMED:
        mention = claim["mention"]
        shown = names.form(source, article["text"][slice(*mention)] if mention else None)
        groups += ["statements", quoted, f"style {article['style']}", f"mention {shown}"]
        if claim["stance"] == "denies":
            groups.append("denials")
    return groups


def _details(out: Count, text: str, claim: Claim, guess: Claim, right_name: bool) -> None:
    """Count stance, role, via and the whole name of a found claim."""
    if claim["act"] != "says" or claim["source"]["kind"] not in NAMED:
        return
    source, role = claim["source"], claim["source"]["role"]
    out["whole", "statements"] += right_name and names.whole(source, guess["source"]["name"])
    stance = guess.get("stance", "asserts")
    out["stance right", claim["stance"]] += stance == claim["stance"]
    out["stance of", claim["stance"]] += 1
    if right_name and role and source["kind"] == "person":
        given = names.tokens(guess["source"].get("role") or "")
        out["role of", "person"] += 1
        out["role right", "person"] += bool(set(given) & set(names.tokens(role)))
    if claim["via"]:
        via = guess.get("via") or {"name": ""}
        shown = via if isinstance(via, str) else via["name"]
        shared = set(names.bare(shown)) & set(names.bare(claim["via"]))
        out["via of", "all"] += 1
        out["via right", "all"] += bool(shared)


def _count_prediction(out: Count, claim: Claim, gold: Claim | bool, right_name: bool) -> None:
    out["predicted", "every claim"] += 1
    out["right", "every claim"] += bool(gold)
    if claim["source"]["kind"] not in NAMED:
        return
    if isinstance(gold, dict) and gold["act"] != "says":
        return
    out["predicted", "statements"] += 1
    out["right", "statements"] += bool(gold)
    out["credited", "statements"] += bool(gold) and right_name
    if "confidence" in claim:
        group = next(f"{low} or more" for low in _BINS if claim["confidence"] >= low)
        out["sure", group] += 1
        out["sure and right", group] += bool(gold) and right_name


def _ratio(part: int, of: int) -> float | None:
    return part / of if of else None


def headline(c: Count) -> dict[str, float]:
    """Give the headline figures of a count, 0 where nothing was there to count."""
    gold, found = c["gold", "statements"], c["found", "statements"]
    named, predicted = c["named", "statements"], c["predicted", "statements"]
    recall, precision = (
        (named / gold if gold else 0.0),
        c["credited", "statements"] / (predicted or 1),
    )
    return {
        "recall": _ratio(found, gold) or 0.0,
        "name": _ratio(named, found) or 0.0,
        "whole_name": _ratio(c["whole", "statements"], found) or 0.0,
        "precision": _ratio(c["right", "statements"], predicted) or 0.0,
        "credited_p": precision,
        "credited_r": recall,
        "credited_f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
    }


def summary(c: Count) -> dict[str, Any]:
    """Turn counts into figures; None stands where nothing was there to count."""
    groups = sorted({key[1] for key in c if key[0] == "gold"})
    return {
        **headline(c),
        "every_claim": {
            "gold": c["gold", "every claim"],
            "predicted": c["predicted", "every claim"],
            "recall": _ratio(c["found", "every claim"], c["gold", "every claim"]),
            "precision": _ratio(c["right", "every claim"], c["predicted", "every claim"]),
        },
        "statements": {"gold": c["gold", "statements"], "predicted": c["predicted", "statements"]},
        "groups": {
            group: {
                "gold": c["gold", group],
                "recall": _ratio(c["found", group], c["gold", group]),
                "name": _ratio(c["named", group], c["found", group]),
            }
            for group in groups
        },
        "stance": {
            stance: _ratio(c["stance right", stance], c["stance of", stance])
            for stance in ("asserts", "denies")
        },
        "confidence": {
            group: {"predicted": c["sure", group], "right": _ratio(right, c["sure", group])}
            for (measure, group), right in sorted(c.items(), reverse=True)
            if measure == "sure and right"
        },
        "role": _ratio(c["role right", "person"], c["role of", "person"]),
        "via": _ratio(c["via right", "all"], c["via of", "all"]),
    }


def score(
    articles: Iterable[Mapping[str, Any]],
    predictions: Mapping[str, Iterable[Claim]],
    *,
    bootstrap: int = 0,
) -> dict[str, Any]:
    """Score predictions by article id; an article without any counts as an empty prediction."""
    counts = [count(article, predictions.get(article["id"], ())) for article in articles]
    out = {"articles": len(counts), **summary(_total(counts))}
    if bootstrap and counts:
        rng = random.Random(0)
        draws = [headline(_total(rng.choices(counts, k=len(counts)))) for _ in range(bootstrap)]
        out["ci95"] = {key: _interval([draw[key] for draw in draws]) for key in HEADLINE}
    return out


def _total(counts: Iterable[Count]) -> Count:
    total: Count = Counter()
    for each in counts:
        total.update(each)
    return total


def _interval(values: list[float]) -> list[float]:
    values.sort()
    return [
        values[int(0.025 * len(values))],
        values[min(len(values) - 1, int(0.975 * len(values)))],
    ]
