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
from headlight.viz.style.words import Phrase

KL_TITLE = Phrase("How far the expectation moves", "预测移动了多少")
KL_NOTE = Phrase("KL(before ‖ after) at each position", "每个位置的 KL(前 ‖ 后)")
GAIN_TITLE = Phrase("What becomes of the tokens that are there", "原有词元的概率变化")
GAIN_NOTE = Phrase(
    "ln p after − ln p before; below 0 = less expected", "改动后 ln p − 改动前 ln p；小于 0 = 更出乎意料"
)
NATS = Phrase("nats", "nats")
HEIGHT = 300


def divergence_bars(
    effect: pd.DataFrame, tokens: Sequence[Token], chosen: int | None, look: Look = DEFAULT_LOOK
) -> Drawing:
    """A bar for every position; `data[0].y` is the column kl of `analysis.effect.effect`, the chosen one apart."""
    figure = bars(effect["position"], effect["kl"], (KL_TITLE, KL_NOTE), tokens, chosen, look)
    return Drawing(figure, at_positions(effect, tokens))


def gain_bars(
    effect: pd.DataFrame, tokens: Sequence[Token], chosen: int | None, look: Look = DEFAULT_LOOK
) -> Drawing:
    """The same for the column gain; no bar where no token is there."""
    figure = bars(effect["position"], effect["gain"], (GAIN_TITLE, GAIN_NOTE), tokens, chosen, look)
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
    titles: tuple[Phrase, Phrase],
    tokens: Sequence[Token],
    chosen: int | None,
    look: Look,
) -> go.Figure:
    """Bars over tokens. `titles`: the heading, and the note under it."""
    theme, words = look.theme, look.words
    title, note = (phrase.of(words) for phrase in titles)
    figure = chart(title, note, (words.position, NATS.of(words)), look)
    figure.add_bar(
        x=positions,
        y=values,
        width=0.8,
        marker={"color": [theme.selected if i == chosen else theme.accent for i in positions]},
        hovertemplate="<b>%{x}</b><br>%{y:.4f} nats<extra></extra>",
    )
    across = token_axis(tokens, words.position) | {"tickangle": -45}
    return figure.update_layout(
        xaxis=across, yaxis={"zeroline": True, "rangemode": "tozero"}, height=HEIGHT, bargap=0
    )
