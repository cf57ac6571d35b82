"""The kernel, in float32, against the examples that the browser is held to in float64."""

import pytest
import torch

from headlight.model.attention import attend
from tests.vectors.attention import Example, examples

EXAMPLES = examples()
FOLLOWING = [name for name, one in EXAMPLES.items() if "weights" not in one.arrays and one.temperature == 1]


@pytest.mark.parametrize("name", FOLLOWING)
def test_the_kernel_agrees_with_functions_that_are_not_its_own(name: str) -> None:
    example = EXAMPLES[name]
    query, key, value = (example.arrays[part].float() for part in ("query", "key", "value"))
    bias, mask = (example.arrays.get(part) for part in ("bias", "mask"))
    assert example.score is not None
    assert example.scores is not None
    found = attend(query, key, value, example.score, bias, None if mask is None else mask.bool())
    expected = example.scores, example.weights, example.context
    for ours, theirs in zip(found, expected, strict=True):
        torch.testing.assert_close(ours.double(), theirs, atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("name", EXAMPLES)
def test_rows_and_what_they_miss_are_one_whole_or_nothing(name: str) -> None:
    example: Example = EXAMPLES[name]
    whole = example.weights.sum(-1) + example.missing
    blind = (example.weights == 0).all(-1)
    torch.testing.assert_close(whole, (~blind).double())


def test_every_kind_of_score_has_an_example() -> None:
    kinds = {type(example.score).__name__ for example in EXAMPLES.values() if example.score is not None}
    assert kinds == {
        "Additive",
        "Cosine",
        "DotProduct",
        "Multiplicative",
        "NegativeSquaredDistance",
        "ScaledDotProduct",
    }
