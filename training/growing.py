"""A trained network as the start of a larger one of the same architecture (net2net, Chen et al. 2015, 1511.05641).

Every stream gets new dimensions that hold the mean of the old ones, so that a layer norm over n' instead of n
dimensions sees the same mean and n / n' of the variance; its gain is scaled by √(n / n'). New heads and hidden units
read at random and write nothing yet; so do new blocks. With norms in front of sublayers (GPT) the larger network then
computes what the smaller one did; with norms behind them (BERT) nearly: there a new block's norms keep the scale that
the block before gave.
"""

from collections.abc import Mapping
from itertools import pairwise

import torch
from torch import Tensor, nn

from headlight.model.layers import PostNormBlock

WRITES = ("attention.output", "feed_forward.narrow")  # into the residual stream
READS = ("attention.query", "attention.key", "attention.value", "feed_forward.widen")


@torch.no_grad()
def grow(network: nn.Module, state: Mapping[str, Tensor]) -> None:
    """Fill a network with a smaller one's weights, in place. Heads must be as wide as before, for theirs lie in a row.

    Args:
        network: freshly initialised; what the smaller one has no counterpart of stays as it is, but for new blocks,
            which write nothing.
        state: of the smaller network.

    Raises:
        ValueError: if a tensor of the smaller network has no place in the larger one.
    """
    own = dict(network.named_parameters()) | dict(network.named_buffers())
    for name, old in state.items():
        if name not in own or any(n > m for n, m in zip(old.shape, own[name].shape, strict=True)):
            raise ValueError(f"expected a network with a place for {name} of {tuple(old.shape)}")
        own[name].copy_(_grown(name, old.float(), own[name]))
    for name, parameter in network.named_parameters():
        if name not in state and any(f"{part}." in name for part in WRITES):
            parameter.zero_()
    for before, block in pairwise(network.blocks):  # type: ignore[arg-type]
        number = next(i for i, other in enumerate(network.blocks) if other is block)  # type: ignore[arg-type]
        if isinstance(block, PostNormBlock) and f"blocks.{number}.feed_forward_norm.weight" not in state:
            _keep_scale(block, before.feed_forward_norm)


def _keep_scale(block: PostNormBlock, before: nn.LayerNorm) -> None:
    """Have a block that writes nothing give back what comes out of the norm before it."""
    mean, square = before.bias.mean(), (before.weight**2 + before.bias**2).mean()
    for norm in (block.attention_norm, block.feed_forward_norm):
        norm.weight.fill_((square - mean**2).sqrt())
        norm.bias.fill_(mean)


def _grown(name: str, old: Tensor, new: Tensor) -> Tensor:
    """One tensor of the larger network."""
    if old.shape == new.shape:
        return old
    layer, _, kind = name.rpartition(".")
    if old.ndim == 1:
        return _vector(layer, kind, old, len(new))
    grown = new.clone()
    rows, columns = old.shape
    grown[:rows, :columns] = old
    if layer.endswith(WRITES):  # new units are not listened to, new dimensions are the mean
        grown[:rows, columns:] = 0
        grown[rows:] = grown[:rows].mean(0)
    elif layer.endswith(READS):
        grown[rows:] = torch.randn_like(grown[rows:]) / new.shape[1] ** 0.5
    elif layer == "transform.0":  # units between two norms: some are there twice, to keep mean and variance
        grown[:rows, columns:] = 0
        grown[rows:] = grown[: len(grown) - rows]
    elif layer in ("embedding", "segments", "positions"):
        grown[:, columns:] = old.mean(1, keepdim=True)
    else:
        grown[:rows, columns:] = 0
    return grown


def _vector(layer: str, kind: str, old: Tensor, width: int) -> Tensor:
    """A bias, or a layer norm's gain or bias."""
    new = old.new_zeros(width)
    new[: len(old)] = old
    if "norm" in layer.rpartition(".")[2]:
        new[len(old) :] = old.mean()
        new *= (len(old) / width) ** 0.5 if kind == "weight" else 1
    elif layer.endswith(WRITES):
        new[len(old) :] = old.mean()
    elif layer == "transform.0":
        new[len(old) :] = old[: width - len(old)]
    return new
