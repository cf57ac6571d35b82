"""Which attention of a Hugging Face model is which: sites from its modules' paths, W_O from what stands beside them.

    encoder.layer.0.attention.self            encoder.self.0     W_O: encoder.layer.0.attention.output.dense
    decoder.block.1.layer.1.EncDecAttention   decoder.cross.1    W_O: its own `o`
    h.3.attn                                  decoder.self.3     W_O: its own `c_proj`, transposed

A module's `layer_idx` is no help: some have none. Where one module serves several layers, as ALBERT's does, the layers
are counted in the order in which it is asked.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from torch import Tensor, nn

from headlight.model.huggingface.attention import Call, Spot
from headlight.model.huggingface.projections import linear_at, projections
from headlight.model.masks import Causal
from headlight.model.site import Kind, Site, Stack

CROSS = re.compile(r"cross|encoder_attn|encdec", re.IGNORECASE)
OUTPUTS = ("o_proj", "out_proj", "c_proj", "o", "dense", "out_lin", "Wo", "wo", "output.dense", "output")
"""What output projections are called, in the attention itself or, BERT's way, in what holds it."""

Spots = Mapping[nn.Module, tuple[Spot, ...]]


@dataclass
class Survey:
    """Notes who asks for attention during a first pass, and where their sites are."""

    calls: list[Call] = field(default_factory=list)

    def __call__(self, call: Call) -> Spot:
        """Any spot: nobody records a survey."""
        self.calls.append(call)
        return Spot(Site("encoder", "self", 0))

    def spots(self, network: nn.Module, two_stacks: bool) -> Spots:
        """The spots of each module, in the order in which it is asked.

        Args:
            network: the model.
            two_stacks: an encoder and a decoder; else the one stack is a decoder if its masks are causal.
        """
        paths = {module: path for path, module in network.named_modules()}
        alone: Stack = "decoder" if any(lookback(call) for call in self.calls) else "encoder"
        sites = [site_of(paths[call.module], None if two_stacks else alone) for call in self.calls]
        if len(set(sites)) < len(sites):
            sites = counted(sites)
        found: dict[nn.Module, tuple[Spot, ...]] = {}
        for call, site in zip(self.calls, sites, strict=True):
            path, width = paths[call.module], call.query.shape[1] * call.value.shape[-1]
            made = projections(
                network, path, (width_of(call.query), width_of(call.key), width_of(call.value))
            )
            spot = Spot(site, output_projection(network, path, width), made)
            found[call.module] = (*found.get(call.module, ()), spot)
        return found


@dataclass
class Walk:
    """Tells one pass through a surveyed model where it is."""

    spots: Spots
    asked: Counter[nn.Module] = field(default_factory=Counter)

    def __call__(self, call: Call) -> Spot:
        """The spot of a module, the next one if it serves several layers."""
        spots = self.spots[call.module]
        self.asked[call.module] += 1
        return spots[(self.asked[call.module] - 1) % len(spots)]


def lookback(call: Call) -> bool:
    """Whether no query of this call sees what comes after it."""
    if isinstance(call.mask, Causal):
        return True
    if call.mask is None:
        return False
    visible = call.mask.visible(call.query.shape[-2], call.key.shape[-2], call.query.device)
    return not visible.triu(1).any()


def site_of(path: str, stack: Stack | None) -> Site:
    """The site that a module's path names; `stack` of a model that has but one."""
    parts = path.split(".")
    numbers = [int(part) for part in parts if part.isdecimal()]
    kind: Kind = "cross" if CROSS.search(parts[-1]) or any(map(CROSS.search, parts[-2:])) else "self"
    return Site(stack or ("decoder" if "decoder" in parts else "encoder"), kind, numbers[0] if numbers else 0)


def counted(sites: Sequence[Site]) -> list[Site]:
    """The same stacks and kinds, with layers counted from 0 in this order."""
    asked: Counter[tuple[Stack, Kind]] = Counter()
    found = []
    for site in sites:
        found.append(Site(site.stack, site.kind, asked[site.stack, site.kind]))
        asked[site.stack, site.kind] += 1
    return found


def width_of(vectors: Tensor) -> int:
    """All heads of [batch, head, token, d] side by side."""
    return vectors.shape[1] * vectors.shape[-1]


def output_projection(network: nn.Module, path: str, width: int) -> Tensor | None:
    """W_O [d_model, head·d_value] of the attention at a path, or None if none of that width is found."""
    for place in (path, path.rpartition(".")[0]):
        for name in OUTPUTS:
            found = linear_at(network, f"{place}.{name}".lstrip("."))
            if found is not None and found.weight.shape[-1] == width:
                return found.weight
    return None
