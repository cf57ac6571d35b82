"""A hand-made trace with three kinds of attention, every token of it hostile."""

import torch

from headlight.model.attention import ScaledDotProduct
from headlight.model.masks import Causal, Mask
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Trace

HOSTILE = "<img src=x onerror=alert(1)>"


def step(site: Site, heads: int, n_query: int, n_key: int, mask: Mask | None = None) -> AttentionStep:
    generator = torch.Generator().manual_seed(n_query + 7 * n_key)
    query, key, value = (torch.randn(heads, n, 4, generator=generator) for n in (n_query, n_key, n_key))
    return AttentionStep(site, query, key, value, query, ScaledDotProduct(), mask=mask)


def tokens(n: int) -> tuple[Token, ...]:
    return tuple(Token(i, HOSTILE, 0, 1, HOSTILE, i) for i in range(n))


def three_kinds() -> Trace:
    """An encoder of 7 tokens, a causal decoder of 5, and cross-attention; 3 heads, or 2."""
    steps = (
        step(Site("encoder", "self", 0), 3, 7, 7),
        step(Site("decoder", "self", 0), 2, 5, 5, Causal()),
        step(Site("decoder", "cross", 0), 3, 5, 7),
    )
    return Trace("test", "", {"encoder": tokens(7), "decoder": tokens(5), "written": tokens(5)}, steps)
