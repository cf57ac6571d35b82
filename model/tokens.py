"""Tokens: what the model reads, where each came from in the text, and how to show it."""

from dataclasses import dataclass

SEPARATORS = ("<sep>", "<eos>", "[SEP]", "</s>", "<|endoftext|>")
"""Labels of special tokens that end a text, or stand between two."""


@dataclass(frozen=True)
class Token:
    """One token.

    Attributes:
        id: its number in the vocabulary.
        text: the characters it stands for; of a character split into bytes, every fragment has the whole character.
        start, end: character span in the typed text; equal for special tokens.
        label: how to show it: visible spaces (`·cat`), control characters by name, byte fragments as `京 1/3`.
        word: number of the word it belongs to, counted from 0; special tokens have −1.
        special: whether it was added, not typed (`<bos>`).
    """

    id: int
    text: str
    start: int
    end: int
    label: str
    word: int
    special: bool = False

    @property
    def separates(self) -> bool:
        """Whether it was added to end a text, or to stand between two."""
        return self.special and self.label in SEPARATORS
