"""Who speaks, and where it stands: names, roles, outlets, days, links. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import links, markup
from bot.markup import Markup, bold, foreign, join

if TYPE_CHECKING:
    from bot.marks import Mark, Marks
    from bot.texts import Texts
    from corpus.model import Article, Source
    from retrieval.model import QuotedClaim

# Names and titles are not quotes and may be shortened.
LABEL_CHARS = 160
OUTLETS = 6
# Names begin with these in lower case; with other words descriptions do.
_PARTICLES = {"abu", "al", "ben", "bin", "ibn", "el", "da", "de", "del", "der", "di", "du", "la"}
_PARTICLES |= {"le", "ten", "ter", "van", "von"}


def speaker(source: Source, texts: Texts) -> Markup:
    """A source's name and role."""
    name = bold(label(capitalised(source.name)))
    return texts.say("speaker-role", name=name, role=label(source.role)) if source.role else name


def named(source: Source, texts: Texts) -> Markup:
    """A source's name and role, standing alone."""
    name = bold(label(capitalised(source.name)))
    return texts.say("name-role", name=name, role=label(source.role)) if source.role else name


def reference(
    quoted: QuotedClaim, texts: Texts, numbers: list[int] | None = None, *, again: bool = False
) -> Markup:
    """Where a quote stands: number, agency, outlet, day; and who else carried it.

    With ``again``, agency, outlet and day stand above already.
    """
    number = markup.text("".join(f"[{n}]" for n in numbers or ()))
    via = quoted.claim.via
    pieces = [
        join(" ", (number, same_report(quoted, texts) if again else where(quoted, texts))),
        texts.say("via", who=label(via.name)) if via else Markup(),
        repeats(quoted, texts),
    ]
    return join(" · ", pieces)


def fate(mark: Mark | None, texts: Texts, outlet: str | None = None) -> Markup:
    """What became of the article of a quote, in a line of its own; empty where nothing did.

    ``outlet`` names whose article that is, where it is not the quote's own.
    """
    if mark is None:
        return Markup()
    name = texts.apart(label(outlet)) + markup.text(":") if outlet else Markup()
    line, note = markup.text(fate_words(mark, texts)), texts.apart(label(mark.note))
    return markup.bold(join(" ", (markup.text("⚠️"), name, line, note)))


def fates(quoted: QuotedClaim, marks: Marks, texts: Texts) -> list[Markup]:
    """What became of a quote's article and of the others that carried the same, a line each."""
    lines = {quoted.article.id: fate(marks.of(quoted), texts)}
    for repeat in quoted.repeats:
        mark = marks.of(repeat)
        if mark is not None and repeat.article.id not in lines:
            lines[repeat.article.id] = fate(mark, texts, repeat.article.outlet)
    return list(lines.values())


def fate_words(mark: Mark, texts: Texts) -> str:
    """What became of the article of a quote, in the bot's own words."""
    key = became(mark)
    stands = "-stands" if mark.stands and key == mark.fate else ""
    return texts.plain(f"fate-{key}{stands}", day=texts.day(mark.since))


def became(mark: Mark) -> str:
    """What became of an article, as the names of the texts for it say: "noted" of a mere note."""
    return "noted" if mark.stands and mark.note else str(mark.fate)


def where(quoted: QuotedClaim, texts: Texts) -> Markup:
    """Agency, outlet and day, linked to the article at the quote."""
    article = quoted.article
    url = links.to_quote(article.url, quoted.sentence) if article.url else None
    report = outlet(article, texts, url)
    day = texts.day(article.published_at)
    return texts.listed((report, markup.text(day)))


def same_report(quoted: QuotedClaim, texts: Texts) -> Markup:
    """A short link to another quote in the article that was just named."""
    url = quoted.article.url
    return markup.link(texts.say("same-report"), url and links.to_quote(url, quoted.sentence))


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
    return texts.say("also-in", outlets=texts.listed(list(others.values())[:OUTLETS]))


def headline(article: Article, texts: Texts) -> Markup:
    """An article in one line: title, outlet, day."""
    title = markup.link(label(article.title or article.id), article.url)
    day = markup.text(texts.day(article.published_at))
    return markup.text("• ") + texts.listed((title, label(article.outlet), day))


def capitalised(name: str) -> str:
    """A name as it begins a line: "a ministry official" does so; "van Dorn" keeps its case."""
    first = name.split(" ")[0]
    letters = first.replace("'", "").replace("’", "")
    described = letters.isalpha() and first.islower() and first not in _PARTICLES
    return name[:1].upper() + name[1:] if described else name


def label(value: str | None) -> Markup:
    """A name, role or title in one line, shortened where it is out of all proportion."""
    return foreign(shortened(value))


def shortened(value: str | None) -> str:
    """A name, role or title in one line and of no more than so many characters; not quotes."""
    line = " ".join((value or "").split())
    if len(line) > LABEL_CHARS:
        line = line[: LABEL_CHARS - 1].rstrip("\u200d \ufe0f") + "…"
    return line
