"""What no story may contain: every sentence of the evaluation, and the page's first sentences with all of their kind.

A story sentence is of the kind of a page's first sentence if it has two of that sentence's own words.
"""

import re
from functools import cache
from pathlib import Path

PROBES = Path(__file__).parents[1] / "probes"
SAMPLES = Path(__file__).parents[2] / "sample_texts"
PATTERNS = (
    ("apple", "tree", "fell", "picked", "Xiao Ming"),
    ("cat", "sat", "sitting", "mat"),
    ("苹果", "树", "掉", "小明", "捡"),
    ("猫", "坐", "垫子"),
)
_CHOICE = re.compile(r"\[([^][|]+)\|([^][|]+)]")  # [right|wrong]
_MARKS = re.compile(r"[][{}]")
_SENTENCE = re.compile(r"[^.!?。！？\n\t]+")


def is_withheld(text: str) -> bool:
    """Whether a text has a sentence that is withheld or of a withheld kind."""
    return any(key(part) in withheld() or _of_a_kind(part) for part in _SENTENCE.findall(text))


def _of_a_kind(sentence: str) -> bool:
    return any(sum(word in sentence for word in words) >= 2 for words in PATTERNS)


def key(sentence: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(character for character in sentence.lower() if character.isalnum())


@cache
def withheld() -> frozenset[str]:
    """The keys of every sentence of training/probes/ and sample_texts/."""
    files = [*sorted(PROBES.glob("*.tsv")), *sorted(SAMPLES.glob("*.txt"))]
    marked = [file.read_text(encoding="utf-8") for file in files]
    either = [_CHOICE.sub(word, text) for text in marked for word in (r"\1", r"\2")]
    texts = {_MARKS.sub("", text) for text in either}
    return frozenset(key(part) for text in texts for part in _SENTENCE.findall(text) if len(key(part)) > 3)
