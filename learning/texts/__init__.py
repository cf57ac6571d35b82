"""A text to begin with, for who has none at hand: the first pages of a book that is in the public domain."""

from functools import cache
from pathlib import Path

BOOKS = {"en": "alice.txt", "zh": "nahan.txt"}
"""Lewis Carroll, Alice's Adventures in Wonderland, 1865; 鲁迅, 故乡, 1921. Both out of training/corpora."""


@cache
def own_text(language: str) -> str:
    """The text of one language of the page; English for one that has none here."""
    return Path(__file__).with_name(BOOKS.get(language, BOOKS["en"])).read_text(encoding="utf-8")
