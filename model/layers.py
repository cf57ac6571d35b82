"""The layers Transformers are made of, bottom up: attention, feed-forward, blocks."""

from dataclasses import dataclass

from torch import Tensor, nn

from headlight.model.attention import ScaledDotProduct
from headlight.model.kv_cache import Cache
from headlight.model.masks import Mask
from headlight.model.positions import Positions
from headlight.model.projections import Projection, Projections
from headlight.model.recorder import attention, record_residual
from headlight.model.site import Site


class MultiHeadAttention(nn.Module):
    """The four projections of n_heads heads; who asks and who answers is the subclasses' affair."""

    def __init__(self, site: Site, d_model: int, n_heads: int) -> None:
        super().__init__()
        if d_model % n_heads:
            raise ValueError(f"expected n_heads that divide d_model {d_model}, got {n_heads}")
        self.site, self.n_heads = site, n_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.output = nn.Linear(d_model, d_model)

    def projections(self) -> Projections:
        """W_Q, W_K and W_V of all heads, for the record."""
        return Projections(*map(Projection.of, (self.query, self.key, self.value)))

    def split(self, x: Tensor) -> Tensor:
        """[batch, token, d_model] → [batch, head, token, d_head]."""
        heads: Tensor = x.unflatten(-1, (self.n_heads, -1))
        return heads.transpose(1, 2)

    def join(self, context: Tensor) -> Tensor:
        """W_O of all heads side by side: [batch, head, token, d_head] → [batch, token, d_model]."""
        output: Tensor = self.output(context.transpose(1, 2).flatten(2))
        return output


class SelfAttention(MultiHeadAttention):
    """Every token asks (query) and every token it may see answers (key, value)."""

    def __init__(self, site: Site, d_model: int, n_heads: int, positions: Positions) -> None:
        super().__init__(site, d_model, n_heads)
        self.turn, self.bias = positions.turn, positions.bias

    def forward(self, x: Tensor, mask: Mask | None, cache: Cache | None = None) -> Tensor:
        """[batch, token, d_model] → the same shape; with a cache, x holds only the tokens not read before."""
        first = 0 if cache is None else cache.length
        query = self.turn(self.split(self.query(x)), first)
        key, value = self.turn(self.split(self.key(x)), first), self.split(self.value(x))
        if cache is not None:
            key, value = cache.extend(self.site, key, value)
        context = attention(
            self.site,
            query,
            key,
            value,
            score=ScaledDotProduct(),
            bias=self.bias(),
            mask=mask,
            output_projection=self.output.weight,
            projections=self.projections(),
        )
        return self.join(context)


class CrossAttention(MultiHeadAttention):
    """The decoder asks, the encoder's last layer answers."""

    def forward(self, x: Tensor, memory: Tensor, mask: Mask | None, cache: Cache | None = None) -> Tensor:
        """[batch, token, d_model] and the encoder's [batch, source token, d_model] → the shape of x."""

        def read() -> tuple[Tensor, Tensor]:
            return self.split(self.key(memory)), self.split(self.value(memory))

        key, value = read() if cache is None else cache.once(self.site, read)
        context = attention(
            self.site,
            self.split(self.query(x)),
            key,
            value,
            mask=mask,
            output_projection=self.output.weight,
            projections=self.projections(),
        )
        return self.join(context)


class FeedForward(nn.Module):
    """Widen, bend, narrow: what a token does with what it has gathered, each token by itself."""

    def __init__(self, d_model: int, d_ff: int, activation: nn.Module) -> None:
        super().__init__()
        self.widen = nn.Linear(d_model, d_ff)
        self.narrow = nn.Linear(d_ff, d_model)
        self.activation = activation

    def forward(self, x: Tensor) -> Tensor:
        """[batch, token, d_model] → the same shape."""
        narrow: Tensor = self.narrow(self.activation(self.widen(x)))
        return narrow


@dataclass(frozen=True)
class Stream:
    """One stack's residual stream at one layer: adds sublayers to it, and keeps the parts if anybody is recording."""

    stack: str
    layer: int

    def keep(self, after: str, x: Tensor) -> Tensor:
        """Record x, [1, token, d_model], if anybody is recording; x itself."""
        record_residual(self.stack, self.layer, after, x)
        return x

    def add(self, sublayer: str, x: Tensor, output: Tensor) -> Tensor:
        """x + output, where norms stand before sublayers."""
        return self.keep(sublayer, x + self.keep(f"{sublayer}_output", output))

    def add_and_norm(self, sublayer: str, x: Tensor, output: Tensor, norm: nn.Module) -> Tensor:
        """norm(x + output), where norms stand after sublayers."""
        total = self.keep(f"{sublayer}_sum", x + self.keep(f"{sublayer}_output", output))
        return self.keep(sublayer, norm(total))


class Block(nn.Module):
    """Attention and feed-forward around a residual stream; where the norms stand is the subclasses' affair."""

    def __init__(
        self, attention: SelfAttention, feed_forward: FeedForward, d_model: int, dropout: float
    ) -> None:
        super().__init__()
        self.attention, self.feed_forward = attention, feed_forward
        self.attention_norm = nn.LayerNorm(d_model)
        self.feed_forward_norm = nn.LayerNorm(d_model)
        self.dropout = nn.Dropout(dropout)
        self.stream = Stream(attention.site.stack, attention.site.layer)


class PreNormBlock(Block):
    """x + attention(norm(x)), then x + feed_forward(norm(x)): the block of GPT-2."""

    def forward(self, x: Tensor, mask: Mask | None, cache: Cache | None = None) -> Tensor:
        """[batch, token, d_model] → the same shape."""
        read = self.stream.keep("attention_norm", self.attention_norm(x))
        x = self.stream.add("attention", x, self.dropout(self.attention(read, mask, cache)))
        read = self.stream.keep("feed_forward_norm", self.feed_forward_norm(x))
        return self.stream.add("feed_forward", x, self.dropout(self.feed_forward(read)))


class PostNormBlock(Block):
    """norm(x + attention(x)), then norm(x + feed_forward(x)): the block of the first Transformer and of BERT."""

    def forward(self, x: Tensor, mask: Mask | None, cache: Cache | None = None) -> Tensor:
        """[batch, token, d_model] → the same shape."""
        attended = self.dropout(self.attention(x, mask, cache))
        x = self.stream.add_and_norm("attention", x, attended, self.attention_norm)
        fed = self.dropout(self.feed_forward(x))
        return self.stream.add_and_norm("feed_forward", x, fed, self.feed_forward_norm)


class CrossBlock(Block):
    """A decoder's block (1706.03762, section 3.1): self-attention, cross-attention, feed-forward, each normed after."""

    def __init__(
        self,
        attention: SelfAttention,
        cross_attention: CrossAttention,
        feed_forward: FeedForward,
        d_model: int,
        dropout: float,
    ) -> None:
        super().__init__(attention, feed_forward, d_model, dropout)
        self.cross_attention = cross_attention
        self.cross_attention_norm = nn.LayerNorm(d_model)

    def forward(
        self,
        x: Tensor,
        mask: Mask | None,
        memory: Tensor,
        memory_mask: Mask | None,
        cache: Cache | None = None,
    ) -> Tensor:
        """[batch, token, d_model] and the encoder's [batch, source token, d_model] → the shape of x."""
        attended = self.dropout(self.attention(x, mask, cache))
        x = self.stream.add_and_norm("attention", x, attended, self.attention_norm)
        crossed = self.dropout(self.cross_attention(x, memory, memory_mask, cache))
        x = self.stream.add_and_norm("cross_attention", x, crossed, self.cross_attention_norm)
        fed = self.dropout(self.feed_forward(x))
        return self.stream.add_and_norm("feed_forward", x, fed, self.feed_forward_norm)
