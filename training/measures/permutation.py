"""How well a permutation model foretells: perplexity under random orders and from left to right, beside gpt's.

The same tokens for all: those of each held-out sentence, read by itself behind `<bos>`; how it ends is not foretold.
A random order leaves a token with half of the others on average, on both sides; gpt has all on the left. gpt also
spends a little probability on the text ending where it does not, which xlnet cannot.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy

from headlight.model.readers.reader import Reader
from headlight.model.zoo import load
from headlight.training.loss import IGNORED
from headlight.training.measures.perplexity import over_sentences
from headlight.training.sentences import Sentence, load_sentences
from headlight.training.tasks.permutation import OrderedBatch, ordered_batch

ROWS = 32
ORDERS = 4  # random orders for each sentence
SEED = 1906_08237
Surprisals = NDArray[np.float64]


def measure(model: Reader, sentences: int | None = None) -> dict[str, Any]:
    """Perplexities by language and together, of this model in random orders and in order, and of gpt."""
    gpt = load("gpt", model.device)
    texts = {name: load_sentences("heldout", (name,))[:sentences] for name in ("english", "chinese")}
    texts["both"] = [*texts["english"], *texts["chinese"]]
    cut_as_gpt = {
        name: load_sentences("heldout", (name,), gpt.tokenizer.inner)[:sentences]
        for name in ("english", "chinese")
    }
    cut_as_gpt["both"] = [*cut_as_gpt["english"], *cut_as_gpt["chinese"]]
    return {
        name: {
            "random_orders": perplexity(random_orders(model, some)),
            "left_to_right": perplexity(surprisals(model, batches(some, ordered))),
            "gpt": perplexity(causal_surprisals(gpt, cut_as_gpt[name]), some),
        }
        for name, some in texts.items()
    }


def random_orders(model: Reader, sentences: Sequence[Sentence]) -> list[Surprisals]:
    """−ln p of each sentence's tokens over several random orders: one array a sentence."""
    random = np.random.default_rng(SEED)
    draws = [
        surprisals(model, batches(sentences, lambda some: ordered_batch(some, random))) for _ in range(ORDERS)
    ]
    return [np.concatenate(of_one) for of_one in zip(*draws, strict=True)]


def ordered(sentences: Sequence[Sentence]) -> OrderedBatch:
    """The batch with every sentence in its own order, left to right."""
    batch = ordered_batch(sentences, np.random.default_rng(0))
    return batch._replace(rank=np.broadcast_to(np.arange(batch.tokens.shape[1]), batch.tokens.shape).copy())


def batches(sentences: Sequence[Sentence], make: Any) -> Iterator[OrderedBatch]:
    """Batches in the sentences' own sequence."""
    return (make(sentences[start : start + ROWS]) for start in range(0, len(sentences), ROWS))


@torch.inference_mode()
def surprisals(model: Reader, batches: Iterator[OrderedBatch]) -> list[Surprisals]:
    """−ln p of every sentence's tokens, one array a sentence."""
    found = []
    for batch in batches:
        tokens, rank = (torch.from_numpy(part).to(model.device) for part in (batch.tokens, batch.rank))
        found += per_row(model.network(tokens, rank), batch.targets)
    return found


@torch.inference_mode()
def causal_surprisals(gpt: Reader, sentences: Sequence[Sentence]) -> list[Surprisals]:
    """The same sentences as gpt foretells them, cut into its own tokens."""
    found = []
    for batch in batches(sentences, ordered):
        tokens = torch.from_numpy(batch.tokens).to(gpt.device)
        found += per_row(gpt.network(tokens[:, :-1]), batch.targets[:, 1:])
    return found


def per_row(logits: torch.Tensor, targets: NDArray[np.int64]) -> list[Surprisals]:
    """−ln p of each row's targets that count; logits [rows, n, vocab_size], targets [rows, n]."""
    wanted = torch.from_numpy(targets).to(logits.device)
    losses = cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED, reduction="none")
    table = losses.view(wanted.shape).double().cpu().numpy()
    return [row[real] for row, real in zip(table, targets != IGNORED, strict=True)]


def perplexity(surprisals: Sequence[Surprisals], counted: Sequence[Sentence] | None = None) -> dict[str, Any]:
    """exp of the mean over tokens, with an interval over sentences.

    Args:
        surprisals: of each sentence's tokens.
        counted: the sentences as another model cuts them, to divide by as many tokens as it has; None for their own.
    """
    totals = np.array([s.sum() for s in surprisals])
    lengths = [len(s) for s in surprisals] if counted is None else [len(s) for s in counted]
    return over_sentences(totals, np.array(lengths))
