"""Norms of weighted vectors, held to the vectors themselves, one at a time."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.norms import context_error, contribution_norms, value_norms
from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace


def part_of(step: AttentionStep, head: int, query: int, key: int) -> torch.Tensor:
    """α v of one head as a vector over all heads, zero in the others' places: [head·d_value]."""
    width = step.value.shape[-1]
    whole = torch.zeros(step.n_heads * width)
    weight = float(step.weights(head)[query, key])
    whole[head * width : (head + 1) * width] = weight * step.value[head, key]
    return whole


@pytest.mark.parametrize("head", [0, 2])
def test_contributions_are_the_lengths_of_what_w_o_makes_of_each_value(trace: Trace, head: int) -> None:
    step = trace.steps[1]
    norms = contribution_norms(step, head)
    assert step.output_projection is not None
    for query, key in [(0, 0), (4, 1), (8, 8)]:
        vector = torch.nn.functional.linear(part_of(step, head, query, key), step.output_projection)
        assert norms[query, key] == pytest.approx(float(vector.norm()), rel=1e-5)
        assert value_norms(step, head)[query, key] == pytest.approx(
            float(part_of(step, head, query, key).norm()), rel=1e-5
        )
    assert_array_equal(np.isnan(norms), ~step.visible(head))


def test_all_heads_contributions_add_up_to_the_layers_output(trace: Trace) -> None:
    step = trace.steps[0]
    assert step.output_projection is not None
    parts = sum(part_of(step, head, 5, key) for head in range(step.n_heads) for key in range(6))
    output = torch.nn.functional.linear(step.context[:, 5].flatten(), step.output_projection)
    assert_allclose(torch.nn.functional.linear(parts, step.output_projection), output, atol=1e-5)


def test_without_a_projection_there_is_no_contribution(traces: dict[str, Trace]) -> None:
    step = traces["cross"].steps[0]
    with pytest.raises(ValueError, match=r"a recorded output projection at encoder.self.0, got none"):
        contribution_norms(step, 0)
    assert value_norms(step, 0).shape == (14, 14)


def test_the_error_is_rounding_until_a_head_is_ablated(trace: Trace) -> None:
    step = trace.steps[0]
    assert context_error(step, 1) < 1e-5
    silenced = step.context.clone()
    silenced[1] = 0
    ablated = replace(
        step, context=silenced, interventions=(Intervention(step.site, ZeroAblation(), head=1),)
    )
    assert context_error(ablated, 1) == pytest.approx(float(step.context[1].abs().max()), rel=1e-4)
