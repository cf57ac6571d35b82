"""Has a model learnt the page's first sentences by heart? Their ln p beside that of five sentences like each.

Each of the five has other words in the same places, about as common. A sentence that is far likelier than all five was
seen too often, or too much like what was seen, to show what a model makes of a new one.
"""

from typing import Any

import numpy as np
import torch

from headlight.model.readers.reader import Reader
from headlight.training.tokenizer import BOS

LIKE = {
    "The cat is sitting on the mat.": (
        "The dog is lying on the bed.",
        "The bird is standing on the roof.",
        "The boy is sitting on the chair.",
        "The woman is waiting on the corner.",
        "The girl is sleeping on the sofa.",
    ),
    "苹果从树上掉下来，小明把它捡起来了。": (
        "帽子从桌上掉下来，汤姆把它捡起来了。",
        "香蕉从车上掉下来，小红把它吃了。",
        "照片从墙上掉下来，妈妈把它收起来了。",
        "鸟从树上飞下来，玛丽把它抓住了。",
        "书从床上掉下来，爸爸把它拿走了。",
    ),
}
"""The page's first sentences, and five like each."""


def measure(model: Reader) -> dict[str, Any]:
    """ln p a token of each first sentence, and the lowest, the mean and the highest of the five like it."""
    found = {}
    for sentence, others in LIKE.items():
        likewise = np.array([log_probability(model, other) for other in others])
        found[sentence] = {
            "ln_p": round(log_probability(model, sentence), 2),
            "like_it": [round(float(v), 2) for v in (likewise.min(), likewise.mean(), likewise.max())],
        }
    return found


@torch.inference_mode()
def log_probability(model: Reader, text: str) -> float:
    """Mean ln p of a text's tokens, each after all before it."""
    ids = model.tokenizer.inner.encode(text).ids
    tokens = torch.tensor([[BOS, *ids]], device=model.device)
    logarithms = model.network(tokens)[0, :-1].log_softmax(-1)
    return float(logarithms[range(len(ids)), ids].mean())
