"""From an ``Answer`` to the messages that show it. Pure: nothing is asked, nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot import links, markup
from bot.dividing import Block, cut_quote, divide
from bot.markup import Markup, bold, foreign, join
from corpus.model import SourceKind, Stance
from retrieval.model import Status

if TYPE_CHECKING:
    from bot.texts import Texts
    from corpus.model import Article, Source
    from retrieval.model import Account, Answer, Coverage, QuotedClaim

# Quotes longer than this are folded: about four lines on a phone.
FOLD_UNITS = 240
# Names and titles are not quotes and may be shortened.
LABEL_CHARS = 160
NEAREST, SPEAKERS, OUTLETS = 3, 6, 6


def answer(given: Answer, texts: Texts) -> list[Markup]:
    """Give the messages of an answer, each within Telegram's limits, in order."""
    if given.status is Status.NOT_REPORTED:
        return divide(not_reported(given.coverage, texts))
    numbered = bool(given.lead)
    blocks = [Block(bold(status_line(given, texts)), lead_lines(given))]
    number = 1
    for account in given.accounts:
        blocks.append(account_block(account, texts, first=number if numbered else None))
        number += len(account.claims)
    return divide(blocks)


def status_line(given: Answer, texts: Texts) -> Markup:
    """How many accounts there are, and whether they differ."""
    key = "status-disputed" if given.status is Status.DISPUTED else "status-answered"
    return texts.say(key, count=len(given.accounts))


def lead_lines(given: Answer) -> tuple[Markup, ...]:
    """The lead's sentences, each with the numbers of the quotes that it rests on."""
    return tuple(
        foreign(sentence.text) + markup.text(" " + "".join(f"[{n}]" for n in sentence.claims))
        for sentence in given.lead
    )


def account_block(account: Account, texts: Texts, *, first: int | None = None) -> Block:
    """One source's account: who, and each sentence with where it stands.

    ``first`` is the number of its first claim; None where numbers are not shown. Claims that
    share a sentence share a quote.
    """
    head = said(account, texts)
    parts: list[Markup] = []
    for numbers, quoted in _sentences(account, first):
        *before, last = [
            markup.blockquote(foreign(piece), folded=markup.utf16(piece) > FOLD_UNITS)
            for piece in cut_quote(quoted.sentence)
        ]
        parts += [*before, join("\n", (last, reference(quoted, texts, numbers)))]
    return Block(head, tuple(parts), texts.say("continued", head=head))


def _sentences(account: Account, first: int | None) -> Iterator[tuple[list[int], QuotedClaim]]:
    shown: dict[tuple[str, int, int], tuple[list[int], QuotedClaim]] = {}
    for i, quoted in enumerate(account.claims):
        sentence = quoted.claim.sentence
        key = (quoted.article.id, sentence.start, sentence.end)
        numbers, _ = shown.setdefault(key, ([], quoted))
        if first is not None:
            numbers.append(first + i)
    yield from shown.values()


def said(account: Account, texts: Texts) -> Markup:
    """The line that says who speaks and whether they assert or deny."""
    who = speaker(account.source, texts)
    if account.source.kind is SourceKind.OUTLET:
        line = texts.say("says-itself", who=who)
    elif account.stance is Stance.DENIES:
        line = texts.say("denies", who=who)
    else:
        line = texts.say("says", who=who)
    return join(" ", (line, italic_note(texts, "superseded"))) if account.superseded else line


def italic_note(texts: Texts, key: str) -> Markup:
    """A remark of the bot's own, set apart from what sources say."""
    return markup.italic(texts.say(key))


def speaker(source: Source, texts: Texts) -> Markup:
    """A source's name and role."""
    name = bold(label(source.name))
    return texts.say("name-role", name=name, role=label(source.role)) if source.role else name


def reference(quoted: QuotedClaim, texts: Texts, numbers: list[int] | None = None) -> Markup:
    """Where a quote stands: number, agency, outlet, day; and who else carried it."""
    number = markup.text("".join(f"[{n}]" for n in numbers or ()))
    via = quoted.claim.via
    pieces = [
        join(" ", (number, where(quoted, texts))),
        texts.say("via", who=label(via.name)) if via else Markup(),
        repeats(quoted, texts),
    ]
    return join(" · ", pieces)


def where(quoted: QuotedClaim, texts: Texts) -> Markup:
    """Agency, outlet and day, linked to the article at the quote."""
    article = quoted.article
    url = links.to_quote(article.url, quoted.sentence) if article.url else None
    report = outlet(article, texts, url)
    day = texts.day(article.published_at)
    return join(", ", (report, markup.text(day)))


def outlet(article: Article, texts: Texts, url: str | None) -> Markup:
    """The outlet, linked, with the agency that it took the report from."""
    name = markup.link(label(article.outlet or article.title or article.id), url)
    if not article.agency or article.agency == article.outlet:
        return name
    return texts.say("agency-outlet", agency=label(article.agency), outlet=name)


def repeats(quoted: QuotedClaim, texts: Texts) -> Markup:
    """The other outlets that carried the same, each once."""
    others: dict[str, Markup] = {}
    for repeat in quoted.repeats:
        article = repeat.article
        if article.id != quoted.article.id:
            url = links.to_quote(article.url, repeat.sentence) if article.url else None
            others.setdefault(article.outlet, markup.link(label(article.outlet), url))
    if not others:
        return Markup()
    return texts.say("also-in", outlets=join(", ", list(others.values())[:OUTLETS]))


def not_reported(coverage: Coverage | None, texts: Texts) -> list[Block]:
    """What is said where the corpus does not say: that, and what it does cover."""
    blocks = [Block(bold(texts.say("not-reported")))]
    if coverage is None:
        return blocks
    if coverage.note:
        blocks.append(Block(foreign(coverage.note)))
    blocks.append(Block(covered(coverage, texts)))
    if coverage.nearest:
        parts = tuple(headline(article, texts) for article in coverage.nearest[:NEAREST])
        blocks.append(Block(texts.say("nearest"), parts))
    if coverage.sources:
        names = join(", ", (label(source.name) for source in coverage.sources[:SPEAKERS]))
        blocks.append(Block(texts.say("speakers", names=names)))
    return blocks


def covered(coverage: Coverage, texts: Texts) -> Markup:
    """How many articles there are, from when, and of whom."""
    if not coverage.articles:
        return texts.say("corpus-empty")
    days = (texts.day(coverage.first), texts.day(coverage.last))
    if not all(days):
        line = texts.say("covers", count=coverage.articles)
    elif days[0] == days[1]:
        line = texts.say("covers-day", count=coverage.articles, day=days[0])
    else:
        line = texts.say("covers-days", count=coverage.articles, first=days[0], last=days[1])
    if coverage.outlets:
        names = join(", ", (label(name) for name in coverage.outlets[:OUTLETS]))
        line = join(" ", (line, texts.say("outlets", names=names)))
    return line


def headline(article: Article, texts: Texts) -> Markup:
    """An article in one line: title, outlet, day."""
    title = markup.link(label(article.title or article.id), article.url)
    day = markup.text(texts.day(article.published_at))
    return markup.text("• ") + join(", ", (title, label(article.outlet), day))


def label(value: str | None) -> Markup:
    """A name, role or title in one line, shortened where it is out of all proportion."""
    line = " ".join((value or "").split())
    if len(line) > LABEL_CHARS:
        line = line[: LABEL_CHARS - 1].rstrip("\u200d \ufe0f") + "…"
    return foreign(line)
