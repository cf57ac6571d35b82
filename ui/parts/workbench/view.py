"""What the workbench shows beside the selection: which panel, which heads together, in what order. All of it optional.

What is absent is as at first; what a trace lacks, the browser ignores.
"""

from headlight.server.address.fields import Fields, decimal, head, integer, one_of, row_of, several
from headlight.server.heads.metrics import METRICS

POSITION = integer(0, 999_999_999)

FIELDS: Fields = {
    "panel": one_of(("heatmap", "lines", "text")),
    "heads": several(head, ()),  # further ones to compare, ((site, head), …)
    "threshold": decimal(0, 1),  # weights below it have no line
    "sort": one_of(("layer", *METRICS)),  # or the metric that ranks the heads
    "scale": one_of(("shared", "head")),  # one colour scale for all tiles, or each tile's own
    "pinned": one_of(("query", "key")),  # which token of the selection the lines or the text stay with
    "window": row_of((POSITION, POSITION), ","),  # of a long text, the first query and key that are shown
    "pooling": one_of(("mean", "maximum")),  # what the tiles of a long text stand for
}
"""The parameters of a link, and the names under which the browser reports the same."""
