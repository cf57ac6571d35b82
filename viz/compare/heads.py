"""Which heads changed most: each layer a row, each head a cell, coloured by how far its rows are from each other."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from headlight.analysis.tables import by_layer
from headlight.model.site import Site
from headlight.viz.drawing import Drawing
from headlight.viz.maps.head_map import layer_names
from headlight.viz.maps.named_map import cell_frame, names_axis
from headlight.viz.selection import Selection
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.paint import Paint
from headlight.viz.style.scales import Range
from headlight.viz.style.words import Phrase

TITLE = Phrase("Which heads changed most?", "哪些头变化最大？")
SCALE = Phrase("mean divergence of rows, nats", "各行平均散度，nat")
NOTE = Phrase(
    "Jensen–Shannon divergence, at most ln 2 ≈ 0.693<br>"
    "rows cut to the tokens of both, and renormalised<br>rows with a single key do not count",
    "Jensen–Shannon 散度，最大 ln 2 ≈ 0.693<br>每一行只取两边都有的词元，重新归一化<br>只有一个键的行不计",
)
MEASURE = Phrase("divergence", "散度")
NUMBERED = 160  # heads up to which each has its number printed
LEAST = 0.01  # as in the difference map: rounding is not coloured
ROW, AROUND, TALLEST = 30, 175, 580  # pixels of a row of heads, of all that is around them, of both together
LINE = 15  # of each further line of notes


def changed_heads_map(
    table: pd.DataFrame, selection: Selection | None = None, look: Look = DEFAULT_LOOK
) -> Drawing:
    """Every head by its divergence; `data[0].z` holds it, [site, head], NaN where there is no head or no number.

    Args:
        table: columns site, head, divergence, as from `analysis.changed_heads.changed_heads`.
        selection: the head to frame.
        look: theme and words.

    Raises:
        ValueError: for a table without heads.
    """
    if table.empty:
        raise ValueError("expected at least one head, got none")
    sites = list(dict.fromkeys(table["site"]))
    z = np.full((len(sites), int(table["head"].max()) + 1), np.nan)
    rows = [sites.index(site) for site in table["site"]]
    z[rows, table["head"]] = table["divergence"]
    reach = max(LEAST, float(np.nanmax(z)) if np.isfinite(z).any() else 0.0)
    paint = Paint(look.theme.sequential, Range(0.0, reach), SCALE.of(look.words))
    figure = chart(TITLE.of(look.words), f"{NOTE.of(look.words)}<br>{paint.legend()}", ("", ""), look)
    figure.add_trace(painted(z, sites, paint, look))
    size, down = look.theme.size, names_axis(layer_names(sites, look))
    figure.update_layout(
        title_pad_b=2.9 * size + 3 * LINE,
        margin_t=5.4 * size + 3 * LINE,
        height=min(TALLEST, AROUND + ROW * len(sites)),
        dragmode=False,
        shapes=frame(sites, selection, look),
        xaxis=names_axis([f"H{head}" for head in range(z.shape[1])]) | {"fixedrange": True},
        yaxis=down | {"fixedrange": True, "range": down["range"][::-1]},
    )
    return Drawing(figure, by_layer(table))


def painted(z: np.ndarray, sites: list[Site], paint: Paint, look: Look) -> go.Heatmap:
    """The cells, with their numbers where there is room for them; hover names the head."""
    return go.Heatmap(
        z=z,
        customdata=[[f"L{site.layer}H{head}" for head in range(z.shape[1])] for site in sites],
        hovertemplate="<b>%{customdata}</b>  %{z:.4f}<extra></extra>",
        hoverongaps=False,
        xgap=1,
        ygap=1,
        text=[[f"{value:.4f}" if np.isfinite(value) else "" for value in row] for row in z],
        texttemplate="%{text}" if z.size <= NUMBERED else "",
        textfont={"size": look.theme.size - 2},
        **paint.heatmap(),
    )


def frame(sites: list[Site], selection: Selection | None, look: Look) -> list[dict[str, Any]]:
    """A frame around the selected head, if it is there."""
    if selection is None or selection.site not in sites:
        return []
    return [cell_frame(sites.index(selection.site), selection.head, look)]
