"""A score taken apart into what the tokens are and where they stand, as far as a model's architecture allows it."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from headlight.analysis.positions_parts import (
    Parts,
    Projections,
    added_parts,
    biased_parts,
    deviation,
    turned,
)
from headlight.analysis.positions_scores import Scores
from headlight.analysis.residual import recorded
from headlight.model.step import read_only
from headlight.model.trace import Trace
from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.parts.choice import one_of_few
from headlight.ui.parts.figure import figure
from headlight.ui.parts.token_label import plain
from headlight.ui.words import t
from headlight.viz.positions.parts import pair_bars, part_maps, part_means
from headlight.viz.selection import Selection

SPLIT = "positions_split"
IN_A_ROW = 3


def parts(traces: Mapping[str, Trace], selection: Selection) -> None:
    """Choose a model, and draw its head's scores in parts."""
    st.markdown(f"##### {t('positions-split')}")
    encoding = one_of_few(t("positions-split-of"), SPLIT, {name: t(f"positions-{name}") for name in traces})
    SPLITS[encoding](traces[encoding], selection)


def added(trace: Trace, selection: Selection) -> None:
    """Four parts and the constants, in layer 0 alone."""
    if selection.site.layer > 0:
        st.info(t("positions-split-added-deeper"), icon=":material/layers:")
        return
    st.markdown(t("positions-split-added"))
    network: Any = shared_engine().model(trace.model_name).network
    stream = recorded(trace, "decoder")[-1, "embedding"]
    places = read_only(network.positions.table)[: len(stream)]
    draw(added_parts(stream, places, projections(trace, selection)), trace, selection)


def biased(trace: Trace, selection: Selection) -> None:
    """q·k/√d and the bias."""
    st.markdown(t("positions-split-alibi"))
    draw(biased_parts(selection.step(trace), selection.head), trace, selection)


def rotated(trace: Trace, selection: Selection) -> None:
    """q·k/√d unturned, what turning changes, and one score pair by pair."""
    step = selection.step(trace)
    st.markdown(t("positions-split-rotary"))
    normed = recorded(trace, "decoder")[selection.site.layer, "attention_norm"]
    network: Any = shared_engine().model(trace.model_name).network
    found = turned(normed, projections(trace, selection), network.positions.base)
    draw(found.parts(), trace, selection)
    query, key = choose_pair(trace, selection)
    with st.container():
        figure(pair_bars(found, query, key, session.look()), "positions_pairs")
    before, after = (values[:, query, key].sum() for values in (found.before, found.after))
    score = float(step.scores(selection.head)[query, key])
    st.markdown(t("positions-one-score", before=before, after=after, score=score))


def nothing(trace: Trace, selection: Selection) -> None:
    """A sentence: there is nothing to separate."""
    st.markdown(t("positions-split-none"))


def draw(found: Parts, trace: Trace, selection: Selection) -> None:
    """The parts as maps and against distance, and how far their sum is from the model's scores."""
    look, step = session.look(), selection.step(trace)
    maps = part_maps(trace, selection, found, look)
    places = [place for _ in range(0, len(maps), IN_A_ROW) for place in st.columns(IN_A_ROW)]
    for place, (name, drawn) in zip(places, maps.items(), strict=False):
        with place:
            figure(drawn, f"positions_part_{name}")
    error = deviation(found, step, selection.head)
    st.caption(t("positions-deviation", error=error))
    scores = Scores.of(trace, selection.site, selection.head)
    figure(part_means(scores, found, look), "positions_part_means")


def projections(trace: Trace, selection: Selection) -> Projections:
    """The weights by which the chosen head reads the stream, out of the model."""
    network: Any = shared_engine().model(trace.model_name).network
    block = network.blocks[selection.site.layer]
    norm, attention, d = block.attention_norm, block.attention, selection.step(trace).d_head
    rows = slice(selection.head * d, (selection.head + 1) * d)
    return Projections(
        read_only(norm.weight),
        read_only(norm.bias),
        norm.eps,
        *(read_only(part.weight)[rows] for part in (attention.query, attention.key)),
        *(read_only(part.bias)[rows] for part in (attention.query, attention.key)),
    )


def choose_pair(trace: Trace, selection: Selection) -> tuple[int, int]:
    """A query and a key that it may see; at first the last token and the one before it."""
    tokens = trace.query_tokens(selection.site)
    n = len(tokens)
    left, right = st.columns(2)
    query = left.selectbox(
        t("positions-query"),
        range(n),
        n - 1,
        key=f"positions_query_{n}",
        format_func=lambda i: plain(tokens, i),
    )
    key = right.selectbox(
        t("positions-key"),
        range(query + 1),
        max(0, query - 1),
        key=f"positions_key_{query}",
        format_func=lambda i: plain(tokens, i),
    )
    return query, key


SPLITS: Mapping[str, Callable[[Trace, Selection], None]] = {
    "sinusoidal": added,
    "learned": added,
    "rotary": rotated,
    "alibi": biased,
    "none": nothing,
}
