"""How many multiply–adds one pass of a model takes, part by part, as polynomials in the number of tokens n.

Counted are the products of matrices, a multiplication and an addition being one: of n tokens with each weight matrix,
grows with n; of queries with keys and of weights with values, grows with n². Not counted is what is done number by
number, as softmax, norms, activations and positions that are added or turned: all of it grows no faster. The n² of a
causal model are counted whole; a kernel that leaves out what the mask hides does half of them.

A translator reads n tokens and writes n.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

Sizes = Mapping[str, Any]
"""A model's config.json: its architecture and its sizes."""


@dataclass(frozen=True)
class Part:
    """constant + linear·n + quadratic·n² multiply–adds.

    Attributes:
        name: what it is, a key for catalogues.
        formula: TeX, in n, d (d_model), f (d_ff), g (d_hidden), h heads of d_h dimensions, L layers and V tokens.
    """

    name: str
    formula: str
    linear: int = 0
    quadratic: int = 0
    constant: int = 0

    def count(self, n: int) -> int:
        """Multiply–adds for n tokens."""
        return self.constant + self.linear * n + self.quadratic * n**2


def multiply_adds(sizes: Sizes) -> tuple[Part, ...]:
    """The parts of one pass of a model; ValueError for an architecture that nobody has counted."""
    architecture = sizes["architecture"]
    if architecture not in COUNTED:
        raise ValueError(f"expected one of {', '.join(COUNTED)}, got {architecture!r}")
    return COUNTED[architecture](sizes)


def crossing(parts: Iterable[Part]) -> float | None:
    """The n from which parts with n² take more than all others, Q n² = A n + C; None if nothing grows with n²."""
    parts = tuple(parts)
    q = sum(part.quadratic for part in parts)
    a = sum(part.linear for part in parts)
    c = sum(part.constant for part in parts)
    return (a + sqrt(a**2 + 4 * q * c)) / (2 * q) if q else None


def without_output(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts but for what reads logits off, which depends on the size of the vocabulary."""
    return tuple(part for part in parts if part.name != "unembedding")


def gpt(s: Sizes) -> tuple[Part, ...]:
    """A causal decoder."""
    return (EMBEDDING, *blocks(s), unembedding(s))


def bert(s: Sizes) -> tuple[Part, ...]:
    """An encoder; a layer before the logits, and a verdict from the first token alone."""
    d = s["d_model"]
    return (
        EMBEDDING,
        *blocks(s),
        Part("transform", "n d^2", d**2),
        Part("next_sentence", "d^2 + 2 d", constant=d**2 + 2 * d),
        unembedding(s),
    )


def transformer(s: Sizes) -> tuple[Part, ...]:
    """Encoder and decoder of L layers each: three attentions and two feed-forwards where gpt has one of each."""
    return (EMBEDDING, *blocks(s, attentions=3, feed_forwards=2), unembedding(s))


def xlnet(s: Sizes) -> tuple[Part, ...]:
    """Two streams through the same weights; W_r and the queries meet all 2n − 1 distances."""
    d, layers = s["d_model"], s["n_layers"]
    distances = Part(
        "distances", r"2 \cdot L\, (2n - 1)\, d^2", 4 * layers * d**2, constant=-2 * layers * d**2
    )
    relative = Part(
        "relative_scores", r"2 \cdot L\, h\, n\, (2n - 1)\, d_h", -2 * layers * d, quadratic=4 * layers * d
    )
    return (EMBEDDING, *blocks(s, attentions=2, feed_forwards=2), distances, relative, unembedding(s))


def seq2seq(s: Sizes) -> tuple[Part, ...]:
    """Two recurrent networks and one vector between them: nothing grows with n²."""
    d, g = s["d_model"], s["d_hidden"]
    return (
        EMBEDDING,
        Part("encoder", r"n \cdot 3 g\, (d + g)", 3 * g * (d + g)),
        Part("start", "g^2", constant=g**2),
        Part("decoder", r"n \cdot 3 g\, (d + 2 g)", 3 * g * (d + 2 * g)),
        Part("readout", r"n\, (2 g + d)\, d", (2 * g + d) * d),
        unembedding(s),
    )


def bahdanau(s: Sizes) -> tuple[Part, ...]:
    """A network in each direction, of half the width; each of n steps asks n annotations."""
    d, g = s["d_model"], s["d_hidden"]
    w = g // 2
    return (
        EMBEDDING,
        Part("encoder", r"2 \cdot n \cdot 3 \tfrac{g}{2} (d + \tfrac{g}{2})", 6 * w * (d + w)),
        Part("start", r"\tfrac{g}{2}\, g", constant=w * g),
        Part("queries_keys", r"2 \cdot n\, g^2", 2 * g**2),
        Part("scores", "n^2 g", quadratic=g),
        Part("contexts", "n^2 g", quadratic=g),
        Part("decoder", r"n \cdot 3 g\, (d + 2 g)", 3 * g * (d + 2 * g)),
        Part("readout", r"n\, (2 g + d) \cdot 2 d", (2 * g + d) * 2 * d),
        unembedding(s),
    )


def luong(s: Sizes) -> tuple[Part, ...]:
    """Each of n steps asks n states, by one matrix or by none."""
    d, g = s["d_model"], s["d_hidden"]
    turned = (Part("queries", "n g^2", g**2),) if s["score"] == "general" else ()
    return (
        EMBEDDING,
        Part("encoder", r"n \cdot 3 g\, (d + g)", 3 * g * (d + g)),
        Part("decoder", r"n \cdot 3 g\, (2 d + g)", 3 * g * (2 * d + g)),
        *turned,
        Part("scores", "n^2 g", quadratic=g),
        Part("contexts", "n^2 g", quadratic=g),
        Part("readout", r"n \cdot 2 g\, d", 2 * g * d),
        unembedding(s),
    )


EMBEDDING = Part("embedding", "0")
"""A row is looked up; nothing is multiplied."""


def blocks(s: Sizes, attentions: int = 1, feed_forwards: int = 1) -> tuple[Part, ...]:
    """L layers, each with so many attentions and feed-forwards; all heads together are d_model wide, h·d_h = d."""
    d, layers = s["d_model"], s["n_layers"]
    a, f = attentions * layers, feed_forwards * layers
    return (
        Part("projections", times(attentions, r"L \cdot 3\, n\, d^2"), 3 * a * d**2),
        Part("scores", times(attentions, r"L\, h\, n^2 d_h"), quadratic=a * d),
        Part("contexts", times(attentions, r"L\, h\, n^2 d_h"), quadratic=a * d),
        Part("output", times(attentions, r"L\, n\, d^2"), a * d**2),
        Part("feed_forward", times(feed_forwards, r"L \cdot 2\, n\, d\, f"), 2 * f * d * s["d_ff"]),
    )


def unembedding(s: Sizes) -> Part:
    """A logit for every token of the vocabulary, after every token."""
    return Part("unembedding", r"n\, d\, V", s["d_model"] * s["vocab_size"])


def times(number: int, formula: str) -> str:
    """A formula so many times."""
    return formula if number == 1 else rf"{number} \cdot {formula}"


COUNTED: Mapping[str, Callable[[Sizes], tuple[Part, ...]]] = {
    "seq2seq": seq2seq,
    "bahdanau": bahdanau,
    "luong": luong,
    "transformer": transformer,
    "gpt": gpt,
    "bert": bert,
    "xlnet": xlnet,
}
