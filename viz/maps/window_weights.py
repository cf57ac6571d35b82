"""One head's weights in a window of a long text, without the rest of its map ever being there at once."""

from headlight.analysis.sinks import share_given, sink_keys
from headlight.analysis.window import Window, windowed
from headlight.model.trace import Trace
from headlight.viz.maps.treatment import Treated
from headlight.viz.selection import Selection


def treated_within(trace: Trace, selection: Selection, window: Window) -> Treated:
    """The weights in the window as they are; axes and the share of sinks are the whole text's.

    Raises:
        ValueError: if the selection is not in the trace, or the window reaches beyond the map.
    """
    step = selection.step(trace)
    queries, keys = trace.query_tokens(selection.site), trace.key_tokens(selection.site)
    sinks = sink_keys(keys)
    share = share_given(step, selection.head, sinks, of_itself=queries is keys)
    return Treated(windowed(step, selection.head, window), queries, keys, selection, sinks, share)
