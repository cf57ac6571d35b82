"""Which keys of messages the code names, in Python and in JavaScript.

A key may be put together where it is said: `t(f"cost-{part}-help")`. Such a one stands for every key whose gaps are
words that are somewhere in the code too, as a string or a name.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Set
from functools import cache
from pathlib import Path

from headlight.translations.browser import SUBJECTS

ROOT = Path(__file__).parents[2]
SPEAKING = ("viz", "ui", "learning", "analysis", "server", "model", "web")
GAP = "\0"


@cache
def sources(ending: str) -> tuple[str, ...]:
    """The text of every file of the packages that speak, or whose names are put into keys."""
    return tuple(
        file.read_text(encoding="utf-8")
        for folder in SPEAKING
        for file in sorted((ROOT / folder).rglob(f"*.{ending}"))
    )


@cache
def strings() -> frozenset[str]:
    """Every string of the code; what is put into one is a GAP."""
    found = {text for source in sources("py") for text in strings_of(ast.parse(source))}
    return frozenset(found)


@cache
def browser_names() -> frozenset[str]:
    """Names and strings of the browser's modules: one of them is how a module asks for what it was handed."""
    found = {name for source in sources("js") for name in re.findall(r"\w+", source)}
    gapped = {text for source in sources("js") for text in re.findall(r"`(\w+\$\{[^{}`]*\})`", source)}
    return frozenset(found | {re.sub(r"\$\{.*", GAP, text) for text in gapped})


def strings_of(tree: ast.AST) -> Iterator[str]:
    """Strings, names of fields and of arguments: all that may be a key or a part of one."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) | ast.keyword(arg=str(text)):
                yield text
            case ast.AnnAssign(target=ast.Name(id=text)):
                yield text
            case ast.JoinedStr(values=parts):
                yield "".join(part.value if isinstance(part, ast.Constant) else GAP for part in parts)


def asked_for() -> Iterator[str]:
    """The first argument of every `t(…)` that is written out there, with a GAP for what is put in."""
    for source in sources("py"):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and node.args and called(node.func) == "t":
                yield from choices(node.args[0])


def choices(key: ast.expr) -> Iterator[str]:
    """The strings that an argument may be."""
    match key:
        case ast.Constant(value=str()) | ast.JoinedStr():
            yield next(strings_of(key))
        case ast.IfExp(body=body, orelse=otherwise):
            yield from choices(body)
            yield from choices(otherwise)


def called(function: ast.expr) -> str:
    """`t` of `t(…)`, `look.t(…)` and `self.look.t(…)`."""
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def used(keys: Iterable[str]) -> set[str]:
    """Those of the keys that something in the code stands for."""
    named = frozenset(text for text in strings() if GAP not in text) | frozenset(asked_for())
    return {key for key in keys if stands_for(key, named) or handed_out(key)}


def handed_out(key: str) -> bool:
    """Whether a message is the browser's own, and one of its modules asks for it."""
    subject, _, name = key.partition("-")
    return subject in SUBJECTS and stands_for(name, browser_names())


def stands_for(key: str, among: frozenset[str]) -> bool:
    """Whether a key is among these, whole or put together."""
    whole, put_together = spelled(among)
    return key in whole or any(fits(key, *parts, of=whole) for parts in put_together)


@cache
def spelled(among: frozenset[str]) -> tuple[frozenset[str], list[list[str]]]:
    """Strings as keys spell them, and the parts of those that have gaps."""
    whole = frozenset(text.replace("_", "-") for text in among)
    gapped = [
        text.replace("_", "-").split(GAP) for text in among if GAP in text and re.match(r"[a-z]+[-_]", text)
    ]
    return whole, gapped


def fits(key: str, before: str, *after: str, of: Set[str]) -> bool:
    """Whether a key is these parts with something out of a set in each gap."""
    if not key.startswith(before) or not after:
        return key == before
    rest = key.removeprefix(before)
    ends = [i for i in range(1, len(rest) + 1) if rest[i:].startswith(after[0]) and rest[:i] in of]
    return any(fits(rest[i:], *after, of=of) for i in ends)
