"""Writers to test decoding with: small translators, one with fixed probabilities, and slow ways to ask them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from headlight.model.architectures.bahdanau import Bahdanau
from headlight.model.architectures.luong import Luong, LuongConfig
from headlight.model.architectures.seq2seq import Seq2Seq
from headlight.model.architectures.transformer import Transformer, TransformerConfig
from headlight.model.decoding import EOS, NEVER_WRITTEN, Written
from headlight.model.recurrent import RecurrentConfig

WORDS = (8, 9, 10)
TAG, VOCABULARY, CONTEXT = 7, 11, 12
SIZES = {"vocab_size": VOCABULARY, "context": CONTEXT, "d_model": 16}
RECURRENT = RecurrentConfig(**SIZES, d_hidden=20)
NETWORKS: dict[str, Callable[[], nn.Module]] = {
    "seq2seq": lambda: Seq2Seq(RECURRENT),
    "bahdanau": lambda: Bahdanau(RECURRENT),
    "luong-dot": lambda: Luong(LuongConfig(**SIZES, d_hidden=20, score="dot")),
    "luong-general": lambda: Luong(LuongConfig(**SIZES, d_hidden=20, score="general")),
    "transformer": lambda: Transformer(TransformerConfig(**SIZES, n_layers=2, n_heads=2, d_ff=24)),
}
SOURCES = ([8, 9, 10, 9, 2], [10, 2], [9, 9, 8, 10, 10, 8, 2], [8, 10, 2])
SOURCE = torch.tensor(SOURCES[:1])


def small(name: str) -> nn.Module:
    """A small translator whose weights are large enough to prefer some tokens clearly."""
    made = NETWORKS[name]().eval().requires_grad_(False)
    for parameter in made.parameters():
        parameter.copy_(torch.randn_like(parameter) * 0.4)
    return made


def next_logs(network: nn.Module, source: Tensor, ids: Sequence[int]) -> Tensor:
    """log p of every token after these ids, read at once and without padding: [vocab_size]."""
    return network(source, torch.tensor([[TAG, *ids]]))[0, -1].log_softmax(-1)


def log_probability(network: nn.Module, source: Tensor, written: Written) -> float:
    """Teacher forcing: Σ log p, all tokens read at once."""
    targets = [*written.ids, EOS] if written.finished else [*written.ids]
    logs = network(source, torch.tensor([[TAG, *targets[:-1]]]))[0].log_softmax(-1)
    return sum(float(logs[place, target]) for place, target in enumerate(targets))


def with_eos(written: Written) -> tuple[int, ...]:
    return (*written.ids, EOS) if written.finished else written.ids


@dataclass
class Place:
    """The rows of the batch that are left, and how many tokens they have read."""

    rows: Tensor
    step: int = 0

    def select(self, rows: Tensor) -> "Place":
        return Place(self.rows[rows], self.step)


class Fixed:
    """These tokens have these probabilities, whatever was written; special ones share the rest."""

    embedding = nn.Embedding(1, 1)

    def __init__(self, probabilities: dict[int, float]) -> None:
        self.probabilities = probabilities
        self.logs = torch.full((VOCABULARY,), (1 - sum(probabilities.values())) / len(NEVER_WRITTEN)).log()
        for token, probability in probabilities.items():
            self.logs[token] = math.log(probability)

    def advance(self, state: Place, tokens: Tensor) -> tuple[Tensor, Place]:
        return self.logs.expand(len(tokens), -1) + 3, state


UNDECIDED = Fixed(dict.fromkeys((EOS, *WORDS), 1 / VOCABULARY))
