"""What came out of a reading beside attention: a record for each way of reading."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import overload

from torch import Tensor

from headlight.model.beam_search import Steps
from headlight.model.decoding import Written
from headlight.model.options import Target
from headlight.model.tokens import Token

Spell = Callable[[Sequence[int]], tuple[tuple[Token, ...], str]]
"""From ids to tokens and text, as `Tokenizer.spell`."""


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

    @classmethod
    def of(cls, written: Written, spell: Spell, score: float) -> "Hypothesis":
        """What a decoder wrote, spelled."""
        tokens, text = spell(written.ids)
        return cls(text, tokens, written.log_probability, score, written.finished)


@dataclass(frozen=True, eq=False)
class BeamSteps(Sequence[tuple[Hypothesis, ...]]):
    """The hypotheses kept after each step, by their log-probability; spelled when they are looked at, and not kept.

    Attributes:
        steps: the tree of them, a few bytes each.
        spell: of the tokenizer.
    """

    steps: Steps
    spell: Spell

    def __len__(self) -> int:
        return len(self.steps)

    @overload
    def __getitem__(self, step: int) -> tuple[Hypothesis, ...]: ...
    @overload
    def __getitem__(self, step: slice) -> tuple[tuple[Hypothesis, ...], ...]: ...
    def __getitem__(self, step: int | slice) -> tuple[Hypothesis, ...] | tuple[tuple[Hypothesis, ...], ...]:
        if isinstance(step, slice):
            return tuple(self[i] for i in range(len(self))[step])
        texts = self.steps.texts(range(len(self))[step])
        return tuple(Hypothesis.of(text, self.spell, text.log_probability) for text in texts)


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
        target: the language written; "" where the model has one only.
        hypotheses: best first; the trace shows the first.
        beams: the hypotheses kept after each step, best first, those that ended there among them; empty without a beam.
        forced: whether the visitor gave the translation.
        context_vector: of a model without attention.
    """

    target: Target
    hypotheses: tuple[Hypothesis, ...]
    beams: Sequence[Sequence[Hypothesis]] = ()
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
