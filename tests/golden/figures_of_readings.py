"""Figures of what was read: every view, maps, comparisons, effects of changes, arithmetic."""

from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import torch

from headlight.analysis.arithmetic import arithmetic
from headlight.analysis.changed_heads import changed_heads
from headlight.analysis.correspondence import of_maps
from headlight.analysis.effect import effect
from headlight.analysis.scores import score_table
from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.site import Site
from headlight.model.trace import Prediction, Trace
from headlight.viz.arithmetic.score import bias_rows, terms_rows, vector_rows
from headlight.viz.arithmetic.score_table import score_columns
from headlight.viz.arithmetic.softmax import softmax_rows
from headlight.viz.arithmetic.stream import context_rows, output_rows
from headlight.viz.compare.difference import difference_map
from headlight.viz.compare.heads import changed_heads_map
from headlight.viz.compare.maps import SHARED_SCALES, side_by_side
from headlight.viz.compare.predictions import Expected, predictions, shift_in_nats, shifts
from headlight.viz.compare.side import Side
from headlight.viz.effect.control import control_strip
from headlight.viz.effect.heads import ablation_map
from headlight.viz.effect.map import change_map
from headlight.viz.effect.positions import divergence_bars, gain_bars
from headlight.viz.effect.row import row_bars
from headlight.viz.maps.heatmap import scores_heatmap, weights_heatmap
from headlight.viz.registry import discover
from headlight.viz.second_reading import UNTRAINED, asks_for_untrained
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.view import View
from tests.golden.fixed_traces import HERE, SITE, Drawings, trace_of


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
    return score_columns(found, Look().t).frame


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
