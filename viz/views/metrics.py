"""The measures of the literature for every head, beside what even attention and an untrained model would give."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from headlight.analysis.measure_table import METRICS, head_metrics, spread, with_untrained
from headlight.analysis.tables import by_layer
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.baselines import beside, key, row_of, said
from headlight.viz.maps.head_map import HEAD, attention_name, by_head, head_axes, selected_frame, steps_like
from headlight.viz.maps.named_map import NamedMap, column_frame, names_axis
from headlight.viz.needs import measures
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.measures import MEANINGS, NAMES
from headlight.viz.style.paint import Paint, number, paint_symmetric
from headlight.viz.style.scales import UNIT, Range
from headlight.viz.style.ticks import escaped
from headlight.viz.view import Choice, Control, Options, View

METRIC = Control(
    "metric",
    "term-measure",
    (Choice("all", "view-metrics-metric-all"), *(Choice(name, NAMES[name]) for name in METRICS)),
)
IN_UNITS = ("distance",)
"""Measures that are no shares of 1, and cannot be coloured beside those that are."""


def draw(
    trace: Trace, selection: Selection, look: Look, options: Options, untrained: Trace | None = None
) -> Drawing:
    """All shares of every head, [measure, head], less what even attention gives; or one measure, [layer, head].

    With the untrained model's reading of the same tokens, each row's heads stand on a line beside the map, with even
    attention and the untrained heads' mean and range.
    """
    selection.step(trace)
    sites = [step.site for step in steps_like(trace, selection.site)]
    table = head_metrics(trace, sites) if untrained is None else with_untrained(trace, untrained, sites)
    metric = METRIC.value(options)
    if metric == "all":
        return Drawing(everything(trace, selection, table, look), of_heads(table))
    table = table[table["metric"] == metric]
    return Drawing(one(trace, selection, table, metric, look), of_heads(table))


def of_heads(table: pd.DataFrame) -> pd.DataFrame:
    """The table with what each measure has above even attention."""
    located = by_layer(table)
    located.insert(list(located).index("n"), "above_even", located["value"] - located["even_attention"])
    return located


def everything(trace: Trace, selection: Selection, table: pd.DataFrame, look: Look) -> go.Figure:
    """`data[0].z` holds value − uniform, NaN where the pattern is impossible."""
    t, compared = look.t, "untrained" in table
    shares = [name for name in METRICS if name not in IN_UNITS]
    heads = list(dict.fromkeys(zip(table["site"], table["head"], strict=True)))
    excess = table["value"] - table["uniform"]
    z = excess.to_numpy().reshape(len(heads), len(METRICS)).T[[METRICS.index(name) for name in shares]]
    columns = names_axis([f"L{site.layer}H{head}" for site, head in heads], t(HEAD))
    figure = NamedMap(
        title=t("view-metrics-title") + attention_name(trace, selection.site, look),
        notes=(t("view-metrics-more"), *([key(look)] if compared else [])),
        rows=names_axis([t(NAMES[name]) for name in shares]),
        columns=columns | first_of_layers(heads, "L{}" if compared else "L{}H0"),
        value=t("view-metrics-more-scale"),
        paint=paint_symmetric(t("view-metrics-more-scale"), z, look),
        digits=("+.4f", "+.2f"),
        hatched=True,
    ).draw(z, look)
    figure.update_layout(shapes=[column_frame(heads.index((selection.site, selection.head)), look)])
    if not compared:
        return figure
    less = table.assign(
        **{name: table[name] - table["uniform"] for name in ("value", "untrained", "uniform")}
    )
    rows = [row_of(less[less["metric"] == name]) for name in shares]
    return beside(figure, rows, t("view-metrics-excess"), selection.label, look)


def first_of_layers(heads: list[tuple[Site, int]], label: str) -> dict[str, Any]:
    """Axis labels for the first head of each layer only: there is no room for all on a phone."""
    first = [i for i, (_, head) in enumerate(heads) if head == 0]
    return {"tickvals": first, "ticktext": [label.format(heads[i][0].layer) for i in first], "tickangle": 0}


def one(trace: Trace, selection: Selection, table: pd.DataFrame, metric: str, look: Look) -> go.Figure:
    """`data[0].z` holds the values themselves, NaN where the pattern is impossible."""
    t, steps = look.t, steps_like(trace, selection.site)
    z = by_head(table, steps)
    name = t(NAMES[metric])
    limits = Range(0.0, float(np.nan_to_num(z).max()) or 1.0) if metric in IN_UNITS else UNIT
    n, uniform = int(table["n"].max()), number(float(table["uniform"].mean()))
    compared = "untrained" in table and n > 0
    expected = t("view-metrics-even", uniform=uniform, n=n) if n else t("view-metrics-impossible")
    untrained = [said(spread(table["untrained"].to_numpy()), look), key(look)] if compared else []
    rows, columns = head_axes(steps, look)
    figure = NamedMap(
        title=name + attention_name(trace, selection.site, look),
        notes=(escaped(t(MEANINGS[metric])), expected, *untrained),
        rows=rows,
        columns=columns,
        value=name,
        paint=Paint(look.theme.sequential, limits, name),
        hatched=True,
    ).draw(z, look)
    figure.update_layout(shapes=selected_frame(steps, selection, look))
    if not compared:
        return figure
    layers = [row_of(table[table["site"] == step.site]) for step in steps]
    return beside(figure, layers, name, selection.label, look)


VIEW = View(
    name="metrics",
    title="view-metrics-name",
    question="view-metrics-question",
    needs=measures,
    controls=(METRIC,),
    draw=draw,
    order=160,
    family="heads",
)
