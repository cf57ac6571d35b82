"""Plotly figures from traces: pure functions `(trace, selection, look) -> go.Figure`."""
