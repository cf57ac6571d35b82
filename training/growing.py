"""A trained network as the start of a larger one of the same architecture (net2net, Chen et al. 2015, arXiv:1511.05641).

Every stream gets new dimensions that hold the mean of the old ones, so that a layer norm over n' instead of n dimensions
sees the same mean and n / n' of the variance; its gain is scaled by √(n / n'). New heads and hidden units read at
random and write nothing yet; so do new blocks. With norms in front of sublayers (GPT) the larger network then computes
what the smaller one did; with norms behind them (BERT) nearly.
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

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
        if kind == "weight":
            new[len(old) :] = old.mean()
            new *= (len(old) / width) ** 0.5
    elif layer.endswith(WRITES):
        new[len(old) :] = old.mean()
    return new
