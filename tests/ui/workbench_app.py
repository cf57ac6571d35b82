"""A page with nothing but the workbench, over a small GPT with random weights. The query says how large:

streamlit run tests/ui/workbench_app.py        then open /?layers=6&heads=12&tokens=64&dark=1
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
sys.path.insert(0, str(Path(__file__).parents[2]))

from dataclasses import asdict, replace

import streamlit as st
import torch

from model.gpt import GPT, GPTConfig
from model.recorder import recording
from model.site import Site
from model.tokens import Token
from model.trace import Trace
from ui.workbench import Packed, Payload, pack, workbench
from viz.heatmap import weights_heatmap
from viz.look import Look
from viz.scales import lookup_table
from viz.selection import Selection
from viz.theme import DARK, LIGHT

LABELS = ["The", "cat", "·sat", "·on", "京", "1/3", "<b>bold</b>", "<img", "src=x", "onerror=alert(1)>", "小明", "把", "它", "捡", "起来", "了", "。"]
LABELS[5:8] = ["<b>bold</b>", "<img src=x onerror=alert(1)>"]


@st.cache_resource
def trace_of(layers: int, heads: int, tokens: int) -> tuple[Trace, Packed]:
    """A random model's reading; its queries and keys are enlarged, or every row would be uniform."""
    torch.manual_seed(0)
    model = GPT(
        GPTConfig(vocab_size=97, context=tokens, d_model=8 * heads, n_layers=layers, n_heads=heads, d_ff=32)
    )
    for name, parameter in model.named_parameters():
        if "query" in name or "key" in name or "embedding" in name:
            parameter.data *= 20
    with torch.no_grad(), recording() as record:
        model(torch.randint(0, 97, (1, tokens)))
    labels = [LABELS[i % len(LABELS)] for i in range(tokens)]
    words = tuple(Token(i, label, i, i + 1, label, i) for i, label in enumerate(labels))
    trace = Trace("random", " ".join(labels), {"decoder": words}, tuple(record.steps))
    return trace, pack(trace)


def number(name: str, default: int) -> int:
    """A number of the query."""
    return int(st.query_params.get(name, default))


def choose(choice: dict) -> None:
    """What a page does with a choice: keep it."""
    st.session_state.selection = Selection(**choice | {"site": Site.parse(choice["site"])})


st.set_page_config(layout="wide")
trace, packed = trace_of(number("layers", 2), number("heads", 4), number("tokens", 12))
theme = DARK if number("dark", 0) else LIGHT
selection = st.session_state.get("selection", Selection.first(trace)).within(trace)
payload = Payload(
    packed=packed,
    figure=weights_heatmap(trace, replace(selection, query=None, key=None), Look(theme)),
    colours=lookup_table(theme.sequential),
    theme=asdict(theme) | {"text": theme.text},
)
st.session_state.runs = st.session_state.get("runs", 0) + 1
workbench(payload, asdict(selection) | {"site": str(selection.site)}, "workbench", choose)
st.text(f"server: {selection.site} head {selection.head} query {selection.query} key {selection.key}")
st.text(f"runs: {st.session_state.runs}")
st.button("again")
