"""What an order of prediction lets each position see: the masks of both streams, and what was foretold from it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.analysis.tables import cell_table
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.theme import apply
from headlight.viz.style.ticks import labelled, shown, token_axis
from headlight.viz.style.words import Phrase

TITLE = Phrase("Who sees whom in this order", "这个顺序下谁看得到谁")
CONTENT = Phrase("content stream:<br>itself and earlier", "内容流：<br>自己和先前的")
QUERY = Phrase("query stream:<br>earlier only", "查询流：<br>只有先前的")
LEGEND = Phrase("filled = may see", "实色 = 看得到")
SEES = Phrase("may see (1) or not (0)", "看得到（1）或看不到（0）")
MOST_LABELS = 12  # numbers on an axis


def ranks(order: Sequence[int]) -> NDArray[np.int64]:
    """The place of every position in the order: `ranks(order)[order[k]] == k`."""
    rank = np.empty(len(order), dtype=np.int64)
    rank[list(order)] = np.arange(len(order))
    return rank


def visible(order: Sequence[int]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Who may see whom, in the content and in the query stream, [n_query, n_key] by position (1906.08237, 2.3).

    content: rank of key ≤ rank of query; query stream: <.
    """
    rank = ranks(order)
    return rank[None, :] <= rank[:, None], rank[None, :] < rank[:, None]


def order_masks(order: Sequence[int], tokens: Sequence[Token], look: Look = DEFAULT_LOOK) -> Drawing:
    """Both masks side by side; `data[0].z` is the content stream's, `data[1].z` the query stream's, 1 for visible."""
    words, theme = look.words, look.theme
    figure = go.Figure()
    lines = (
        f"{words.query}  <b>%{{y}}</b>",
        f"{words.key}  <b>%{{x}}</b>",
        f"{SEES.of(words)}  <b>%{{z}}</b>",
    )
    for stream, seen in zip(("x", "x2"), visible(order), strict=True):
        figure.add_heatmap(
            z=seen.astype(np.uint8),
            xaxis=stream,
            yaxis=stream.replace("x", "y"),
            colorscale=[[0, theme.masked], [1, theme.accent]],
            zmin=0,
            zmax=1,
            showscale=False,
            xgap=1 if len(tokens) <= 32 else 0,
            ygap=1 if len(tokens) <= 32 else 0,
            hovertemplate="<br>".join(lines) + "<extra></extra>",
        )
    figure.update_layout(
        title={
            "text": TITLE.of(words),
            "subtitle": {"text": LEGEND.of(words)},
            "pad": {"b": 2.9 * theme.size},
        },
        margin={"t": 5.4 * theme.size},
        height=340,
        **axes(tokens, look),
    )
    streams = zip(("content", "query"), visible(order), strict=True)
    tables = [cell_table({"visible": seen}, tokens, tokens, {"stream": name}) for name, seen in streams]
    return Drawing(apply(figure, theme), pd.concat(tables, ignore_index=True))


def axes(tokens: Sequence[Token], look: Look) -> dict[str, dict[str, object]]:
    """Two square maps beside each other, positions as numbers, tokens on hover, and under each map what it is."""
    across, down = token_axis(tokens, ""), token_axis(tokens, look.words.query_axis)
    printed = labelled(len(tokens), MOST_LABELS)
    numbers = {
        "ticktext": [str(i) for i in printed],
        "tickvals": [i + len(tokens) / 1000 for i in printed],  # aside of the names that hover shows
    }
    shared = numbers | {"constrain": "domain", "constraintoward": "left", "tickangle": 0}
    rows = numbers | {"range": down["range"][::-1], "constrain": "domain", "constraintoward": "top"}
    titles = [{"title": {"text": phrase.of(look.words)}} for phrase in (CONTENT, QUERY)]
    second = {"scaleanchor": "x2", "anchor": "x2", "showticklabels": False, "title": {"text": ""}}
    return {
        "xaxis": across | shared | titles[0] | {"domain": [0, 0.48]},
        "xaxis2": across | shared | titles[1] | {"domain": [0.52, 1], "anchor": "y2"},
        "yaxis": down | rows | {"scaleanchor": "x"},
        "yaxis2": down | rows | second,
    }


def foretold(trace: Trace, order: Sequence[int]) -> pd.DataFrame:
    """Every position in its order but the first, `<bos>`, which nobody foretells.

    Columns: place (in the order), position, token, probability (of the token, given those before it in the order),
    guess (the most probable token), guess_probability. ValueError for a trace without a prediction.
    """
    if trace.prediction is None:
        raise ValueError(f"expected a trace with a prediction, got one of {trace.model_name}")
    tokens, rows = trace.tokens["decoder"], []
    for place, position in enumerate(order[1:], start=1):
        probabilities = trace.prediction.probabilities(position)
        best = int(probabilities.argmax())
        rows.append(
            {
                "place": place,
                "position": position,
                "token": shown(tokens[position].label),
                "probability": float(probabilities[tokens[position].id]),
                "guess": shown(trace.prediction.vocabulary[best]),
                "guess_probability": float(probabilities[best]),
            }
        )
    columns = ["place", "position", "token", "probability", "guess", "guess_probability"]
    return pd.DataFrame(rows, columns=columns)
