"""Tokens as running text: what stands between two of them, and what each shows there."""

import re
from collections.abc import Sequence
from typing import Literal

from headlight.model.tokenizer import visible
from headlight.model.tokens import Token

Join = Literal["space", "none", "same"]
Piece = tuple[Join, str]
"""What comes before a token: a space, nothing, or more bytes of its own character; and the token without that space."""

FRAGMENT = re.compile(r"( \d/\d)?")  # behind a character of which the token is one byte


def pieces(tokens: Sequence[Token]) -> tuple[Piece, ...]:
    """How each token joins the one before it, and its label there."""
    return tuple(piece(tokens[i - 1] if i else None, token) for i, token in enumerate(tokens))


def piece(before: Token | None, token: Token) -> Piece:
    """One token after another."""
    typed = visible(token.text)
    if not as_typed(token):
        return "space", token.label
    if before is not None and before.start < before.end == token.end and before.start == token.start:
        return "same", token.label.removeprefix(typed).strip()
    if token.text.startswith(" ") and len(typed) > 1:
        return "space", token.label[1:]
    return ("none" if before is not None and as_typed(before) else "space"), token.label


def as_typed(token: Token) -> bool:
    """Whether the label is what was typed, and neither `<eos>`, a mask, nor `read → written`."""
    typed = visible(token.text)
    rest = token.label.removeprefix(typed)
    return not token.special and token.label.startswith(typed) and FRAGMENT.fullmatch(rest) is not None
