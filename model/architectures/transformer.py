"""The encoder–decoder of "Attention Is All You Need" (Vaswani et al. 2017, arXiv:1706.03762).

Sinusoidal positions, three attentions (encoder self, masked decoder self, cross), ReLU, a norm after each sublayer,
one embedding for both languages and the output, scaled by √d_model where it is read.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from headlight.model.kv_cache import Cache
from headlight.model.layers import CrossAttention, CrossBlock, FeedForward, PostNormBlock, SelfAttention
from headlight.model.masks import Causal, padding
from headlight.model.positions import Positions, Sinusoidal
from headlight.model.recorder import record_residual
from headlight.model.site import Site


@dataclass(frozen=True)
class TransformerConfig:
    """Sizes; `n_layers` each of encoder and decoder, `context` the longest text on either side in tokens."""

    vocab_size: int
    context: int
    d_model: int
    n_layers: int
    n_heads: int
    d_ff: int
    dropout: float = 0.1


@dataclass(frozen=True, eq=False)
class TransformerState:
    """Where a decoder stands: the encoder's answer, and the keys and values of what is written already."""

    memory: Tensor
    real: Tensor | None
    cache: Cache

    def select(self, rows: Tensor) -> "TransformerState":
        """The states of these rows of the batch."""
        real = None if self.real is None else self.real[rows]
        return TransformerState(self.memory[rows], real, self.cache.select(rows))


class Transformer(nn.Module):
    """Reads a source text with its encoder, writes a target text with its decoder."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab_size, config.d_model)
        self.positions = Sinusoidal(config.context, config.d_model)
        self.dropout = nn.Dropout(config.dropout)
        self.encoder_blocks = nn.ModuleList([self._encoder_block(n) for n in range(config.n_layers)])
        self.decoder_blocks = nn.ModuleList([self._decoder_block(n) for n in range(config.n_layers)])
        self.apply(initialise)

    def forward(self, source: Tensor, target: Tensor, real: Tensor | None = None) -> Tensor:
        """Source ids [batch, n], target ids [batch, m] → logits [batch, m, vocab_size] for what follows each.

        `real`: bool [batch, n], False where the source is padding.
        """
        return self.logits(self.hidden(source, target, real))

    def hidden(self, source: Tensor, target: Tensor, real: Tensor | None = None) -> Tensor:
        """As `forward`, before the embedding reads the logits off: [batch, m, d_model]."""
        return self.decode(target, TransformerState(self.encode(source, real), real, Cache()))

    def logits(self, hidden: Tensor) -> Tensor:
        """[..., d_model] → [..., vocab_size]."""
        return hidden @ self.embedding.weight.T

    def encode(self, source: Tensor, real: Tensor | None = None) -> Tensor:
        """Source ids [batch, n] → the encoder's last layer [batch, n, d_model]."""
        x = self._embed(source, "encoder", 0)
        for block in self.encoder_blocks:
            x = block(x, padding(real))
        return x

    def decode(self, target: Tensor, state: TransformerState) -> Tensor:
        """Target ids [batch, m], behind those in the state's cache → [batch, m, d_model]. Extends that cache."""
        cache = state.cache
        x = self._embed(target, "decoder", cache.length)
        for block in self.decoder_blocks:
            x = block(x, Causal(cache.length), state.memory, padding(state.real), cache)
        cache.length += target.shape[1]
        return x

    def begin(self, source: Tensor, real: Tensor | None = None) -> TransformerState:
        """The state before the first target token."""
        return TransformerState(self.encode(source, real), real, Cache())

    def advance(self, state: TransformerState, tokens: Tensor) -> tuple[Tensor, TransformerState]:
        """Read one target token a row [batch]: logits of the next one [batch, vocab_size], and the new state."""
        state = TransformerState(state.memory, state.real, state.cache.copy())
        return self.logits(self.decode(tokens[:, None], state)[:, 0]), state

    def _embed(self, tokens: Tensor, stack: str, first: int) -> Tensor:
        if first + tokens.shape[1] > self.config.context:
            raise ValueError(f"expected at most {self.config.context} tokens, got {first + tokens.shape[1]}")
        embedded = self.embedding(tokens) * math.sqrt(self.config.d_model)
        x: Tensor = self.dropout(self.positions.add(embedded, first))
        record_residual(stack, -1, "embedding", x)
        return x

    def _encoder_block(self, layer: int) -> PostNormBlock:
        c = self.config
        attention = SelfAttention(Site("encoder", "self", layer), c.d_model, c.n_heads, Positions())
        return PostNormBlock(attention, FeedForward(c.d_model, c.d_ff, nn.ReLU()), c.d_model, c.dropout)

    def _decoder_block(self, layer: int) -> CrossBlock:
        c = self.config
        attention = SelfAttention(Site("decoder", "self", layer), c.d_model, c.n_heads, Positions())
        cross = CrossAttention(Site("decoder", "cross", layer), c.d_model, c.n_heads)
        return CrossBlock(attention, cross, FeedForward(c.d_model, c.d_ff, nn.ReLU()), c.d_model, c.dropout)


def initialise(module: nn.Module) -> None:
    """Xavier weights, no biases; embeddings that are of unit size once scaled by √d_model."""
    if isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=module.embedding_dim**-0.5)
    if isinstance(module, nn.Linear):
        nn.init.xavier_uniform_(module.weight)
        torch.nn.init.zeros_(module.bias)
