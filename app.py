"""Headlight: see what a Transformer's attention looks at. Run with `make run` or `streamlit run app.py`."""

import os
from pathlib import Path

# Before torch is imported: idle OpenMP threads must sleep, or they starve everything else on a small machine.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import streamlit as st

import headlight.ui.script
from headlight.server.api import reading_api
from headlight.ui.engine import shared_engine

app = st.App(
    Path(headlight.ui.script.__file__).with_name("page.py"),
    routes=[reading_api(shared_engine, st.get_option("server.baseUrlPath"))],
)
