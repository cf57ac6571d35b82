"""What a change did at each position: how far the expectation moved, and what became of the token that is there."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from headlight.analysis.tables import by_position
from headlight.model.tokens import Token
from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.ticks import token_axis

HEIGHT = 300


def divergence_bars(
    effect: pd.DataFrame, tokens: Sequence[Token], chosen: int | None, look: Look = DEFAULT_LOOK
) -> Drawing:
    """A bar for every position; `data[0].y` is the column kl of `analysis.effect.effect`, the chosen one apart."""
    figure = bars(
        effect["position"],
        effect["kl"],
        ("effect-positions-kl-title", "effect-positions-kl-note"),
        tokens,
        chosen,
        look,
    )
    return Drawing(figure, at_positions(effect, tokens))


def gain_bars(
    effect: pd.DataFrame, tokens: Sequence[Token], chosen: int | None, look: Look = DEFAULT_LOOK
) -> Drawing:
    """The same for the column gain; no bar where no token is there."""
    figure = bars(
        effect["position"],
        effect["gain"],
        ("effect-positions-gain-title", "effect-positions-gain-note"),
        tokens,
        chosen,
        look,
    )
    return Drawing(figure, at_positions(effect, tokens))


def at_positions(effect: pd.DataFrame, tokens: Sequence[Token]) -> pd.DataFrame:
    """The effect with labels: columns position, token, target_id, kl, log_probability_before, …_after, gain; nats."""
    named = {
        "token": "target_id",
        "before": "log_probability_before",
        "after": "log_probability_after",
    }
    return by_position(effect.rename(columns=named), tokens)


def bars(
    positions: "pd.Series[int]",
    values: "pd.Series[float]",
    titles: tuple[str, str],
    tokens: Sequence[Token],
    chosen: int | None,
    look: Look,
) -> go.Figure:
    """Bars over tokens. `titles`: the heading, and the note under it."""
    theme, t = look.theme, look.t
    title, note = (t(phrase) for phrase in titles)
    figure = chart(title, note, (t("term-position"), t("effect-positions-nats")), look)
    figure.add_bar(
        x=positions,
        y=values,
        width=0.8,
        marker={"color": [theme.selected if i == chosen else theme.accent for i in positions]},
        hovertemplate="<b>%{x}</b><br>%{y:.4f} nats<extra></extra>",
    )
    across = token_axis(tokens, t("term-position")) | {"tickangle": -45}
    return figure.update_layout(
        xaxis=across, yaxis={"zeroline": True, "rangemode": "tozero"}, height=HEIGHT, bargap=0
    )
