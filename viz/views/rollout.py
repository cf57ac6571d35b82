"""Attention followed through the layers: what each token's vector is mixed from."""

import numpy as np

from headlight.analysis.rollout import paths, rollout
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.head_map import attention_name, steps_like
from headlight.viz.maps.heatmap import cells, token_map
from headlight.viz.maps.window import cells_of
from headlight.viz.rollout_caveats import cautions, layers_to_follow
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.notes import noted
from headlight.viz.style.paint import Paint
from headlight.viz.style.scales import weight_range
from headlight.viz.style.words import Phrase
from headlight.viz.view import Choice, Control, Options, View

THROUGH = Control(
    "through",
    Phrase("Layers", "层"),
    (
        Choice("all", Phrase("through all layers", "穿过所有层")),
        Choice("selected", Phrase("up to the selected layer", "到所选的层")),
    ),
)
TITLE = Phrase("Attention rollout", "注意力展开（rollout）")
UP_TO = Phrase(" up to layer {layer}", "，到第 {layer} 层")
SHARE = Phrase("share", "份额")
READING = Phrase("row = token at the top, made of column = input", "行 = 顶层词元，由列 = 输入混合而成")
REST = Phrase("{rest} of a row, on average, is not from these columns", "每行平均有 {rest} 不来自这些列")
SCALE = Phrase("share, linear, to the largest here", "份额，线性，到此图最大值")


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """Query × key; `data[0].z` holds the rollout, NaN where no path leads."""
    selection.step(trace)
    words, whole = look.words, THROUGH.value(options) == "all"
    shares = rollout(paths(trace, selection.site, whole))
    z = np.where(shares > 0, shares, np.nan).astype(np.float32)
    paint = Paint(look.theme.sequential, weight_range("head", z), SCALE.of(words))
    figure = token_map(trace, selection, cells(z, paint, SHARE.of(words), look), look)
    title = TITLE.of(words) + ("" if whole else UP_TO.of(words).format(layer=selection.site.layer))
    figure.update_layout(title_text=title + attention_name(trace, selection.site, look))
    rest = 1 - float(shares.sum(-1).mean())
    elsewhere = [REST.of(words).format(rest=f"{rest:.0%}")] if rest > 1e-6 else []
    lines = [READING.of(words), *cautions(trace, selection.site, look), *elsewhere, paint.legend()]
    site = selection.site
    last = max(step.site.layer for step in steps_like(trace, site)) if whole else site.layer
    place: dict[str, str | int] = {"attention": f"{site.stack}.{site.kind}", "last_layer": last}
    return Drawing(noted(figure, lines, look), cells_of(trace, selection, {"share": z}, place=place))


VIEW = View(
    name="rollout",
    title=Phrase("Rollout", "展开"),
    question=Phrase(
        "Which inputs reach a token through all the layers?", "穿过所有层之后，哪些输入到达一个词元？"
    ),
    needs=layers_to_follow,
    controls=(THROUGH,),
    draw=draw,
    order=120,
    family="heads",
)
