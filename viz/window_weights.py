"""One head's weights in a window of a long text, without the rest of its map ever being there at once."""

import numpy as np

from analysis.pooling import Window, row_parts, windowed
from analysis.scores import weight_matrix
from analysis.sinks import sink_keys, sink_share
from model.trace import Trace
from viz.selection import Selection
from viz.treatment import Treated


def treated_within(trace: Trace, selection: Selection, window: Window) -> Treated:
    """The weights in the window as they are; axes and the share of sinks are the whole text's.

    Raises:
        ValueError: if the selection is not in the trace, or the window reaches beyond the map.
    """
    step = selection.step(trace)
    queries, keys = trace.query_tokens(selection.site), trace.key_tokens(selection.site)
    sinks = sink_keys(keys)
    asking = ~sinks if queries is keys else np.ones(len(queries), dtype=bool)
    total, n, start = 0.0, 0, 0
    for part in row_parts(step):
        weights = weight_matrix(part, selection.head)
        mine = asking[start : start + part.n_query]
        seen = ~np.isnan(weights)
        choosing = int((mine & (seen & ~sinks).any(-1) & (seen & sinks).any(-1)).sum())
        if choosing:
            total += choosing * sink_share(weights, sinks, mine)
            n += choosing
        start += part.n_query
    share = total / n if n else float("nan")
    return Treated(windowed(step, selection.head, window), queries, keys, selection, sinks, share)
