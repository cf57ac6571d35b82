"""Keys and values of what has been read, so that each new token of a text costs one token's work.

While a decoder writes, the keys and values of earlier tokens never change; only the newest token's query is asked.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from headlight.model.site import Site

KeyValue = tuple[Tensor, Tensor]
"""Keys and values, each [batch, head, token, d_head]."""


class Cache:
    """What each attention has read so far, by site."""

    def __init__(self, kept: dict[Site, KeyValue] | None = None, length: int = 0) -> None:
        self._kept = kept or {}
        self.length = length
        """How many tokens of the text have been read."""

    def extend(self, site: Site, key: Tensor, value: Tensor) -> KeyValue:
        """Self-attention: the earlier keys and values with these new ones behind them."""
        if site in self._kept:
            earlier_key, earlier_value = self._kept[site]
            key, value = torch.cat([earlier_key, key], -2), torch.cat([earlier_value, value], -2)
        self._kept[site] = key, value
        return key, value

    def once(self, site: Site, compute: Callable[[], KeyValue]) -> KeyValue:
        """Cross-attention: the encoder's keys and values, which are the same at every step."""
        if site not in self._kept:
            self._kept[site] = compute()
        return self._kept[site]

    def copy(self) -> "Cache":
        """A cache that may be extended while this one stays as it is; the tensors are shared."""
        return Cache(dict(self._kept), self.length)

    def select(self, rows: Tensor) -> "Cache":
        """The cache of these rows of the batch, in this order, which is how beam search keeps its best."""
        kept = {site: (key[rows], value[rows]) for site, (key, value) in self._kept.items()}
        return Cache(kept, self.length)
