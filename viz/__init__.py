"""Plotly figures from traces: pure functions `(trace, selection, look) -> go.Figure`.

from viz import DARK, CHINESE, Look, Selection, weights_heatmap
weights_heatmap(trace, Selection.first(trace), Look(DARK, CHINESE))
"""

from viz.alibi import alibi_lines
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
from viz.rotary import rotary_clocks, rotary_kernel
from viz.score_table import score_columns
from viz.selection import Selection
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
    "mosaic",
    "no_positions",
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
