"""What is drawn of an experiment: small charts of every quantity, the mosaic, and the map of the chosen head."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from headlight.learning.experiment import Before, Experiment
from headlight.learning.run import Run
from headlight.learning.snapshot import Moment
from headlight.model.trace import Trace
from headlight.ui.words import t
from headlight.viz.drawing import Drawing
from headlight.viz.maps.heatmap import weights_heatmap
from headlight.viz.maps.mosaic import mosaic
from headlight.viz.maps.tiles import Grid
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.ticks import label
from headlight.viz.training.live import Chart, Curve, Of

MAP_HEIGHT = 440
CLICKED_ANYWHERE = {"hoverongaps": True, "hovertemplate": "<b>%{y}%{x}</b><extra></extra>"}
"""A tile chooses its head where cells are masked, too."""
PROJECTIONS = {"query": "W_Q", "key": "W_K", "value": "W_V"}
OF: tuple[Of, ...] = ("first", "second")
Figures = dict[str, tuple[str, Drawing]]
"""Figures by name, each with what it is for those who do not see it."""


@dataclass(frozen=True)
class RunFigures:
    """What is to be drawn, and how.

    Attributes:
        experiment: with at least one moment.
        selection: a head and a cell of the first network's example.
        names: what each network is called, the earlier one last.
        look: colours and language.
    """

    experiment: Experiment
    selection: Selection
    names: Sequence[str]
    look: Look

    @property
    def layer(self) -> int:
        """The layer that per-layer figures are of."""
        return self.selection.site.layer

    @property
    def _masked(self) -> bool:
        """Whether all networks have a mask."""
        return all(run.choices.mask for run in self.experiment.runs)

    def charts(self) -> Figures:
        """Every quantity against steps."""
        unit = t("live-layer-unit", layer=self.layer)
        pair = pair_of(self.experiment.runs[0].traces[0][1], self.selection)
        share = t("live-accuracy-unit") if self._masked else t("live-accuracy-unit-unmasked")
        norm = t("live-norm-unit", layer=self.layer)
        drawn: dict[str, tuple[Chart, list[Curve]]] = {
            "loss": (self._chart(t("live-loss"), t("live-nats")), self._losses()),
            "accuracy": (self._chart(t("live-accuracy"), share, unit_interval=True), self._right()),
            "score": (self._chart(t("live-pair-score"), pair), self._of_pair(lambda step: step.scores)),
            "weight": (
                self._chart(t("live-pair-weight"), pair, unit_interval=True),
                self._of_pair(lambda step: step.weights),
            ),
            "peak": (self._chart(t("live-peak"), unit, unit_interval=True), self._per_layer("peak")),
            "entropy": (self._chart(t("live-entropy"), unit, unit_interval=True), self._per_layer("entropy")),
            **{
                f"gradient_{part}": (
                    self._chart(t("live-gradient", matrix=matrix), norm, logarithmic=True),
                    self._per_layer(part),
                )
                for part, matrix in PROJECTIONS.items()
            },
            "score_gradient": (
                self._chart(t("live-score-gradient"), norm, logarithmic=True),
                self._per_layer("scores"),
            ),
        }
        return {name: self._described(chart, curves) for name, (chart, curves) in drawn.items()}

    def maps(self, step: int | None) -> Figures:
        """The mosaic and the chosen head of each network, after this step or the last one there is."""
        figures: Figures = {}
        for index, run in enumerate(self.experiment.runs):
            if not run.traces:
                continue
            at, trace = trace_after(run, step)
            selection = self.selection.within(trace)
            told = {"network": self.names[index], "step": at, "head": selection.label}
            heads, chosen = mosaic(trace, selection, self.look), weights_heatmap(trace, selection, self.look)
            heads.figure.update_traces(CLICKED_ANYWHERE, selector={"type": "heatmap"})
            for drawn in (heads, chosen):
                drawn.figure.update_layout(height=MAP_HEIGHT)
                if len(self.experiment.runs) > 1:
                    drawn.figure.layout.title.text += f" · {label(self.names[index])}"
            figures[f"mosaic_{index}"] = t("live-mosaic-about", **told), heads
            figures[f"map_{index}"] = t("live-map-about", **told), chosen
        return figures

    def _chart(self, title: str, unit: str, **how: bool) -> Chart:
        last = max(run.choices.steps for run in self.experiment.runs)
        return Chart(title, unit, t("term-step"), last, **how)

    def _described(self, chart: Chart, curves: list[Curve]) -> tuple[str, Drawing]:
        last = next((value for value in reversed(curves[0].values) if value is not None), 0.0)
        return t("live-chart-about", title=chart.title, value=f"{last:.3g}"), chart.draw(curves, self.look)

    def _each(self) -> list[tuple[Of, str, tuple[Moment, ...]]]:
        """The moments of each network that learns now, and of the earlier one if there is one."""
        now = zip(OF, self.names, (run.moments for run in self.experiment.runs), strict=False)
        each: list[tuple[Of, str, tuple[Moment, ...]]] = [*now]
        if (before := self.experiment.before) is not None:
            each.append(("before", self.names[-1], within(before, self.experiment)))
        return each

    def _losses(self) -> list[Curve]:
        curves = self._single("loss", t("live-held-out"))
        return curves + [
            Curve(
                of, f"{name}, {t('live-training')}", steps(told), [m.training_loss for m in told], thin=True
            )
            for of, name, told in self._each()
            if of != "before"
        ]

    def _right(self) -> list[Curve]:
        curves = self._single("accuracy", t("live-whole-row"))
        if self._masked:
            return curves
        return curves + [replace(curve, thin=True) for curve in self._single("unaided", t("live-unaided"))]

    def _single(self, quantity: str, said: str) -> list[Curve]:
        return [
            Curve(of, f"{name}, {said}", steps(told), [getattr(m.measured, quantity) for m in told])
            for of, name, told in self._each()
        ]

    def _per_layer(self, quantity: str) -> list[Curve]:
        return [
            Curve(
                of,
                name,
                steps(told),
                [of_layer(getattr(m.measured, quantity), self.layer) for m in told],
            )
            for of, name, told in self._each()
        ]

    def _of_pair(self, matrix: Callable[[Any], Callable[[int], Any]]) -> list[Curve]:
        curves = []
        for of, name, run in zip(OF, self.names, self.experiment.runs, strict=False):
            if not run.traces:
                continue
            found = self.selection.within(run.traces[0][1])
            cell = found.query or 0, found.key or 0
            values = [float(matrix(trace.step(found.site))(found.head)[cell]) for _, trace in run.traces]
            curves.append(Curve(of, name, [step for step, _ in run.traces], values))
        return curves


def picked_head(trace: Trace, x: int, y: int) -> tuple[int, int]:
    """The layer and head of a mosaic's cell."""
    step = trace.steps[0]
    grid = Grid(len(trace.steps), step.n_heads, step.n_query, step.n_key)
    return (
        min(y // (grid.above + grid.height), len(trace.steps) - 1),
        min(x // (grid.width + grid.between), step.n_heads - 1),
    )


def pair_of(trace: Trace, selection: Selection) -> str:
    """`L0H1, a → b`, the tokens with their places."""
    tokens = trace.tokens["decoder"]
    query, key = (f"{label(tokens[i].label)} ({i})" for i in (selection.query or 0, selection.key or 0))
    return t("live-pair-unit", head=selection.label, query=query, key=key)


def trace_after(run: Run, step: int | None) -> tuple[int, Trace]:
    """How a network read the example after this step, or after the nearest one before it; the last if None."""
    there = [(at, trace) for at, trace in run.traces if step is None or at <= step]
    return (there or list(run.traces))[-1 if there else 0]


def within(before: Before, experiment: Experiment) -> tuple[Moment, ...]:
    """As much of an earlier curve as the axis is long."""
    last = max(run.choices.steps for run in experiment.runs)
    return tuple(moment for moment in before.moments if moment.step <= last)


def steps(moments: Sequence[Moment]) -> list[int]:
    """The step of each."""
    return [moment.step for moment in moments]


def of_layer(values: Sequence[float], layer: int) -> float | None:
    """One layer's number; None for a network that has fewer."""
    return values[layer] if layer < len(values) else None
