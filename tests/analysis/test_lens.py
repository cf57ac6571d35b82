"""The logit lens against torch's own softmax, and on models with their weights."""

from dataclasses import replace

import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.lens import can_read, lens, lens_top
from headlight.model.read_off import ReadOff
from headlight.model.trace import Prediction, Trace


@pytest.fixture
def readable(trace: Trace) -> Trace:
    """The trace, predicted by a matrix of our own from its stream."""
    network = torch.nn.Linear(24, 130, bias=False)
    torch.nn.init.normal_(network.weight, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        logits = network(trace.residual[-2].stream)  # after the last feed-forward, before the final norm
    return replace(
        trace, prediction=Prediction(logits, [f"v{i}" for i in range(130)], 1, ReadOff("decoder", network))
    )


def test_every_layer_is_read_as_the_last(readable: Trace) -> None:
    found = lens(readable)
    assert found.layers == (-1, 0, 1)
    assert found.off == 0
    assert readable.prediction is not None
    assert readable.prediction.read_off is not None
    states = [s.stream for s in readable.residual if s.after in ("embedding", "feed_forward")]
    logs = [torch.log_softmax(readable.prediction.read_off(s).double(), -1) for s in states]
    for layer, row in enumerate(logs):
        kl = torch.nn.functional.kl_div(row, logs[-1], reduction="none", log_target=True).sum(-1)
        assert_allclose(found.divergence[layer], kl, atol=1e-6)
        assert_array_equal(found.top[layer], row.argmax(-1))
        assert_allclose(found.top_probability[layer], row.max(-1).values.exp(), atol=1e-6)
        kept = row.exp().gather(-1, logs[-1].argmax(-1)[:, None])[:, 0]
        assert_allclose(found.final_probability[layer], kept, atol=1e-6)
    assert_array_equal(found.divergence[-1], 0)


def test_first_choices_of_one_token(readable: Trace) -> None:
    table = lens_top(readable, 4, 3)
    assert table["rank"].tolist() == [1, 2, 3] * 3
    assert readable.prediction is not None
    best = readable.prediction.top(4, 3)
    last = table[table["layer"] == 1]
    assert last["id"].tolist() == [token for token, _ in best]
    assert last["token"].tolist() == [readable.prediction.vocabulary[token] for token, _ in best]
    assert_allclose(last["probability"], [p for _, p in best], atol=1e-6)


def test_what_cannot_be_read_says_so(trace: Trace) -> None:
    bare = replace(trace, prediction=None)
    assert not can_read(bare)
    with pytest.raises(ValueError, match="expected a prediction with its read-off"):
        lens(bare)
