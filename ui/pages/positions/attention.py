"""What the five encodings do to attention: one head's map and its scores against distance, for each model."""

from collections.abc import Mapping

import streamlit as st

from headlight.analysis.positions_scores import Scores
from headlight.model.trace import Trace
from headlight.ui import session
from headlight.ui.pages.positions.family import family
from headlight.ui.pages.positions.parts import SPLIT, parts
from headlight.ui.pages.positions.question import HEAD, asked, choose_head, traces_of
from headlight.ui.parts.error_boundary import kept_up
from headlight.ui.parts.figure import figure
from headlight.ui.readings import Readings
from headlight.ui.words import t
from headlight.viz.maps.heatmap import weights_heatmap
from headlight.viz.positions.family import line_of
from headlight.viz.positions.scores import mean_scores, score_points
from headlight.viz.selection import Selection
from headlight.viz.style.narrow import narrow

IN_A_ROW = 3


def attention() -> dict[str, str]:
    """Draw the section.

    Returns:
        what was chosen, as parameters of a link.
    """
    models = family()
    text = asked(models) if models else None
    if text is None:
        return {}
    with Readings() as readings, kept_up():
        traces = traces_of(models, text, readings)
        st.markdown(t("positions-attention-text"))
        selection = choose_head(traces)
        cards(traces, selection)
        parts(traces, selection)
    return {name: st.session_state[name] for name in (HEAD, SPLIT) if name in st.session_state}


def cards(traces: Mapping[str, Trace], selection: Selection) -> None:
    """A card for each model, three in a row, and one for all of them."""
    places = [place for _ in range(0, len(traces) + 1, IN_A_ROW) for place in st.columns(IN_A_ROW)]
    for place, (encoding, trace) in zip(places, traces.items(), strict=False):
        with place.container(border=True):
            card(encoding, trace, selection)
    scores = {name: Scores.of(trace, selection.site, selection.head) for name, trace in traces.items()}
    with places[len(traces)].container(border=True):
        figure(mean_scores(scores, session.look()), "positions_means")


def card(encoding: str, trace: Trace, selection: Selection) -> None:
    """Map, scores against distance, and how far both are from the model's own numbers."""
    look = session.look()
    st.markdown(f"**{t(f'positions-{encoding}')}** :gray[{trace.model_name}]")
    figure(narrow(weights_heatmap(trace, selection, look)), f"positions_map_{encoding}")
    scores = Scores.of(trace, selection.site, selection.head)
    colour = line_of(encoding, look)["color"]
    keys = trace.key_tokens(selection.site)
    figure(score_points(scores, keys, colour, look), f"positions_scores_{encoding}")
    error = selection.step(trace).verify(selection.head)
    st.caption(t("positions-verified", error=error), help=t("page-verified-help"))
