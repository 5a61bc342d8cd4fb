"""Stand-ins for the models, fast and with no randomness, and articles of an invented region."""

import hashlib
import re
from dataclasses import dataclass, field

import numpy as np
from langchain_core.embeddings import Embeddings

from corpus.model import Article, Claim, Source, SourceKind, Span

PLACES = ("Harlow", "Velmar", "Ostrand", "Tiber Quay", "Mirefield", "Dunmoor", "Kessel", "Alba")
EVENTS = ("a flood", "a strike", "an election", "a fire", "a new bridge", "a festival", "a trial")


class WordsEmbedder(Embeddings):
    """Adds up a fixed random vector for each word."""

    def __init__(self, name: str = "words", dimension: int = 48) -> None:
        self.name = name
        self.fingerprint = f"{name}:{dimension}"
        self.dimension = dimension
        self.embedded = 0

    def embed(self, texts):
        self.embedded += len(texts)
        rows = [self._row(text) for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self.dimension)

    def embed_documents(self, texts):
        return self.embed(texts).tolist()

    def embed_query(self, text):
        return self.embed([text])[0].tolist()

    def check(self):
        pass

    def _row(self, text):
        total = np.zeros(self.dimension)
        for word in re.findall(r"\w+", text.lower()):
            seed = hashlib.sha256(f"{self.name} {word}".encode()).digest()[:8]
            total += np.random.default_rng(int.from_bytes(seed)).normal(size=self.dimension)
        return total / max(np.linalg.norm(total), 1e-9)


class WordScorer:
    """Scores texts by the share of the question's words that they have."""

    def scores(self, question, texts):
        wanted = set(question.lower().split())
        return [24.0 * len(wanted & set(t.lower().split())) / len(wanted) - 18.0 for t in texts]


@dataclass(frozen=True)
class Analysis:
    sentences: tuple[Span, ...]
    claims: tuple[Claim, ...]


@dataclass
class SentenceAnalyser:
    """Every sentence is a claim: of whoever stands before "said", else of the outlet."""

    fingerprint: str = "sentences:1"
    chokes_on: str = "\0"
    analysed: list[str] = field(default_factory=list)

    def analyse_many(self, articles):
        for article in articles:
            if self.chokes_on in article.text:
                raise ValueError("too much")
            self.analysed.append(article.id)
            spans = tuple(
                Span(m.start(), m.end()) for m in re.finditer(r"[^\s.][^.]*\.?", article.text)
            )
            yield Analysis(spans, tuple(self._claim(article, span) for span in spans))

    def _claim(self, article, span):
        said = re.match(r"(.+?) said", span.of(article.text))
        if said is None:
            return Claim(Source(article.outlet, SourceKind.OUTLET), (span,), span)
        mention = Span(span.start, span.start + said.end(1))
        source = Source(mention.of(article.text), SourceKind.PERSON, "a resident")
        return Claim(source, (Span(mention.end + 1, span.end),), span, mention=mention)


def article(number, *, version=1, paragraphs=3):
    """Give the article of a number; another ``version`` has another text."""
    place, event = PLACES[number % len(PLACES)], EVENTS[number % len(EVENTS)]
    parts = [
        f"Report {number} is about {event} in {place}, told in part {part} of version {version}. "
        f"Resident {number} said that {place} had seen nothing like case {number * 31 + part}. "
        + f"The council of {place} met for the {part} time and set up desk {number}. "
        * 4
        for part in range(paragraphs)
    ]
    return Article(
        id=f"a{number}",
        title=f"{event.capitalize()} in {place} ({number})",
        text="\n\n".join(part.strip() for part in parts),
        outlet=f"{place} Post",
        published_at=f"2031-0{number % 9 + 1}-1{number % 10}",
        captions=("A view of the town",),
    )
