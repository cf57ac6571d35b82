"""A text with one token more, or with another in its place; None where no text has that token there.

Special tokens spell nothing, and a byte that makes up no character by itself cannot be typed. Where the tokenizer joins
a token with its neighbours, the text is right all the same, and is read in the tokenizer's own pieces.
"""

from collections.abc import Sequence

from headlight.model.tokenizer import REPLACEMENT, Tokenizer
from headlight.model.tokens import Token


def behind(tokenizer: Tokenizer, before: str, ids: Sequence[int]) -> str | None:
    """The text that ends in these tokens."""
    _, piece = (tokenizer.spell_on if before else tokenizer.spell)(ids)
    return before + piece if piece and REPLACEMENT not in piece else None


def in_place(tokenizer: Tokenizer, text: str, tokens: Sequence[Token], index: int, id: int) -> str | None:
    """The text with another token in place of one. `tokens`: the text's, `<bos>` or `<cls>` first."""
    token = tokens[index]
    if inside_character(tokens, index) or inside_character(tokens, index - 1):
        return None
    before = behind(tokenizer, text[: token.start], (id,))
    return None if before is None else before + text[token.end :]


def inside_character(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token after this one is another byte of the same character."""
    if not 0 <= index < len(tokens) - 1:
        return False
    this, following = tokens[index], tokens[index + 1]
    return this.start < this.end and (this.start, this.end) == (following.start, following.end)
