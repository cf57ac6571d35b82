"""The counted multiply–adds are those that PyTorch counts while the real networks run."""

import pytest
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from headlight.analysis.cost_counts import multiply_adds
from headlight.model.zoo import described, untrained

MODELS = [
    "seq2seq",
    "seq2seq-bahdanau",
    "seq2seq-luong",
    "transformer",
    "gpt",
    "gpt-learned",
    "bert",
    "xlnet",
]


def counted_by_torch(name: str, n: int) -> int:
    """Multiply–adds of one pass; the fused kernel, which PyTorch does not count on CPUs, taken apart."""
    model = untrained(name, device=torch.device("cpu"))
    tokens = torch.arange(n)[None]
    beside = {"bert": torch.zeros_like(tokens), "gpt": None}
    second = beside.get(model.architecture, tokens)  # segments, nothing, or a target, or an order
    given = (tokens,) if second is None else (tokens, second)
    # A matrix and a vector: the sum behind Bahdanau's tanh. The counter knows of no such products by itself.
    of_vectors = {torch.ops.aten.mv: lambda matrix, vector, **_: 2 * matrix[0] * matrix[1]}
    counter = FlopCounterMode(display=False, custom_mapping=of_vectors)
    with torch.inference_mode(), sdpa_kernel(SDPBackend.MATH), counter:
        model.network(*given)
    return counter.get_total_flops() // 2


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("n", [1, 7, 24])
def test_every_product_is_counted(name: str, n: int) -> None:
    assert sum(part.count(n) for part in multiply_adds(described(name))) == counted_by_torch(name, n)
