"""What stands around an answer: paragraphs, articles, days, accounts side by side. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot import markup
from bot.dividing import QUOTE_UNITS, Block, cut_quote
from bot.marks import UNMARKED, Marks
from bot.markup import Markup, bold, foreign, join
from bot.references import fate, fates, headline, reference
from bot.rendering import both_sides, quote_parts, said, status_line
from corpus.model import Stance

if TYPE_CHECKING:
    from bot.texts import Texts
    from corpus.model import Article
    from retrieval.model import Account, Answer, QuotedClaim


def context(accounts: Sequence[Account], texts: Texts, *, marks: Marks = UNMARKED) -> list[Block]:
    """The paragraph around each account's best claim, each once with all who speak in it."""
    shown: dict[tuple[str, int, int], list[Account]] = {}
    for account in accounts:
        place = account.claims[0].article.id, *paragraph(account.claims[0])
        shown.setdefault(place, []).append(account)
    return [
        in_context(sorted(each, key=lambda a: a.claims[0].claim.sentence.start), texts, marks=marks)
        for each in shown.values()
    ]


def in_context(accounts: Sequence[Account], texts: Texts, *, marks: Marks = UNMARKED) -> Block:
    """The paragraph in which the best claims of accounts stand, their sentences in bold."""
    spoken = [account.claims[0] for account in accounts]
    quoted = spoken[0]
    start, end = paragraph(quoted)
    text = quoted.article.text
    whole, at = Markup(), start
    for sentence in sorted({each.claim.sentence for each in spoken}, key=lambda s: s.start):
        if sentence.start >= at:
            whole += foreign(text[at : sentence.start]) + bold(foreign(sentence.of(text)))
            at = sentence.end
    whole += foreign(text[at:end])
    if whole.units > QUOTE_UNITS:
        pieces = [markup.blockquote(foreign(piece)) for piece in cut_quote(text[start:end])]
    else:
        pieces = [markup.blockquote(whole)]
    *before, last = pieces
    head = join("\n", (said(account, texts) for account in accounts))
    became = dict.fromkeys(line for each in spoken for line in fates(each, marks, texts))
    below = (reference(quoted, texts), *became)
    parts = (*before, join("\n", (last, *below)))
    return Block(head, parts, texts.say("continued", head=head))


def paragraph(quoted: QuotedClaim) -> tuple[int, int]:
    """Where the paragraph, or paragraphs, of a claim's sentence begin and end."""
    text, sentence = quoted.article.text, quoted.claim.sentence
    end = text.find("\n\n", sentence.end)
    start = text.rfind("\n\n", 0, sentence.start)
    return (0 if start < 0 else start + 2), (len(text) if end < 0 else end)


def articles_of(given: Answer, texts: Texts, *, marks: Marks = UNMARKED) -> list[Block]:
    """The articles that an answer quotes, with how many of its claims stand in each."""
    fallen = {article.id: mark for article, mark in marks.changed()}
    counts: dict[str, tuple[Article, int]] = {}
    for account in given.accounts:
        for quoted in (c for claim in account.claims for c in (claim, *claim.repeats)):
            article, count = counts.get(quoted.article.id, (quoted.article, 0))
            counts[article.id] = (article, count + 1)
    lines = tuple(
        join(
            "\n",
            (
                texts.say("article-quoted", headline=headline(article, texts), count=count),
                fate(fallen.get(article.id), texts),
            ),
        )
        for article, count in counts.values()
    )
    head = bold(texts.say("articles-quoted", count=len(counts)))
    return [Block(head, lines, head)]


def _headed(head: Markup, parts: list[Markup]) -> list[Markup]:
    """Put a heading on the first of some parts, so that they are not torn apart."""
    return [join("\n", (head, parts[0])), *parts[1:]]


def timeline(given: Answer, texts: Texts, *, marks: Marks = UNMARKED) -> list[Block]:
    """Who said what when: the claims of an answer in the order of their reports' days."""
    said_on: dict[str, list[tuple[Account, QuotedClaim]]] = {}
    for account in given.accounts:
        for quoted in account.claims:
            said_on.setdefault((quoted.article.published_at or "")[:10], []).append(
                (account, quoted)
            )
    blocks = []
    for day in sorted(said_on):
        head = bold(markup.text(texts.day(day) or texts.plain("no-day")))
        parts = tuple(_said_on(said_on[day], texts, marks))
        blocks.append(Block(head, parts, texts.say("continued", head=head)))
    return blocks


def _said_on(
    day: Sequence[tuple[Account, QuotedClaim]], texts: Texts, marks: Marks
) -> Iterator[Markup]:
    """The quotes of a day: each sentence of a speaker once, who speaks above the first of a run."""
    shown: set[tuple[int, str, int]] = set()
    before: Account | None = None
    report = ""
    for account, quoted in day:
        place = id(account), quoted.article.id, quoted.claim.sentence.start
        if place in shown:
            continue
        shown.add(place)
        again = account is before and quoted.article.id == report
        parts = quote_parts(quoted, texts, again=again, marks=marks)
        yield from parts if account is before else _headed(said(account, texts), parts)
        before, report = account, quoted.article.id


def compared(given: Answer, texts: Texts, *, marks: Marks = UNMARKED) -> list[Block]:
    """The best quote of each account, those who deny last: the words of the picture."""
    ranked = both_sides(given.accounts)
    blocks = [Block(bold(status_line(given, texts)))]
    for account in sorted(ranked, key=lambda each: each.stance is Stance.DENIES):
        head = said(account, texts)
        parts = quote_parts(account.claims[0], texts, marks=marks)
        blocks.append(Block(head, tuple(parts), texts.say("continued", head=head)))
    return blocks
