"""What the tests of the model share: small random models, and one thread so that two cores stay free."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch

from headlight.model.architectures.gpt import GPT, GPTConfig

SIZES = {"vocab_size": 50, "context": 64, "d_model": 32, "n_layers": 2, "n_heads": 4, "d_ff": 48}


@pytest.fixture(autouse=True)
def quiet_and_repeatable() -> Iterator[None]:
    """The same random numbers in every test, on one thread."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def make_gpt() -> Callable[..., GPT]:
    """`make_gpt(positions="alibi")`: a small GPT with weights large enough to attend unevenly."""

    def make(**sizes: Any) -> GPT:
        gpt = GPT(GPTConfig(**{**SIZES, **sizes})).eval()
        with torch.no_grad():
            for parameter in gpt.parameters():
                parameter.copy_(torch.randn_like(parameter) * 0.3)
        return gpt

    return make


@pytest.fixture
def tokens() -> torch.Tensor:
    """One text of 12 token ids, [1, 12]."""
    return torch.randint(SIZES["vocab_size"], (1, 12))
