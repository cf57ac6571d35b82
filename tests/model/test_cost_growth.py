"""Measuring: the ways agree, bytes are what closed forms say, every case is measured, and nothing is let to hurt."""

import pytest
import torch
from torch.nn.functional import scaled_dot_product_attention

from headlight.model import cost_growth
from headlight.model.cost_growth import D_HEAD, ROUNDS, WAYS, Growth, random_inputs
from headlight.model.cost_memory import peak_bytes

CPU = torch.device("cpu")


def test_every_way_computes_the_same_contexts() -> None:
    inputs = random_inputs(40, CPU)
    expected = scaled_dot_product_attention(*inputs)
    for way, compute in WAYS.items():
        torch.testing.assert_close(
            compute(*inputs)[-1].reshape(expected.shape), expected, msg=way, atol=1e-5, rtol=1e-4
        )


@pytest.mark.parametrize("n", [1, 16, 100])
def test_bytes_counted_are_those_that_are_there(n: int) -> None:
    inputs = random_inputs(n, CPU)
    row = 4 * n * D_HEAD  # one of Q, K, V
    assert peak_bytes(lambda q, k, v: (q,), inputs) == 3 * row
    assert peak_bytes(lambda q, k, v: (q + k, v), inputs) == 4 * row
    assert (
        peak_bytes(lambda q, k, v: ((q + k) + v,), inputs) == 5 * row
    )  # a sum stands while the next is made
    assert peak_bytes(lambda q, k, v: (q[..., :1] @ v[..., :1].mT,), inputs) == 3 * row + 4 * n**2
    assert peak_bytes(lambda q, k, v: ((q.mT).unsqueeze(0),), inputs) == 3 * row  # views share memory

    def one_after_another(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> tuple[torch.Tensor, ...]:
        for _ in range(3):
            made = q + k
            del made
        return ()

    assert peak_bytes(one_after_another, inputs) == 4 * row


def test_a_whole_measurement() -> None:
    lengths = (16, 32, 64)
    growth, slices, done = Growth(CPU, lengths), 0, []
    while growth.advance():
        slices += 1
        done.append(growth.done)
    assert growth.done == 1
    assert done == sorted(done)
    assert slices >= len(lengths) * len(WAYS) * ROUNDS
    assert not growth.stopped
    assert set(growth.seconds) == {(way, n) for way in WAYS for n in lengths}
    assert {len(rounds) for rounds in growth.seconds.values()} == {ROUNDS}
    assert all(seconds > 0 for rounds in growth.seconds.values() for seconds in rounds)
    assert not growth.advance()  # and again


def test_a_record_grows_with_n_and_all_weights_with_its_square() -> None:
    growth = Growth(CPU, (64, 128, 256))
    while growth.advance():
        pass
    for n in growth.lengths:
        contexts, weights = 4 * n * D_HEAD, 4 * n**2
        kept = {way: growth.weighed[way, n].kept for way in WAYS}  # type: ignore[union-attr]
        assert kept == {"naive": weights + contexts, "recorded": 4 * contexts, "fast": contexts}
        assert growth.weighed["naive", n].peak > 2 * weights  # type: ignore[union-attr]
        assert growth.weighed["fast", n].peak == 4 * contexts  # type: ignore[union-attr]


@pytest.mark.parametrize(("limit", "most"), [("MOST_BYTES", 600_000), ("MOST_SECONDS", 0.0)])
def test_it_stops_before_it_hurts(monkeypatch: pytest.MonkeyPatch, limit: str, most: float) -> None:
    monkeypatch.setattr(cost_growth, limit, most)
    growth = Growth(CPU, (16, 64, 256))
    while growth.advance():
        pass
    assert growth.done == 1
    stop = growth.stopped["naive"]
    assert not growth.seconds["naive", 256]
    assert growth.weighed["naive", 256] is None
    assert stop.nbytes > most if limit == "MOST_BYTES" else stop.seconds > most
    if limit == "MOST_BYTES":
        assert set(growth.stopped) == {"naive"}
        assert stop.n == 256
