"""Which head a card shows first."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from headlight.analysis.first_head import telling
from headlight.model.site import Site
from headlight.ui.parts.head_choice import choice_of, choices, selection_of


def cross_map(weights: Any) -> Any:
    """A trace with one cross-attention of weights [head, n_query, n_key]; the last key is special."""
    weights = np.asarray(weights, dtype=np.float32)
    site = Site("decoder", "cross", 0)
    tokens = [SimpleNamespace(special=i == weights.shape[2] - 1) for i in range(weights.shape[2])]
    step = SimpleNamespace(site=site, n_heads=len(weights), weights=lambda: weights)
    return SimpleNamespace(steps=(step,), key_tokens=lambda _: tokens)


def test_the_telling_head_points_at_words_and_not_at_the_end_mark():
    rests = [[0, 0, 1], [0, 0, 1]]
    blurred = [[0.4, 0.3, 0.3], [0.3, 0.4, 0.3]]
    points = [[0.8, 0.1, 0.1], [0.1, 0.7, 0.2]]
    trace = cross_map([rests, points, blurred])
    assert choice_of(telling(trace)) == "decoder.cross.0.1"
    assert choices(trace) == [f"decoder.cross.0.{head}" for head in range(3)]
    assert str(selection_of("decoder.cross.0.2").site) == "decoder.cross.0"
    assert selection_of("decoder.cross.0.2").head == 2
