"""The benchmark's results as a table to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

HALVES = {
    "development": "our development half",
    "heldout": "our held-out half",
    "blind": "our blind set",
    "labelled": "articles put right by hand",
}
_SHOWN = {
    "recall": "statements found",
    "name": "of these, name right",
    "whole_name": "of these, fullest name",
    "precision": "precision",
    "credited_f1": "found and named, F1",
}


def percent(value: float | None) -> str:
    """Give a share as per cent with one place; a dash where there is none."""
    return "    –" if value is None else f"{100 * value:5.1f}"


def interval(result: Mapping[str, Any], key: str) -> str:
    """Give the 95 % interval of a figure, empty where it was not computed."""
    bounds = result.get("ci95", {}).get(key)
    return f"  ({percent(bounds[0]).strip()} to {percent(bounds[1]).strip()})" if bounds else ""


def lines(results: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the whole table."""
    for name, result in results["systems"].items():
        yield f"== {name}"
        if "polnear" in result:
            yield from _polnear(result["polnear"])
        for half, title in HALVES.items():
            if half in result:
                yield from _own(title, result[half])
    if "speed" in results:
        yield from _speed(results["speed"])


def _polnear(result: Mapping[str, Any]) -> Iterator[str]:
    everything = result["all"]
    yield f"PolNeAR dev, {result['articles']} articles, {everything['gold']} attributions"
    scores = {"attribution": everything["attribution"], "who": result["who"]}
    for key, score in scores.items():
        yield (
            f"  {key:24} P {percent(score['p'])}  R {percent(score['r'])}"
            f"  F1 {percent(score['f1'])}{interval(result, f'{key}_f1')}"
        )
    for kind in ("direct", "mixed", "indirect"):
        score = result[kind]["attribution"]
        yield (
            f"  {kind:24} P {percent(score['p'])}  R {percent(score['r'])}"
            f"  F1 {percent(score['f1'])}"
        )
    yield f"  source right, of matched  {percent(everything['source_accuracy'])}"
    for role in ("source", "cue", "content"):
        yield (
            f"  {role + ' spans, exact F1':24}  {percent(result['spans'][role]['f1'])}"
            f"   tokens F1 {percent(result['tokens'][role]['f1'])}"
        )


def _own(title: str, result: Mapping[str, Any]) -> Iterator[str]:
    counts = result["statements"]
    yield f"{title}, {result['articles']} articles, {counts['gold']} statements of named speakers"
    for key, label in _SHOWN.items():
        yield f"  {label:26} {percent(result[key])}{interval(result, key)}"
    yield (
        f"  stance right: asserted {percent(result['stance']['asserts'])},"
        f" denied {percent(result['stance']['denies'])};"
        f"  role {percent(result['role'])};  via {percent(result['via'])}"
    )
    every = result["every_claim"]
    yield (
        f"  every claim ({every['gold']}): recall {percent(every['recall'])},"
        f" precision {percent(every['precision'])}"
    )
    for group, figures in result["confidence"].items():
        yield (
            f"  confidence {group:15} {figures['predicted']:5}"
            f" predictions, right {percent(figures['right'])}"
        )
    yield "  by group                  claims  found  named"
    for group, figures in result["groups"].items():
        if group not in ("every claim", "statements"):
            yield (
                f"    {group:24} {figures['gold']:5}  {percent(figures['recall'])}"
                f"  {percent(figures['name'])}"
            )


def _speed(result: Mapping[str, Any]) -> Iterator[str]:
    yield f"Speed, {result['words']} words, the faster of {result['rounds']} runs"
    for mode in ("parse", "attribution"):
        one = result[mode]
        label = "spaCy parsing" if mode == "parse" else mode
        yield (
            f"  {label:26} {one['words_per_s']:6.0f} words/s"
            f"  {one['cpu_s']:6.1f} s of processor  {one['peak_mb']:6.0f} MB"
            f"  loading {one['load_s']:.1f} s"
        )
    yield (
        f"  attribution : parsing      time {result['time_ratio']:.2f},"
        f" processor time {result['cpu_ratio']:.2f}, memory {result['memory_ratio']:.2f}"
    )
