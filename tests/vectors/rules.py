"""Rules that stand in Python and in the browser alike, with examples that this side works out.

`python -m tests.vectors.renew` writes them to tests/vectors/*.json; tests/vectors/test_vectors.py holds Python to what
is written, and tests/web/vectors.test.js the browser's modules.
"""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
import safetensors.numpy
import torch
from torch import Tensor

from headlight.model.attention import ScaledDotProduct, masked_softmax
from headlight.model.masks import Before, Causal, Mask, UpTo
from headlight.model.pooling import coded, encode, pooled
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.zoo import shared_tokenizer
from headlight.server.heads.packing import described
from headlight.server.heads.running_text import pieces
from headlight.ui.parts.workbench.view import FIELDS
from headlight.viz.maps.window import REACH, window_of
from headlight.viz.outcome.guesses import percent
from headlight.viz.selection import Selection
from tests.vectors.attention_written import attention

SITE = Site.parse("decoder.self.0")
ORDER = (3, 0, 4, 1, 2)
HEADS, TOKENS, D_HEAD = 2, 5, 4


def window() -> dict[str, Any]:
    """Which part of a long text's map is shown, from a start and around a cell."""
    shapes = [(9, 9), (256, 256), (300, 200), (1024, 1024), (1024, 40), (257, 4096)]
    starts = [(0, 0), (7, 3), (44, 0), (500, 800), (100_000, 100_000)]
    cells = [(0, 0), (5, 8), (255, 256), (1023, 39), (256, 4095)]
    wanted = [
        {"shape": shape, "start": start, "window": asdict(window_of(shape, Selection(SITE, 0), start))}
        for shape in shapes
        for start in starts
    ]
    around = [
        {"shape": shape, "cell": cell, "window": asdict(window_of(shape, Selection(SITE, 0, *cell)))}
        for shape in shapes
        for cell in cells
        if cell[0] < shape[0] and cell[1] < shape[1]
    ]
    return {"reach": REACH, "from_start": wanted, "around_cell": around}


def codes() -> dict[str, Any]:
    """round(255·√weight)."""
    weights = [0, 1e-9, 1e-6, 3.9e-6, 1e-4, 0.001, 0.0123, 0.05, 0.2, 1 / 3, 0.5, 0.83, 0.999, 1]
    return {"weights": weights, "codes": encode(torch.tensor(weights)).tolist()}


def masks() -> list[dict[str, Any]]:
    """Masks as they are described to the browser, and which keys each query may see."""
    rank = torch.tensor([ORDER])
    some: list[Mask | None] = [None, Causal(), UpTo(rank), Before(rank)]
    return [mask_example(mask) for mask in some]


def mask_example(mask: Mask | None) -> dict[str, Any]:
    """One mask over five tokens."""
    n = len(ORDER)
    masked, rank = described(step_of(mask, 1, n))
    visible = torch.ones(n, n, dtype=torch.bool) if mask is None else mask.visible(n, n)[0, 0]
    return {"masked": masked, "rank": list(rank), "visible": visible.tolist()}


def softmax() -> dict[str, Any]:
    """Scores and causal weights of queries and keys, and their codes."""
    step = step_of(Causal(), HEADS, TOKENS)
    factor = D_HEAD**-0.5
    scores = factor * step.query.double() @ step.key.double().mT
    weights = masked_softmax(scores, Causal().visible(TOKENS, TOKENS)[0, 0])
    return {
        "sizes": {"steps": 1, "heads": HEADS, "tokens": TOKENS, "d_head": D_HEAD, "guesses": 0},
        "factor": factor,
        "queries": step.query.flatten().tolist(),
        "keys": step.key.flatten().tolist(),
        "scores": rounded(scores),
        "weights": rounded(weights),
        "codes": encode(weights.float()).tolist(),
    }


def pooling() -> dict[str, Any]:
    """Tiles of 3 × 3 cells: their codes, and what the codes are of."""
    step, side = step_of(Causal(), HEADS, 7), 3
    means, maxima = pooled(torch.stack([torch.tensor(step.weights(head)) for head in range(HEADS)]), side)
    found = coded(step, side)
    return {
        "side": side,
        "tokens": 7,
        "heads": HEADS,
        "mean": {"codes": found.mean.ravel().tolist(), "values": rounded(means)},
        "maximum": {"codes": found.maximum.ravel().tolist(), "values": rounded(maxima)},
    }


def percents() -> list[dict[str, Any]]:
    """Probabilities as they are printed."""
    shares = [0, 0.0001, 0.000499, 0.0005, 0.0123, 0.25, 0.3119, 0.999, 1]
    return [{"share": share, "printed": percent(share)} for share in shares]


def running_text() -> dict[str, Any]:
    """Tokens of words and pieces of words, as the browser is given them to write."""
    texts = [
        "The cat sat.",
        "the re-reading of it",
        "小明把苹果捡起来了。",
    ]
    read = shared_tokenizer().encode
    return {"texts": [{"typed": text, "pieces": pieces(read(text, limit=99).tokens[1:])} for text in texts]}


def choices() -> dict[str, Any]:
    """What a link may ask of the workbench."""
    names = {
        "panel": ["heatmap", "lines", "text"],
        "scale": ["shared", "head"],
        "pinned": ["query", "key"],
        "pooling": ["mean", "maximum"],
    }
    return {name: [FIELDS[name].read(value) for value in values] for name, values in names.items()}


def safetensors_files() -> list[dict[str, Any]]:
    """Files as the library writes them, and what is in them."""
    random = np.random.default_rng(0)
    several = {
        "flags": np.array([[1, 0, 1], [0, 1, 1]], np.uint8),
        "query": random.normal(size=(3, 2)).astype(np.float32),
        "exact": random.normal(size=(2,)),
        "ids": np.array([-1, 70_000], np.int32),
        "none": np.zeros((0, 4), np.float32),
    }
    return [stored(several, {"text": '坐 · "cat"', "rows": [0, 3]}), stored({}, None)]


def stored(arrays: dict[str, np.ndarray], metadata: Any) -> dict[str, Any]:
    """One file."""
    about = None if metadata is None else {"headlight": json.dumps(metadata)}
    found = {name: {"shape": list(x.shape), "values": x.ravel().tolist()} for name, x in arrays.items()}
    file = b64encode(safetensors.numpy.save(arrays, about)).decode()
    return {"file": file, "metadata": metadata, "arrays": found}


def step_of(mask: Mask | None, heads: int, n: int) -> AttentionStep:
    """Random queries and keys, of the same numbers each time."""
    generator = torch.Generator().manual_seed(0)
    q, k, v = (2 * torch.randn(heads, n, D_HEAD, generator=generator) for _ in range(3))
    return AttentionStep(SITE, q, k, v, v, ScaledDotProduct(), mask=mask)


def rounded(values: Tensor) -> Any:
    """Nested lists with seven digits behind the point: machines differ in the last ones."""
    return torch.round(values.double(), decimals=7).tolist()


RULES: dict[str, Callable[[], Any]] = {
    rule.__name__: rule
    for rule in (
        *(window, codes, masks, softmax, pooling, percents, running_text, choices),
        *(attention, safetensors_files),
    )
}
"""Each rule's examples; the file of one is named after it."""
