"""A token as the label of a button: escaped, short, told from its equals by its position."""

from collections.abc import Sequence

from headlight.model.tokens import Token
from headlight.ui.markdown import as_markdown
from headlight.viz.style.ticks import shortened, shown

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def numbered(tokens: Sequence[Token], index: int) -> str:
    """`·cat₃`, as Markdown."""
    return as_markdown(plain(tokens, index))


def plain(tokens: Sequence[Token], index: int) -> str:
    """`·cat₃`, as text."""
    return f"{shown(shortened(tokens[index].label, 20))}{str(index).translate(SUBSCRIPTS)}"
