"""The logit lens: what the model would foretell if it ended after each layer."""

from headlight.analysis.lens import can_read, lens
from headlight.analysis.rollout import ends
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.logit_lens import lens_divergence, lens_map, lens_table
from headlight.viz.maps.residual_stream import residual_stream, stream_tokens
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.words import Phrase
from headlight.viz.view import Choice, Control, Options, View

SHOW = Control(
    "show",
    Phrase("Show", "显示"),
    (
        Choice("map", Phrase("every token", "每个词元")),
        Choice("top", Phrase("first choices of one", "一个词元的首选")),
        Choice("divergence", Phrase("distance to the end", "与最终的距离")),
    ),
)
NOT_READABLE = Phrase(
    "This model’s predictions were recorded without the way from the residual stream to them.",
    "这个模型的预测没有记录从残差流到预测的路径。",
)

NO_PREDICTION = Phrase("This model foretells no tokens.", "这个模型不预测词元。")


def readable(trace: Trace) -> Phrase | None:
    """A residual stream, and the model's way from it to its prediction."""
    if (missing := residual_stream(trace)) is not None or can_read(trace):
        return missing
    return NO_PREDICTION if trace.prediction is None else NOT_READABLE


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
    title=Phrase("Logit lens", "logit 透镜"),
    question=Phrase(
        "What would the model foretell if it ended after each layer?",
        "如果模型在每一层之后就结束，它会预测什么？",
    ),
    needs=readable,
    controls=(SHOW,),
    draw=draw,
    order=240,
    family="stream",
)
