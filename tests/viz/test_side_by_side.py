"""The views of a stream whose attention and feed-forward stand side by side: no state between, and a note of it."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.residual import contributions
from headlight.model.huggingface.weights_step import weights_alone
from headlight.model.read_off import ReadOff
from headlight.model.trace import Prediction, ResidualState, Trace
from headlight.translations import t
from headlight.viz import DARK, Look, Selection
from headlight.viz.registry import discover

VIEWS = {view.name: view for view in discover() if view.family == "stream"}
EVERY = [
    (name, c.name, choice.value)
    for name, view in VIEWS.items()
    for c in view.controls
    for choice in c.choices
]
PLAIN = [(name, "", "") for name, view in VIEWS.items() if not view.controls]


@pytest.fixture
def parallel(trace: Trace) -> Trace:
    """A sentence's trace, its stream one of two layers of random sublayers side by side."""
    random = torch.Generator().manual_seed(0)
    n, states = len(trace.tokens["decoder"]), list[tuple[int, str, torch.Tensor]]()
    x = torch.randn(n, 24, generator=random)
    states.append((-1, "embedding", x))
    for layer in (0, 1):
        normed = torch.nn.functional.layer_norm(x, (24,))
        outputs = [torch.randn(n, 24, generator=random) for _ in range(2)]
        for name, output in zip(("attention", "feed_forward"), outputs, strict=True):
            states += [(layer, f"{name}_norm", normed), (layer, f"{name}_output", output)]
        x = x + outputs[0] + outputs[1]
        states.append((layer, "feed_forward", x))
    head = torch.randn(24, 130, generator=random)
    read_off = ReadOff("decoder", lambda stream: stream @ head)
    prediction = Prediction(x @ head, [f"v{i}" for i in range(130)], read_off=read_off)
    residual = tuple(ResidualState("decoder", *state) for state in states)
    return replace(trace, residual=residual, prediction=prediction)


@pytest.mark.parametrize(("name", "control", "choice"), [*EVERY, *PLAIN])
def test_every_figure_says_that_there_is_no_state_between(
    parallel: Trace, trace: Trace, name: str, control: str, choice: str
) -> None:
    selection = Selection(parallel.steps[0].site, 0, query=1)
    for look, said in ((Look(), "side by side"), (Look(DARK, "zh"), "并列")):
        figure, other = (
            VIEWS[name].draw(t, selection, look, {control: choice}).figure for t in (parallel, trace)
        )
        assert said in figure.layout.title.subtitle.text
        assert said not in other.layout.title.subtitle.text


def test_the_stream_has_a_row_for_each_block(parallel: Trace) -> None:
    figure = VIEWS["residual"].draw(parallel, Selection.first(parallel), Look(), {}).figure
    assert figure.layout.yaxis.ticktext == ("embedding", "L0 block", "L1 block")
    states = [s.stream for s in parallel.residual if s.after in ("embedding", "feed_forward")]
    assert_allclose(figure.data[0].z, torch.stack(states).norm(dim=-1), rtol=1e-6)


def test_what_both_add_is_measured_against_the_same_stream(parallel: Trace) -> None:
    figure = (
        VIEWS["contributions"].draw(parallel, Selection.first(parallel), Look(), {"measure": "cosine"}).figure
    )
    table = contributions(parallel, "decoder")
    assert_array_equal(figure.data[0].z, table["cosine"].to_numpy().reshape(4, -1))
    assert "both outputs" in figure.layout.title.subtitle.text
    met, added = parallel.residual[5].stream, parallel.residual[9].stream
    expected = torch.cosine_similarity(met, added, dim=-1)
    assert_allclose(figure.data[0].z[3], expected, atol=1e-6)


def test_one_norm_or_two_is_written_as_a_formula(parallel: Trace) -> None:
    figure = VIEWS["layer_norm"].draw(parallel, Selection.first(parallel), Look(), {}).figure
    assert "attention(norm(x)) + feed-forward(norm(x))" in figure.layout.title.subtitle.text
    assert figure.layout.yaxis.ticktext == (
        "L0 attention",
        "L0 feed-forward",
        "L1 attention",
        "L1 feed-forward",
    )
    second = replace(parallel.residual[3], stream=2 * parallel.residual[3].stream)
    two = replace(parallel, residual=(*parallel.residual[:3], second, *parallel.residual[4:]))
    figure = VIEWS["layer_norm"].draw(two, Selection.first(parallel), Look(), {}).figure
    assert "feed-forward(norm′(x))" in figure.layout.title.subtitle.text


def test_the_lens_reads_what_each_block_leaves(parallel: Trace) -> None:
    figure = VIEWS["lens"].draw(parallel, Selection.first(parallel), Look(), {}).figure
    assert parallel.prediction is not None
    best = torch.softmax(parallel.prediction.logits.double(), -1).max(-1).values
    assert figure.data[0].z.shape == (len(best), 3)
    assert_allclose(figure.data[0].z[:, -1], best, atol=1e-6)


@pytest.mark.parametrize("name", VIEWS)
def test_a_model_that_shows_weights_alone_is_refused_with_that_reason(trace: Trace, name: str) -> None:
    steps = tuple(weights_alone(s.site, torch.from_numpy(np.array(s.weights()))) for s in trace.steps)
    reason = VIEWS[name].needs(replace(trace, steps=steps, residual=()))
    assert reason is not None
    assert "weights only" in t(reason)
    assert "只给出权重" in t(reason, "zh")
    assert VIEWS[name].needs(replace(trace, residual=())) not in (None, reason)
