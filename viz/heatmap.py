"""The map of one head: what every query attends to.

Rows are queries from top to bottom, columns are keys, and the figure says so; it also names the colour scale in
force and warns of a sink. Masked cells are gaps that show the hatched ground: a weight of zero and a key that may
not be looked at are different things.
"""

import zlib

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from analysis.heads import first_token
from analysis.scores import score_matrix, weight_matrix
from model.trace import Trace
from viz.look import DEFAULT_LOOK, Look
from viz.marks import cell_marks, hatched_ground, sink_badge
from viz.paint import Paint, paint_symmetric, paint_weights
from viz.scales import ScaleName
from viz.selection import Selection
from viz.theme import apply
from viz.ticks import token_axis


def weights_heatmap(
    trace: Trace, selection: Selection, look: Look = DEFAULT_LOOK, scale: ScaleName = "unit"
) -> go.Figure:
    """One head's attention weights; `data[0].z` holds them exactly, float32 [n_query, n_key], NaN where masked.

    Args:
        trace: one model's reading of one text.
        selection: the head, and the cell to mark, if any.
        look: theme and words.
        scale: "unit" colours 0 to 1, "head" 0 to the head's largest weight, "log" logarithmically.

    Raises:
        ValueError: if the selection is not in the trace, or there is no such scale.
    """
    step = selection.step(trace)
    z = weight_matrix(step, selection.head)
    paint = paint_weights(scale, z, look)
    figure = token_map(trace, selection, paint, look).add_trace(cells(z, paint, look.words.weight, look))
    return sink_badge(figure, first_token(step.weights(selection.head), step.visible(selection.head)), look)


def scores_heatmap(trace: Trace, selection: Selection, look: Look = DEFAULT_LOOK) -> go.Figure:
    """One head's scores, what the softmax is applied to, coloured around zero; `data[0].z` as in `weights_heatmap`."""
    z = score_matrix(selection.step(trace), selection.head)
    paint = paint_symmetric(look.words.scale_symmetric, z, look)
    return token_map(trace, selection, paint, look).add_trace(cells(z, paint, look.words.score, look))


def cells(z: NDArray[np.float32], paint: Paint, name: str, look: Look) -> go.Heatmap:
    """The coloured cells; hover gives query, key and the number with four digits."""
    words = look.words
    return go.Heatmap(
        z=z,
        name=name,
        hoverongaps=False,
        hovertemplate=(
            f"{words.query}  <b>%{{y}}</b><br>{words.key}  <b>%{{x}}</b><br>{name}  <b>%{{z:.4f}}</b><extra></extra>"
        ),
        xgap=gap(z.shape),
        ygap=gap(z.shape),
        **paint.heatmap(),
    )


def gap(shape: tuple[int, ...]) -> int:
    """A pixel between cells while they are large enough to spare one."""
    return 1 if max(shape) <= 48 else 0


def token_map(trace: Trace, selection: Selection, paint: Paint, look: Look) -> go.Figure:
    """An empty map: tokens on both axes, title, orientation, hatched ground and the chosen cell's frame."""
    words, theme = look.words, look.theme
    queries, keys = trace.query_tokens(selection.site), trace.key_tokens(selection.site)
    subtitle = f"{words.orientation} · {words.masked_legend}<br>{paint.legend()}"
    down = token_axis(queries, words.query_axis)
    figure = go.Figure()
    figure.update_layout(
        title={"text": heading(trace, selection, look), "subtitle": {"text": subtitle}},
        xaxis=token_axis(keys, words.key_axis) | {"tickangle": -45, "constrain": "domain"},
        yaxis=down | {"range": down["range"][::-1], "scaleanchor": "x", "constrain": "domain"},
        images=[hatched_ground(theme)],
        shapes=cell_marks(selection, theme),
        uirevision=revision(trace, selection),
        meta={
            "site": str(selection.site),
            "head": selection.head,
            "query": selection.query,
            "key": selection.key,
        },
    )
    return apply(figure, theme)


def heading(trace: Trace, selection: Selection, look: Look) -> str:
    """`L2H5`, and which attention it is where the model has several kinds."""
    kinds = {(site.stack, site.kind) for site in trace.sites()}
    return selection.label if len(kinds) == 1 else f"{selection.label} · {look.words.site(selection.site)}"


def revision(trace: Trace, selection: Selection) -> str:
    """The same for every head over the same tokens, so that zoom is kept from head to head and dropped with the text."""
    tokens = trace.query_tokens(selection.site), trace.key_tokens(selection.site)
    ids = [[token.id for token in part] for part in tokens]
    return f"{zlib.crc32(repr(ids).encode()):08x}"
