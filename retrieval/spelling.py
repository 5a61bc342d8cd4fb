"""Names that a question spells otherwise than the corpus does: "Idleb" for "Idlib".

Neither the lexical index nor a small model knows that they are one, so the question is asked with
the corpus' spelling. Only words that stand in no passage are looked at, and only slips and
transliterations count as another spelling: one letter that is another, more or less (two in a
long word), or other vowels between the same consonants.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from retrieval.names import STOPWORDS, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.ports import Corpus

SHORTEST = 5  # letters: of shorter words one letter makes another
LONG, SLIPS_IN_LONG = 9, 2
STEMMED = 2  # letters by which a stem may be farther off than its word
LOOKED_AT = 3  # nearest stems whose words are read, in so many
PASSAGES = 5  # passages each
WORDS = 3  # of a question that are looked up
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouy]+")


def respelled(text: str, corpus: Corpus) -> str:
    """Give a question with its unknown words as the corpus spells them, where it does."""
    words = [w for w in dict.fromkeys(_WORD.findall(text)) if _may_be_a_name(w, text)]
    unknown = [word for word in words if not corpus.has_word(word)][:WORDS]
    for word in unknown:
        if known := _spelt(word, corpus):
            text = re.sub(rf"\b{word}\b", known, text)
    return text


def one_spelling_of(word: str, other: str) -> bool:
    """Tell whether two plain words are one name in two spellings."""
    if word[:1] != other[:1] or min(len(word), len(other)) < SHORTEST:
        return False
    slips = SLIPS_IN_LONG if min(len(word), len(other)) >= LONG else 1
    if OSA.distance(word, other, score_cutoff=slips) <= slips:
        return True
    return _sound(word) == _sound(other)


def _sound(word: str) -> str:
    """Give a word with one sign for each run of vowels, and no letter doubled."""
    return re.sub(r"(.)\1", r"\1", _VOWELS.sub("-", word))


def _may_be_a_name(word: str, text: str) -> bool:
    """Tell whether a word has a capital, or all that are no small words where none has one."""
    capitals = any(w[0].isupper() for w in _WORD.findall(text)[1:])
    if len(word) < SHORTEST or plain(word) in STOPWORDS:
        return False
    return word[0].isupper() or not capitals


def _spelt(word: str, corpus: Corpus) -> str | None:
    """Give the commonest word of the corpus that is this one in another spelling."""
    sought = plain(word)
    near = sorted((OSA.distance(sought, stem), stem) for stem in _stems(sought, corpus))
    found: Counter[str] = Counter()
    for _, stem in near[:LOOKED_AT]:
        for token in _words_of(stem, corpus):
            if one_spelling_of(sought, plain(token)):
                found[token] += 1
    return found.most_common(1)[0][0] if found else None


def _stems(sought: str, corpus: Corpus) -> set[str]:
    starts = {sought[:2]} | ({sought[0] + v for v in "aeiouy"} if sought[1] in "aeiouy" else set())
    most = SLIPS_IN_LONG + STEMMED
    return {
        stem
        for start in starts
        for stem in corpus.stems(start)
        if OSA.distance(sought, stem, score_cutoff=most) <= most
    }


def _words_of(stem: str, corpus: Corpus) -> Iterable[str]:
    """Give the words of some passages that have a stem."""
    keys = [key for key, _ in corpus.lexical(stem, PASSAGES)]
    articles = {article.id: article for article in corpus.articles([key[0] for key in keys])}
    for key, passage in corpus.passages(keys).items():
        if key[0] in articles:
            yield from set(_WORD.findall(passage.span.of(articles[key[0]].text)))
