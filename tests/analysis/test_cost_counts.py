"""Counting: a slow loop over every product of numbers, and where n² takes over."""

from itertools import product

import pytest

from headlight.analysis.cost_counts import COUNTED, Part, crossing, multiply_adds, without_output
from headlight.model.zoo import ARCHITECTURES, described, names

TINY = {
    "architecture": "gpt",
    "vocab_size": 7,
    "d_model": 4,
    "d_ff": 6,
    "n_heads": 2,
    "n_layers": 3,
    "context": 9,
}


def test_each_part_is_as_many_products_as_a_loop_makes() -> None:
    n, d, f, heads = 5, 4, 6, 2
    tokens, width, inner = range(n), range(d), range(f)
    per_layer = {
        "projections": sum(1 for _ in product("qkv", tokens, width, width)),
        "scores": sum(1 for _ in product(range(heads), tokens, tokens, range(d // heads))),
        "contexts": sum(1 for _ in product(range(heads), tokens, range(d // heads), tokens)),
        "output": sum(1 for _ in product(tokens, width, width)),
        "feed_forward": sum(1 for _ in product(tokens, width, inner))
        + sum(1 for _ in product(tokens, inner, width)),
    }
    expected = {name: 3 * count for name, count in per_layer.items()}
    expected |= {"embedding": 0, "unembedding": n * d * 7}
    assert {part.name: part.count(n) for part in multiply_adds(TINY)} == expected


def test_every_architecture_is_counted() -> None:
    assert set(COUNTED) == set(ARCHITECTURES)
    with pytest.raises(ValueError, match="expected one of seq2seq"):
        multiply_adds({"architecture": "mamba"})


def test_blocks_alone_cross_at_twice_d_model_and_d_ff() -> None:
    """4 n d² + 2 n d f = 2 n² d at n = 2 d + f."""
    for d, f in ((4, 6), (128, 512)):
        parts = multiply_adds(TINY | {"d_model": d, "d_ff": f})
        assert crossing(without_output(parts)) == pytest.approx(2 * d + f)


@pytest.mark.parametrize("name", names())
def test_the_crossing_is_where_both_are_equal(name: str) -> None:
    parts = multiply_adds(described(name))
    meet = crossing(parts)
    if described(name)["architecture"] == "seq2seq":
        assert meet is None
        return
    assert meet is not None
    for n, wider in ((int(meet), False), (int(meet) + 2, True)):
        quadratic = sum(part.quadratic * n**2 for part in parts)
        rest = sum(part.count(n) for part in parts) - quadratic
        assert (quadratic > rest) == wider


def test_a_constant_counts_too() -> None:
    assert crossing([Part("a", "", quadratic=2), Part("b", "", linear=4, constant=16)]) == pytest.approx(4)
