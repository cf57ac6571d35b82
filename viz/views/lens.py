"""The logit lens: what the model would foretell if it ended after each layer."""

from headlight.analysis.lens import can_read, lens
from headlight.analysis.rollout import ends
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.logit_lens import lens_divergence, lens_map, lens_table
from headlight.viz.maps.residual_stream import residual_stream, stream_tokens
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.view import Choice, Control, Options, View

SHOW = Control(
    "show",
    "view-lens-show",
    (
        Choice("map", "view-lens-show-map"),
        Choice("top", "view-lens-show-top"),
        Choice("divergence", "view-lens-show-divergence"),
    ),
)


def readable(trace: Trace) -> str | None:
    """A residual stream, and the model's way from it to its prediction."""
    if (missing := residual_stream(trace)) is not None or can_read(trace):
        return missing
    return "view-lens-no-prediction" if trace.prediction is None else "view-lens-not-readable"


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """The predicting stack's layers, in the chosen form."""
    selection.step(trace)
    found, show = lens(trace), SHOW.value(options)
    position = predicting_position(trace, selection, found.stack)
    if show == "map":
        return lens_map(trace, found, look)
    if show == "top":
        return lens_table(trace, found.stack, position, look)
    return lens_divergence(trace, found, position, look)


def predicting_position(trace: Trace, selection: Selection, stack: str) -> int:
    """The selected query where the selected head has the tokens of the predicting stack; else the last token."""
    target, _ = ends(selection.site)
    same = stream_tokens(trace, target) is stream_tokens(trace, stack)
    last = len(stream_tokens(trace, stack)) - 1
    return selection.query if same and selection.query is not None else last


VIEW = View(
    name="lens",
    title="view-lens-name",
    question="view-lens-question",
    needs=readable,
    controls=(SHOW,),
    draw=draw,
    order=240,
    family="stream",
)
