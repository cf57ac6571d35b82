"""The page: what Streamlit runs for every visitor, again with each thing they do. `app.py` serves it."""

from headlight.ui.component import fetch_early

fetch_early()  # before the next import, which takes seconds the first time

from headlight.ui.shell import draw  # noqa: E402

draw()
