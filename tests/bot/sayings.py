"""The sentences of errors that may reach a chat, read off the code as it stands."""

import ast
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import bot

ROOT = Path(bot.__file__).parents[1]
# Stands for what a sentence names; before an expression of which the code does not say the text.
SLOT, UNSAID = "\0", "\1"
BASE = "AccordingToError"

# Where sentences are said that never reach a chat, and why.
ELSEWHERE = {
    "bot/commands": "commands of the terminal",
    "bot/application.py": "the bot's start",
    "bot/polling.py": "the bot's start and its end",
    "bot/starting.py": "the bot's start",
    "bot/settings.py": "settings, read at the start",
    "bot/webhook.py": "the bot's start; Telegram's own requests are no chat's",
    "bot/operations/tracing.py": "settings, read at the start",
    "bot/page/server.py": "the bot's start",
    "retrieval/chroma.py": "the index is out of use then, and says so in the log and to `doctor`",
    "retrieval/chroma_address.py": "settings, read at the start",
    "retrieval/index.py": "the index is out of use then; `rebuild` is a terminal's",
    "retrieval/index_server.py": "the index is out of use then; `rebuild` is a terminal's",
    "retrieval/lock.py": "the bot's start",
    "retrieval/moving.py": "`export` and `import`, which are a terminal's",
    "corpus/catalogue/archive.py": "`export` and `import`, which are a terminal's",
    "corpus/catalogue/archive_format.py": "`export` and `import`, which are a terminal's",
    "corpus/catalogue/copying.py": "`backup` and `restore`, which are a terminal's",
    "corpus/catalogue/engine.py": "the bot's start",
}
# What is handed on was said, and counted, where it was made.
HANDED_ON = {
    "str(error)",
    "report.skipped[0].reason",
    "done.trouble",
    "each['reason']",
    "answer['refused']",
    "str(answer['refused'])",
    "' '.join(reasons[:1])",
}
# Made of facts, not of a sentence, and told by the handler that catches it.
TOLD_OTHERWISE = {"Ambiguous"}
# What else takes a sentence for a chat, and as which of its arguments; and under which key.
TAKERS = {"Skipped": 1, "_skip": 1, "failed": 1}
KEYS = {"trouble"}
# Functions whose result is a remark on an answer that finds nothing.
NOTES = {"absent", "in_another"}
# Phrases that stand in for a name in a sentence, by where they are handed over.
PHRASES = {("corpus/reading/__init__.py", "The text"), ("corpus/reading/tasks.py", "the text")}


@dataclass
class Module:
    """A file's tree, with what its names stand for."""

    path: str
    tree: ast.Module
    constants: dict[str, ast.expr] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)

    def __post_init__(self):
        for node in self.tree.body:
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                self.constants |= {each.id: node.value for each in targets if is_name(each)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                self.functions[node.name] = node


def is_name(node):
    return isinstance(node, ast.Name)


@cache
def modules():
    paths = [path for top in ("bot", "retrieval", "corpus") for path in (ROOT / top).rglob("*.py")]
    return [
        Module(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8")))
        for path in sorted(paths)
    ]


@cache
def errors():
    """The names of the base error and of all that derive from it."""
    found, before = {BASE}, 0
    classes = [n for m in modules() for n in ast.walk(m.tree) if isinstance(n, ast.ClassDef)]
    while len(found) > before:
        before = len(found)
        found |= {each.name for each in classes if {ast.unparse(b) for b in each.bases} & found}
    return frozenset(found)


def reaches_chats(module):
    return not any(
        module.path == place or module.path.startswith(f"{place}/") for place in ELSEWHERE
    )


class Sayings(ast.NodeVisitor):
    """The sentences of a module, with SLOT in the place of what they name; what is unclear."""

    def __init__(self, module):
        self.module, self.within = module, ()
        self.said, self.unclear = [], []
        self.visit(module.tree)

    def visit_FunctionDef(self, node):
        if node.name in NOTES:
            self.said += [
                (words, f"{self.module.path}:{node.lineno}")
                for each in ast.walk(node)
                if isinstance(each, ast.Return) and each.value is not None
                for words in self.texts(each.value, ())
            ]
        before, self.within = self.within, (*self.within, node)
        self.generic_visit(node)
        self.within = before

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - the visitor's name

    def visit_Call(self, node):
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        if name in errors() - TOLD_OTHERWISE and node.args:
            self.take(node.args[0])
        elif name in TAKERS:
            reasons = [each.value for each in node.keywords if each.arg == "reason"]
            self.take((reasons or node.args[TAKERS[name] :])[0])

    def visit_Dict(self, node):
        self.generic_visit(node)
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in KEYS:
                self.take(value)

    def take(self, node):
        if self.within and self.within[-1].name in TAKERS:
            return
        place = f"{self.module.path}:{node.lineno}"
        for each in self.texts(node, self.within):
            if not each.startswith(UNSAID):
                self.said.append((each, place))
            elif each.removeprefix(UNSAID) not in HANDED_ON:
                self.unclear.append(f"{place}: {each.removeprefix(UNSAID)}")

    def texts(self, node, within, deep=0):
        """All texts that an expression can give, as far as the code says them."""
        if isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, str)):
            return [] if node.value is None else [node.value]
        if isinstance(node, ast.JoinedStr):
            return self.joined(node, within, deep)
        if deep < 5 and (parts := self.parts(node, within)):
            found = [each for part, around in parts for each in self.texts(part, around, deep + 1)]
            return list(dict.fromkeys(found))
        return [f"{UNSAID}{ast.unparse(node)}"]

    def joined(self, node, within, deep):
        whole = [""]
        for piece in node.values:
            given = [SLOT]
            if isinstance(piece, ast.Constant):
                given = [piece.value]
            elif not piece.format_spec and piece.conversion < 0:
                found = self.texts(piece.value, within, deep + 1)
                given = [SLOT if each.startswith(UNSAID) else each for each in found]
            whole = [before + each for before in whole for each in dict.fromkeys(given)]
        return whole

    def parts(self, node, within):
        """The expressions that one stands for, each with the functions around it."""
        if isinstance(node, ast.IfExp):
            return [(node.body, within), (node.orelse, within)]
        if isinstance(node, ast.Name):
            return self.meanings(node.id, within)
        if not isinstance(node, ast.Call):
            return []
        if isinstance(node.func, ast.Attribute) and node.func.attr == "get" and len(node.args) == 2:
            table = self.module.constants.get(ast.unparse(node.func.value))
            if isinstance(table, ast.Dict):
                return [(each, within) for each in (*table.values, node.args[1])]
        return self.returned(node)

    def returned(self, call):
        """What a call of one of the module's own functions can return."""
        own = self.module.functions.get(ast.unparse(call.func))
        found = [] if own is None else [n for n in ast.walk(own) if isinstance(n, ast.Return)]
        return [(each.value, (own,)) for each in found if each.value]

    def meanings(self, name, within):
        """What a name is given in the function around, or else in the module."""
        for n in range(len(within), 0, -1):
            nodes = ast.walk(within[n - 1])
            found = [each for node in nodes for each in self.given_to(name, node, within[:n])]
            if found or name in {each.arg for each in within[n - 1].args.args}:
                return found
        constant = self.module.constants.get(name)
        return [] if constant is None else [(constant, ())]

    def given_to(self, name, node, within):
        """What a statement gives a name: alone, or as one of several."""
        if isinstance(node, ast.NamedExpr) and node.target.id == name:
            return [(node.value, within)]
        if isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple):
            pairs = [(node.target, (row, within)) for row in node.iter.elts]
        elif isinstance(node, ast.Assign):
            values = [(node.value, within)]
            if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Call):
                values = self.returned(node.value)
            pairs = [(node.targets[0], value) for value in values]
        else:
            return []
        if isinstance(pairs[0][0], ast.Name) if pairs else True:
            return [value for target, value in pairs if target.id == name]
        return [
            (part, around)
            for target, (value, around) in pairs
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            for each, part in zip(target.elts, value.elts, strict=False)
            if isinstance(each, ast.Name) and each.id == name
        ]


def said():
    """Every sentence that may reach a chat, with where it is said; and what is unclear."""
    found, unclear = {}, []
    for module in modules():
        if reaches_chats(module):
            sayings = Sayings(module)
            unclear += sayings.unclear
            for words, place in sayings.said:
                found.setdefault(words, []).append(place)
            phrases = {n.value for n in ast.walk(module.tree) if isinstance(n, ast.Constant)}
            for path, phrase in PHRASES:
                if path == module.path and phrase in phrases:
                    found.setdefault(phrase, []).append(path)
    return found, unclear
