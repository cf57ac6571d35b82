"""The grammar's words: tables in `words/`, tab-separated, each with its columns in its first line.

Each noun belongs to one of two splits by a digest of its English form. "train" stories use seven eighths of them,
"validation" stories the rest alone, so that what is measured on validation stories are words in roles in which training
never showed them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from headlight.training.stories.templates import Template, parse

WORDS = Path(__file__).parent / "words"
SPLITS = ("train", "validation")
GENDERS = {"m": ("m",), "f": ("f",), "mf": ("m", "f")}


@dataclass(frozen=True)
class Noun:
    """A noun or a name. `plural` is "" for a name; `properties` say what it can do and what can be done with it."""

    kind: str  # people, kin, names, animals, things
    english: str
    plural: str
    chinese: str
    measure: str
    genders: tuple[str, ...] = ("n",)
    properties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quality:
    """An adjective and the kinds of nouns that it fits."""

    english: str
    chinese: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Bilingual:
    """The same clause, phrase or word in both languages, as templates, under the key of its table's first column."""

    key: str
    english: Template
    chinese: Template


@dataclass(frozen=True)
class Sequel:
    """A clause and what follows from it for the same subject."""

    first: Bilingual
    then: Bilingual


def rows(table: str) -> list[list[str]]:
    """The cells of a table, without its first line."""
    lines = (WORDS / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


@cache
def nouns(kind: str, split: str) -> tuple[Noun, ...]:
    """The nouns of one kind that a split may use; all kin are in both, for there are few."""
    every = [_noun(kind, row) for row in rows(kind)]
    return tuple(n for n in every if kind == "kin" or _split_of(n.english) == split)


def _noun(kind: str, row: Sequence[str]) -> Noun:
    match kind:
        case "names":
            return Noun(kind, row[0], "", row[1], "", GENDERS[row[2]])
        case "people" | "kin":
            return Noun(kind, row[0], row[1], row[2], "个", GENDERS[row[3]])
        case _:
            return Noun(kind, row[0], row[1], row[2], row[3], properties=tuple(row[4].split(",")))


def _split_of(word: str) -> str:
    return SPLITS[hashlib.sha256(word.encode()).digest()[0] % 8 == 0]


@cache
def qualities(kind: str) -> tuple[Quality, ...]:
    """The adjectives that fit a kind of noun."""
    every = [
        Quality(english, chinese, tuple(kinds.split(","))) for english, chinese, kinds in rows("qualities")
    ]
    return tuple(quality for quality in every if kind in quality.kinds)


@cache
def clauses(table: str) -> tuple[Bilingual, ...]:
    """The clauses of a table; its first column is their key if there are three columns."""
    return tuple(
        Bilingual(row[0] if len(row) == 3 else "", parse(row[-2]), parse(row[-1])) for row in rows(table)
    )


@cache
def clauses_for(table: str, keys: tuple[str, ...]) -> tuple[Bilingual, ...]:
    """The clauses of a table whose key is one of these."""
    return tuple(clause for clause in clauses(table) if clause.key in keys)


@cache
def sequels(table: str) -> tuple[Sequel, ...]:
    """Clauses in twos, of a table with four columns."""
    return tuple(
        Sequel(Bilingual("", parse(a), parse(b)), Bilingual("", parse(c), parse(d)))
        for a, b, c, d in rows(table)
    )


@cache
def places() -> tuple[Bilingual, ...]:
    """Where something happens: `in the park`, 公园里."""
    return tuple(Bilingual("at", parse(row[0]), parse(row[1])) for row in rows("places"))


@cache
def journeys() -> tuple[Bilingual, ...]:
    """Going somewhere: `A *went to the park`, `A *去 了 公园`."""
    return tuple(
        Bilingual("", parse(f"A *went {row[2]}"), parse(f"A *去 了 {row[3]}")) for row in rows("places")
    )


@cache
def relatives(acts: str, other: str) -> tuple[Bilingual, ...]:
    """Verbs of relative clauses, by the kinds of who does it and to what."""
    return tuple(
        Bilingual(row[0], parse(row[2]), parse(row[3]))
        for row in rows("relatives")
        if row[:2] == [acts, other]
    )


def said() -> tuple[Sequel, ...]:
    """What people say, and what they then do."""
    return sequels("words_said")
