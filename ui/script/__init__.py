"""The script that Streamlit runs, in a folder of its own: a folder `pages` beside it would be taken for Streamlit’s."""
