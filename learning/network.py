"""A small causal Transformer with everything that can be left out of one: GPT's blocks, built from the project's parts.

Weights begin with a standard deviation of 1/√(inputs), so that the components of queries and keys have a variance of
about 1. That is the premise of the scale: q·k then has a variance of d_head (1706.03762, section 3.2.1, footnote 4).
"""

import threading

import torch
from torch import Tensor, nn

from headlight.learning.choices import Choices
from headlight.learning.vocabulary import Vocabulary
from headlight.model.attention import DotProduct, ScaledDotProduct, Score
from headlight.model.kv_cache import Cache
from headlight.model.layers import FeedForward, PreNormBlock, SelfAttention, Stream
from headlight.model.masks import Causal, Mask
from headlight.model.positions import Learned, Positions
from headlight.model.recorder import attention
from headlight.model.site import Site

_drawing = threading.Lock()  # torch's chance belongs to the whole process


class ScoredAttention(SelfAttention):
    """Self-attention with a score function of its own."""

    def __init__(self, site: Site, d_model: int, n_heads: int, positions: Positions, score: Score) -> None:
        super().__init__(site, d_model, n_heads, positions)
        self.score = score

    def forward(self, x: Tensor, mask: Mask | None, cache: Cache | None = None) -> Tensor:
        """[batch, token, d_model] → the same shape. Nothing is cached: these networks read all of a short text."""
        context = attention(
            self.site,
            self.turn(self.split(self.query(x))),
            self.turn(self.split(self.key(x))),
            self.split(self.value(x)),
            score=self.score,
            bias=self.bias(),
            mask=mask,
            output_projection=self.output.weight,
        )
        return self.join(context)


class NoStream(Stream):
    """No residual stream: what a sublayer gives takes the place of what it read. So there is no stream to record."""

    def keep(self, after: str, x: Tensor) -> Tensor:
        """x itself."""
        return x

    def add(self, sublayer: str, x: Tensor, output: Tensor) -> Tensor:
        """The output alone."""
        return output


class Learner(nn.Module):
    """Token embeddings, positions, blocks, a last norm, and a matrix that reads the answer off."""

    def __init__(self, choices: Choices, vocab_size: int, context: int) -> None:
        super().__init__()
        self.choices = choices
        self.config = config = choices.sizes(vocab_size, context)
        self.embedding = nn.Embedding(vocab_size, config.d_model)
        self.positions = config.make_positions()
        self.blocks = nn.ModuleList([self._block(layer) for layer in range(config.n_layers)])
        self.norm = self._norm()
        self.output = nn.Linear(config.d_model, vocab_size, bias=False)
        self.stream = self._stream(config.n_layers)
        self.mask = Causal() if choices.mask else None
        self.apply(initialise)

    def forward(self, tokens: Tensor) -> Tensor:
        """Token ids [batch, token] → logits [batch, token, vocab_size]; ValueError beyond the context."""
        if tokens.shape[1] > self.config.context:
            raise ValueError(f"expected at most {self.config.context} tokens, got {tokens.shape[1]}")
        x = self._stream(-1).keep("embedding", self.positions.add(self.embedding(tokens)))
        for block in self.blocks:
            x = block(x, self.mask)
        logits: Tensor = self.output(self.stream.keep("norm", self.norm(x)))
        return logits

    def read_off(self, stream: Tensor) -> Tensor:
        """The residual stream [..., d_model] → [..., vocab_size], by way of the last norm."""
        logits: Tensor = self.output(self.norm(stream))
        return logits

    def attentions(self) -> list[ScoredAttention]:
        """The attention of each layer."""
        return [part for part in self.modules() if isinstance(part, ScoredAttention)]

    def _block(self, layer: int) -> PreNormBlock:
        c = self.config
        score = ScaledDotProduct() if self.choices.scale else DotProduct()
        attention = ScoredAttention(
            Site("decoder", "self", layer), c.d_model, c.n_heads, self.positions, score
        )
        block = PreNormBlock(attention, FeedForward(c.d_model, c.d_ff, nn.GELU()), c.d_model, dropout=0.0)
        block.attention_norm, block.feed_forward_norm = self._norm(), self._norm()
        block.stream = self._stream(layer)
        return block

    def _norm(self) -> nn.LayerNorm:
        # Typed as what stands there usually; an identity has neither weights nor an effect.
        return nn.LayerNorm(self.config.d_model) if self.choices.layer_norm else nn.Identity()  # type: ignore[return-value]

    def _stream(self, layer: int) -> Stream:
        return (Stream if self.choices.residual else NoStream)("decoder", layer)


def new_network(choices: Choices, vocabulary: Vocabulary, context: int) -> Learner:
    """A network as it begins, from the choices' seed, whatever other threads draw meanwhile."""
    with _drawing, torch.random.fork_rng(devices=[]):
        torch.manual_seed(choices.seed)
        return Learner(choices, len(vocabulary.vocabulary), context)


def initialise(module: nn.Module) -> None:
    """Normal weights of standard deviation 1/√(inputs), no biases; embeddings and positions as large as waves."""
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=module.in_features**-0.5)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    elif isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=0.7)
    elif isinstance(module, Learned):
        nn.init.normal_(module.table, std=0.7)
