"""From an ``Answer`` to the messages that show it. Pure: nothing is asked, nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot import markup
from bot.coverage import not_reported
from bot.dividing import Block, cut_quote, divide
from bot.marks import UNMARKED, Marks
from bot.markup import Markup, bold, foreign, join
from bot.references import fates, reference, speaker
from corpus.model import SourceKind, Stance
from retrieval.model import Status

if TYPE_CHECKING:
    from bot.texts import Texts
    from retrieval.model import Account, Answer, QuotedClaim

# Quotes longer than this are folded: about four lines on a phone.
FOLD_UNITS = 240
# With more than this around a claim, a sentence has the claim in bold.
MOST_AROUND = 60
# Accounts that are seen without a tap.
ACCOUNTS = 5


def answer(
    given: Answer,
    texts: Texts,
    *,
    shown: slice = slice(None),
    note: Markup | None = None,
    marks: Marks = UNMARKED,
    below: Sequence[Block] = (),
) -> list[Markup]:
    """Give the messages of an answer, each within Telegram's limits, in order.

    ``shown`` are the accounts to show, the first so many or some after them, as many as are seen
    at once; the status line and the lead stand above the first of them only. ``note`` is a remark
    of the bot's own, put before everything, and ``below`` what comes last. ``marks`` tell what
    became of the articles.
    """
    remark = [Block(markup.italic(note))] if note else []
    if given.status is Status.NOT_REPORTED:
        return divide(remark + not_reported(given.coverage, texts))
    seen = ACCOUNTS if shown.stop is None else shown.stop - (shown.start or 0)
    ranked = both_sides(given.accounts, seen)
    if not (shown.start or 0):
        remark.append(Block(bold(status_line(given, texts)), lead_lines(given)))
    return divide(
        remark
        + [
            account_block(each, texts, first=n, marks=marks)
            for each, n in _numbered(given, ranked)[shown]
        ]
        + list(below)
    )


def both_sides(accounts: tuple[Account, ...], seen: int = ACCOUNTS) -> tuple[Account, ...]:
    """Bring the first who denies (or asserts) among those that are ``seen`` without a tap."""
    head, rest = accounts[:seen], accounts[seen:]
    stances = {account.stance for account in head}
    other = next((account for account in rest if account.stance not in stances), None)
    if other is None:
        return accounts
    kept = [account for account in rest if account is not other]
    return (*head[:-1], other, head[-1], *kept)


def _numbered(given: Answer, ranked: tuple[Account, ...]) -> list[tuple[Account, int | None]]:
    """Each account with the number of its first claim; None where no lead refers to them."""
    numbers, number = {}, 1
    for account in given.accounts:
        numbers[id(account)] = number if given.lead else None
        number += len(account.claims)
    return [(account, numbers[id(account)]) for account in ranked]


def status_line(given: Answer, texts: Texts) -> Markup:
    """How many accounts there are, and whether they differ."""
    return texts.say(status_key(given), count=len(given.accounts))


def status_key(given: Answer) -> str:
    """The message that says how an answer stands."""
    return "status-disputed" if given.status is Status.DISPUTED else "status-answered"


def lead_lines(given: Answer) -> tuple[Markup, ...]:
    """The lead's sentences, each with the numbers of the quotes that it rests on."""
    return tuple(
        foreign(sentence.text) + markup.text(" " + "".join(f"[{n}]" for n in sentence.claims))
        for sentence in given.lead
    )


def account_block(
    account: Account, texts: Texts, *, first: int | None = None, marks: Marks = UNMARKED
) -> Block:
    """One source's account: who, and each sentence with where it stands.

    ``first`` is the number of its first claim; None where numbers are not shown. Claims that
    share a sentence share a quote.
    """
    head = said(account, texts)
    parts: list[Markup] = []
    before: str | None = None
    for numbers, quoted in _sentences(account, first):
        again = quoted.article.id == before
        parts += quote_parts(quoted, texts, numbers, again=again, marks=marks)
        before = quoted.article.id
    return Block(head, tuple(parts), texts.say("continued", head=head))


def quote_parts(
    quoted: QuotedClaim,
    texts: Texts,
    numbers: list[int] | None = None,
    *,
    again: bool = False,
    marks: Marks = UNMARKED,
) -> list[Markup]:
    """A sentence in as many blocks as it needs, with where it stands under the last.

    ``again`` tells that the quote before is from the same article. A quote that does not stand
    any more is struck through, and below it stands why.
    """
    pieces, mark = cut_quote(quoted.sentence), marks.of(quoted)
    shown = [sentence(quoted)] if len(pieces) == 1 else [foreign(piece) for piece in pieces]
    if mark is not None and not mark.stands:
        shown = [markup.struck(foreign(piece)) for piece in pieces]
    *before, last = [
        markup.blockquote(inner, folded=markup.utf16(piece) > FOLD_UNITS)
        for inner, piece in zip(shown, pieces, strict=True)
    ]
    below = (reference(quoted, texts, numbers, again=again), *fates(quoted, marks, texts))
    return [*before, join("\n", (last, *below))]


def _sentences(account: Account, first: int | None) -> Iterator[tuple[list[int], QuotedClaim]]:
    shown: dict[tuple[str, int, int], tuple[list[int], QuotedClaim]] = {}
    for i, quoted in enumerate(account.claims):
        sentence = quoted.claim.sentence
        key = (quoted.article.id, sentence.start, sentence.end)
        numbers, _ = shown.setdefault(key, ([], quoted))
        if first is not None:
            numbers.append(first + i)
    yield from shown.values()


def sentence(quoted: QuotedClaim) -> Markup:
    """A claim's sentence, with the claim itself in bold where the sentence says more than it.

    Two sources may speak in one sentence. Right-to-left text stays in one piece: parts of it
    would be put in the wrong order.
    """
    whole, text = quoted.claim.sentence, quoted.article.text
    around = len(quoted.sentence) - len(quoted.quote)
    shown = foreign(quoted.sentence)
    inside = all(whole.contains(piece) for piece in quoted.claim.content)
    if around < MOST_AROUND or not inside or shown != markup.text(quoted.sentence):
        return shown
    shown, end = Markup(), whole.start
    for piece in quoted.claim.content:
        shown += foreign(text[end : piece.start]) + bold(foreign(piece.of(text)))
        end = piece.end
    return shown + foreign(text[end : whole.end])


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
