"""The pairs aligned by hand, training/probes/alignments.tsv, as spans in the two sentences and links between them.

One pair a line: English words TAB Chinese words TAB links `0-0 1-2 3-4?` (English word - Chinese word, from 0; `?`
marks a possible link, all others are sure). The words, put together, are a pair of the held-out corpus.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from headlight.model.tokens import Token
from headlight.training import corpus

PATH = Path(__file__).parent.parent / "probes" / "alignments.tsv"

Span = tuple[int, int]
Links = frozenset[tuple[int, int]]  # word of the source, word of the target


@dataclass(frozen=True)
class Sentence:
    """A text and the character spans of its words."""

    text: str
    words: tuple[Span, ...]


@dataclass(frozen=True)
class AlignedPair:
    """Two sentences that translate each other.

    Attributes:
        source, target: the one read and the one written.
        sure: links (source word, target word) that any annotator would draw.
        possible: all links, the sure ones among them.
    """

    source: Sentence
    target: Sentence
    sure: Links
    possible: Links

    def turned(self) -> "AlignedPair":
        """The same pair, translated the other way."""
        sure, possible = (frozenset((t, s) for s, t in links) for links in (self.sure, self.possible))
        return AlignedPair(self.target, self.source, sure, possible)


def read(path: Path = PATH) -> list[AlignedPair]:
    """Every pair, English as the source; ValueError names the line that is not well formed or not held out."""
    held_out = {(unspaced(en), unspaced(zh)): (en, zh) for en, zh in corpus.pairs("pairs.heldout")}
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            english, chinese, links = line.split("\t")
            texts = held_out[unspaced(english), unspaced(chinese)]
            pairs.append(aligned(texts, (english.split(), chinese.split()), links))
        except KeyError:
            raise ValueError(f"line {number}: expected a pair of pairs.heldout, got {line!r}") from None
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from error
    return pairs


def aligned(texts: tuple[str, str], words: tuple[list[str], list[str]], links: str) -> AlignedPair:
    """One pair from its texts, its words and its links as they are written."""
    english, chinese = (
        Sentence(text, spans_of(text, parts)) for text, parts in zip(texts, words, strict=True)
    )
    found = [parse_link(link) for link in links.split()]
    every = [(source, target) for source, target, _ in found]
    for source, target in every:
        if source >= len(english.words) or target >= len(chinese.words):
            sizes = len(english.words), len(chinese.words)
            raise ValueError(f"expected links between {sizes} words, got {source}-{target}")
    if len(set(every)) < len(every):
        raise ValueError("expected every link once")
    sure = frozenset((source, target) for source, target, is_sure in found if is_sure)
    return AlignedPair(english, chinese, sure, frozenset(every))


def parse_link(link: str) -> tuple[int, int, bool]:
    """`3-4?` as (3, 4, False): source word, target word, whether sure."""
    match = re.fullmatch(r"(\d+)-(\d+)(\??)", link)
    if match is None:
        raise ValueError(f"expected a link such as 3-4 or 3-4?, got {link!r}")
    return int(match[1]), int(match[2]), not match[3]


def spans_of(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Where each word stands; ValueError unless the words, with spaces between, are all of the text."""
    spans: list[Span] = []
    for word in words:
        start = spans[-1][1] if spans else 0
        while text[start : start + 1].isspace():
            start += 1
        if not text.startswith(word, start):
            raise ValueError(f"expected {word!r} at {text[start : start + 20]!r}")
        spans.append((start, start + len(word)))
    if text[spans[-1][1] :].strip():
        raise ValueError(f"expected words for all of {text!r}")
    return tuple(spans)


def words_of(token: Token, words: Sequence[Span]) -> list[int]:
    """The words a token shares a character with: several for 一个, none for a special token."""
    return [i for i, (start, end) in enumerate(words) if token.start < end and start < token.end]


def unspaced(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())
