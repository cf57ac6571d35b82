"""What attention and feed-forward each add to the residual stream."""

import numpy as np

from headlight.analysis.residual import contributions, is_parallel, reconstruction
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.residual_stream import MomentMap, residual_stream, stream_of
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.paint import Paint, number
from headlight.viz.style.scales import Range
from headlight.viz.style.words import Phrase
from headlight.viz.view import Choice, Control, Options, View

MEASURE = Control(
    "measure",
    Phrase("Measure", "量"),
    (
        Choice("share", Phrase("relative length", "相对长度")),
        Choice("added", Phrase("length", "长度")),
        Choice("cosine", Phrase("direction", "方向")),
    ),
)
TITLE = Phrase("What each sublayer adds", "每个子层加上了什么")
READING = {
    "share": Phrase("‖output‖ / ‖stream it meets‖", "‖输出‖ / ‖所遇残差流‖"),
    "added": Phrase("‖output‖₂", "‖输出‖₂"),
    "cosine": Phrase("cosine of output and stream", "输出与残差流的余弦"),
}
NOTES = {
    "share": Phrase("1 = as long as the stream itself", "1 = 与残差流一样长"),
    "added": Phrase("in the units of the stream", "以残差流的单位计"),
    "cosine": Phrase("below 0: takes away what was there", "小于 0：抵消原有的内容"),
}
CHECK = Phrase("stream + output is {off} from the model’s sum", "残差流 + 输出 与模型自己的和相差 {off}")

CHECK_BOTH = Phrase(
    "stream + both outputs is {off} from the model’s sum", "残差流 + 两个输出 与模型自己的和相差 {off}"
)


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """Sublayer × token; `data[0].z` holds the chosen measure, NaN where it has no value."""
    selection.step(trace)
    stack, words, measure = stream_of(trace, selection), look.words, MEASURE.value(options)
    table, name = contributions(trace, stack), READING[measure].of(words)
    longest = float(np.nan_to_num(table[measure]).max()) or 1.0
    paint = (
        Paint(look.theme.diverging, Range(-1.0, 1.0), name)
        if measure == "cosine"
        else Paint(look.theme.sequential, Range(0.0, longest), name)
    )
    check = CHECK_BOTH if is_parallel(trace, stack) else CHECK
    off = number(reconstruction(trace, stack))
    return MomentMap(
        table,
        moment="sublayer",
        measured=measure,
        title=TITLE.of(words),
        notes=(NOTES[measure].of(words), check.of(words).format(off=off)),
        value=name,
        paint=paint,
        digits=(".3f", ".2f"),
    ).draw(trace, selection, look)


VIEW = View(
    name="contributions",
    title=Phrase("Contributions", "各子层的贡献"),
    question=Phrase("How much do attention and feed-forward change a token?", "注意力和前馈各改变词元多少？"),
    needs=residual_stream,
    controls=(MEASURE,),
    draw=draw,
    order=220,
    family="stream",
)
