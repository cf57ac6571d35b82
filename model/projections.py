"""What makes queries, keys and values of what an attention reads: x → W x + b, for every head a few rows of W.

They are the model's own weights, kept beside the record of an attention as W_O is, and take no memory of their own.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from torch import Tensor, nn

from headlight.model.arrays import Array, read_only

Name = Literal["query", "key", "value"]


class Rows(NamedTuple):
    """One head's rows: weight [d, d_in], bias [d] or None."""

    weight: Array
    bias: Array | None


@dataclass(frozen=True, eq=False)
class Projection:
    """x → W x + b of all heads.

    Attributes:
        weight: W, [head·d, d_in]
        bias: b, [head·d], or None.
    """

    weight: Tensor
    bias: Tensor | None = None

    @classmethod
    def of(cls, layer: nn.Linear) -> "Projection":
        """A linear layer's."""
        return cls(layer.weight, layer.bias)

    def of_head(self, head: int, d: int) -> Rows:
        """The rows that make one head's vectors, which are d wide."""
        rows = slice(head * d, (head + 1) * d)
        return Rows(read_only(self.weight[rows]), None if self.bias is None else read_only(self.bias[rows]))


@dataclass(frozen=True, eq=False)
class Projections:
    """W_Q, W_K and W_V with their biases."""

    query: Projection
    key: Projection
    value: Projection
