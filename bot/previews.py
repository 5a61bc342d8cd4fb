"""What would be published, shown before it is: facts, who speaks, copies, changes, doubts."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import markup, publishing, references
from bot.dividing import Block
from bot.markup import Markup
from corpus.model import SourceKind
from corpus.reading.doubts import Doubt, doubts, machine_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.ports import Library
    from bot.texts import Texts
    from corpus.catalogue import Proposal
    from corpus.model import Article, Claim

SHOWN_SOURCES, SHOWN_COPIES, SHOWN_CHANGES = 12, 5, 8
OPENING, CHANGED_CHARS = 500, 280
_WARNING = markup.text("⚠️ ")
_SENTENCE = re.compile(r"(?<=[.!?…؟])\s+|\n+")
# Sentences compared with each other; longer texts are compared by paragraphs.
_MOST_SENTENCES = 3000


@dataclass(frozen=True, slots=True)
class Preview:
    """A proposal with all that its moderator should know.

    ``copies`` are the articles that are like it, with the share of common words in percent;
    ``earlier`` is the article that it would replace, None where it is new.
    """

    proposal: Proposal
    claims: Sequence[Claim]
    copies: Sequence[tuple[Article, int]]
    earlier: Article | None


def preview(library: Library, proposal: Proposal) -> Preview:
    """Look at a proposal; blocks, and takes the seconds that attribution takes."""
    (article,) = publishing.told_apart(library, [proposal.article])
    history = library.catalogue.histories.of([article.id]).get(article.id)
    alike = library.catalogue.copies.like(article.text, besides=article.id)[:SHOWN_COPIES]
    return Preview(
        replace(proposal, article=article),
        library.analyse(article),
        [(library.article(each.article_id), round(100 * each.share)) for each in alike],
        history.article if history and history.removed_at is None else None,
    )


def blocks(shown: Preview, texts: Texts) -> list[Block]:
    """A preview as parts of a message."""
    article = shown.proposal.article
    head = markup.bold(texts.say("preview", number=f"#{shown.proposal.id}"))
    lines = (*facts(article, texts), who_speaks(shown.claims, texts))
    opening = markup.blockquote(markup.foreign(_shortened(article.text, OPENING)), folded=True)
    return [
        Block(head, (markup.join("\n", lines),)),
        *map(Block, warnings(article, texts)),
        *_copies(shown, texts),
        *_changes(shown, texts),
        Block(opening),
    ]


def facts(article: Article, texts: Texts) -> list[Markup]:
    """Title, outlet, agency, byline, day, language, length and id of an article, a line each."""
    title = markup.link(markup.bold(references.label(article.title or article.id)), article.url)
    outlet = references.outlet(article, texts, None)
    day = markup.text(texts.day(article.published_at))
    language = markup.text(texts.language_name(article.language))
    return [
        title,
        texts.listed((outlet, references.label(article.byline), day, language)),
        texts.say("article-size", count=len(article.text.split()), id=markup.code(article.id)),
        *([] if article.published_at else [_WARNING + texts.say("article-no-date")]),
    ]


def who_speaks(claims: Sequence[Claim], texts: Texts) -> Markup:
    """How many claims there are, and whose."""
    counts = Counter(
        claim.source.name for claim in claims if claim.source.kind is not SourceKind.OUTLET
    )
    if not counts:
        return texts.say("article-nobody")
    names = [
        texts.say("source-count", name=references.label(name), count=count)
        for name, count in counts.most_common(SHOWN_SOURCES)
    ]
    more = [markup.text("…")] if len(counts) > SHOWN_SOURCES else []
    return texts.say(
        "article-claims",
        count=counts.total(),
        sources=len(counts),
        names=texts.listed(names + more),
    )


def changes(before: Article, after: Article, texts: Texts) -> list[Markup]:
    """What differs between two versions of an article, a line for each change."""
    names = ("title", "outlet", "agency", "byline", "published_at", "url", "language")
    pairs = [
        (getattr(before, name) or "", getattr(after, name) or "")
        for name in names
        if getattr(before, name) != getattr(after, name)
    ]
    pairs += changed_sentences(before.text, after.text)
    lines = [_change(*pair) for pair in pairs[:SHOWN_CHANGES]]
    if len(pairs) > SHOWN_CHANGES:
        lines.append(texts.say("changes-more", count=len(pairs) - SHOWN_CHANGES))
    return lines


def changed_sentences(before: str, after: str) -> list[tuple[str, str]]:
    """Give the runs of sentences that differ as (before, after); one of them may be empty."""
    old, new = (_divided(text) for text in (before, after))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [
        (" ".join(old[a:b]), " ".join(new[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _divided(text: str) -> list[str]:
    sentences = [each for each in _SENTENCE.split(text) if each]
    return sentences if len(sentences) <= _MOST_SENTENCES else text.split("\n\n")


def _change(before: str, after: str) -> Markup:
    old = markup.struck(markup.foreign(_shortened(before, CHANGED_CHARS)))
    new = markup.foreign(_shortened(after, CHANGED_CHARS))
    return markup.text("• ") + markup.join(" → ", (old, new))


def warnings(article: Article, texts: Texts) -> list[Markup]:
    """What a moderator should look at before an article is published, a line each."""
    words = machine_words(article) or ""
    return [
        _WARNING
        + (
            texts.say("doubt-machine", words=references.label(words))
            if doubt is Doubt.MACHINE
            else texts.say(f"doubt-{doubt}")
        )
        for doubt in doubts(article)
    ]


def _copies(shown: Preview, texts: Texts) -> list[Block]:
    if not shown.copies:
        return []
    lines = tuple(
        texts.say(
            "preview-copy",
            headline=references.headline(article, texts),
            percent=percent,
            id=markup.code(article.id),
        )
        for article, percent in shown.copies
    )
    return [Block(texts.say("preview-copies"), lines)]


def _changes(shown: Preview, texts: Texts) -> list[Block]:
    if shown.earlier is None:
        return []
    lines = changes(shown.earlier, shown.proposal.article, texts)
    if not lines:
        return [Block(texts.say("preview-same", id=markup.code(shown.earlier.id)))]
    head = texts.say("preview-revision", id=markup.code(shown.earlier.id))
    return [Block(head, tuple(lines))]


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
