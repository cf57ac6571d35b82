"""Headlight: see what a Transformer's attention looks at. Run with `make run` or `streamlit run app.py`."""

import os

# Before torch is imported: idle OpenMP threads must sleep, or they starve everything else on a small machine.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from headlight.ui.component import fetch_early

fetch_early()  # before the next import, which takes seconds the first time

from headlight.ui.shell import draw  # noqa: E402

draw()
