"""Figures of an effect hold the numbers they were given, in both themes and languages."""

import numpy as np
import pandas as pd
import pytest

from headlight.analysis.scores import weight_matrix
from headlight.model.site import Site
from headlight.viz.effect.control import control_strip
from headlight.viz.effect.heads import ablation_map
from headlight.viz.effect.map import change_map
from headlight.viz.effect.positions import divergence_bars, gain_bars
from headlight.viz.effect.row import row_bars
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.theme import DARK, LIGHT
from headlight.viz.style.words import CHINESE, ENGLISH

LOOKS = [Look(LIGHT, ENGLISH), Look(DARK, CHINESE)]
NAMES = ["light", "dark"]


@pytest.mark.parametrize("look", LOOKS, ids=NAMES)
def test_the_difference_is_after_minus_before_centred_on_zero(traces, look):
    before, after = traces["english"], traces["alibi"]
    selection = Selection(before.steps[1].site, 2, 3, 1)
    drawn = change_map(before, after, selection, look).figure.data[0]
    weights = [weight_matrix(trace.step(selection.site), 2) for trace in (before, after)]
    np.testing.assert_array_equal(drawn.z, weights[1] - weights[0])
    assert drawn.zmax == -drawn.zmin == pytest.approx(np.nanmax(np.abs(drawn.z)))


def test_a_key_that_only_one_side_may_see_is_a_difference(traces):
    before = traces["english"]
    step = before.steps[0]
    free = type(step)(step.site, step.query, step.key, step.value, step.context, step.score)
    after = type(before)("m", "x", before.tokens, (free,))
    drawn = change_map(before, after, Selection(step.site, 0)).figure.data[0].z
    assert drawn[0, 1:] == pytest.approx(free.weights(0)[0, 1:])
    assert np.isfinite(drawn).all()


def test_maps_of_two_sizes_are_refused(traces):
    with pytest.raises(ValueError, match="two maps of one size"):
        change_map(traces["english"], traces["chinese"], Selection.first(traces["english"]))


@pytest.mark.parametrize("look", LOOKS, ids=NAMES)
@pytest.mark.parametrize("name", ["english", "one_token", "strange", "long"])
def test_bars_hold_the_table(traces, name, look):
    tokens = traces[name].tokens["decoder"]
    n = len(tokens)
    gain = np.where(np.arange(n) == n - 1, np.nan, -np.arange(n))
    table = pd.DataFrame({"position": range(n), "kl": np.arange(n) / 7, "gain": gain})
    assert divergence_bars(table, tokens, 0, look).figure.data[0].y.tolist() == table["kl"].tolist()
    np.testing.assert_array_equal(gain_bars(table, tokens, None, look).figure.data[0].y, table["gain"])


@pytest.mark.parametrize("look", LOOKS, ids=NAMES)
def test_the_map_of_heads_has_a_row_a_layer_and_frames_the_chosen_one(look):
    sites = [Site("decoder", "self", 0), Site("decoder", "cross", 0)]
    figure = ablation_map({sites[0]: [0.1, 0.2], sites[1]: [0.3]}, Selection(sites[1], 0), look).figure
    np.testing.assert_array_equal(figure.data[0].z, [[0.1, 0.2], [0.3, np.nan]])
    assert figure.data[0].zmax == 0.3
    assert (figure.layout.shapes[0].x0, figure.layout.shapes[0].y1) == (-0.5, 1.5)
    assert look.words.site(sites[1]) in figure.layout.yaxis.ticktext[1]


def test_heads_that_do_nothing_are_drawn_too():
    site = Site("decoder", "self", 0)
    assert ablation_map({site: [0.0, 0.0]}, Selection(site, 1)).figure.data[0].zmax == 1


@pytest.mark.parametrize("look", LOOKS, ids=NAMES)
def test_the_control_and_the_row_hold_their_numbers(trace, look):
    strip = control_strip(0.5, [0.1, 0.9], ["L0H0", "L1H1"], look).figure
    assert (list(strip.data[0].x), list(strip.data[1].x)) == ([0.1, 0.9], [0.5])
    bars = row_bars([0.5, 0.5], [0.1, 0.9], trace.tokens["decoder"][:2], look).figure
    assert (list(bars.data[0].y), list(bars.data[1].y)) == ([0.5, 0.5], [0.1, 0.9])
