"""The map of encoder states holds exactly what the outcome does."""

import numpy as np
import pytest
import torch

from headlight.model.outcomes import ContextVector, Hypothesis, Translation
from headlight.model.trace import Trace
from headlight.viz.outcome.states import encoder_states
from tests.conftest import make_tokens

STATES = torch.randn(3, 5, generator=torch.Generator().manual_seed(0))


@pytest.fixture
def trace() -> Trace:
    nothing = Hypothesis("", (), 0.0, 0.0, finished=True)
    outcome = Translation("en", (nothing,), context_vector=ContextVector(STATES, torch.ones(3)))
    return Trace("made", "", {"encoder": make_tokens(["a", "<b>", "c"])}, (), outcome=outcome)


def test_rows_are_tokens_and_columns_dimensions(trace):
    figure = encoder_states(trace).figure
    assert np.array_equal(figure.data[0].z, STATES.numpy())
    assert list(figure.layout.yaxis.ticktext) == ["a", "&lt;b&gt;", "c"]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_colours_are_centred_on_zero(trace):
    drawn = encoder_states(trace).figure.data[0]
    assert drawn.zmin == -drawn.zmax == pytest.approx(-float(STATES.abs().max()))


def test_a_trace_with_attention_is_refused():
    with pytest.raises(ValueError, match="context vector"):
        encoder_states(Trace("made", "", {"encoder": make_tokens(["a"])}, ()))
