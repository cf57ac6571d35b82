"""What a visitor may set beside the text: a record for each way of reading, hashable, to remember traces by."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]
Target = Language | Literal[""]
"""What a translation is in; "" where the model has one language only."""


@dataclass(frozen=True)
class Continue:
    """A causal model writes on behind the text.

    Attributes:
        length: tokens to write at most; 0 only reads.
        strategy: "greedy" takes the likeliest token, "sample" draws one.
        temperature: divides the logits before a draw.
        top_k: only the k most probable tokens are drawn from; 0 for all.
        top_p: only the fewest tokens that together have this probability are drawn from; 1 for all.
        seed: of the draw.
    """

    length: int = 0
    strategy: Literal["greedy", "sample"] = "greedy"
    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class Translate:
    """A translator writes the text in the other language.

    Attributes:
        target: the language to write; None for the other than the text's.
        forced: a translation it has to write, whatever it would have written itself.
        beam: hypotheses kept at each step; 1 is greedy.
        length_penalty: α of the beam's score, see `model.decoding`.
    """

    target: Target | None = None
    forced: str | None = None
    beam: int = 1
    length_penalty: float = 1.0


@dataclass(frozen=True)
class FillIn:
    """An encoder fills in what is masked, and says if the second text follows the first.

    Attributes:
        masked: positions in the row of tokens, `<cls>` being 0; those of special tokens are left alone.
        second: the second text.
    """

    masked: tuple[int, ...] = ()
    second: str | None = None


@dataclass(frozen=True)
class Permute:
    """A permutation model reads the text in this order.

    Attributes:
        order: the positions of all tokens but `<bos>`, which is 0 and always first; None for left to right.
    """

    order: tuple[int, ...] | None = None


Options = Continue | Translate | FillIn | Permute
