"""A decoder-only causal language model: each token predicts the next one.

With `positions="learned"` this is GPT-2 (Radford et al. 2019), tensor for tensor: pre-norm blocks, GELU, tied
embeddings. The shipped model turns its queries and keys instead (`"rotary"`).
"""

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn

from headlight.model.kv_cache import Cache
from headlight.model.layers import FeedForward, PreNormBlock, SelfAttention
from headlight.model.masks import Causal
from headlight.model.positions import Alibi, Learned, Positions, Rotary, Sinusoidal
from headlight.model.recorder import record_residual
from headlight.model.site import Site

PositionName = Literal["sinusoidal", "learned", "rotary", "alibi", "none"]


@dataclass(frozen=True)
class GPTConfig:
    """Sizes. `context` is the longest text in tokens."""

    vocab_size: int
    context: int
    d_model: int
    n_layers: int
    n_heads: int
    d_ff: int
    positions: PositionName = "rotary"
    dropout: float = 0.0

    def make_positions(self) -> Positions:
        """The position encoding this configuration names."""
        match self.positions:
            case "sinusoidal":
                return Sinusoidal(self.context, self.d_model)
            case "learned":
                return Learned(self.context, self.d_model)
            case "rotary":
                return Rotary(self.context, self.d_model // self.n_heads)
            case "alibi":
                return Alibi(self.n_heads)
            case "none":
                return Positions()


class GPT(nn.Module):
    """Token embeddings, positions, blocks, a last norm, and the embeddings again to read the answer off."""

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab_size, config.d_model)
        self.positions = config.make_positions()
        self.dropout = nn.Dropout(config.dropout)
        blocks = [self._block(layer) for layer in range(config.n_layers)]
        self.blocks = nn.ModuleList(blocks)
        self.norm = nn.LayerNorm(config.d_model)
        self.apply(initialise)
        for block in blocks:
            for layer in (block.attention.output, block.feed_forward.narrow):
                nn.init.normal_(layer.weight, std=0.02 / (2 * config.n_layers) ** 0.5)

    def forward(self, tokens: Tensor, cache: Cache | None = None) -> Tensor:
        """Token ids [batch, token] → logits [batch, token, vocab_size] for the token after each."""
        return self.logits(self.hidden(tokens, cache))

    def hidden(self, tokens: Tensor, cache: Cache | None = None) -> Tensor:
        """Token ids [batch, token] → [batch, token, d_model] after the last norm, to read logits off.

        Args:
            tokens: with a cache, only those not read before.
            cache: what was read before; it is extended.

        Raises:
            ValueError: if there are more tokens than the context holds.
        """
        first = 0 if cache is None else cache.length
        if first + tokens.shape[1] > self.config.context:
            raise ValueError(f"expected at most {self.config.context} tokens, got {first + tokens.shape[1]}")
        x = self.dropout(self.positions.add(self.embedding(tokens), first))
        record_residual("decoder", -1, "embedding", x)
        for block in self.blocks:
            x = block(x, Causal(first), cache)
        if cache is not None:
            cache.length += tokens.shape[1]
        hidden: Tensor = self.norm(x)
        record_residual("decoder", self.config.n_layers, "norm", hidden)
        return hidden

    def logits(self, hidden: Tensor) -> Tensor:
        """[..., d_model] after the last norm → [..., vocab_size], read off by the embedding."""
        return hidden @ self.embedding.weight.T

    def read_off(self, stream: Tensor) -> Tensor:
        """The residual stream [..., d_model] → [..., vocab_size], by way of the last norm."""
        return self.logits(self.norm(stream))

    def _block(self, layer: int) -> PreNormBlock:
        c = self.config
        attention = SelfAttention(Site("decoder", "self", layer), c.d_model, c.n_heads, self.positions)
        feed_forward = FeedForward(c.d_model, c.d_ff, nn.GELU(approximate="tanh"))
        return PreNormBlock(attention, feed_forward, c.d_model, c.dropout)


def initialise(module: nn.Module) -> None:
    """GPT-2's start: normal weights of standard deviation 0.02, no biases."""
    if isinstance(module, (nn.Linear, nn.Embedding)):
        nn.init.normal_(module.weight, std=0.02)
    if isinstance(module, nn.Linear):
        torch.nn.init.zeros_(module.bias)
