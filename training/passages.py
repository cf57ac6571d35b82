"""Contiguous text, and the next-sentence examples that BERT draws from it (Devlin et al. 2019, arXiv:1810.04805).

A corpus of passages is plain text, one sentence a line. A passage begins with a heading `# collection/book/chapter`
and ends with an empty line; everything in it is adjacent in its source. "collection/book" is its document.

Pairs of segments, each of a few sentences, are laid side by side over the passages; half of the pairs then keep
their second segment, and the other half exchange theirs among each other. So no sentence is used twice, and a
second segment tells nothing by itself: those that follow and those that do not are drawn alike. Different from
the paper, a segment is exchanged for one of another book of the *same* collection, lest style alone gives it away.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from headlight.training import corpus


@dataclass(frozen=True)
class Passage:
    """Adjacent sentences. `document` is "collection/book": what negative examples have to be foreign to."""

    document: str
    sentences: tuple[str, ...]

    @property
    def collection(self) -> str:
        """What the document shares its style with."""
        return self.document.partition("/")[0]


@dataclass(frozen=True)
class NextPair:
    """Two segments, whether the second follows the first in its source, and what it does follow there."""

    first: str
    second: str
    follows: bool
    before: str


@dataclass(frozen=True)
class _Adjacent:
    document: str
    first: str
    second: str


def passages(name: str) -> list[Passage]:
    """The passages of a corpus such as "passages.english.train", in the order of the file."""
    return list(parse(corpus.lines(name)))


def parse(lines: Iterable[str]) -> Iterator[Passage]:
    """The passages that lines hold; ValueError for sentences without a heading."""
    document, sentences = "", list[str]()
    for line in [*lines, ""]:
        if line.startswith("# "):
            document = line[2:].rpartition("/")[0]
        elif line:
            sentences.append(line)
        elif sentences:
            if not document:
                raise ValueError(f"a passage without a heading begins with {sentences[0]!r}")
            yield Passage(document, tuple(sentences))
            document, sentences = "", []


def next_sentence_pairs(
    passages: Sequence[Passage], seed: int, sentences: int = 3, characters: int = 200
) -> list[NextPair]:
    """Examples in random order, exactly half of which follow; another seed gives others.

    Args:
        passages: of one language or several; a collection with a single document gives no examples.
        seed: decides everything else; the epoch's number, say.
        sentences: how many a segment has at most; how many it may have is drawn from 1 to this.
        characters: a segment stops before it gets longer than this, but always has one sentence.
    """
    rng = np.random.default_rng(seed)
    collections: dict[str, list[_Adjacent]] = defaultdict(list)
    for passage in passages:
        collections[passage.collection] += _adjacent(passage, rng, sentences, characters)
    examples = [pair for adjacent in collections.values() for pair in _half_exchanged(adjacent, rng)]
    return [examples[index] for index in rng.permutation(len(examples))]


def _adjacent(
    passage: Passage, rng: np.random.Generator, sentences: int, characters: int
) -> Iterator[_Adjacent]:
    """Pairs of segments one after the other; the first begins up to `sentences` in, so that seeds differ."""
    sizes = rng.integers(1, sentences + 1, size=len(passage.sentences) + 1).tolist()
    position, segments = sizes.pop() - 1, list[str]()
    while position < len(passage.sentences):
        segment = _segment(passage.sentences[position : position + sizes.pop()], characters)
        segments.append(join(segment))
        position += len(segment)
    for first, second in zip(segments[::2], segments[1::2], strict=False):
        yield _Adjacent(passage.document, first, second)


def _segment(sentences: Sequence[str], characters: int) -> Sequence[str]:
    """As many of the sentences as fit, but one at least."""
    length = 0
    for index, sentence in enumerate(sentences):
        length += len(sentence)
        if index and length > characters:
            return sentences[:index]
    return sentences


def join(sentences: Sequence[str]) -> str:
    """Running text: a space between sentences where both sides are written with spaces, as English is."""
    text = sentences[0]
    for sentence in sentences[1:]:
        text += f" {sentence}" if text[-1].isascii() and sentence[0].isascii() else sentence
    return text


def _half_exchanged(adjacent: list[_Adjacent], rng: np.random.Generator) -> list[NextPair]:
    """Half of the pairs as they are, and the other half with second segments of each other's.

    Those are sorted by document and rotated by the size of the largest one, m: with n ≥ 2m of them, neither the
    step forward nor the one around the end comes back to the same document. Documents stand in random order.
    """
    shuffled = [adjacent[index] for index in rng.permutation(len(adjacent))]
    half = len(shuffled) // 2
    groups: dict[str, list[_Adjacent]] = defaultdict(list)
    for pair in shuffled[:half]:
        groups[pair.document].append(pair)
    largest = max(groups, key=lambda document: len(groups[document]), default="")
    del groups[largest][half - len(groups[largest]) :]  # what has no partner in other documents
    exchanged = [pair for group in groups.values() for pair in group]
    step = len(groups[largest])
    rotated = [*exchanged[step:], *exchanged[:step]]
    negative = [
        NextPair(pair.first, other.second, follows=False, before=other.first)
        for pair, other in zip(exchanged, rotated, strict=True)
        if other.second != pair.second
    ]
    kept = shuffled[half : half + len(negative)]
    return negative + [NextPair(pair.first, pair.second, follows=True, before=pair.first) for pair in kept]


def main() -> None:
    """Print a line of counts per corpus of passages."""
    for language in ("english", "chinese"):
        for split in ("train", "heldout"):
            name = f"passages.{language}.{split}"
            chapters = {line for line in corpus.lines(name) if line.startswith("# ")}
            loaded = passages(name)
            sentences = sum(len(passage.sentences) for passage in loaded)
            print(f"{name:24} {len(chapters):6,} chapters {len(loaded):6,} passages {sentences:7,} sentences")


if __name__ == "__main__":
    main()
