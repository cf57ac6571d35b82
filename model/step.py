"""One attention layer's record of one text: Q, K, V and context vectors, O(n·d) numbers, never the n×n weights.

Scores and weights are computed when somebody looks, with the same functions the model ran, and
`AttentionStep.verify` says how far that recomputation is from the context vectors the model really used.

Fields are detached tensors on the model's device, so a GPU's record stays there; every method returns
read-only float32 NumPy arrays, which is what analysis and drawing work on. The batch axis is gone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import torch
from torch import Tensor

from headlight.model.arrays import Array as Array
from headlight.model.arrays import Flags, flags
from headlight.model.arrays import read_only as read_only
from headlight.model.attention import Attended, Score, check_groups, share_heads
from headlight.model.biases import Bias
from headlight.model.head_cache import HEADS
from headlight.model.interventions import Change, Intervention, attend_changed
from headlight.model.masks import Mask
from headlight.model.projections import Name, Projections, Rows
from headlight.model.record_size import bytes_kept as bytes_kept
from headlight.model.record_size import tensors_in as tensors_in
from headlight.model.rows import EVERY, in_parts, of_rows
from headlight.model.score_terms import Cell, bias_terms
from headlight.model.score_terms import Terms as Terms
from headlight.model.site import Site


@dataclass(frozen=True, eq=False)
class AttentionStep:
    """One attention layer's reading of one text.

    Attributes:
        site: where it happened.
        query: [head, n_query, d_head], after any rotation, as the kernel saw it; so are key and value.
        key: [kv_head, n_key, d_head]; fewer key heads than query heads means grouped queries.
        value: [kv_head, n_key, d_value]
        context: [head, n_query, d_value], weights @ value as the model used it.
        score: the score function, with its scale.
        bias: added to the scores, or None.
        mask: True = may attend, or None.
        output_projection: W_O, [d_model, head·d_value], or None.
        interventions: the changes that were in force here.
        part: whether these are a few rows of another step, whose heads nobody asks for twice.
        projections: what made queries, keys and values, before any rotation; None where that is not known.

    Raises:
        ValueError: if the shapes do not fit together; it names expected and actual.
    """

    site: Site
    query: Tensor
    key: Tensor
    value: Tensor
    context: Tensor
    score: Score
    bias: Bias | None = None
    mask: Mask | None = None
    output_projection: Tensor | None = None
    interventions: tuple[Intervention, ...] = ()
    part: bool = False
    projections: Projections | None = None

    def __post_init__(self) -> None:
        for name in ("query", "key", "value", "context"):
            if (tensor := getattr(self, name)).ndim != 3:
                raise ValueError(f"expected {name} as [head, token, d], got {tuple(tensor.shape)}")
        check_groups(self.n_heads, self.key.shape[0])
        if self.value.shape[:2] != self.key.shape[:2]:
            shapes = tuple(self.key.shape[:2]), tuple(self.value.shape[:2])
            raise ValueError(f"expected values for {shapes[0]} heads and keys, got {shapes[1]}")
        expected = (self.n_heads, self.n_query, self.value.shape[-1])
        if tuple(self.context.shape) != expected:
            raise ValueError(f"expected context {expected}, got {tuple(self.context.shape)}")

    @property
    def n_heads(self) -> int:
        """Query heads."""
        return self.query.shape[0]

    @property
    def n_query(self) -> int:
        """Queries: rows of the map."""
        return self.query.shape[1]

    @property
    def n_key(self) -> int:
        """Keys: columns of the map."""
        return self.key.shape[1]

    @property
    def d_head(self) -> int:
        """Dimensions of one query or key vector."""
        return self.query.shape[2]

    @property
    def weights_only(self) -> bool:
        """Whether only weights were recorded, and no queries, keys or values."""
        return False

    def followed_by(self, later: "AttentionStep") -> "AttentionStep":
        """This step with later queries behind its own, which asked the same keys.

        Raises:
            ValueError: if the site is another, or the keys are not as many.
        """
        if (later.site, later.key.shape) != (self.site, self.key.shape):
            expected, actual = (self.site, tuple(self.key.shape)), (later.site, tuple(later.key.shape))
            raise ValueError(f"expected queries of the same keys {expected}, got {actual}")
        query = torch.cat([self.query, later.query], -2)
        context = torch.cat([self.context, later.context], -2)
        return replace(self, query=query, context=context)

    def rows(self, start: int, stop: int) -> Self:
        """The same attention, asked by queries start … stop − 1 alone; see `model.rows`."""
        if (start, stop) == (0, self.n_query):
            return self
        return replace(self, **of_rows(self, slice(start, stop)), part=True)

    def dot_products(self, head: int | None = None) -> Array:
        """q·k before any scale, bias or mask: [n_query, n_key], or [head, n_query, n_key] for all heads."""
        if head is not None:
            return read_only(self.query[head].float() @ self.key[self._kv_head(head)].float().mT)
        return read_only(self.query.float() @ share_heads(self.key, self.n_heads).float().mT)

    def scores(self, head: int | None = None) -> Array:
        """What the softmax is applied to, before the mask: score function plus bias, [.., n_query, n_key]."""
        return self._of_heads(head, lambda attended: attended.scores)

    def weights(self, head: int | None = None, keys: slice = EVERY) -> Array:
        """softmax of the visible scores, rows summing to 1 (or 0): [.., n_query, n_key], or these keys' columns."""
        return self._of_heads(head, lambda attended: attended.weights[:, keys])

    def weights_there(self, head: int) -> Tensor:
        """What `weights` says of one head, on the device of the record."""
        return self.attended(head).weights

    def recomputed_context(self, head: int | None = None) -> Array:
        """weights @ value as computed here, [.., n_query, d_value]; `context` holds the model's own."""
        return self._of_heads(head, lambda attended: attended.context)

    def added_bias(self, head: int) -> Array:
        """What is added to one head's scores, [n_query, n_key]; zeros without a bias."""
        return read_only(self._bias(head))

    def visible(self, head: int, keys: slice = EVERY) -> Flags:
        """True where one head's query may see the key, [n_query, n_key], interventions included; or these keys'."""
        return flags(self.visible_there(head)[:, keys])

    def visible_there(self, head: int) -> Tensor:
        """What `visible` says, on the device of the record."""
        visible = self._mask(head)
        for change in self._changes(head):
            visible = change.mask(visible)
        return visible

    def allowed(self, head: int) -> Flags:
        """True where the model's own mask lets one head's query see the key, whatever interventions say."""
        return flags(self._mask(head))

    def terms(self, head: int, query: int, key: int) -> Terms[Array]:
        """How one score comes about, as the score function in force computes it; without bias."""
        score = self.score
        for change in self._changes(head):
            score = change.score(score)
        asking, asked = self.query[head, query], self.key[self._kv_head(head), key]
        return score.terms(asking.float(), asked.float()).map(read_only)

    def bias_terms(self, head: int, query: int, key: int) -> Terms[Array] | None:
        """How what is added to that score comes about; None where a bias is only a number."""
        found = bias_terms(self.bias, Cell(head, query, key, self.n_query, self.n_key))
        return None if found is None else found.map(read_only)

    def output_slice(self, head: int) -> Array | None:
        """The columns of W_O that one head's context meets, [d_model, d_value]; None without W_O."""
        if self.output_projection is None:
            return None
        width = self.value.shape[-1]
        return read_only(self.output_projection[:, head * width : (head + 1) * width])

    def projection(self, head: int, name: Name) -> Rows | None:
        """What made one head's queries, or the keys or values it reads, before any rotation; None if not known."""
        if self.projections is None:
            return None
        own = head if name == "query" else self._kv_head(head)
        tensor: Tensor = getattr(self, name)
        found: Rows = getattr(self.projections, name).of_head(own, tensor.shape[-1])
        return found

    def queries(self, head: int) -> Array:
        """One head's query vectors, [n_query, d_head]."""
        return read_only(self.query[head])

    def keys(self, head: int) -> Array:
        """The key vectors one query head reads, [n_key, d_head]."""
        return read_only(self.key[self._kv_head(head)])

    def values(self, head: int) -> Array:
        """The value vectors one query head reads, [n_key, d_value]."""
        return read_only(self.value[self._kv_head(head)])

    def verify(self, head: int | None = None) -> float:
        """The largest |recomputed − recorded| over the context vectors of one head, or of all; a few rows at a time."""
        return max((part._off(head) for part in in_parts(self)), default=0.0)

    def _off(self, head: int | None) -> float:
        recorded = self.context if head is None else self.context[head]
        difference = np.abs(self.recomputed_context(head) - read_only(recorded))
        return float(difference.max(initial=0.0))

    @property
    def nbytes(self) -> int:
        """Bytes the record keeps alive; W_O and a score function's weights are the model's."""
        return bytes_kept(self.kept())

    def kept(self) -> Iterator[Tensor]:
        """Every tensor the record keeps alive, those inside its bias and mask included."""
        return tensors_in((self.query, self.key, self.value, self.context, self.bias, self.mask))

    def _of_heads(self, head: int | None, part: Callable[[Attended], Tensor]) -> Array:
        if head is not None:
            return read_only(part(self.attended(head)))
        return read_only(torch.stack([part(self.attended(h)) for h in range(self.n_heads)]))

    def attended(self, head: int) -> Attended:
        """One head's attention with the interventions in force, where the record lies; change nothing in it."""
        return self._attend(head) if self.part else HEADS.of(self, head, lambda: self._attend(head))

    def _attend(self, head: int) -> Attended:
        kv_head = self._kv_head(head)
        return attend_changed(
            self.query[head],
            self.key[kv_head],
            self.value[kv_head],
            self.score,
            self._bias(head),
            self._mask(head),
            self._changes(head),
        )

    def _kv_head(self, head: int) -> int:
        return head * self.key.shape[0] // self.n_heads

    def _changes(self, head: int) -> list[Change]:
        return [i.change for i in self.interventions if i.concerns(self.site, head)]

    def _bias(self, head: int) -> Tensor:
        if self.bias is None:
            return self.query.new_zeros(self.n_query, self.n_key, dtype=torch.float32)
        values = self.bias.values(self.n_query, self.n_key, self.query.device)
        return of_head(values, head)

    def _mask(self, head: int) -> Tensor:
        if self.mask is None:
            return self.query.new_ones(self.n_query, self.n_key, dtype=torch.bool)
        return of_head(self.mask.visible(self.n_query, self.n_key, self.query.device), head)


def of_head(tensor: Tensor, head: int) -> Tensor:
    """One head's plane of a [1, 1 or head, n_query, n_key] mask or bias."""
    return tensor[0, head if tensor.shape[1] > 1 else 0]
