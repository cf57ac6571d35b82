"""Loss against position, far beyond the rows a model was trained on.

Read are windows of held-out passages, adjacent sentences of a chapter, each as long as the model can read at all. They
begin all over a passage, so that no position has easier words than another. Were positions no trouble, the loss would
go on falling: what stands further back still helps a little.
"""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy

from headlight.model.readers.reader import Reader
from headlight.training.data import Tokens
from headlight.training.measures.intervals import resampled
from headlight.training.recipe import longest_row
from headlight.training.windows import load_passages

ROWS = 8
STRIDE = (
    97  # tokens from one window's beginning to the next one's; a prime, so that windows never fall in step
)
FIRST_SPANS = (1, 2, 4, 8)
SPANS_IN_TRAINING_LENGTH = 8


def measure(model: Reader, passages: int | None = None) -> dict[str, Any]:
    """Mean −ln p of the token after each position, by spans of positions, with intervals over passages.

    Args:
        model: a causal model whose recipe says how long its rows were.
        passages: read the first so many that are long enough; None for all.
    """
    context, trained_on = model.config.context, longest_row(model.name)
    long_enough = [tokens for tokens in load_passages("heldout") if len(tokens) >= context][:passages]
    texts = [windows(tokens, context) for tokens in long_enough]
    found = surprisals(model, np.concatenate(texts))
    passage = np.repeat(np.arange(len(texts)), [len(rows) for rows in texts])  # of each window
    borders = spans(trained_on, context)
    means = np.stack([found[:, first : last + 1].mean(1) for first, last in borders], 1)  # [window, span]
    return {
        "trained_on": trained_on,
        "passages": len(texts),
        "windows": len(found),
        "spans": [list(span) for span in borders],
        "loss": [round(float(loss), 3) for loss in means.mean(0)],
        "interval": [
            resampled(counted(means[:, span]), ratio, digits=3, together=passage)
            for span in range(len(borders))
        ],
    }


def windows(passage: Tokens, length: int) -> NDArray[np.int64]:
    """Every window of a passage, `<bos>` and the tokens from each stride on, that is full: [window, length]."""
    starts = range(1, len(passage) - length + 2, STRIDE)
    return np.stack([np.concatenate([passage[:1], passage[start : start + length - 1]]) for start in starts])


def counted(losses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each window's loss and a 1 beside it, [window, 2], so that sums have a mean."""
    return np.stack([losses, np.ones_like(losses)], 1)


def ratio(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean loss, from sums [..., loss and count]."""
    mean: NDArray[np.float64] = sums[..., 0] / sums[..., 1]
    return mean


def spans(trained_on: int, context: int) -> list[tuple[int, int]]:
    """First and last position of each span: doubling at first, an eighth of the rows' length, twice it far out.

    Position 0, `<bos>`, foretells the same of every text and is left out; the last one foretells nothing.
    """
    step = trained_on // SPANS_IN_TRAINING_LENGTH
    starts = [start for start in FIRST_SPANS if start < step]
    starts += range(step, 2 * trained_on, step)
    starts += range(2 * trained_on, context - 1, 4 * step)
    return [(first, after - 1) for first, after in zip(starts, [*starts[1:], context - 1], strict=True)]


@torch.inference_mode()
def surprisals(model: Reader, texts: NDArray[np.int64]) -> NDArray[np.float64]:
    """−ln p of the token after each position but the last, [text, n − 1], of texts [text, n]."""
    rows = torch.from_numpy(texts).to(model.device)
    losses = [
        cross_entropy(model.network(part[:, :-1]).transpose(1, 2), part[:, 1:], reduction="none")
        for part in rows.split(ROWS)
    ]
    return torch.cat(losses).double().cpu().numpy()
