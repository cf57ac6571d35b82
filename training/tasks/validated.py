"""The loss on texts that are not trained on, as each architecture's task has it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from headlight.model.readers.reader import Reader
from headlight.training.loss import IGNORED
from headlight.training.masked_texts import masked_batch, single
from headlight.training.pairs import padded
from headlight.training.sentences import Sentence
from headlight.training.tokenizer import BOS, PAD

ROWS = 32
RATE = 0.15  # of masked tokens


@torch.inference_mode()
def loss_on(model: Reader, texts: Sequence[Sentence]) -> float:
    """Nats per token (causal) or per masked token, rounded to three digits; texts of 100 tokens at most."""
    of_batch = masked_loss if model.architecture == "bert" else causal_loss
    some = sorted((ids for ids in texts if 0 < len(ids) <= 100), key=len)
    parts = [of_batch(model, some[start : start + ROWS]) for start in range(0, len(some), ROWS)]
    totals = np.array(parts).sum(0)
    return round(float(totals[0] / totals[1]), 3)


def causal_loss(model: Reader, texts: Sequence[Sentence]) -> tuple[float, int]:
    """The sum of −ln p of every token of texts, and how many there are."""
    inputs = torch.from_numpy(padded([(BOS, *ids[:-1]) for ids in texts], PAD))
    targets = torch.from_numpy(padded(texts, IGNORED))
    logits = model.network(inputs)
    loss = cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=IGNORED, reduction="sum")
    return float(loss), int((targets != IGNORED).sum())


def masked_loss(model: Reader, texts: Sequence[Sentence]) -> tuple[float, int]:
    """The same of the masked tokens, which are drawn anew but always alike."""
    batch = masked_batch([single(ids) for ids in texts], RATE, np.random.default_rng(len(texts[0])))
    tokens, segments, real, targets = (torch.from_numpy(part) for part in batch[:4])
    network: Any = model.network
    hidden = network.hidden(tokens, segments, real)
    guessed = targets != IGNORED
    logits = network.read_off(hidden[guessed])
    return float(cross_entropy(logits, targets[guessed], reduction="sum")), int(guessed.sum())
