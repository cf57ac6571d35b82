"""The measures of long texts: those of whole maps, however few rows are there at a time; their memory is bounded."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from headlight.analysis import head_measures as heads
from headlight.analysis import measure_table as metrics
from headlight.analysis.measure_table import METRICS, head_metrics, measurable
from headlight.model import visible_keys as seen
from headlight.model.huggingface.weights_step import weights_alone
from headlight.model.masks import Causal, Explicit, Padding
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.model.visible_keys import CELLS
from tests.model.test_pooling import DEVICES, HEADS, SITE, STEPS, N, random_step

STEPS = STEPS | {
    "padded": {"mask": Causal() & Padding(torch.arange(N)[None] % 4 < 3)},
    "blind rows": {"mask": Explicit(torch.ones(N, N, dtype=torch.bool).tril(-2))},
}
IDS = [3, 1, 4, 1, 1, 4, 3, 0, 1, 4, 2]


def reading(step: AttentionStep, ids: list[int] = IDS) -> Trace:
    """A step over tokens of which the fifth and the last are separators."""
    places = range(step.n_key)
    tokens = [Token(ids[i % len(ids)], "a", i, i + 1, "a", i, i % 7 == 4) for i in places]
    named = [replace(token, text="<sep>", label="<sep>") if token.special else token for token in tokens]
    return Trace("made", "", {"decoder": tuple(named)}, (step,))


def whole(trace: Trace, head: int) -> dict[str, tuple[float, float]]:
    """Each measure of one head and of even attention, out of n × n numbers."""
    step, tokens = trace.steps[0], trace.tokens["decoder"]
    weights, visible = step.weights(head), step.visible(head)
    ids, separators = [token.id for token in tokens], np.array([token.separates for token in tokens])
    return {
        name: (measure(weights), measure(heads.uniform_attention(visible)))
        for name, measure in {
            "previous": lambda a: heads.previous_token(a, visible),
            "next": lambda a: heads.next_token(a, visible),
            "self": lambda a: heads.current_token(a, visible),
            "first": lambda a: heads.first_token(a, visible),
            "separator": lambda a: heads.separator(a, ~separators, separators, visible),
            "duplicate": lambda a: heads.duplicate_token(a, ids, visible),
            "induction": lambda a: heads.induction(a, ids, visible),
            "entropy": lambda a: heads.normalised_entropy(a, visible),
            "distance": lambda a: heads.mean_distance(a, visible),
            "confidence": lambda a: heads.confidence(a, visible),
        }.items()
    }


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("name", [*STEPS, "recorded"])
@pytest.mark.parametrize("room", [1, 3 * N, 1 << 20])
def test_measures_are_those_of_whole_maps(name, room, device, monkeypatch):
    monkeypatch.setattr(seen, "CELLS", {})
    monkeypatch.setattr(seen, "MANY_CELLS", room)
    recorded = torch.softmax(torch.randn(HEADS, N, N, device=device), -1)
    step = weights_alone(SITE, recorded) if name == "recorded" else random_step(device=device, **STEPS[name])
    trace = reading(step)
    assert any(token.separates for token in trace.tokens["decoder"])
    table = head_metrics(trace).set_index(["head", "metric"])
    for head in range(HEADS):
        expected = whole(trace, head)
        assert set(expected) == set(METRICS)
        for metric, numbers in expected.items():
            row = table.loc[(head, metric)]
            assert (row["value"], row["uniform"]) == pytest.approx(numbers, rel=1e-6, abs=1e-7, nan_ok=True)


def test_what_is_computed_at_a_time_is_bounded_and_half_of_a_causal_map(monkeypatch):
    sizes = []
    softmax = torch.exp
    monkeypatch.setattr(torch, "exp", lambda powers: (sizes.append(powers.numel()), softmax(powers))[1])
    head_metrics(reading(random_step(2048, mask=Causal())))
    assert max(sizes) <= CELLS["cpu"]
    assert 0.5 < sum(sizes) / (HEADS * 2048**2) < 0.6


def test_what_would_take_minutes_is_known_before(monkeypatch):
    steps = [random_step(), random_step()]
    monkeypatch.setattr(metrics, "MOST_WEIGHTS", {"cpu": 2 * HEADS * N * N})
    assert measurable(steps)
    assert not measurable([*steps, random_step()])
