"""Plotly figures from traces: pure functions `(trace, selection, look) -> Drawing`, which is a figure and its table.

from headlight.viz import DARK, CHINESE, Look, Selection, weights_heatmap
weights_heatmap(trace, Selection.first(trace), Look(DARK, CHINESE))
"""

from headlight.viz.arithmetic.score_table import score_columns
from headlight.viz.drawing import Drawing
from headlight.viz.files.csv import csv_bytes
from headlight.viz.files.export import csv_of, file_name, offline_html
from headlight.viz.maps.heatmap import scores_heatmap, weights_heatmap
from headlight.viz.maps.mosaic import mosaic
from headlight.viz.positions.alibi import alibi_lines
from headlight.viz.positions.rotary import rotary_clocks, rotary_kernel
from headlight.viz.positions.tables import (
    no_positions,
    position_heatmap,
    position_similarity,
    position_similarity_map,
    position_waves,
)
from headlight.viz.registry import discover
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.theme import DARK, LIGHT, Theme
from headlight.viz.style.words import CHINESE, ENGLISH, Words

__all__ = [
    "CHINESE",
    "DARK",
    "ENGLISH",
    "LIGHT",
    "Drawing",
    "Look",
    "Selection",
    "Theme",
    "Words",
    "alibi_lines",
    "csv_bytes",
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
    "weights_heatmap",
]
