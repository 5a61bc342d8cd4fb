"""Whether the catalogue, the indexes and the answers agree with each other and with the year."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.json import answer_to_json
from retrieval.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.year.articles import Event
    from benchmarks.year.correcting import Kept
    from benchmarks.year.simulation import Simulation
    from corpus.model import Article
    from retrieval.library import Library
    from retrieval.model import Answer

SHOWN = 5  # faults of a kind that are printed
EMBEDDED_ANEW = 200


class Faults:
    """What does not agree: how often, and the first of each kind."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.examples: dict[str, list[str]] = defaultdict(list)

    def note(self, kind: str, example: str, *, is_fault: bool = True) -> None:
        """Count a fault of a kind, where it is one; a kind without any is counted as none."""
        self.counts[kind] += is_fault
        if is_fault and len(self.examples[kind]) < SHOWN:
            self.examples[kind].append(example)


def articles(library: Library, kept: dict[str, Kept], faults: Faults) -> dict[str, Any]:
    """Compare what is there with what came: each report once, in its last version."""
    found = {each.url or each.id: each for each in library.articles()}
    wanted = {url: each for url, each in kept.items() if not each.gone}
    for url in wanted.keys() - found.keys():
        faults.note("missing articles", url)
    for url in found.keys() - wanted.keys():
        faults.note("articles that should not be there", url)
    faults.note("articles twice", "", is_fault=len(found) != len(library.articles()))
    for url in wanted.keys() & found.keys():
        article, expected = found[url], wanted[url]
        other = (article.text, article.title) != (expected.report.text, expected.title)
        faults.note("articles otherwise than they came", url, is_fault=other)
        revisions = len(library.catalogue.revisions(article.id))
        wrong = revisions != expected.revisions
        faults.note("revisions too many or too few", f"{url}: {revisions}", is_fault=wrong)
        for claim in library.claims(article.id):
            fits = claim.quote.of(article.text) and claim.sentence.of(article.text)
            faults.note("claims beyond their article", url, is_fault=not fits)
    return {"articles": len(found), "gone": len(kept) - len(wanted)}


def indexes(library: Library, faults: Faults) -> dict[str, Any]:
    """Compare the catalogue's passages with both indexes, and vectors with what they are of."""
    library.index.open()
    kept = library.catalogue.vectors
    ids = kept.ids()
    in_chroma = library.index._collection.vectors(ids)
    faults.note("index has other passages", "", is_fault=library.index.differs())
    faults.note("words of other passages", "", is_fault=library.catalogue.lexical_differs())
    anew: list[tuple[str, np.ndarray]] = []
    titles = {each.id: each.title for each in library.articles()}
    for batch in kept.batches(ids):
        rows = zip(batch.ids, batch.keys, batch.texts, batch.matrix, strict=True)
        for id_, key, text, vector in rows:
            same = id_ in in_chroma and np.allclose(in_chroma[id_], vector, atol=1e-3)
            faults.note("vectors otherwise in the index", str(key), is_fault=not same)
            if len(anew) < EMBEDDED_ANEW:
                anew.append((f"{titles[key[0]]}\n{text}", vector))
    again = library._embedder.embed([text for text, _ in anew])
    for (text, vector), other in zip(anew, again, strict=True):
        faults.note("vectors of another text", text[:60], is_fault=float(vector @ other) < 0.999)
    articles_, claims, passages = library.catalogue.count()
    faults.note("counts differ", "", is_fault=passages != len(ids))
    return {"claims": claims, "passages": passages, "counted": articles_}


def copies(library: Library, kept: dict[str, Kept], faults: Faults) -> dict[str, Any]:
    """Compare which articles are told to be one report with the wire's copies."""
    while library.catalogue.copies.catch_up():
        pass
    ids = {each.url: each.id for each in library.articles()}
    stories: dict[int, set[str]] = defaultdict(set)
    for url, each in kept.items():
        if url in ids:
            stories[each.report.story].add(ids[url])
    recognised = 0
    for story in stories.values():
        for article_id in story:
            found = set(library.catalogue.copies.report(article_id))
            faults.note("two stories taken for one", article_id, is_fault=bool(found - story))
            recognised += len(story) > 1 and found == story
    several = [story for story in stories.values() if len(story) > 1]
    all_copies = sum(map(len, several))
    return {"wire stories": len(several), "copies": all_copies, "copies recognised": recognised}


def ask(library: Library, asked: Sequence[Event], kept: dict[str, Kept], faults: Faults) -> Any:  # noqa: ANN401 - figures
    """Ask what each event's reports answer, and look at each quote."""
    gone = {url for url, each in kept.items() if each.gone}
    figures: Counter[str] = Counter()
    took: list[float] = []
    given: list[dict[str, Any]] = []
    for event in asked:
        began = time.perf_counter()
        answer = library.ask(event.question)
        took.append(1000 * (time.perf_counter() - began))
        _look_at(library, answer, gone, faults)
        quotes = " ".join(claim.quote for one in answer.accounts for claim in one.claims)
        figures["asked"] += 1
        figures["answered"] += answer.status is not Status.NOT_REPORTED
        figures["official figure quoted"] += f" {event.n} " in f" {quotes} "
        if event.m is not None:
            figures["contested"] += 1
            both = f" {event.m} " in f" {quotes} " and f" {event.n} " in f" {quotes} "
            figures["both figures quoted"] += both
            figures["disputed"] += answer.status is Status.DISPUTED
        given.append({k: v for k, v in answer_to_json(answer).items() if k != "took_ms"})
    took.sort()
    middle = {"p50_ms": round(took[len(took) // 2]), "p95_ms": round(took[int(0.95 * len(took))])}
    return dict(figures) | middle, given


def _look_at(library: Library, answer: Answer, gone: set[str], faults: Faults) -> None:
    for account in answer.accounts:
        voices: Counter[str] = Counter()
        for claim in account.claims:
            for one in (claim, *claim.repeats):
                article = library.article(one.article.id)
                verbatim = one.quote in article.text and _stands(article, one.quote_span, one.quote)
                faults.note("quotes that are not verbatim", one.quote, is_fault=not verbatim)
                faults.note("quotes of what is gone", one.quote, is_fault=article.url in gone)
            voices[f"{library.catalogue.copies.report(claim.article.id)[0]} {claim.quote}"] += 1
        twice = [each for each, times in voices.items() if times > 1]
        faults.note("copies counted twice", ", ".join(twice), is_fault=bool(twice))
    for hit in answer.passages:
        faults.note("passages of what is gone", hit.text[:60], is_fault=hit.article.url in gone)


def _stands(article: Article, span: Any, quote: str) -> bool:  # noqa: ANN401 - a Span
    return bool(span.of(article.text) == quote)


def messages(simulation: Simulation, faults: Faults) -> dict[str, Any]:
    """Look at the answers that were given in the chat: each says what became of its articles."""
    figures: Counter[str] = Counter()
    for url, each in simulation.kept.items():
        words = [*each.notes, *([each.reason] if each.reason else [])]
        for answer in simulation.answers if words else ():
            if _quotes(answer, url):
                figures["answers that quote what was corrected"] += 1
                faults.note("answers without the note", url, is_fault=not _tells(answer, words))
    edited = sum(any(sent.edited for sent in answer) for answer in simulation.answers)
    return dict(figures) | {"answers edited": edited}


def noted(simulation: Simulation, replies: Iterable[tuple[str, Any]], faults: Faults) -> int:
    """Look whether new answers carry the notes of the articles that they quote; gives how many."""
    carried = 0
    for url, said in replies:
        if _quotes(said.messages, url):
            told = _tells(said.messages, simulation.kept[url].notes)
            faults.note("new answers without the note", url, is_fault=not told)
            carried += told
    return carried


def _quotes(answer: Iterable[Any], url: str) -> bool:
    return any(link.split("#")[0] == url for sent in answer for link in sent.links)


def _tells(answer: Iterable[Any], words: Iterable[str]) -> bool:
    text = "\n".join(sent.text for sent in answer)
    return all(each in text for each in words)
