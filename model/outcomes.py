"""What came out of a reading beside attention: a record for each way of reading."""

from dataclasses import dataclass

from torch import Tensor

from model.tokens import Token


@dataclass(frozen=True)
class Hypothesis:
    """A translation, finished or on its way.

    Attributes:
        text, tokens: what is written; without `<eos>`.
        log_probability: Σ ln p of its tokens, `<eos>` included where it is finished.
        score: what the beam ranks by; the log-probability itself for greedy and forced translations.
        finished: whether it ends with `<eos>`, rather than where the room ended.
    """

    text: str
    tokens: tuple[Token, ...]
    log_probability: float
    score: float
    finished: bool


@dataclass(frozen=True, eq=False)
class ContextVector:
    """All that a translator without attention keeps of the source.

    Attributes:
        states: the encoder's state after each source token, [n_source, d_hidden]; the last is the context vector c.
        change: |c − c without this token| / |c| for each source token, [n_source]: how far c moves.
    """

    states: Tensor
    change: Tensor


@dataclass(frozen=True, eq=False)
class Translation:
    """What a translator wrote.

    Attributes:
        target: the language written.
        hypotheses: best first; the trace shows the first.
        beams: the hypotheses kept after each step, best first, those that ended there among them; empty without a beam.
        forced: whether the visitor gave the translation.
        context_vector: of a model without attention.
    """

    target: str
    hypotheses: tuple[Hypothesis, ...]
    beams: tuple[tuple[Hypothesis, ...], ...] = ()
    forced: bool = False
    context_vector: ContextVector | None = None


@dataclass(frozen=True)
class Continuation:
    """What a causal model wrote behind the text: its tokens from position `start` on."""

    start: int
    text: str


@dataclass(frozen=True)
class Filled:
    """What an encoder was asked.

    Attributes:
        masked: the positions whose token it had to guess.
        stood: the tokens that stood there.
        second: the second text, or None.
        next_sentence: the probability that the second text follows the first, or None without one.
    """

    masked: tuple[int, ...]
    stood: tuple[Token, ...] = ()
    second: str | None = None
    next_sentence: float | None = None


@dataclass(frozen=True)
class Permuted:
    """The order a permutation model read the text in: every position, `<bos>` first."""

    order: tuple[int, ...]


Outcome = Translation | Continuation | Filled | Permuted
