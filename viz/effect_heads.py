"""How much each head of a model matters to one text: what its ablation does to what the model expects."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from model.site import Site
from viz.look import DEFAULT_LOOK, Look
from viz.marks import span
from viz.paint import Paint
from viz.scales import Range
from viz.selection import Selection
from viz.theme import apply
from viz.words import Phrase

TITLE = Phrase("What is lost without each head", "去掉每个头会失去什么")
NOTE = Phrase("row = layer, column = head; frame = the chosen head", "行 = 层，列 = 头；框 = 所选的头")
UNIT = Phrase("mean KL(before ‖ after) in nats, linear", "平均 KL(前 ‖ 后)，nats，线性")
ROW, AROUND = 34, 150  # pixels
PRINTED = 12  # columns up to which cells carry their number


def heads_map(
    effects: Mapping[Site, Sequence[float]], selection: Selection, look: Look = DEFAULT_LOOK
) -> go.Figure:
    """Layer × head; `data[0].z` holds the effects, NaN where a layer has fewer heads.

    Args:
        effects: for each attention layer, the mean KL in nats without each of its heads.
        selection: the head to frame.
        look: theme and words.
    """
    words, theme, sites = look.words, look.theme, list(effects)
    columns = max(map(len, effects.values()), default=0)
    z = np.full((len(sites), columns), np.nan)
    for row, values in enumerate(effects.values()):
        z[row, : len(values)] = values
    largest = float(np.nanmax(z, initial=0.0)) or 1.0
    paint = Paint(theme.sequential, Range(0.0, largest), UNIT.of(words))
    several = len({(site.stack, site.kind) for site in sites}) > 1
    names = [f"{words.site(site)} · L{site.layer}" if several else f"L{site.layer}" for site in sites]
    figure = go.Figure(
        go.Heatmap(
            z=z,
            xgap=2,
            ygap=2,
            hoverongaps=False,
            hovertemplate="<b>%{y} %{x}</b><br>%{z:.4f} nats<extra></extra>",
            texttemplate="%{z:.3f}" if columns <= PRINTED else None,
            **paint.heatmap(),
        )
    )
    figure.update_layout(
        title={"text": TITLE.of(words), "subtitle": {"text": f"{NOTE.of(words)}<br>{paint.legend()}"}},
        xaxis=ticks([f"H{head}" for head in range(columns)]) | {"range": [-0.5, columns - 0.5]},
        yaxis=ticks(names) | {"range": [len(sites) - 0.5, -0.5]},
        shapes=[frame(sites, selection, look)],
        height=AROUND + ROW * len(sites),
    )
    return apply(figure, theme)


def ticks(names: Sequence[str]) -> dict[str, object]:
    """An axis with a name at each whole number, on hover too."""
    places = list(range(len(names)))
    return {
        "tickmode": "array",
        "tickvals": places,
        "ticktext": list(names),
        "showgrid": False,
        "zeroline": False,
    }


def frame(sites: Sequence[Site], selection: Selection, look: Look) -> dict[str, object]:
    """The frame around the selected head's cell."""
    line = {"color": look.theme.selected, "width": 3}
    cell = span("x", selection.head) | span("y", sites.index(selection.site))
    return {"type": "rect", "name": "selected", "line": line, "fillcolor": "rgba(0,0,0,0)"} | cell
