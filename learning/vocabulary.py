"""The vocabulary of a network that learned one task: its symbols, behind the special tokens that all our models share.

What is typed is cut into these symbols; whatever is none of them is read as `<mask>`, a token that says nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tokenizers import Regex, models, normalizers, pre_tokenizers
from tokenizers import Tokenizer as Inner

from headlight.model.tokenizer import SPECIAL, Reading, Tokenizer
from headlight.model.tokens import Token

UNKNOWN = "<mask>"


class Vocabulary(Tokenizer):
    """Cuts text into a task's symbols.

    Args:
        symbols: at least one, all different, none of them empty.

    Raises:
        ValueError: for other symbols.
    """

    def __init__(self, symbols: Sequence[str]) -> None:
        if not symbols or not all(symbols) or len({*symbols, *SPECIAL}) < len(symbols) + len(SPECIAL):
            raise ValueError("expected different symbols, none of them empty or special")
        self.symbols = tuple(symbols)
        ids = {symbol: i for i, symbol in enumerate((*SPECIAL, *symbols))}
        inner = Inner(models.WordLevel(ids, unk_token=UNKNOWN))
        inner.pre_tokenizer = cutting(self.symbols)
        if not any(symbol != symbol.lower() for symbol in symbols):
            inner.normalizer = normalizers.Lowercase()
        super().__init__(inner)

    def encode(self, text: str, limit: int) -> Reading:
        """As every tokenizer's; what is no symbol shows as the `<mask>` that it is read as."""
        reading, unknown = super().encode(text, limit), self.special(UNKNOWN)
        tokens = (replace(t, label=t.label if t.id != unknown.id else UNKNOWN) for t in reading.tokens)
        return Reading(tuple(tokens), reading.left_out)

    def tokens(self, ids: Sequence[int]) -> tuple[Token, ...]:
        """Ids as tokens of the text they spell, `<bos>` and others as special ones."""
        spelled, _ = self.spell_on(ids)
        return tuple(
            self.special(SPECIAL[id]) if id < len(SPECIAL) else token
            for id, token in zip(ids, spelled, strict=True)
        )


def cutting(symbols: Sequence[str]) -> pre_tokenizers.PreTokenizer:
    """How a text is cut: into words and what is between them, or characters. Space that is no symbol is dropped."""
    if all(len(symbol) == 1 for symbol in symbols):
        cut = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    else:
        longest_first = sorted(symbols, key=len, reverse=True)
        pattern = "|".join(("[A-Za-z]+", *map(re.escape, longest_first), r"\S"))
        cut = pre_tokenizers.Split(Regex(pattern), "isolated")
    spaces = any(symbol.isspace() for symbol in symbols)
    return cut if spaces else pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), cut])
