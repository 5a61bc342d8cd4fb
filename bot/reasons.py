"""Why something was refused, in the language of the chat.

Whatever refuses says so in one English sentence (``corpus.errors``, ``Skipped.reason``), which
is what a terminal shows, logs hold and the catalogue keeps. ``locales/reasons.en.ftl`` has each
sentence that may reach a chat, letter for letter, with a slot where it names something; the
other languages translate it under the same key, as gettext does. A sentence that none of them
is stays English.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot import markup
from bot.texts import DEFAULT

if TYPE_CHECKING:
    from bot.markup import Markup
    from bot.texts import Texts

PART = "reasons."
# The slot that holds another sentence, as where one tells the first of many.
NESTED = "why"
# Slots that hold digits: a name before them may have brackets of its own.
NUMBERS = frozenset({"number", "status"})
# A sentence in a sentence in a sentence: nothing here says more.
DEEPEST = 3
_COUNT = re.compile(r"\d{1,15}|\d{1,3}(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English sentence: its key, what is letter for letter in it, and the names of its slots.

    A slot stands between each two literals; the first or the last of them may be empty.
    """

    key: str
    literals: tuple[str, ...]
    slots: tuple[str, ...]

    def found_in(self, reason: str) -> dict[str, str] | None:
        """Give what fills the slots where a reason is this sentence, None where it is not."""
        if not (reason.startswith(self.literals[0]) and reason.endswith(self.literals[-1])):
            return None  # most are not, and a pattern takes longer to find that out
        found = _pattern(self.literals, self.slots).fullmatch(reason)
        return None if found is None else dict(zip(self.slots, found.groups(), strict=True))


def in_words(reason: str, texts: Texts, *, most: int | None = None) -> Markup:
    """Say why something was refused; ``reason`` is the English sentence.

    With ``most`` it is one line, in which nothing foreign has more characters than that.
    """
    return _said(reason, texts, most, DEEPEST)


def in_plain_words(reason: str, texts: Texts) -> str:
    """As ``in_words``, for files and other places without markup."""
    if texts.language == DEFAULT:
        return reason
    return html.unescape(in_words(reason, texts).html)


def _said(reason: str, texts: Texts, most: int | None, depth: int) -> Markup:
    if texts.language != DEFAULT and depth:
        for sentence in sentences():
            slots = sentence.found_in(reason)
            if slots is not None:
                return texts.say(
                    sentence.key,
                    **{
                        name: _filled(sentence.key, name, value, texts, most, depth)
                        for name, value in slots.items()
                    },
                )
    return markup.foreign(_cut(reason, most))


def _filled(
    key: str, name: str, value: str, texts: Texts, most: int | None, depth: int
) -> Markup | int:
    """What a slot says: a count as a number, a sentence or phrase of ours in the language."""
    if name in _counts(texts.language).get(key, ()) and _COUNT.fullmatch(value):
        return int(value.replace(",", ""))
    ours = name == NESTED or any(each.literals == (value,) for each in sentences())
    return _said(value, texts, most, depth - 1 if ours else 0)


def _cut(words: str, most: int | None) -> str:
    if most is None:
        return words
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1] + "…"


@cache
def sentences() -> tuple[Sentence, ...]:
    """Give the sentences that are known, those that say most first."""
    found = (_sentence(each) for each in _messages(DEFAULT))
    return tuple(sorted(found, key=lambda each: -sum(map(len, each.literals))))


def _sentence(message: ast.Message) -> Sentence:
    literals, slots = [""], []
    for element in message.value.elements if message.value else ():
        if isinstance(element, ast.TextElement):
            literals[-1] += element.value
        elif isinstance(element.expression, ast.VariableReference):
            slots.append(element.expression.id.name)
            literals.append("")
    return Sentence(message.id.name, tuple(literals), tuple(slots))


@cache
def _pattern(literals: tuple[str, ...], slots: tuple[str, ...]) -> re.Pattern[str]:
    fillings = [r"(\d+)" if each in NUMBERS else "(.+?)" for each in slots]
    pieces = zip(map(re.escape, literals), (*fillings, ""), strict=True)
    return re.compile("".join(piece for pair in pieces for piece in pair), re.DOTALL)


@cache
def _counts(language: str) -> dict[str, frozenset[str]]:
    """Of each message, the slots by whose number a language chooses its words."""
    found = {}
    for message in _messages(language):
        chosen = _Chosen()
        chosen.visit(message)
        found[message.id.name] = frozenset(chosen.names)
    return found


class _Chosen(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - its name
        if isinstance(node.selector, ast.VariableReference):
            self.names.add(node.selector.id.name)


def _messages(language: str) -> list[ast.Message]:
    source = files("bot").joinpath("locales", f"{PART}{language}.ftl").read_text("utf-8")
    return [each for each in FluentParser().parse(source).body if isinstance(each, ast.Message)]
