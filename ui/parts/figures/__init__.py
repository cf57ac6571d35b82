"""Plotly figures on a page: one component draws them, and draws them again in their places when they change."""

from headlight.ui.parts.figures.plots import CONFIG, Picked, plots

__all__ = ["CONFIG", "Picked", "plots"]
