"""The views of one head: norms, dot products, differences hold exact numbers and say what they are."""

from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest
import torch
from numpy.testing import assert_array_equal

from headlight.analysis.norms import contribution_norms, value_norms
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz import CHINESE, ENGLISH, Look, Selection
from headlight.viz.needs import another_head, dot_product, output_projection
from headlight.viz.views import difference, dot_products, norms, weighted_values


def subtitle(figure: go.Figure) -> str:
    return str(figure.layout.title.subtitle.text)


def entropy(rows: torch.Tensor) -> torch.Tensor:
    """PyTorch's own, in nats."""
    return torch.special.entr(rows).sum(-1)


@pytest.mark.parametrize("scale", ["head", "row", "log"])
def test_norms_are_drawn_exactly_in_every_scale(trace: Trace, scale: str) -> None:
    step = trace.steps[1]
    for view, expected in ((norms, contribution_norms(step, 2)), (weighted_values, value_norms(step, 2))):
        figure = view.VIEW.draw(trace, Selection(step.site, 2), Look(), {"scale": scale}).figure
        assert_array_equal(figure.data[0].z, expected)
        assert view.QUANTITY.english in subtitle(figure)
        assert "from what the model used" in subtitle(figure)


def test_a_logarithmic_scale_of_norms_ends_at_the_largest(trace: Trace) -> None:
    drawn = norms.VIEW.draw(trace, Selection.first(trace), Look(), {"scale": "log"}).figure.data[0]
    assert (drawn.zmin, drawn.zmax) == (0, pytest.approx(np.nanmax(drawn.z)))
    assert drawn.colorscale[1][0] == pytest.approx(1e-4)


def test_dot_products_are_neither_scaled_nor_masked(traces: dict[str, Trace]) -> None:
    trace = traces["alibi"]
    step = trace.steps[0]
    figure = dot_products.VIEW.draw(trace, Selection(step.site, 1), Look(), {}).figure
    expected = step.queries(1) @ step.keys(1).T
    np.testing.assert_allclose(figure.data[0].z, expected, rtol=1e-5, atol=1e-5)
    assert figure.data[0].zmin == -figure.data[0].zmax
    assert "before scale, bias and mask" in subtitle(figure)
    assert "masked" not in subtitle(figure).split("<br>")[0]


def test_needs_name_what_is_missing(traces: dict[str, Trace]) -> None:
    assert output_projection(traces["english"]) is None
    assert "W_O" in output_projection(traces["cross"]).english  # type: ignore[union-attr]
    assert "dot product" in dot_product(traces["additive"]).english  # type: ignore[union-attr]
    assert "two heads" in another_head(traces["additive"]).english  # type: ignore[union-attr]
    assert another_head(traces["cross"]) is None  # each layer has two


def test_other_heads_are_those_over_the_same_tokens(traces: dict[str, Trace]) -> None:
    english, cross = traces["english"], traces["cross"]
    (control,) = difference.VIEW.offered(english, Selection(english.steps[0].site, 1))
    assert [choice.value for choice in control.choices] == [
        "decoder.self.0.2",
        "decoder.self.1.0",
        "decoder.self.1.1",
        "decoder.self.1.2",
        "decoder.self.0.0",
    ]
    (control,) = difference.VIEW.offered(cross, Selection(Site("decoder", "cross", 0), 0))
    assert [choice.value for choice in control.choices] == ["decoder.cross.0.1"]
    assert control.choices[0].label.english == "L0H1 · decoder · cross-attention"


def test_a_difference_is_this_head_minus_the_other(trace: Trace) -> None:
    first, second = trace.steps
    figure = difference.VIEW.draw(
        trace, Selection(first.site, 1), Look(), {"other": "decoder.self.1.2"}
    ).figure
    visible = first.visible(1)
    z = figure.data[0].z
    assert_array_equal(z[visible], (first.weights(1) - second.weights(2))[visible])
    assert_array_equal(np.isnan(z), ~visible)
    assert figure.data[0].zmin == -figure.data[0].zmax
    assert figure.layout.title.text == "L0H1 − L1H2"


def test_the_divergence_is_that_of_entropies_averaged_over_rows_with_a_choice(trace: Trace) -> None:
    first, second = trace.steps
    p, q = (
        torch.tensor(step.weights(0))[1:].double() for step in (first, second)
    )  # the first row sees one key
    expected = float((entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2).mean())
    for words in (ENGLISH, CHINESE):
        figure = difference.VIEW.draw(
            trace, Selection(first.site, 0), Look(words=words), {"other": "decoder.self.1.0"}
        ).figure
        assert f" {expected:.3f}" in subtitle(figure).split("<br>")[-1]


def test_equal_heads_are_not_coloured_up(trace: Trace) -> None:
    step = trace.steps[0]
    twin = replace(step, site=Site("decoder", "self", 7))
    figure = difference.VIEW.draw(
        replace(trace, steps=(step, twin)), Selection(step.site, 0), Look(), {"other": "decoder.self.7.0"}
    ).figure
    assert (figure.data[0].zmin, figure.data[0].zmax) == (-difference.LEAST, difference.LEAST)
    assert "0.000" in subtitle(figure)
