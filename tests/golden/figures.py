"""The numbers of every figure on fixed traces, by area: types of traces, numbers, and what stands at the axes.

Traces are those of tests/conftest.py: a random network with a fixed seed, or made by hand.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import torch

from headlight.analysis.arithmetic import arithmetic
from headlight.analysis.changed_heads import changed_heads
from headlight.analysis.correspondence import of_maps
from headlight.analysis.cost_counts import multiply_adds
from headlight.analysis.cost_growth import growth_table
from headlight.analysis.effect import effect
from headlight.analysis.learning import Growth
from headlight.analysis.positions import sinusoidal
from headlight.analysis.positions_parts import Turned, biased_parts
from headlight.analysis.positions_scores import Scores
from headlight.analysis.positions_shift import shift_matrix
from headlight.analysis.scores import score_table
from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.outcomes import ContextVector, Hypothesis, Translation
from headlight.model.site import Site
from headlight.model.tokens import Token
from headlight.model.trace import Prediction, Trace
from headlight.viz.architecture.context_vector import vector_moves
from headlight.viz.architecture.sentence_lengths import quality_by_length
from headlight.viz.architecture.structure import structure
from headlight.viz.architecture.wiring import Recurrence
from headlight.viz.arithmetic.score import bias_rows, terms_rows, vector_rows
from headlight.viz.arithmetic.score_table import score_columns
from headlight.viz.arithmetic.softmax import softmax_rows
from headlight.viz.arithmetic.stream import context_rows, output_rows
from headlight.viz.compare.difference import difference_map
from headlight.viz.compare.heads import changed_heads_map
from headlight.viz.compare.maps import SHARED_SCALES, side_by_side
from headlight.viz.compare.predictions import Expected, predictions, shift_in_nats, shifts
from headlight.viz.compare.side import Side
from headlight.viz.cost.counts import counts_by_length, parts_at
from headlight.viz.cost.growth import memory_by_length, time_by_length
from headlight.viz.drawing import Drawing
from headlight.viz.effect.control import control_strip
from headlight.viz.effect.heads import ablation_map
from headlight.viz.effect.map import change_map
from headlight.viz.effect.positions import divergence_bars, gain_bars
from headlight.viz.effect.row import row_bars
from headlight.viz.maps.heatmap import scores_heatmap, weights_heatmap
from headlight.viz.outcome.beam import beam_tree
from headlight.viz.outcome.guesses import guesses
from headlight.viz.outcome.order import foretold, order_masks
from headlight.viz.outcome.states import encoder_states
from headlight.viz.positions.alibi import alibi_lines
from headlight.viz.positions.changed import changed_losses, changed_predictions, order_points, swapped_losses
from headlight.viz.positions.clock import pair_clock
from headlight.viz.positions.lengths import loss_by_position
from headlight.viz.positions.parts import pair_bars, part_maps, part_means
from headlight.viz.positions.rotary import rotary_clocks, rotary_kernel
from headlight.viz.positions.scores import mean_scores, score_points
from headlight.viz.positions.shift import shift_map, shift_shares
from headlight.viz.positions.tables import (
    no_positions,
    position_heatmap,
    position_similarity,
    position_similarity_map,
    position_waves,
)
from headlight.viz.registry import discover
from headlight.viz.second_reading import UNTRAINED, asks_for_untrained
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.training.live import Chart, Curve
from headlight.viz.training.recorded import growth_curves, pair_curves
from headlight.viz.view import View
from tests.conftest import TRACES, make_tokens, make_trace
from tests.golden.numbers import of_figure

SITE = Site("decoder", "self", 1)
HERE = Selection(SITE, 2, 5, 2)
FAMILY = ("sinusoidal", "learned", "rotary", "alibi", "none")
Drawings = Iterator[tuple[str, Drawing | go.Figure]]
"""By name. A bare figure holds numbers of something that is not drawn so."""


@cache
def trace_of(name: str) -> Trace:
    """One of the shared traces, or a random network's reading of other words: `a cat ran`."""
    return TRACES[name]() if name in TRACES else make_trace(name.split())


def views() -> Drawings:
    """Every view, with each choice of each of its controls, on each kind of trace that it can show."""
    for view in discover():
        for name in ("english", "repeated", "cross", "long"):
            trace = trace_of(name)
            if view.needs(trace) is None:
                yield from drawn(view, name, trace)


def drawn(view: View, name: str, trace: Trace) -> Drawings:
    """One view on one trace; a long text, and a second site, with nothing chosen."""
    at = Selection(trace.steps[-1].site, 1, 5, 2)
    options = [{}, *every_choice(view, trace, at)] if name in ("english", "repeated") else [{}]
    for chosen in options:
        said = "".join(f" {control}={value}" for control, value in chosen.items())
        yield f"{view.name} {name}{said}", view.draw(trace, at, Look(), chosen)
    if name == "cross":
        first = Selection(trace.steps[0].site, 0)
        yield f"{view.name} {name} first site", view.draw(trace, first, Look(), {})
    if asks_for_untrained(view) and name == "english":
        second: dict[str, Any] = {UNTRAINED: other_reading()}
        for chosen in options:
            said = "".join(chosen.values())
            yield f"{view.name} {name} beside another {said}", view.draw(trace, at, Look(), chosen, **second)


def every_choice(view: View, trace: Trace, at: Selection) -> list[dict[str, str]]:
    """Each choice of each control but the first, one at a time; of many, the next ones."""
    controls = view.offered(trace, at)
    return [{control.name: choice.value} for control in controls for choice in control.choices[1:14]]


def other_reading() -> Trace:
    """The same tokens, read by other weights."""
    return replace(trace_of("learned"), model_name="random")


def heatmaps() -> Drawings:
    """The large map outside the views: windows and scores."""
    yield "weights", weights_heatmap(trace_of("english"), HERE)
    yield "scores", scores_heatmap(trace_of("alibi"), HERE)
    yield "window", weights_heatmap(trace_of("long"), HERE, window=(64, 32))
    table = score_columns_of()
    yield "score table", go.Figure(go.Heatmap(z=table.select_dtypes("number").to_numpy()))


def score_columns_of() -> pd.DataFrame:
    """What the table of scores shows of one query."""
    trace = trace_of("english")
    found = score_table(trace.step(SITE), 2, 5, trace.key_tokens(SITE))
    return score_columns(found, Look().words).frame


def compare() -> Drawings:
    """Two sentences in one network: maps, difference, heads, predictions."""
    left, right = trace_of("a b c d"), trace_of("a X c more d")
    left, right = (replace(trace, prediction=None) for trace in (left, right))
    pairs = of_maps(left, SITE, right, SITE)
    sides = Side(left, Selection(SITE, 2, 3)), Side(right, Selection(SITE, 2, pairs[0].counterpart(3)))
    for scale in SHARED_SCALES:
        yield f"maps {scale}", side_by_side(*sides, pairs, Look(), scale)
    yield "difference", difference_map(*sides, pairs)
    yield "heads", changed_heads_map(changed_heads(left, right), Selection(SITE, 2))
    logits = torch.randn(2, 20, generator=torch.Generator().manual_seed(1)) * 3
    expected = [Expected(Prediction(logits, [f"t{i}" for i in range(20)]), row) for row in (0, 1)]
    yield "predictions", predictions(*expected)
    found = [[shift.left, shift.right] for shift in shifts(*expected)]
    yield "shifts", go.Figure(go.Heatmap(z=[*found, [shift_in_nats(*expected)] * 2]))


def effects() -> Drawings:
    """One network under two encodings stands for before and after."""
    before, after = trace_of("english"), trace_of("alibi")
    table, tokens = effect(before, after), before.tokens["decoder"]
    yield "map", change_map(before, after, HERE)
    yield "divergence", divergence_bars(table, tokens, 3)
    yield "gain", gain_bars(table, tokens, None)
    yield "heads", ablation_map({SITE: [0.1, 0.2, 0.3], Site("decoder", "cross", 0): [0.4]}, HERE)
    yield "control", control_strip(0.5, [0.1, 0.9], ["L0H0", "L1H1"])
    yield "row", row_bars([0.5, 0.5], [0.1, 0.9], tokens[:2])
    changed = make_trace_under(Intervention(SITE, ZeroAblation(), 2))
    yield "ablated", weights_heatmap(changed, HERE)


def make_trace_under(change: Intervention) -> Trace:
    """The English trace whose record says that it was changed."""
    trace = trace_of("english")
    steps = tuple(replace(s, interventions=(change,)) if s.site == change.site else s for s in trace.steps)
    return replace(trace, steps=steps)


def positions() -> Drawings:
    """Encodings by themselves, and scores against places."""
    table, random = sinusoidal(24, 16), np.random.default_rng(0)
    yield "map", position_heatmap(table, trained=12)
    yield "waves", position_waves(table, [0, 7])
    yield "similarity", position_similarity(table)
    yield "similarity map", position_similarity_map(table)
    yield "clocks", rotary_clocks(8, [0, 3])
    yield "kernel", rotary_kernel(20, 8)
    yield "clock", pair_clock(2, 5, 8)
    yield "alibi", alibi_lines(10, 4)
    yield "none", no_positions()
    yield "shift", shift_map(shift_matrix(3, 8), 3)
    yield "shift shares", shift_shares({"sinusoidal": [0.0, 1e-12], "learned": [0.7, 0.9]}, [1, 2])
    five = np.arange(20.0).reshape(5, 4) - 3
    yield "losses", changed_losses(five, FAMILY, list("abcd"))
    yield "divergences", changed_predictions(np.abs(five), FAMILY, list("abcd"))
    yield "swapped", swapped_losses(random.normal(size=(5, 5)), FAMILY)
    yield "orders", order_points({name: random.random(4).tolist() for name in FAMILY})
    yield "lengths", loss_by_position({"rotary": extrapolation(1.0), "alibi": extrapolation(-0.5)})
    yield "lengths linear", loss_by_position({"rotary": extrapolation(1.0)}, scale="linear")
    yield "pairs", pair_bars(Turned(*random.normal(size=(2, 3, 4, 4))), 3, 1)
    yield from position_scores()


def position_scores() -> Drawings:
    """One head's scores, and the parts they have under ALiBi."""
    english, alibi = trace_of("english"), trace_of("alibi")
    scores = {name: Scores.of(trace, SITE, 0) for name, trace in (("rotary", english), ("alibi", alibi))}
    yield "points", score_points(scores["rotary"], english.tokens["decoder"], "#112233")
    yield "means", mean_scores(scores)
    parts = biased_parts(alibi.step(SITE), 0)
    yield from (
        (f"part {name}", drawn) for name, drawn in part_maps(alibi, Selection(SITE, 0), parts).items()
    )
    yield "part means", part_means(scores["alibi"], parts)


def extrapolation(rise: float) -> dict[str, Any]:
    """A made-up curve over four spans, two of them beyond training."""
    losses = [6.0, 5.0, 5.0 + rise, 5.0 + 2 * rise]
    spans = [[1, 1], [32, 63], [64, 127], [128, 510]]
    intervals = [[loss - 0.1, loss + 0.2] for loss in losses]
    return {"trained_on": 64, "passages": 30, "spans": spans, "loss": losses, "interval": intervals}


def cost() -> Drawings:
    """Counts of fixed sizes, and made-up measurements."""
    sizes = {"architecture": "gpt", "vocab_size": 8192, "context": 256, "d_model": 128, "d_ff": 512}
    parts = multiply_adds(sizes | {"n_layers": 6, "n_heads": 4, "positions": "rotary"})
    yield "counts", counts_by_length(parts, "gpt", 64, 256)
    yield "parts", parts_at(parts, {part.name: part.name for part in parts}, 64)
    ways, lengths = ("naive", "recorded", "fast"), (16, 512, 1024, 2048)
    seconds = {(way, n): [k * n**2 * 1e-9 for k in (1.0, 2.0, 4.0)] for way in ways for n in lengths}
    nbytes = {(way, n): (n**2, 4 * n) if way == "naive" else (16 * n, 8 * n) for way, n in seconds}
    table = growth_table(seconds, nbytes)
    yield "time", time_by_length(table)
    yield "memory", memory_by_length(table, 32)


def learning() -> Drawings:
    """A made-up training, recorded and live."""
    scores = {
        "previous_token": {"L0H0": (0.2, 0.2, 0.3, 0.6, 0.7), "L1H1": (0.2,) * 5},
        "induction": {"L0H0": (0.1,) * 5, "L1H1": (0.1, 0.1, 0.2, 0.7, 0.9)},
    }
    loss = (9.0, 8.5, 7.0, 5.5, 4.0)
    band = tuple((value - 0.1, value + 0.1) for value in loss)
    even, n = {"previous_token": 0.2, "induction": 0.1}, {"previous_token": 10, "induction": 20}
    growth = Growth((0, 1, 8, 64, 5000), loss, band, 100, scores, even, n)
    yield "growth", growth_curves(growth, own=[9, 8, 7, 6, 5])
    yield "pair", pair_curves(growth.steps)
    curves = [
        Curve("first", "as chosen", [0, 10, 20], [2.0, None, 0.0]),
        Curve("second", "without", [0, 10], [1.5, 1.25], thin=True),
        Curve("before", "before", [], []),
    ]
    yield "live", Chart("Loss", "nats", "step", 300).draw(curves, Look())
    yield "live logarithmic", Chart("Gradient", "norm", "step", 300, logarithmic=True).draw(curves, Look())
    yield "live share", Chart("Right", "share", "step", 300, unit_interval=True).draw(curves, Look())


def written(text: str, finished: bool = False) -> Hypothesis:
    """A letter is a token."""
    tokens = tuple(Token(ord(c), c, i, i + 1, c, i) for i, c in enumerate(text))
    return Hypothesis(text, tokens, -float(len(text) + finished), -1.0, finished)


def outcome() -> Drawings:
    """What came out, made by hand: a beam, an order, encoder states, guesses."""
    beams = (
        (written("a"), written("b")),
        (written("ab"), written("ba"), written("a", finished=True)),
        (written("ab", finished=True), written("bab")),
    )
    yield "beam", beam_tree(Translation("en", (written("ab", True), written("a", True)), beams))
    tokens = make_tokens(["<bos>", "a", "b", "c"])
    yield "order", order_masks((0, 3, 1, 2), tokens)
    states = torch.randn(3, 5, generator=torch.Generator().manual_seed(0))
    vector = ContextVector(states, torch.tensor([0.1, 0.2, 0.3]))
    translation = Translation("en", (written(""),), context_vector=vector)
    bare = Trace(
        "made", "", {"encoder": make_tokens("abc"), "written": make_tokens("xy")}, (), outcome=translation
    )
    yield "states", encoder_states(bare)
    yield "bottleneck", vector_moves(bare)
    trace = trace_of("english")
    if (prediction := trace.prediction) is not None:
        found = [
            [guess.rank, guess.probability] for i in range(9) for guess in guesses(prediction, i, actual=1)
        ]
        yield "guesses", go.Figure(go.Heatmap(z=found))
    told = foretold(replace(trace, prediction=replace(trace.prediction, ahead=0)), tuple(range(9)))
    yield "foretold", go.Figure(go.Heatmap(z=told.select_dtypes("number").to_numpy()))


def structures() -> Drawings:
    """Drawings of architectures, and how good they are by length."""
    yield "causal", structure(trace_of("english"))
    yield "cross", structure(trace_of("cross"))
    yield "long", structure(trace_of("long"))
    yield "recurrent", structure(trace_of("cross"), Recurrence("both", "before"))
    tables = {"seq2seq": quality(20), "transformer": quality(30)}
    yield "chrf", quality_by_length(tables)
    yield "bleu", quality_by_length(tables, "bleu")


def quality(start: float) -> list[dict[str, Any]]:
    """A made-up table whose numbers all differ."""
    spans = enumerate([(1, 5), (6, 10), (11, None)])
    return [
        {"from": low, "to": high, "n": 100 + i, "chrf": measured(start + i), "bleu": measured(start - i)}
        for i, (low, high) in spans
    ]


def measured(value: float) -> dict[str, Any]:
    """A made-up measure with its interval."""
    return {"value": value, "interval": [value - 1.5, value + 2]}


def steps() -> Drawings:
    """Every step of one cell, with and without a bias."""
    for name in ("english", "alibi", "additive"):
        trace = trace_of(name)
        step = trace.steps[-1]
        cell = arithmetic(trace, step.site, step.n_heads - 1, 2, 1)
        yield f"{name} terms", terms_rows(cell.score)
        yield f"{name} terms by size", terms_rows(cell.score, order="size")
        yield f"{name} vectors", vector_rows(cell.score)
        yield f"{name} softmax", softmax_rows(cell.softmax, trace.key_tokens(step.site), 1)
        yield f"{name} context", context_rows(cell)
        if cell.output is not None:
            yield f"{name} output", output_rows(cell.output)
        if cell.score.bias_terms is not None:
            yield f"{name} bias", bias_rows(cell.score.bias_terms)
        yield f"{name} numbers", go.Figure(go.Bar(y=[*cell.errors, cell.score.scaled, cell.score.sum]))


AREAS: Mapping[str, Callable[[], Drawings]] = {
    "views": views,
    "heatmaps": heatmaps,
    "compare": compare,
    "effect": effects,
    "positions": positions,
    "cost": cost,
    "learning": learning,
    "outcome": outcome,
    "structure": structures,
    "arithmetic": steps,
}


def found(area: str) -> dict[str, Any]:
    """The figures of an area in short."""
    return {
        name: of_figure(drawn.figure if isinstance(drawn, Drawing) else drawn)
        for name, drawn in AREAS[area]()
    }


def columns() -> dict[str, Any]:
    """The columns of every table that stands beside a figure and is no view's, and how many rows it has."""
    return {
        f"{area}: {name}": [len(drawn.table), *drawn.table]
        for area, drawings in AREAS.items()
        if area != "views"
        for name, drawn in drawings()
        if isinstance(drawn, Drawing)
    }
