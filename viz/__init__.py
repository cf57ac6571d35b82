"""Plotly figures from traces: pure functions `(trace, selection, look) -> go.Figure`.

from viz import DARK, CHINESE, Look, Selection, weights_heatmap
weights_heatmap(trace, Selection.first(trace), Look(DARK, CHINESE))
"""

from viz.alibi import alibi_lines
from viz.export import csv_of, file_name, offline_html
from viz.heatmap import scores_heatmap, weights_heatmap
from viz.look import Look
from viz.mosaic import mosaic
from viz.positions import (
    no_positions,
    position_heatmap,
    position_similarity,
    position_similarity_map,
    position_waves,
)
from viz.registry import discover
from viz.rotary import rotary_clocks, rotary_kernel
from viz.score_table import score_columns
from viz.selection import Selection
from viz.table_of import table_of
from viz.theme import DARK, LIGHT, Theme
from viz.words import CHINESE, ENGLISH, Words

__all__ = [
    "CHINESE",
    "DARK",
    "ENGLISH",
    "LIGHT",
    "Look",
    "Selection",
    "Theme",
    "Words",
    "alibi_lines",
    "csv_of",
    "discover",
    "file_name",
    "mosaic",
    "no_positions",
    "offline_html",
    "position_heatmap",
    "position_similarity",
    "position_similarity_map",
    "position_waves",
    "rotary_clocks",
    "rotary_kernel",
    "score_columns",
    "scores_heatmap",
    "table_of",
    "weights_heatmap",
]
