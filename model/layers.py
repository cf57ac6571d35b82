"""The layers a Transformer is made of, bottom up: attention, feed-forward, block."""

from torch import Tensor, nn

from model.attention import ScaledDotProduct
from model.masks import Mask
from model.positions import Positions
from model.recorder import attention, record_residual
from model.site import Site


class SelfAttention(nn.Module):
    """Every token asks (query) and every token it may see answers (key, value), in n_heads heads at once."""

    def __init__(self, site: Site, d_model: int, n_heads: int, positions: Positions) -> None:
        super().__init__()
        if d_model % n_heads:
            raise ValueError(f"expected n_heads that divide d_model {d_model}, got {n_heads}")
        self.site, self.n_heads = site, n_heads
        self.turn, self.bias = positions.turn, positions.bias
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.output = nn.Linear(d_model, d_model)

    def forward(self, x: Tensor, mask: Mask | None) -> Tensor:
        """[batch, token, d_model] → the same shape."""
        context = attention(
            self.site,
            self.turn(self.split(self.query(x))),
            self.turn(self.split(self.key(x))),
            self.split(self.value(x)),
            score=ScaledDotProduct(),
            bias=self.bias(),
            mask=mask,
            output_projection=self.output.weight,
        )
        output: Tensor = self.output(context.transpose(1, 2).flatten(2))
        return output

    def split(self, x: Tensor) -> Tensor:
        """[batch, token, d_model] → [batch, head, token, d_head]."""
        heads: Tensor = x.unflatten(-1, (self.n_heads, -1))  # type: ignore[no-untyped-call]
        return heads.transpose(1, 2)


class FeedForward(nn.Module):
    """Widen, bend, narrow: what a token does with what it has gathered, each token by itself."""

    def __init__(self, d_model: int, d_ff: int) -> None:
        super().__init__()
        self.widen = nn.Linear(d_model, d_ff)
        self.narrow = nn.Linear(d_ff, d_model)
        self.activation = nn.GELU(approximate="tanh")

    def forward(self, x: Tensor) -> Tensor:
        """[batch, token, d_model] → the same shape."""
        narrow: Tensor = self.narrow(self.activation(self.widen(x)))
        return narrow


class Block(nn.Module):
    """x + attention(norm(x)), then x + feed_forward(norm(x)): the pre-norm block of GPT-2."""

    def __init__(
        self, attention: SelfAttention, feed_forward: FeedForward, d_model: int, dropout: float
    ) -> None:
        super().__init__()
        self.attention, self.feed_forward = attention, feed_forward
        self.attention_norm = nn.LayerNorm(d_model)
        self.feed_forward_norm = nn.LayerNorm(d_model)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Mask | None) -> Tensor:
        """[batch, token, d_model] → the same shape; the residual stream is recorded after each half."""
        site = self.attention.site
        x = x + self.dropout(self.attention(self.attention_norm(x), mask))
        record_residual(site.stack, site.layer, "attention", x)
        x = x + self.dropout(self.feed_forward(self.feed_forward_norm(x)))
        record_residual(site.stack, site.layer, "feed_forward", x)
        return x
