"""Where a slow tokenizer's pieces stand in the text: it does not say, so the pieces are followed along it.

SentencePiece reads a text in its compatibility form (NFKC): a full-width Ａ becomes A, and one character may become
several. The text is brought into that form letter by letter, with a note of where each came from, and the pieces, which
are the same characters in the same order but for spaces, are laid along it.
"""

import unicodedata
from collections.abc import Iterator, Sequence

SPACES = "▁ "
REACH = 8  # characters that a tokenizer may drop or change in one place


Known = tuple[str, int, int]
"""A character of the compatibility form, and the span of the text it came from."""


def laid_along(text: str, pieces: Sequence[str]) -> list[tuple[int, int]]:
    """The characters of the text that each piece stands for, (start, end), with the spaces in front that it spells.

    A piece that is not found, as an unknown one may not be, takes what stands between its neighbours.
    """
    known = list(normalised(text))
    found, at, end = list[tuple[int, int] | None](), 0, 0
    for piece in pieces:
        letters, spaces = piece.strip(SPACES), piece[:1] in SPACES
        first = matching(known, after_spaces(known, at), letters)
        if first is None:
            found.append(None)
            continue
        at = first + len(letters)
        start = known[first][1] if first < len(known) else len(text)
        stop = max(start, known[at - 1][2]) if letters else start
        found.append((min(end, start) if spaces else start, stop))
        end = stop
    return filled(found, len(text))


def matching(known: Sequence[Known], at: int, letters: str) -> int | None:
    """Where the letters stand, at a place or a little behind it where something was left out; None if nowhere there."""
    for first in range(at, at + 1 + REACH):
        if "".join(known[i][0] for i in range(first, min(first + len(letters), len(known)))) == letters:
            return first
    return None


def normalised(text: str) -> Iterator[Known]:
    """The compatibility form of a text, each letter together with the marks on it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            for part in unicodedata.normalize("NFKC", text[start:end]):
                yield part, start, end
            start = end


def after_spaces(known: Sequence[Known], at: int) -> int:
    """The next place that is neither a space nor anything else a tokenizer leaves out."""
    while at < len(known) and (known[at][0].isspace() or unicodedata.category(known[at][0])[0] in "CZ"):
        at += 1
    return at


def filled(found: Sequence[tuple[int, int] | None], length: int) -> list[tuple[int, int]]:
    """The same with a span for those that were not found: from the end of the one before to the start of the next."""
    whole, end = list[tuple[int, int]](), 0
    for index, span in enumerate(found):
        if span is None:
            later = next((s[0] for s in found[index + 1 :] if s is not None), length)
            span = (end, max(end, later))
        whole.append(span)
        end = span[1]
    return whole
