"""How a Transformer knows where a token stands: five answers.

    sinusoidal   fixed waves added to the embeddings       1706.03762, section 3.5
    learned      a trained vector per position, added      GPT-2; 1705.03122
    rotary       queries and keys turned by their position 2104.09864
    alibi        a penalty on scores, linear in distance   2108.12409
    none         nothing: the causal mask alone tells      2203.16634

A position encoding may act at three places: it adds to the embeddings, it turns queries and keys, it biases
the scores. Each class overrides the ones it uses. XLNet's, relative positions, are keys of distances, which its
attention makes from the waves given here. Where `model.token_positions` has tokens stand elsewhere, each follows.
"""

import torch
from torch import Tensor, nn

from headlight.model.biases import Bias, LinearBias
from headlight.model.token_positions import in_force, rows


class Positions(nn.Module):
    """No positions at all; the base of the others."""

    def add(self, embeddings: Tensor, first: int = 0) -> Tensor:
        """Embeddings [batch, token, d_model] with what this encoding adds; the first token stands at `first`."""
        return embeddings

    def turn(self, vectors: Tensor, first: int = 0) -> Tensor:
        """Queries or keys [batch, head, token, d_head], turned by their positions from `first` on."""
        return vectors

    def bias(self) -> Bias | None:
        """What is added to every layer's scores."""
        return None


class Sinusoidal(Positions):
    """Adds fixed sines and cosines to the embeddings."""

    def __init__(self, context: int, d_model: int, base: float = 10_000.0) -> None:
        super().__init__()
        self.register_buffer("table", sinusoidal_table(context, d_model, base), persistent=False)

    def add(self, embeddings: Tensor, first: int = 0) -> Tensor:
        """x_t + waves(first + t), [batch, token, d_model]."""
        return added(embeddings, self.get_buffer("table"), first)


class Learned(Positions):
    """Adds a trained vector per position."""

    def __init__(self, context: int, d_model: int) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.randn(context, d_model) * 0.02)

    def add(self, embeddings: Tensor, first: int = 0) -> Tensor:
        """x_t + table[first + t], [batch, token, d_model]."""
        return added(embeddings, self.table, first)


class Rotary(Positions):
    """Turns each pair of dimensions of queries and keys by an angle that grows with the position."""

    def __init__(self, context: int, d_head: int, base: float = 10_000.0) -> None:
        super().__init__()
        self.base = base
        angles = rotary_angles(context, d_head, base)  # [context, d_head / 2]
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)

    def turn(self, vectors: Tensor, first: int = 0) -> Tensor:
        """R(first + t)·v_t, [batch, head, token, d_head]."""
        cos, sin = self.get_buffer("cos"), self.get_buffer("sin")
        places = rows(first, vectors.shape[-2], len(cos))
        return rotate(vectors, cos[places], sin[places])


class Alibi(Positions):
    """Lowers each score by slope × distance, with a slope of its own for each head."""

    def __init__(self, n_heads: int) -> None:
        super().__init__()
        self.register_buffer("slopes", alibi_slopes(n_heads), persistent=False)

    def bias(self) -> Bias:
        """−slope_h · |i − j|, where the tokens stand."""
        return LinearBias(self.get_buffer("slopes"), in_force())


class Relative(Positions):
    """Waves of every distance between two tokens, in place of places: 1901.02860."""

    def __init__(self, context: int, d_model: int) -> None:
        super().__init__()
        self.context = context
        self.register_buffer("table", distance_table(context, d_model), persistent=False)

    def waves(self, n: int) -> Tensor:
        """R of the distances that n tokens may have, [2·reach − 1, d_model]; its middle row is distance 0.

        `reach` is n, unless `model.token_positions` has the tokens stand elsewhere.
        """
        places = in_force()
        reach = n if places is None else places.reach(n, self.context)
        return self.get_buffer("table")[self.context - reach : self.context + reach - 1]


def encodes_positions(network: nn.Module) -> bool:
    """Whether anything in a network tells it where a token stands, other than the order it reads in."""
    return any(isinstance(part, Positions) and type(part) is not Positions for part in network.modules())


def added(embeddings: Tensor, table: Tensor, first: int) -> Tensor:
    """Embeddings [batch, token, d_model] and a row of the table [place, d_model] for each place; nothing if removed."""
    places = in_force()
    if places is not None and places.kind == "removed":
        return embeddings
    return embeddings + table[rows(first, embeddings.shape[1], len(table))]


def sinusoidal_table(n: int, d_model: int, base: float = 10_000.0) -> Tensor:
    """PE[pos, 2i] = sin(pos / base^(2i/d_model)), PE[pos, 2i+1] = cos(same): [n, d_model].

    Source: 1706.03762, section 3.5. An odd d_model ends with a sine.
    """
    angles = wave_angles(n, d_model, base)
    waves = torch.stack([angles.sin(), angles.cos()], dim=-1)  # [n, pairs, 2]
    return waves.flatten(1)[:, :d_model]


def distance_table(n: int, d_model: int, base: float = 10_000.0) -> Tensor:
    """Row n − 1 + δ: sines, then cosines, of δ / base^(2i/d_model), for distances −n < δ < n: [2n − 1, d_model].

    Source: Dai et al. 2019, 1901.02860, section 3.3. The layout, first all sines, is the published code's.
    """
    later = wave_angles(n, d_model, base)  # [n, d_model / 2], distances 0 … n − 1
    angles = torch.cat([-later.flip(0)[:-1], later])
    return torch.cat([angles.sin(), angles.cos()], -1)


def rotary_angles(n: int, d_head: int, base: float = 10_000.0) -> Tensor:
    """angle[pos, i] = pos / base^(2i/d_head), in radians: [n, d_head / 2].

    Source: 2104.09864, equation 15. Raises ValueError for an odd d_head: dimensions turn in pairs.
    """
    if d_head % 2:
        raise ValueError(f"expected an even number of dimensions, which turn in pairs, got {d_head}")
    return wave_angles(n, d_head, base)


def wave_angles(n: int, d: int, base: float) -> Tensor:
    """pos / base^(2i/d), one column per pair of dimensions (the last may be half of one): [n, ⌈d / 2⌉]."""
    frequencies = base ** -(torch.arange(0, d, 2, dtype=torch.float64) / d)
    return (torch.arange(n, dtype=torch.float64)[:, None] * frequencies).float()


def rotate(vectors: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn dimension pairs (i, i + d/2) of [..., token, d] by angles given as cos, sin [token, d / 2]."""
    first, second = vectors.chunk(2, dim=-1)
    return torch.cat([first * cos - second * sin, first * sin + second * cos], dim=-1)


def alibi_slopes(n_heads: int) -> Tensor:
    """slope[h] = 2^(−8 (h + 1) / n_heads), float32 [head] (2108.12409, section 3, for powers of two)."""
    return torch.tensor([2.0 ** (-8 * (h + 1) / n_heads) for h in range(n_heads)])
