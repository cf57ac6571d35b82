"""The script that Streamlit runs, in a folder of its own: beside it, Streamlit would take ui/pages/ for its own pages."""
