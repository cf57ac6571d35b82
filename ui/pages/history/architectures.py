"""The architectures as history: year, papers, and what no trace tells of how they work."""

from collections.abc import Mapping
from dataclasses import dataclass

from headlight.model.zoo import ARCHITECTURES, architecture_of, names
from headlight.viz.architecture.wiring import Recurrence


@dataclass(frozen=True)
class Paper:
    """Where it was published. `number`: on arXiv, or None if it is not there."""

    authors: str
    title: str
    number: str | None


@dataclass(frozen=True)
class Origin:
    """An architecture's place in history.

    Attributes:
        year: of its first publication.
        papers: the ones that brought it.
        recurrence: how its states are handed on; None where everything is attention.
    """

    year: str
    papers: tuple[Paper, ...]
    recurrence: Recurrence | None = None


ORIGINS: Mapping[str, Origin] = {
    "seq2seq": Origin(
        "2014",
        (
            Paper(
                "Cho et al.",
                "Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine Translation",
                "1406.1078",
            ),
            Paper("Sutskever et al.", "Sequence to Sequence Learning with Neural Networks", "1409.3215"),
        ),
        Recurrence("onward"),
    ),
    "bahdanau": Origin(
        "2014",
        (
            Paper(
                "Bahdanau et al.",
                "Neural Machine Translation by Jointly Learning to Align and Translate",
                "1409.0473",
            ),
        ),
        Recurrence("both", "before"),
    ),
    "luong": Origin(
        "2015",
        (
            Paper(
                "Luong et al.",
                "Effective Approaches to Attention-based Neural Machine Translation",
                "1508.04025",
            ),
        ),
        Recurrence("onward", "after"),
    ),
    "transformer": Origin("2017", (Paper("Vaswani et al.", "Attention Is All You Need", "1706.03762"),)),
    "gpt": Origin(
        "2018",
        (Paper("Radford et al.", "Improving Language Understanding by Generative Pre-Training", None),),
    ),
    "bert": Origin(
        "2018",
        (
            Paper(
                "Devlin et al.",
                "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
                "1810.04805",
            ),
        ),
    ),
    "xlnet": Origin(
        "2019",
        (
            Paper(
                "Yang et al.",
                "XLNet: Generalized Autoregressive Pretraining for Language Understanding",
                "1906.08237",
            ),
        ),
    ),
}
"""Every architecture of the zoo."""


def shipped() -> dict[str, str]:
    """One model of each architecture that has weights, by architecture, in the order they were invented."""
    first: dict[str, str] = {}
    for name in names():
        first.setdefault(architecture_of(name), name)
    return {architecture: first[architecture] for architecture in ARCHITECTURES if architecture in first}
