"""How far the one context vector moves if a source token is left out."""

import pandas as pd

from headlight.analysis.tables import labels
from headlight.model.outcomes import ContextVector, Translation
from headlight.model.step import read_only
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.ticks import token_axis
from headlight.viz.style.words import Phrase

TITLE = Phrase("How far c moves without a token", "去掉一个词元后 c 移动多远")
NOTE = Phrase("|c − c without the token| / |c|", "|c − 去掉该词元后的 c| / |c|")
AXIS = Phrase("source token", "原文词元")
CHANGE = Phrase("change of c", "c 的变化")


def vector_moves(trace: Trace, look: Look = DEFAULT_LOOK) -> Drawing:
    """One bar for each source token; `data[0].y` is `ContextVector.change`.

    Raises:
        ValueError: for a trace without a context vector.
    """
    words, tokens = look.words, trace.tokens["encoder"]
    change = read_only(vector_of(trace).change)
    figure = chart(TITLE.of(words), NOTE.of(words), ("", CHANGE.of(words)), look)
    figure.add_bar(
        y=change,
        marker={"color": look.theme.accent},
        hovertemplate=f"<b>%{{x}}</b><br>{CHANGE.of(words)} <b>%{{y:.4f}}</b><extra></extra>",
    )
    axis = token_axis(tokens, AXIS.of(words))
    figure.update_layout(xaxis=axis | {"tickangle": -45}, yaxis_rangemode="tozero")
    columns = {"position": range(len(tokens)), "token": labels(tokens), "change": change}
    return Drawing(figure, pd.DataFrame(columns))


def vector_of(trace: Trace) -> ContextVector:
    """The context vector of a translator without attention; ValueError if there is none."""
    vector = trace.outcome.context_vector if isinstance(trace.outcome, Translation) else None
    if vector is None:
        raise ValueError(f"expected a trace with a context vector, got one of {trace.model_name}")
    return vector
