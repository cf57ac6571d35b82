"""Texts with gold edges, and the file they are kept in: JSON lines, read by probes and by whoever wants exact labels.

One text a line:

    {"language": "english", "text": "Tom saw a dog.", "edges": [["obj", [10, 13], [4, 7]], …]}

An edge is `[relation, dependent, head]`; the two spans are [start, end) in characters of the text. Relations, after
Universal Dependencies v2 where it has them:

    det         article, demonstrative or number → its noun          the → cat, 那 → 狗
    amod        adjective → its noun                                red → ball, 红 → 球
    clf         measure word → its noun                             只 → 猫
    nsubj       subject → its verb or adjective                      cat → slept
    obj         object → its verb                                    ball → threw
    ba-obj      object fronted with 把 → its verb                    球 → 扔
    poss        owner, or possessive pronoun → what is owned         Tom → sister, his → key
    coref       pronoun → the last noun or name for the same          she → Mary
    agreement   verb that shows number → the noun that decides it    are → keys
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

RELATIONS = ("det", "amod", "clf", "nsubj", "obj", "ba-obj", "poss", "coref", "agreement")
Span = tuple[int, int]


@dataclass(frozen=True)
class Edge:
    """One relation between two words, as character spans."""

    relation: str
    dependent: Span
    head: Span


@dataclass(frozen=True)
class Annotated:
    """A text with its edges, in the order of their dependents."""

    language: str
    text: str
    edges: tuple[Edge, ...]


def as_line(text: Annotated) -> str:
    """The text as one line of JSON, without its newline."""
    edges = [[edge.relation, edge.dependent, edge.head] for edge in text.edges]
    return json.dumps({"language": text.language, "text": text.text, "edges": edges}, ensure_ascii=False)


def parse(line: str) -> Annotated:
    """The text of one line.

    Raises:
        ValueError: if a relation is unknown or a span is not in the text.
    """
    fields = json.loads(line)
    text: str = fields["text"]
    edges = tuple(
        Edge(relation, tuple(dependent), tuple(head)) for relation, dependent, head in fields["edges"]
    )
    for edge in edges:
        if edge.relation not in RELATIONS:
            raise ValueError(f"expected one of {', '.join(RELATIONS)}, got {edge.relation!r}")
        for start, end in (edge.dependent, edge.head):
            if not 0 <= start < end <= len(text):
                raise ValueError(f"expected a span within {len(text)} characters, got {start}, {end}")
    return Annotated(fields["language"], text, edges)


def write(path: Path, texts: Iterable[Annotated]) -> None:
    """Write texts, one a line, as UTF-8."""
    path.write_text("".join(f"{as_line(text)}\n" for text in texts), encoding="utf-8")


def read(path: Path) -> Iterator[Annotated]:
    """Every text of a file; ValueError names the line that is not well formed."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield parse(line)
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error
