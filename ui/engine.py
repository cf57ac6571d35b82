"""The engine that all sessions of the page share."""

import streamlit as st

from headlight.model.device import best_device
from headlight.server.engine import Engine
from headlight.server.engine.backend import chosen
from headlight.server.engine.memory import keep_for_good
from headlight.ui.visitor import PageVisitors


@st.cache_resource(show_spinner=False)
def shared_engine() -> Engine:
    """The engine, on the best device there is or on the cluster that the operator names."""
    keep_for_good()  # the page's modules are imported by now, and the first visitor has hardly begun
    device = best_device()
    return Engine(device, transport=chosen(device), visitors=PageVisitors())
