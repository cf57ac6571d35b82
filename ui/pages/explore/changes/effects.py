"""Before and after: the head's maps, what is written, how far the expectation moves, position by position."""

import pandas as pd
import streamlit as st

from headlight.analysis.effect import effect, expected, moved
from headlight.model.outcomes import Continuation, Filled, Translation
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.ui.engine import shared_engine
from headlight.ui.markdown import as_markdown
from headlight.ui.pages.explore.changes.comparison import Pair, compared
from headlight.ui.pages.explore.changes.control import control
from headlight.ui.parts.figure import figure
from headlight.ui.parts.outcome.quote import quote
from headlight.ui.words import t
from headlight.viz.effect.map import change_map
from headlight.viz.effect.positions import divergence_bars, gain_bars
from headlight.viz.maps.heatmap import weights_heatmap
from headlight.viz.outcome.guesses import percent
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.narrow import narrow
from headlight.viz.style.ticks import shown


def effects(asked: Question, trace: Trace, selection: Selection, position: int | None, look: Look) -> None:
    """Draw all of it. `trace`: what the visitor is looking at; `position`: the row of its prediction that is chosen."""
    own = shared_engine().trace(asked)
    st.markdown(f"##### {t('changes-effect')}")
    writing(own, trace)
    pair = compared(asked)
    if pair is None:
        st.caption(t("changes-nothing-to-compare"))
        return
    table = effect(pair.before, pair.after)
    numbers(pair, table)  # first, for what is in words is there long before what is drawn
    if pair.forced or pair.typed_only:
        st.caption(t("changes-forced") if pair.forced else t("changes-typed-only"))
    maps(pair, selection.within(pair.before), look)
    place = chosen_position(table, position)
    tokens = foretold_tokens(pair.before)
    left, right = st.columns(2, gap="large")
    with left:
        figure(divergence_bars(table, tokens, place, look), key="effect_kl")
    with right:
        figure(gain_bars(table, tokens, place, look), key="effect_gain")
    if place is not None:
        expectation(pair, place)
    control(pair, look)


def writing(before: Trace, after: Trace) -> None:
    """What a model that writes writes on each side."""
    for heading, trace in ((t("changes-before"), before), (t("changes-after"), after)):
        outcome = trace.outcome
        if isinstance(outcome, Translation):
            best = outcome.hypotheses[0]
            note = t("outcome-log-probability", value=signed(best.log_probability, 2))
            quote(heading, best.text or t("outcome-nothing-written"), note)
        elif isinstance(outcome, Continuation):
            quote(heading, outcome.text or t("outcome-stopped"))


def maps(pair: Pair, selection: Selection, look: Look) -> None:
    """The chosen head before, after, and the difference."""
    drawn = [
        weights_heatmap(pair.before, selection, look),
        weights_heatmap(pair.after, selection, look),
        change_map(pair.before, pair.after, selection, look),
    ]
    for said, plot in zip((t("changes-before"), t("changes-after")), drawn, strict=False):
        plot.figure.layout.title.text = f"{selection.label} · {said}"
    for plot in drawn:  # which texts the axes are is said beside the large map
        plot.figure.update_layout(
            yaxis_title_text=look.words.query_axis, xaxis_title_text=look.words.key_axis
        )
    for place, name, plot in zip(st.columns(3), ("before", "after", "difference"), drawn, strict=True):
        with place:
            figure(narrow(plot), key=f"effect_{name}")


def numbers(pair: Pair, table: pd.DataFrame) -> None:
    """The effect in sentences: mean and largest KL, the tokens that are there, the next sentence."""
    tokens = foretold_tokens(pair.before)
    if table.empty:
        return
    worst = table.iloc[int(table["kl"].argmax())]
    position = int(worst["position"])
    st.markdown(
        t(
            "changes-mean-kl",
            mean=f"{table['kl'].mean():.4f}",
            n=len(table),
            largest=f"{worst['kl']:.4f}",
            token=as_markdown(shown(tokens[position].label)),
            position=position,
        ),
        help=t("changes-kl-help"),
    )
    there = table.dropna(subset=["gain"])
    before, after = there["before"].sum(), there["after"].sum()
    if len(there):
        st.markdown(
            t(
                "changes-own-tokens",
                n=len(there),
                before=signed(before),
                after=signed(after),
                delta=signed(after - before, sign="+"),
            )
        )
    outcomes = pair.before.outcome, pair.after.outcome
    follow = [outcome.next_sentence for outcome in outcomes if isinstance(outcome, Filled)]
    likely = [percent(chance) for chance in follow if chance is not None]
    if len(likely) == 2:
        st.markdown(t("changes-follows", before=likely[0], after=likely[1]))


def expectation(pair: Pair, position: int) -> None:
    """The most probable tokens of both sides at one position."""
    token = as_markdown(shown(foretold_tokens(pair.before)[position].label))
    st.markdown(f"**{t('changes-at-position', token=token, position=position)}**")
    table = moved(expected(pair.before), expected(pair.after), position)
    vocabulary = expected(pair.before).vocabulary
    table["token"] = [shown(vocabulary[id]) for id in table["token"]]
    names = {name: t(f"changes-column-{name}") for name in table.columns}
    st.dataframe(
        table.style.format({"before": "{:.2%}", "after": "{:.2%}", "delta": "{:+.2%}"}),
        hide_index=True,
        key="effect_tokens",
        column_config={name: st.column_config.Column(title) for name, title in names.items()},
    )


def foretold_tokens(trace: Trace) -> tuple[Token, ...]:
    """The tokens a prediction's rows are called by."""
    return trace.tokens.get("steps") or next(iter(trace.tokens.values()))


def chosen_position(table: pd.DataFrame, position: int | None) -> int | None:
    """The position that is looked at if it counts, else the first that does."""
    counted = [int(place) for place in table["position"]]
    if position in counted:
        return position
    return counted[0] if counted else None


def signed(value: float, digits: int = 4, sign: str = "") -> str:
    """A number with a true minus sign."""
    return f"{value:{sign}.{digits}f}".replace("-", "−")
