"""Split books into passages to train on and held-out ones, which share no sentence with anything trained on.

Whole chapters are held out, a tenth of each collection. A sentence that must not be there is left out with a cut:
what stood before it and what stood after it become two passages, since they are not adjacent.
"""

import hashlib
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from headlight.training.books import Chapter
from headlight.training.split import key, shares

HELD_OUT = 0.1  # of the chapters
SHORTEST = 2  # sentences; one alone has no next sentence

_SENTENCE_END = re.compile('[.!?。！？"“”]+')

Cut = Callable[[str], list[str | None]]


def split(
    chapters: list[Chapter], cut: Cut, trained: Iterable[str], held_out: Iterable[str]
) -> tuple[list[str], list[str]]:
    """(Lines to train on, held-out lines), passages in the form that `training.passages` reads.

    Args:
        chapters: of one language.
        cut: gives the sentences of a text, and None in the place of an unusable one.
        trained: what the other corpora train on: none of it is in a held-out passage.
        held_out: what they hold out: none of it is in a passage to train on.
    """
    apart = held_out_chapters(chapters)
    forbidden = {key(sentence) for sentence in held_out}
    train: list[str] = []
    for chapter in (chapter for chapter in chapters if chapter not in apart):
        train += _lines(chapter, cut, lambda sentence: shares(sentence, forbidden))
    seen = {key for line in [*trained, *train] for key in keys(line)}
    heldout: list[str] = []
    for chapter in (chapter for chapter in chapters if chapter in apart):
        heldout += _lines(chapter, cut, lambda sentence: key(sentence) in seen)
    return train, heldout


def held_out_chapters(chapters: Iterable[Chapter]) -> set[Chapter]:
    """Of each collection the tenth, rounded up, whose SHA-256 of document and number comes first."""
    collections: dict[str, list[Chapter]] = defaultdict(list)
    for chapter in chapters:
        collections[chapter.document.partition("/")[0]].append(chapter)
    return {
        chapter
        for of_collection in collections.values()
        for chapter in sorted(of_collection, key=_digest)[: math.ceil(HELD_OUT * len(of_collection))]
    }


def keys(text: str) -> set[str]:
    """Every key with which `training.split.shares` would find the text: its own, and those of its sentences."""
    return {key(text), *map(key, _SENTENCE_END.split(text))} - {""}


def _lines(chapter: Chapter, cut: Cut, forbidden: Callable[[str], bool]) -> Iterator[str]:
    """The chapter's passages, each with its heading before and an empty line after it."""
    passage: list[str] = []
    for sentence in [*cut(chapter.text), None]:
        if sentence is not None and not forbidden(sentence):
            passage.append(sentence)
            continue
        if len(passage) >= SHORTEST:
            yield from (f"# {chapter.document}/{chapter.number}", *passage, "")
        passage = []


def _digest(chapter: Chapter) -> bytes:
    return hashlib.sha256(f"{chapter.document}/{chapter.number}".encode()).digest()
