"""How a language model goes on with a text: token by token, the likeliest or one drawn by chance.

Drawing from all the model holds possible now and then takes something unlikely, from which a text does not recover.
Three settings draw from less, in this order:

    temperature   logits are divided by it; below 1 sharpens, above 1 flattens
    top-k         only the k likeliest tokens                                   Fan et al. 2018, arXiv:1805.04833
    top-p         only the fewest tokens that hold p of what is left by then     Holtzman et al. 2019, arXiv:1904.09751

What remains is scaled to sum to 1.
"""

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from headlight.model.architectures.gpt import GPT
from headlight.model.kv_cache import Cache
from headlight.model.options import Continue
from headlight.model.tokenizer import SPECIAL

BOS = SPECIAL.index("<bos>")
NEVER_WRITTEN = tuple(id for id in range(len(SPECIAL)) if id != BOS)


@torch.inference_mode()
def generate(network: GPT, ids: Sequence[int], options: Continue, generator: torch.Generator) -> list[int]:
    """The tokens the network goes on with, one token's work each.

    It stops where it would begin a new sentence, with <bos>; at the network's context; at `options.length` tokens.
    Other special tokens are never written.

    Args:
        network: a language model.
        ids: the text so far, <bos> first.
        options: how to go on.
        generator: where chance comes from, on the CPU, so that a seed means the same on every device.

    Raises:
        ValueError: if there is no token to go on from, or for a strategy that does not exist.
    """
    if not ids:
        raise ValueError("expected at least one token to go on from, got none")
    device = network.embedding.weight.device
    cache, unread, written = Cache(), list(ids), list[int]()
    for _ in range(min(options.length, network.config.context - len(ids))):
        logits = network(torch.tensor([unread], device=device), cache)[0, -1]
        token = choose(logits, options, generator)
        if token == BOS:
            break
        written.append(token)
        unread = [token]
    return written


def choose(logits: Tensor, options: Continue, generator: torch.Generator) -> int:
    """The next token by logits [vocab_size]; of equally likely ones, greedy takes that of the lowest id."""
    logits = logits.cpu().float().index_fill(0, torch.tensor(NEVER_WRITTEN), -math.inf)
    match options.strategy:
        case "greedy":
            return int(logits.argmax())
        case "sample":
            probabilities = filtered(logits, options.temperature, options.top_k, options.top_p)
            return int(torch.multinomial(probabilities, 1, generator=generator))
    raise ValueError(f"expected the strategy greedy or sample, got {options.strategy!r}")


def filtered(logits: Tensor, temperature: float = 1.0, top_k: int = 0, top_p: float = 1.0) -> Tensor:
    """What is drawn from: float64 probabilities [vocab_size], at least one of them above 0.

    Args:
        logits: [vocab_size]
        temperature: above 0.
        top_k: how many of the likeliest tokens are kept; 0 keeps all.
        top_p: the fewest of the likeliest tokens that sum to this much are kept, in (0, 1]; 1 keeps all. It is a
            share of what top-k left.

    Of equally likely tokens, those of lower ids are kept first.

    Raises:
        ValueError: for a setting out of its range.
    """
    if not (0 < temperature < math.inf and top_k >= 0 and 0 < top_p <= 1):
        settings = f"{temperature}, {top_k} and {top_p}"
        raise ValueError(f"expected temperature above 0, top_k from 0 and top_p in (0, 1], got {settings}")
    below = logits.double() - logits.max()  # at most 0, which no temperature, however low, makes +∞
    probabilities, order = torch.softmax(below / temperature, -1).sort(descending=True, stable=True)
    if top_k:
        probabilities[top_k:] = 0
        probabilities /= probabilities.sum()
    if top_p < 1:
        likelier = torch.zeros_like(probabilities)  # what the tokens before each one hold
        likelier[1:] = probabilities.cumsum(-1)[:-1]
        probabilities[likelier >= top_p] = 0
        probabilities /= probabilities.sum()
    return torch.zeros_like(probabilities).scatter(0, order, probabilities)
