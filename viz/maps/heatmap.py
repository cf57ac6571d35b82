"""The map of one head: what every query attends to.

Rows are queries from top to bottom, columns are keys, and the figure says so; it also names the colour scale in
force, warns of a sink and says what was done to the weights. Masked cells are gaps that show the hatched ground: a
weight of zero and a key that may not be looked at are different things. Of a long text a window is drawn, and it says
which (`viz.maps.window`).
"""

import zlib
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.analysis.scores import score_matrix
from headlight.analysis.window import Window
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.announcement import announced, treatment_notes
from headlight.viz.maps.marks import cell_marks, hatched_ground, notes, with_notes
from headlight.viz.maps.treatment import AS_IT_IS, Treated, Treatment, treated
from headlight.viz.maps.window import (
    REACH,
    Axes,
    Start,
    axis_within,
    cells_of,
    in_window,
    is_whole,
    placed,
    window_of,
)
from headlight.viz.maps.window import announced as window_announced
from headlight.viz.maps.window_weights import treated_within
from headlight.viz.selection import Selection
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.paint import Paint, paint_symmetric, paint_weights
from headlight.viz.style.scales import ScaleName, row_shares
from headlight.viz.style.theme import apply
from headlight.viz.style.words import Phrase

TEXTS = {
    "encoder": Phrase("source", "原文"),
    "decoder": Phrase("what the decoder reads", "解码器读入"),
    "written": Phrase("token being written", "正在写的词元"),
    "steps": Phrase("token read → token written", "读入的词元 → 写出的词元"),
}
CLEAR = "rgba(0,0,0,0)"
COLOURS = "colours"
"""The name of a map that lies under another for its colours alone: its numbers are nobody's."""

FINE = 48  # up to so many tokens, cells are large enough to spare a pixel between them


def weights_heatmap(
    trace: Trace,
    selection: Selection,
    look: Look = DEFAULT_LOOK,
    scale: ScaleName = "unit",
    treatment: Treatment = AS_IT_IS,
    window: Start | None = None,
) -> Drawing:
    """One head's attention weights; `data[0].z` holds them exactly, float32 [n_query, n_key], NaN where masked.

    Of more than `REACH` tokens it holds those in the window, whose place `layout.meta["window"]` gives. The table has
    columns site, layer, head, query, query_token, key, key_token, weight.

    Args:
        trace: one model's reading of one text.
        selection: the head, and the cell to mark, if any.
        look: theme and words.
        scale: "unit" colours 0 to 1, "head" 0 to the head's largest weight, "row" each row to its own largest, "log"
            logarithmically.
        treatment: whether tokens are merged to words, and what becomes of sinks; `data[0].z` is what comes out.
        window: the first query and key to show of a long text, counted as they are drawn; if None, the chosen cell
            is in the middle.

    Raises:
        ValueError: if the selection is not in the trace, or there is no such scale.
    """
    drawn = to_draw(trace, selection, scale, treatment, window)
    paint = paint_weights(scale, drawn.weights, look)
    axes = drawn.queries, drawn.keys
    maps = layers(drawn.weights, paint, look.words.weight, look)
    figure = token_map(trace, drawn.selection, maps, look, axes, window)
    with_notes(figure, notes(drawn.weights, paint, look), treatment_notes(drawn, treatment, look), look)
    table = cells_of(trace, drawn.selection, {"weight": drawn.weights}, axes, window)
    return Drawing(announced(figure, drawn, treatment, look), table)


def to_draw(
    trace: Trace, selection: Selection, scale: ScaleName, treatment: Treatment, start: Start | None
) -> Treated:
    """The weights after their treatment; of a long text those in the window, if nothing needs the others."""
    step = selection.step(trace)
    shape = step.n_query, step.n_key
    if max(shape) <= REACH or treatment != AS_IT_IS or scale in ("head", "row"):
        return treated(trace, selection, treatment)
    return treated_within(trace, selection, window_of(shape, selection, start))


def scores_heatmap(trace: Trace, selection: Selection, look: Look = DEFAULT_LOOK) -> Drawing:
    """One head's scores, what the softmax is applied to, coloured around 0; as `weights_heatmap`, column score."""
    z = in_window(selection.step(trace), selection, score_matrix)
    paint = paint_symmetric(look.words.scale_symmetric, z, look)
    figure = number_map(trace, selection, (z, paint, look.words.score), look)
    return Drawing(figure, cells_of(trace, selection, {"score": z}))


def number_map(
    trace: Trace,
    selection: Selection,
    drawn: tuple[NDArray[np.float32], Paint, str],
    look: Look,
    further: Sequence[str] = (),
) -> go.Figure:
    """Any numbers of one head, and their notes.

    Args:
        trace, selection, look: as everywhere.
        drawn: the numbers of all cells or of the window, NaN where masked; their paint; what they are.
        further: notes under the usual ones: what is done to the numbers, or how far they are from the model's.
    """
    z, paint, name = drawn
    figure = token_map(trace, selection, layers(z, paint, name, look), look)
    return with_notes(figure, notes(z, paint, look), further, look)


def layers(z: NDArray[np.float32], paint: Paint, name: str, look: Look) -> list[go.Heatmap]:
    """The cells; if colours go by rows, clear ones that hold the numbers, over painted ones that hold the shares."""
    if not paint.by_row:
        return [cells(z, paint, name, look)]
    clear = cells(z, paint, name, look).update(colorscale=[(0, CLEAR), (1, CLEAR)])
    return [clear, cells(row_shares(z), paint, COLOURS, look).update(hovertemplate=None, hoverinfo="skip")]


def cells(z: NDArray[np.float32], paint: Paint, name: str, look: Look) -> go.Heatmap:
    """The coloured cells; hover gives query, key and the number with four digits."""
    words = look.words
    lines = f"{words.query}  <b>%{{y}}</b>", f"{words.key}  <b>%{{x}}</b>", f"{name}  <b>%{{z:.4f}}</b>"
    gap = 1 if max(z.shape) <= FINE else 0
    return go.Heatmap(
        z=z,
        name=name,
        hoverongaps=False,
        hovertemplate="<br>".join(lines) + "<extra></extra>",
        xgap=gap,
        ygap=gap,
        **paint.heatmap(),
    )


def token_map(
    trace: Trace,
    selection: Selection,
    drawn: go.Heatmap | list[go.Heatmap],
    look: Look,
    axes: Axes | None = None,
    start: Start | None = None,
) -> go.Figure:
    """A figure around the cells: tokens on both axes, title, hatched ground and the chosen cell's frame.

    Args:
        trace, selection, look: as everywhere.
        drawn: the cells, of all tokens or of the window's.
        axes: what the rows and the columns stand for, if that is not the trace's own tokens.
        start: the first query and key of a long text's window; if None, the chosen cell is in the middle.
    """
    own = trace.query_tokens(selection.site), trace.key_tokens(selection.site)
    queries, keys = axes or own
    shape = len(queries), len(keys)
    window = window_of(shape, selection, start)
    across = axis_within(keys, titled(look.words.key_axis, own[1], trace, look), window.keys)
    down = axis_within(queries, titled(look.words.query_axis, own[0], trace, look), window.queries)
    down["range"] = down["range"][::-1]  # the first query at the top
    square = {"scaleanchor": "x", "constrain": "domain", "constraintoward": "top"}
    whole = is_whole(window, shape)
    maps = drawn if isinstance(drawn, list) else [drawn]
    figure = go.Figure(maps if whole else [placed(each, window) for each in maps])
    figure.update_layout(
        title_text=heading(trace, selection, look),
        xaxis=across | {"tickangle": -45, "constrain": "domain", "constraintoward": "left"},
        yaxis=down | square,
        images=[hatched_ground(look.theme)],
        shapes=cell_marks(selection, look.theme),
        uirevision=revision(queries, keys, window),
        meta={
            "site": str(selection.site),
            "head": selection.head,
            "query": selection.query,
            "key": selection.key,
        }
        | ({} if whole else {"window": asdict(window)}),
    )
    apply(figure, look.theme)
    return figure if whole else window_announced(figure, window, shape, look)


def titled(axis: str, tokens: Sequence[Token], trace: Trace, look: Look) -> str:
    """The axis's name, and which text its tokens are where the trace has several: `key · source`."""
    text = next(name for name, some in trace.tokens.items() if some is tokens)
    return f"{axis} · {TEXTS[text].of(look.words)}" if len(trace.tokens) > 1 and text in TEXTS else axis


def heading(trace: Trace, selection: Selection, look: Look) -> str:
    """`L2H5`, and which attention it is where the model has several kinds."""
    kinds = {(site.stack, site.kind) for site in trace.sites()}
    return selection.label if len(kinds) == 1 else f"{selection.label} · {look.words.site(selection.site)}"


def revision(queries: Sequence[Token], keys: Sequence[Token], window: Window) -> str:
    """Equal for all heads over the same tokens: zoom is kept from head to head and dropped with the text or window."""
    ids = [[token.id for token in part] for part in (queries, keys)]
    return f"{zlib.crc32(repr((ids, window)).encode()):08x}"
