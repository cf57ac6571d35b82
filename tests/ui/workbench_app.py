"""A page with nothing but the workbench, over a small GPT with random weights. The query says how large:

streamlit run tests/ui/workbench_app.py      then open /?layers=6&heads=12&tokens=64&dark=1,
                                             or /?kinds=1 for encoder, decoder and cross-attention,
                                             or /?panel=lines&compare=decoder.self.0.1&sort=previous&lang=zh;
                                             /?view=0 leaves all of that to the browser
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
sys.path.insert(0, str(Path(__file__).parents[2]))

from dataclasses import asdict, replace

import streamlit as st

from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.server.address.codec import read, write
from headlight.ui.parts.workbench import (
    FIELDS,
    Packed,
    Payload,
    bring_metrics,
    pack,
    workbench,
)
from headlight.viz.maps.heatmap import weights_heatmap
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.scales import lookup_table
from headlight.viz.style.theme import DARK, LIGHT
from tests.ui.random_traces import random_trace, trace_of_kinds


@st.cache_resource
def packed_of(*sizes: int) -> Packed:
    """All heads of the trace of these sizes."""
    return pack(trace_of(*sizes))


def trace_of(kinds: int, layers: int, heads: int, n: int) -> Trace:
    """What the query asks for."""
    return trace_of_kinds(layers, heads) if kinds else random_trace(layers, heads, n)


def number(name: str, default: int) -> int:
    """A number of the query."""
    return int(st.query_params.get(name, default))


def choose(choice: dict) -> None:
    """What a page does with a choice: keep it."""
    cell = {name: choice[name] for name in ("head", "query", "key")}
    st.session_state.selection = Selection(Site.parse(choice["site"]), **cell)
    st.session_state.view = {name: choice[name] for name in FIELDS if name in choice}


st.set_page_config(layout="wide")
sizes = number("kinds", 0), number("layers", 2), number("heads", 4), number("tokens", 12)
trace, packed = trace_of(*sizes), packed_of(*sizes)
theme = DARK if number("dark", 0) else LIGHT
selection = st.session_state.get("selection", Selection.first(trace)).within(trace)
params = {
    "heads" if name == "compare" else name: value
    for name, value in st.query_params.items()
    if name != "heads"
}
asked, _ = read(FIELDS, params)
view = st.session_state.get("view", asked) if number("view", 1) else None
payload = Payload(
    packed=packed,
    figure=weights_heatmap(
        trace, replace(selection, query=None, key=None), Look(theme), window=(view or {}).get("window")
    ).figure,
    colours=lookup_table(theme.sequential),
    theme=asdict(theme),
    language=st.query_params.get("lang", "en"),
)
st.session_state.runs = st.session_state.get("runs", 0) + 1
if st.checkbox("shown", value=True, key="shown"):
    workbench(payload, asdict(selection) | {"site": str(selection.site)}, "workbench", choose, view)
    bring_metrics(payload, "workbench")
st.text(f"server: {selection.site} head {selection.head} query {selection.query} key {selection.key}")
st.text(f"view: {write(FIELDS, view or {})}")
st.text(f"runs: {st.session_state.runs}")
st.button("again")
