"""The script that Streamlit runs, in a folder of its own: a folder `pages` beside it would be taken for Streamlit’s."""

from pathlib import Path

SCRIPT = Path(__file__).with_name("page.py")
