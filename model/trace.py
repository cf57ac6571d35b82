"""The record of one model's reading of one text: tokens, attention layers, residual stream, prediction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from headlight.model.outcomes import Outcome
from headlight.model.read_off import ReadOff
from headlight.model.site import Kind, Site
from headlight.model.step import Array, AttentionStep, bytes_kept, read_only, tensors_in
from headlight.model.tokens import Token


@dataclass(frozen=True, eq=False)
class ResidualState:
    """The residual stream, or what is added to it or read from it, at one moment: [token, d_model], in `layer`.

    `after` is "embedding" (layer −1), or for each sublayer S, "attention", "cross_attention" or "feed_forward":

        S          the stream after it
        S_output   what it adds
        S_norm     what it reads, in a pre-norm model: S = stream + S_output(S_norm)
        S_sum      what the norm reads, in a post-norm model: S = norm(S_sum), S_sum = stream + S_output

    Where attention and feed-forward stand beside each other, both meet the same stream and there is no "attention":
    "feed_forward" is stream + attention_output + feed_forward_output, the stream after the block.

    "norm" (layer = number of layers) is a pre-norm model's stream after the final norm, "embedding_sum" what an
    embedding's norm reads. Recurrent models have no such stream; "state" is what they keep from token to token.
    """

    stack: str
    layer: int
    after: str
    stream: Tensor


@dataclass(frozen=True, eq=False)
class Prediction:
    """What the model expects at each position.

    Attributes:
        logits: [token, vocab_size]
        vocabulary: how each token id is shown.
        ahead: 1 where each position foretells the token after it, 0 where it foretells the token at it.
        read_off: how the logits came off the residual stream; None for a model without one.
    """

    logits: Tensor
    vocabulary: Sequence[str] = field(repr=False)
    ahead: int = 1
    read_off: ReadOff | None = None

    def probabilities(self, position: int) -> Array:
        """softmax of the logits at one position, [vocab_size]."""
        return read_only(torch.softmax(self.logits[position].float(), -1))

    def top(self, position: int, count: int) -> list[tuple[int, float]]:
        """The `count` most probable token ids at one position, with their probabilities."""
        probabilities = self.probabilities(position)
        last = (
            np.partition(-probabilities, count - 1)[count - 1] if 0 < count < len(probabilities) else np.inf
        )
        among = np.flatnonzero(-probabilities <= last)  # few, where all of a vocabulary would be sorted
        best = among[np.argsort(-probabilities[among], kind="stable")[:count]]
        return [(int(i), float(probabilities[i])) for i in best]


@dataclass(frozen=True, eq=False)
class Trace:
    """One model's reading of one text.

    Attributes:
        model_name: as in the zoo.
        text: what was typed.
        tokens: by stack ("encoder", "decoder"), in reading order. A translator's "written" are what it wrote at each
            place of its decoder: the decoder's tokens moved up by one, `<eos>` at the end. "steps" are what the rows of
            its cross-attention are called, where that is more than the written token.
        steps: every attention, in the order it was computed.
        residual: the residual stream at each moment.
        prediction: the output distribution, or None.
        left_out: how many tokens of the text did not fit into the model's context.
        outcome: what came out beside attention.
    """

    model_name: str
    text: str
    tokens: Mapping[str, tuple[Token, ...]]
    steps: tuple[AttentionStep, ...]
    residual: tuple[ResidualState, ...] = ()
    prediction: Prediction | None = None
    left_out: int = 0
    outcome: Outcome | None = None

    def __post_init__(self) -> None:
        for step in self.steps:
            expected = len(self.query_tokens(step.site)), len(self.key_tokens(step.site))
            if (step.n_query, step.n_key) != expected:
                actual = step.n_query, step.n_key
                raise ValueError(f"expected {expected} queries and keys at {step.site}, got {actual}")

    def step(self, site: Site) -> AttentionStep:
        """The record at one site; KeyError names the sites there are."""
        for step in self.steps:
            if step.site == site:
                return step
        raise KeyError(f"no {site} in this trace; it has {', '.join(str(s) for s in self.sites())}")

    def sites(self, kind: Kind | None = None) -> tuple[Site, ...]:
        """The recorded sites, of one kind or all."""
        return tuple(s.site for s in self.steps if kind in (None, s.site.kind))

    def query_tokens(self, site: Site) -> tuple[Token, ...]:
        """The tokens of a map's rows; those of cross-attention are the steps of writing."""
        if site.kind == "cross":
            return self.tokens.get("steps", self.tokens["written"])
        return self.tokens[site.stack]

    def key_tokens(self, site: Site) -> tuple[Token, ...]:
        """The tokens of a map's columns: cross-attention reads the encoder's."""
        return self.tokens["encoder" if site.kind == "cross" else site.stack]

    def verify(self) -> float:
        """The largest distance between recomputed and recorded context vectors, over all sites and heads."""
        return max((step.verify() for step in self.steps), default=0.0)

    @property
    def nbytes(self) -> int:
        """Bytes this trace keeps alive, for a cache that is bounded in bytes."""
        kept = [tensor for step in self.steps for tensor in step.kept()]
        expected = (
            self.prediction
        )  # its vocabulary is the model's: thousands of words, and no tensor among them
        predicted = () if expected is None else (expected.logits, expected.read_off)
        return bytes_kept([*kept, *tensors_in((self.residual, predicted, self.outcome))])
