"""Figures of models, not of one view of a text: positions, cost, learning, outcomes, architectures."""

from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
import torch

from headlight.analysis.cost_counts import multiply_adds
from headlight.analysis.cost_growth import growth_table
from headlight.analysis.learning import Growth
from headlight.analysis.positions import sinusoidal
from headlight.analysis.positions_parts import Turned, biased_parts
from headlight.analysis.positions_scores import Scores
from headlight.analysis.positions_shift import shift_matrix
from headlight.model.outcomes import ContextVector, Hypothesis, Translation
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.viz.architecture.context_vector import vector_moves
from headlight.viz.architecture.sentence_lengths import quality_by_length
from headlight.viz.architecture.structure import structure
from headlight.viz.architecture.wiring import Recurrence
from headlight.viz.cost.counts import counts_by_length, parts_at
from headlight.viz.cost.growth import memory_by_length, time_by_length
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
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.training.live import Chart, Curve
from headlight.viz.training.recorded import growth_curves, pair_curves
from tests.conftest import make_tokens
from tests.golden.fixed_traces import FAMILY, SITE, Drawings, trace_of


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
