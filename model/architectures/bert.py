"""BERT (Devlin et al. 2018, arXiv:1810.04805): an encoder that sees both sides, and two questions put to it.

Masked language model: which token stood where `<mask>` stands? Next sentence: does the second text follow the first?
Tensor for tensor the published architecture: post-norm blocks, exact GELU, learned positions, two segments.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from headlight.model.layers import FeedForward, PostNormBlock, SelfAttention
from headlight.model.masks import padding
from headlight.model.positions import Learned, Positions
from headlight.model.recorder import record_residual
from headlight.model.site import Site


@dataclass(frozen=True)
class BertConfig:
    """Sizes. `context` is the longest input in tokens, both texts and the special tokens counted."""

    vocab_size: int
    context: int
    d_model: int
    n_layers: int
    n_heads: int
    d_ff: int
    dropout: float = 0.1


class Bert(nn.Module):
    """Embeddings of token, position and segment, normed; blocks; a head for each of the two questions."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.config = config
        d_model = config.d_model
        self.embedding = nn.Embedding(config.vocab_size, d_model)
        self.segments = nn.Embedding(2, d_model)
        self.positions = Learned(config.context, d_model)
        self.norm = nn.LayerNorm(d_model)
        self.dropout = nn.Dropout(config.dropout)
        self.blocks = nn.ModuleList([self._block(layer) for layer in range(config.n_layers)])
        self.transform = nn.Sequential(nn.Linear(d_model, d_model), nn.GELU(), nn.LayerNorm(d_model))
        self.bias = nn.Parameter(torch.zeros(config.vocab_size))
        self.pool = nn.Sequential(nn.Linear(d_model, d_model), nn.Tanh())
        self.follows = nn.Linear(d_model, 2)
        self.apply(initialise)

    def forward(self, tokens: Tensor, segments: Tensor, real: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Token ids and segments (0 or 1), both [batch, token]; `real` bool, False where padding.

        Returns:
            logits [batch, token, vocab_size] for the token that stood at each position.
            next-sentence logits [batch, 2]: the second text follows, or does not.
        """
        hidden = self.hidden(tokens, segments, real)
        return self.read_off(hidden), self.next_sentence(hidden)

    def hidden(self, tokens: Tensor, segments: Tensor, real: Tensor | None = None) -> Tensor:
        """The last layer, [batch, token, d_model].

        Raises:
            ValueError: if there are more tokens than the context holds.
        """
        if tokens.shape[1] > self.config.context:
            raise ValueError(f"expected at most {self.config.context} tokens, got {tokens.shape[1]}")
        embedded = self.positions.add(self.embedding(tokens) + self.segments(segments))
        record_residual("encoder", -1, "embedding_sum", embedded)
        x: Tensor = self.dropout(self.norm(embedded))
        record_residual("encoder", -1, "embedding", x)
        for block in self.blocks:
            x = block(x, padding(real))
        return x

    def logits(self, transformed: Tensor) -> Tensor:
        """[..., d_model] after `transform` → [..., vocab_size], read off by the embedding."""
        return transformed @ self.embedding.weight.T + self.bias

    def read_off(self, stream: Tensor) -> Tensor:
        """The residual stream [..., d_model] → [..., vocab_size], by way of `transform`."""
        return self.logits(self.transform(stream))

    def next_sentence(self, hidden: Tensor) -> Tensor:
        """The last layer [batch, token, d_model] → [batch, 2], from <cls> alone."""
        answer: Tensor = self.follows(self.pool(hidden[:, 0]))
        return answer

    def _block(self, layer: int) -> PostNormBlock:
        c = self.config
        attention = SelfAttention(Site("encoder", "self", layer), c.d_model, c.n_heads, Positions())
        return PostNormBlock(attention, FeedForward(c.d_model, c.d_ff, nn.GELU()), c.d_model, c.dropout)


def initialise(module: nn.Module) -> None:
    """BERT's start: normal weights of standard deviation 0.02, no biases."""
    if isinstance(module, (nn.Linear, nn.Embedding)):
        nn.init.normal_(module.weight, std=0.02)
    if isinstance(module, nn.Linear):
        torch.nn.init.zeros_(module.bias)
