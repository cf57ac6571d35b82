"""Both heads' maps, the token to look from, and the difference."""

import streamlit as st

from headlight.ui import session
from headlight.ui.markdown import as_markdown
from headlight.ui.pages.compare.pair import Pair
from headlight.ui.pages.compare.state import SCALE, choose
from headlight.ui.parts.choice import one_of_few
from headlight.ui.parts.figure import figure
from headlight.ui.parts.outcome.pick import Offer, pick
from headlight.ui.words import t
from headlight.viz.compare.difference import difference_map
from headlight.viz.compare.maps import SHARED_SCALES, SharedScale, side_by_side
from headlight.viz.style.ticks import shown


def maps(pair: Pair) -> None:
    """Draw both maps under what is chosen in them, and say how far their numbers are from the model's own."""
    choose_query(pair)
    scale = choose_scale()
    with st.container(key="compare_maps_place"):
        figure(side_by_side(pair.left, pair.right, pair.pairs, session.look(), scale), "compare_maps")
    errors = [side.selection.step(side.trace).verify(side.selection.head) for side in (pair.left, pair.right)]
    st.caption(t("page-verified", error=max(errors)), help=t("page-verified-help"))


def choose_scale() -> SharedScale:
    """The colours of both maps."""
    titles = {name: t(f"compare-scale-{name}") for name in SHARED_SCALES}
    return one_of_few(t("compare-scale"), SCALE, titles, "collapsed")


def choose_query(pair: Pair) -> None:
    """A's tokens to look from; B's row follows."""
    selection = pair.left.selection
    tokens = pair.left.trace.query_tokens(selection.site)
    offer = Offer(t("compare-query"), tokens, range(len(tokens)))
    with st.container(key="compare_queries"):
        pick(offer, selection.query, "compare_query", lambda place: choose(query=place))
    if pair.right.selection.query is None:
        token = as_markdown(shown(tokens[selection.query or 0].label))
        st.caption(t("compare-no-counterpart", token=token))


def difference(pair: Pair) -> None:
    """Draw B − A."""
    figure(difference_map(pair.left, pair.right, pair.pairs, session.look()), "compare_difference")
