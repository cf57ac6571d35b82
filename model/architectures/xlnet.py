"""XLNet (Yang et al. 2019, arXiv:1906.08237): a language model that reads a text in any order.

A factorization order says which token is foretold when. Two streams share all weights: the content stream h sees a
token and all before it in the order; the query stream g sees those before it and its own place, but not the token
itself, which it has to foretell. Nothing is ever masked out of the input; it is the attention masks that hide.
Positions are relative, as in Transformer-XL (arXiv:1901.02860). The paper's segments and memory are left out.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from headlight.model.attention import ScaledDotProduct
from headlight.model.biases import RelativeBias
from headlight.model.layers import FeedForward, Stream
from headlight.model.masks import Before, Mask, UpTo
from headlight.model.positions import Relative
from headlight.model.projections import Projection, Projections
from headlight.model.recorder import attention, record_residual
from headlight.model.site import Site
from headlight.model.token_positions import in_force


@dataclass(frozen=True)
class XLNetConfig:
    """Sizes. `context` is the longest text in tokens."""

    vocab_size: int
    context: int
    d_model: int
    n_layers: int
    n_heads: int
    d_ff: int
    dropout: float = 0.1


class RelativeAttention(nn.Module):
    """score_ij = ((q_i + u)·k_j + (q_i + v)·W_r R_{i−j}) / √d_head, with u and v of each head's own."""

    def __init__(self, d_model: int, n_heads: int) -> None:
        super().__init__()
        if d_model % n_heads:
            raise ValueError(f"expected n_heads that divide d_model {d_model}, got {n_heads}")
        self.n_heads = n_heads
        self.query = nn.Linear(d_model, d_model, bias=False)
        self.key = nn.Linear(d_model, d_model, bias=False)
        self.value = nn.Linear(d_model, d_model, bias=False)
        self.distance = nn.Linear(d_model, d_model, bias=False)  # W_r
        self.output = nn.Linear(d_model, d_model, bias=False)
        self.content_bias = nn.Parameter(torch.zeros(n_heads, 1, d_model // n_heads))  # u
        self.distance_bias = nn.Parameter(torch.zeros(n_heads, 1, d_model // n_heads))  # v

    def forward(self, site: Site, x: Tensor, content: Tensor, table: Tensor, mask: Mask) -> Tensor:
        """One stream x asks the content stream, both [batch, token, d_model] → the shape of x.

        `table`: the waves R of every distance, as `Relative.waves` gives them.
        """
        query = self.split(self.query(x))
        scale = ScaledDotProduct().factor(query.shape[-1])
        distance_key = self.split(self.distance(table)[None])[0]
        context = attention(
            site,
            query + self.content_bias,
            self.split(self.key(content)),
            self.split(self.value(content)),
            score=ScaledDotProduct(scale),
            bias=RelativeBias(query + self.distance_bias, distance_key, scale, in_force()),
            mask=mask,
            output_projection=self.output.weight,
            projections=self.projections(),
        )
        output: Tensor = self.output(context.transpose(1, 2).flatten(2))
        return output

    def projections(self) -> Projections:
        """W_Q, W_K and W_V of all heads, for the record; u is added to what W_Q makes, as a bias is."""
        query = Projection(self.query.weight.detach(), self.content_bias.detach().flatten())
        return Projections(query, Projection.of(self.key), Projection.of(self.value))

    def split(self, x: Tensor) -> Tensor:
        """[batch, token, d_model] → [batch, head, token, d_head]."""
        heads: Tensor = x.unflatten(-1, (self.n_heads, -1))
        return heads.transpose(1, 2)


class TwoStreamBlock(nn.Module):
    """Both streams through the same weights, each normed after attention and after feed-forward."""

    def __init__(self, layer: int, config: XLNetConfig) -> None:
        super().__init__()
        self.layer = layer
        self.attention = RelativeAttention(config.d_model, config.n_heads)
        self.attention_norm = nn.LayerNorm(config.d_model)
        self.feed_forward = FeedForward(config.d_model, config.d_ff, nn.GELU())
        self.feed_forward_norm = nn.LayerNorm(config.d_model)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, content: Tensor, query: Tensor, table: Tensor, rank: Tensor) -> tuple[Tensor, Tensor]:
        """Streams h and g, both [batch, token, d_model], and each token's place in the order → the new h and g."""
        new_content = self._stream(
            Site("decoder", "content", self.layer), content, content, table, UpTo(rank)
        )
        new_query = self._stream(
            Site("decoder", "query_stream", self.layer), query, content, table, Before(rank)
        )
        return new_content, new_query

    def _stream(self, site: Site, x: Tensor, content: Tensor, table: Tensor, mask: Mask) -> Tensor:
        stream = Stream(site.kind, site.layer)
        attended = self.dropout(self.attention(site, x, content, table, mask))
        x = stream.add_and_norm("attention", x, attended, self.attention_norm)
        fed = self.dropout(self.feed_forward(x))
        return stream.add_and_norm("feed_forward", x, fed, self.feed_forward_norm)


class XLNet(nn.Module):
    """Token embeddings and one learned start for the query stream; blocks; the embeddings to read the answer off."""

    def __init__(self, config: XLNetConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab_size, config.d_model)
        self.start = nn.Parameter(torch.randn(config.d_model) * 0.02)  # w, the paper's g⁰
        self.dropout = nn.Dropout(config.dropout)
        self.blocks = nn.ModuleList([TwoStreamBlock(layer, config) for layer in range(config.n_layers)])
        self.bias = nn.Parameter(torch.zeros(config.vocab_size))
        self.positions = Relative(config.context, config.d_model)
        self.apply(initialise)

    def forward(self, tokens: Tensor, rank: Tensor) -> Tensor:
        """Token ids and each one's place in the order, both [batch, token] → logits [batch, token, vocab_size].

        The logits at a position foretell the token at that position from those of lower rank. Padding gets ranks
        above all others.
        """
        return self.logits(self.hidden(tokens, rank))

    def hidden(self, tokens: Tensor, rank: Tensor) -> Tensor:
        """The query stream's last layer, [batch, token, d_model].

        Raises:
            ValueError: if there are more tokens than the context holds.
        """
        n, most = tokens.shape[1], self.config.context
        if n > most:
            raise ValueError(f"expected at most {most} tokens, got {n}")
        content = self.dropout(self.embedding(tokens))
        query = self.dropout(self.start.expand_as(content))
        record_residual("content", -1, "embedding", content)
        record_residual("query_stream", -1, "embedding", query)
        table = self.dropout(self.positions.waves(n))
        for block in self.blocks:
            content, query = block(content, query, table, rank)
        hidden: Tensor = self.dropout(query)
        return hidden

    def logits(self, hidden: Tensor) -> Tensor:
        """[..., d_model] → [..., vocab_size], read off by the embedding."""
        return hidden @ self.embedding.weight.T + self.bias


def initialise(module: nn.Module) -> None:
    """Normal weights of standard deviation 0.02, no biases."""
    if isinstance(module, (nn.Linear, nn.Embedding)):
        nn.init.normal_(module.weight, std=0.02)
    if isinstance(module, nn.Linear) and module.bias is not None:
        torch.nn.init.zeros_(module.bias)
