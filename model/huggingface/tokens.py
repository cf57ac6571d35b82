"""Tokens of Hugging Face's tokenizers in our form: spans in the text, words, labels to show, special ones marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from headlight.model.huggingface.alignment import laid_along
from headlight.model.huggingface.spelling import alphabet_of, shown, spans, spelt
from headlight.model.tokenizer import Reading, fragment_labels, visible, well_formed, word_numbers
from headlight.model.tokens import Token

Span = tuple[int, int]
Added = tuple[int, ...]


@dataclass(frozen=True)
class Pieces:
    """What a tokenizer makes of a text: ids and spans without special tokens."""

    ids: Sequence[int]
    spans: Sequence[Span]


class HubTokenizer:
    """A tokenizer of transformers.

    Attributes:
        inner: the tokenizer.
        alphabet: how it writes its pieces.
        vocabulary: how each id is shown.
    """

    def __init__(self, inner: Any, vocab_size: int) -> None:
        self.inner = inner
        self.alphabet = alphabet_of(inner)
        names = {id: piece for piece, id in inner.get_vocab().items()}
        self.special_ids = frozenset(inner.all_special_ids)
        self._pieces = [names.get(id, "") for id in range(max(vocab_size, len(inner)))]
        self.vocabulary: Sequence[str] = tuple(self._shown(id) for id in range(len(self._pieces)))
        self._front, self._back = self._around()
        self._between, self._second_segment = self._around_two()

    def encode(self, text: str, limit: int) -> Reading:
        """Tokens of a text among the special ones the model is used to, at most `limit`; no character is split.

        A text of no tokens is read as the token that begins texts, if the model adds none.
        """
        text = well_formed(text)
        return self._cut(text, self._read(text), limit)

    def encode_target(self, text: str, limit: int) -> Reading:
        """As `encode`, in the language that a translator writes, where that is cut into pieces of its own."""
        text, splitter = well_formed(text), getattr(self.inner, "spm_target", None)
        if splitter is None:
            return self.encode(text, limit)
        return self._cut(text, self._laid(text, splitter.encode(text, out_type=str)), limit)

    def _cut(self, text: str, pieces: Pieces, limit: int) -> Reading:
        room = max(limit - len(self._front) - len(self._back), 0)
        kept = whole_characters(pieces.spans, room)
        tokens = self._tokens(text, pieces.ids[:kept], pieces.spans[:kept])
        whole = (*map(self.added, self._front), *tokens, *map(self.added, self._back))
        return Reading(whole or (self.added(self.start),), len(pieces.ids) - kept)

    def pair(self, text: str, second: str, limit: int) -> tuple[tuple[Token, ...], list[int], int]:
        """Two texts as the model reads them together: tokens, each one's segment, and how many did not fit.

        Each gets what the other leaves, at least half; the first loses its beginning, the second its end.
        """
        ours, theirs = (self._read(well_formed(t)) for t in (text, second))
        front, middle, back = self._between
        room = max(limit - len(front) - len(middle) - len(back), 2)
        first = min(len(ours.ids), max(room // 2, room - len(theirs.ids)))
        other = min(len(theirs.ids), room - first)
        skipped = len(ours.ids) - first
        left = self._tokens(well_formed(text), ours.ids[skipped:], ours.spans[skipped:])
        right = self._tokens(well_formed(second), theirs.ids[:other], theirs.spans[:other])
        tokens = (
            *map(self.added, front),
            *left,
            *map(self.added, middle),
            *right,
            *map(self.added, back),
        )
        begins = len(front) + len(left) + len(middle)
        segments = [0] * begins + [self._second_segment] * (len(tokens) - begins)
        return tokens, segments, len(ours.ids) + len(theirs.ids) - first - other

    @property
    def start(self) -> int:
        """The token that begins a text, or the one that ends it where they are the same."""
        for id in (self.inner.bos_token_id, self.inner.cls_token_id, self.inner.eos_token_id):
            if id is not None:
                return int(id)
        return 0

    @property
    def mask(self) -> Token | None:
        """The token that stands for one to be guessed; None for a model without one."""
        return None if self.inner.mask_token_id is None else self.added(self.inner.mask_token_id)

    def added(self, id: int) -> Token:
        """A token that is added, not typed."""
        name = self.vocabulary[id]
        return Token(id, name, 0, 0, name, -1, special=True)

    def spell(self, ids: Sequence[int]) -> tuple[tuple[Token, ...], str]:
        """A text from the ids a model wrote, without a space in front: its tokens with their spans, and the text."""
        return self._spell(ids, beginning=True)

    def spell_on(self, ids: Sequence[int]) -> tuple[tuple[Token, ...], str]:
        """As `spell`, for what goes on behind another text: a space in front is a real one."""
        return self._spell(ids, beginning=self.alphabet == "wordpiece")

    def _spell(self, ids: Sequence[int], beginning: bool) -> tuple[tuple[Token, ...], str]:
        parts = [b"" if id in self.special_ids else spelt(self._pieces[id], self.alphabet) for id in ids]
        first = next((i for i, part in enumerate(parts) if part), None)
        if beginning and first is not None and self.alphabet != "bytes":
            parts[first] = parts[first].removeprefix(b" ")
        text, places = spans(parts)
        return tuple(self._tokens(text, ids, places)), text

    def _read(self, text: str) -> Pieces:
        """Ids and spans; a span takes in the spaces that its piece spells."""
        if not self.inner.is_fast:
            return self._laid(text, self.inner.tokenize(text))
        found = self.inner(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        ids = found["input_ids"]
        return Pieces(ids, self._spelled_along(text, ids) or found["offset_mapping"])

    def _laid(self, text: str, pieces: Sequence[str]) -> Pieces:
        ids = self.inner.convert_tokens_to_ids(pieces)
        return Pieces(ids, self._spelled_along(text, ids) or laid_along(text, pieces))

    def _spelled_along(self, text: str, ids: Sequence[int]) -> list[Span]:
        """The spans of pieces that spell the text byte by byte, to which one may have put a space in front; else none.

        Byte-level tokenizers leave spaces out of what they say themselves.
        """
        if self.alphabet == "wordpiece":
            return []
        spelled, placed = spans([spelt(self._pieces[id], self.alphabet) for id in ids])
        if spelled == text:
            return placed
        return [(max(a - 1, 0), b - 1) for a, b in placed] if spelled == f" {text}" else []

    def _tokens(self, text: str, ids: Sequence[int], placed: Sequence[Span]) -> list[Token]:
        words = word_numbers(text, placed)
        runs = groupby(range(len(ids)), key=lambda i: placed[i])
        labels = [
            label for span, run in runs for label in self._labels(text[slice(*span)], [ids[i] for i in run])
        ]
        return [
            Token(id, text[start:end], start, end, label, word)
            for id, (start, end), label, word in zip(ids, placed, labels, words, strict=True)
        ]

    def _labels(self, spelled: str, ids: Sequence[int]) -> list[str]:
        """What tokens over the same characters are called: fragments of one character by number, else as they are."""
        if spelled and len(ids) > 1 and all(map(self._is_fragment, ids)):
            return fragment_labels(visible(spelled), len(ids))
        return [self.vocabulary[id] for id in ids]

    def _is_fragment(self, id: int) -> bool:
        """Whether a token spells only a part of a character."""
        if id in self.special_ids or self.alphabet == "wordpiece":
            return False
        try:
            spelt(self._pieces[id], self.alphabet).decode()
        except UnicodeDecodeError:
            return True
        return False

    def _shown(self, id: int) -> str:
        piece = self._pieces[id]
        if not piece:
            return f"∅{id}"
        return visible(piece) if id in self.special_ids else shown(piece, self.alphabet)

    def _around(self) -> tuple[Added, Added]:
        """The special tokens in front of a text and behind it, seen on a text of one letter."""
        bare = self._bare()
        whole = self.inner("a")["input_ids"]
        front = place_of(bare, whole)
        return tuple(whole[:front]), tuple(whole[front + len(bare) :])

    def _around_two(self) -> tuple[tuple[Added, Added, Added], int]:
        """The special tokens in front of, between and behind two texts, and the second one's segment."""
        bare, found = self._bare(), self.inner("a", "a")
        whole = found["input_ids"]
        first = place_of(bare, whole)
        end = first + len(bare)
        second = end + place_of(bare, whole[end:])
        segments = found.get("token_type_ids") or [0] * len(whole)
        parts = tuple(whole[:first]), tuple(whole[end:second]), tuple(whole[second + len(bare) :])
        return parts, segments[second]

    def _bare(self) -> list[int]:
        bare: list[int] = self.inner("a", add_special_tokens=False)["input_ids"]
        return bare


def place_of(part: Sequence[int], whole: Sequence[int]) -> int:
    """Where a run of ids begins in a longer one; 0 if it is not there."""
    starts = range(len(whole) - len(part) + 1)
    return next((i for i in starts if list(whole[i : i + len(part)]) == list(part)), 0)


def whole_characters(placed: Sequence[Span], room: int) -> int:
    """How many tokens fit without the cut falling inside a character."""
    kept = min(room, len(placed))
    while 0 < kept < len(placed) and placed[kept] == placed[kept - 1]:
        kept -= 1
    return kept
