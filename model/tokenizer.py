"""From text to tokens that know where they came from: spans in the text, byte fragments, words, labels to show.

The tokenizer itself is a byte-fallback BPE, trained by `training.tokenizer` and run by the `tokenizers` library:
nothing is unknown, for what is not in the vocabulary is read byte by byte.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import Path

import tokenizers

from headlight.model.tokens import Token

BOS = "<bos>"
SPECIAL = ("<pad>", BOS, "<eos>", "<mask>", "<cls>", "<sep>", "<2en>", "<2zh>")
BYTE = re.compile("<0x([0-9A-F]{2})>")
ADDED_SPACE = re.compile(r"\A (?= *[^\W\d_])")
REPLACEMENT = "\ufffd"
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA")
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")  # Unicode categories that leave no mark
NAMES = {" ": "·", "\u3000": "□", "\n": "↵", "\r": "␍", "\t": "⇥"}


@dataclass(frozen=True)
class Reading:
    """A text as the model reads it; `left_out` tokens at its end did not fit."""

    tokens: tuple[Token, ...]
    left_out: int


class Tokenizer:
    """The shared vocabulary of our models."""

    def __init__(self, inner: tokenizers.Tokenizer) -> None:
        self.inner = inner
        ids: dict[str, int] = inner.get_vocab()
        self._special = {name: ids[name] for name in SPECIAL}
        self._pieces: Sequence[str] = sorted(ids, key=ids.__getitem__)
        self.vocabulary: Sequence[str] = tuple(visible(piece) for piece in self._pieces)

    @classmethod
    def from_file(cls, path: Path) -> "Tokenizer":
        """Read a tokenizer.json."""
        return cls(tokenizers.Tokenizer.from_file(str(path)))

    def encode(self, text: str, limit: int) -> Reading:
        """Tokens of a text, `<bos>` first, at most `limit` of them; no character is ever split by the cut.

        A lone surrogate, which is no character at all, is read as U+FFFD.
        """
        text = well_formed(text)
        encoded = self.inner.encode(text)
        spans: list[tuple[int, int]] = encoded.offsets[: limit - 1]
        while 0 < len(spans) < len(encoded.offsets) and encoded.offsets[len(spans)] == spans[-1]:
            spans.pop()  # the cut would fall inside a character
        tokens = tokens_of(text, encoded.ids[: len(spans)], spans)
        return Reading((self.special(BOS), *tokens), len(encoded.offsets) - len(spans))

    def special(self, name: str) -> Token:
        """A token that is added, not typed: `<eos>`, `<mask>`, `<2zh>`; KeyError if there is none of that name."""
        return Token(self._special[name], name, 0, 0, name, -1, special=True)

    def spell(self, ids: Sequence[int]) -> tuple[tuple[Token, ...], str]:
        """A text from the ids a model wrote: its tokens, with their spans in the text, and the text itself.

        Bytes that make up no character are each read as U+FFFD; special tokens spell nothing. As `encode` puts a space
        in front of a text that starts with a word, one is taken away here.
        """
        pieces = self._pieces_of(ids)
        if ADDED_SPACE.match("".join(piece for piece, _ in pieces)):
            pieces[0] = (pieces[0][0][1:], pieces[0][1])
        return spelled(ids, pieces)

    def spell_on(self, ids: Sequence[int]) -> tuple[tuple[Token, ...], str]:
        """As `spell`, for what goes on behind another text: a space in front is a real one."""
        return spelled(ids, self._pieces_of(ids))

    def _pieces_of(self, ids: Sequence[int]) -> list[tuple[str, int]]:
        return [part for run in byte_runs(ids, self._pieces) for part in run]


def spelled(ids: Sequence[int], pieces: Sequence[tuple[str, int]]) -> tuple[tuple[Token, ...], str]:
    """Tokens and text from pieces, (characters, how many ids spell them)."""
    text = "".join(piece for piece, _ in pieces)
    ends = accumulate(len(piece) for piece, _ in pieces)
    spans = [
        (end - len(piece), end)
        for end, (piece, count) in zip(ends, pieces, strict=True)
        for _ in range(count)
    ]
    return tuple(tokens_of(text, ids, spans)), text


def tokens_of(text: str, ids: Sequence[int], spans: Sequence[tuple[int, int]]) -> list[Token]:
    """Tokens from ids and character spans; equal spans are the byte fragments of one character."""
    words = word_numbers(text, spans)
    labels = [
        label
        for span, group in groupby(spans)
        for label in fragment_labels(visible(text[slice(*span)]), len(list(group)))
    ]
    return [
        Token(id, text[start:end], start, end, label, word)
        for id, (start, end), label, word in zip(ids, spans, labels, words, strict=True)
    ]


def byte_runs(ids: Sequence[int], vocabulary: Sequence[str]) -> Iterator[list[tuple[str, int]]]:
    """What ids spell, in runs: (characters, how many tokens spell them). Only bytes share a character."""
    for is_byte, run in groupby(
        (vocabulary[id] for id in ids), lambda piece: BYTE.fullmatch(piece) is not None
    ):
        pieces = list(run)
        if is_byte:
            yield characters(bytes(int(piece[3:5], 16) for piece in pieces))
        else:
            yield [("" if piece in SPECIAL else piece, 1) for piece in pieces]


def characters(data: bytes) -> list[tuple[str, int]]:
    """UTF-8 as (character, how many bytes); a byte that belongs to none is U+FFFD by itself."""
    found = []
    while data:
        length = next((n for n in range(1, 5) if is_utf8(data[:n])), 0)
        found.append((data[:length].decode(), length) if length else (REPLACEMENT, 1))
        data = data[max(length, 1) :]
    return found


def is_utf8(data: bytes) -> bool:
    """Whether these bytes are text."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def fragment_labels(label: str, count: int) -> list[str]:
    """`京 1/3`, `京 2/3`, `京 3/3` for a character read as three bytes; a whole token is just itself."""
    return [label] if count == 1 else [f"{label} {i + 1}/{count}" for i in range(count)]


def word_numbers(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """The word each token belongs to, from 0.

    A token goes on with the word before it if both meet inside a run of letters or digits that is not Han (Chinese
    is written without spaces: there a token is its own word), or if both are bytes of one character.
    """
    numbers: list[int] = []
    number = -1
    for index, (start, end) in enumerate(spans):
        same_character = index > 0 and (start, end) == spans[index - 1]
        inside_word = 0 < start < end and in_word(text[start - 1]) and in_word(text[start])
        if not (numbers and (same_character or inside_word)):
            number += 1
        numbers.append(number)
    return numbers


def in_word(character: str) -> bool:
    """Whether words are spelt with it: a letter, mark or digit of a script that puts spaces between words."""
    return unicodedata.category(character)[0] in "LMN" and not unicodedata.name(character, "").startswith(
        UNSPACED
    )


def visible(text: str) -> str:
    """The text with every character one can see: `·` for a space, names for controls and joiners, `∅` for nothing."""
    return "".join(NAMES.get(c, c) if shows(c) else code_point(c) for c in text) or "∅"


def shows(character: str) -> bool:
    """Whether a character can be drawn as it is, or has a sign in `NAMES`."""
    return character in NAMES or unicodedata.category(character) not in (
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
    )


def code_point(character: str) -> str:
    """`U+200D`"""
    return f"U+{ord(character):04X}"


def well_formed(text: str) -> str:
    """The text with lone surrogates, which no encoding can carry, replaced by U+FFFD; as long as before."""
    return "".join(REPLACEMENT if "\ud800" <= c <= "\udfff" else c for c in text)
