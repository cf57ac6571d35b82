"""Loss against position, far beyond the rows a model was trained on.

Read are the beginnings of held-out passages, adjacent sentences of a chapter, each as far as the model can read at all.
Were positions no trouble, the loss would go on falling: what stands further back still helps a little.
"""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy

from model.readers.reader import Reader
from training.data import Tokens
from training.measures.intervals import resampled
from training.recipe import find_recipe
from training.windows import load_passages

ROWS = 8
FIRST_SPANS = (1, 2, 4, 8)
SPANS_IN_TRAINING_LENGTH = 8


def measure(model: Reader, passages: int | None = None) -> dict[str, Any]:
    """Mean −ln p of the token after each position, by spans of positions, with intervals over passages.

    Args:
        model: a causal model whose recipe says how long its rows were.
        passages: read the first so many that are long enough; None for all.
    """
    context, trained_on = model.config.context, find_recipe(model.name).task.length
    texts = [tokens[:context] for tokens in load_passages("heldout") if len(tokens) >= context][:passages]
    found = surprisals(model, texts)
    borders = spans(trained_on, context)
    means = np.stack([found[:, first : last + 1].mean(1) for first, last in borders], 1)  # [passage, span]
    return {
        "trained_on": trained_on,
        "passages": len(texts),
        "spans": [list(span) for span in borders],
        "loss": [round(float(loss), 3) for loss in means.mean(0)],
        "interval": [
            resampled(means[:, [span]] / len(means), lambda sums: sums[:, 0], digits=3)
            for span in range(len(borders))
        ],
    }


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
def surprisals(model: Reader, texts: list[Tokens]) -> NDArray[np.float64]:
    """−ln p of the token after each position but the last: [text, context − 1]."""
    rows = torch.from_numpy(np.stack(texts)).to(model.device)
    losses = [
        cross_entropy(model.network(part[:, :-1]).transpose(1, 2), part[:, 1:], reduction="none")
        for part in rows.split(ROWS)
    ]
    return torch.cat(losses).double().cpu().numpy()
