"""How widely each head spreads its attention, layer by layer."""

from headlight.analysis.metrics import head_metrics
from headlight.analysis.tables import by_layer
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.head_map import attention_name, by_head, head_axes, selected_frame, steps_like
from headlight.viz.maps.named_map import NamedMap
from headlight.viz.needs import measures
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.paint import Paint
from headlight.viz.style.scales import UNIT
from headlight.viz.style.words import Phrase
from headlight.viz.view import Options, View

TITLE = Phrase("Entropy by layer and head", "各层各头的熵")
READING = Phrase("0 = one key only, 1 = even over all visible keys", "0 = 只看一个键，1 = 均匀看所有可见的键")
OVER = Phrase(
    "entropy / ln(visible keys); {n} rows see two or more",
    "熵 / ln(可见键数)；{n} 行能看到两个以上的键",
)
VALUE = Phrase("normalised entropy", "归一化熵")


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """Layer × head; `data[0].z` holds the normalised entropies, NaN where no row sees two keys."""
    selection.step(trace)
    words, steps = look.words, steps_like(trace, selection.site)
    table = head_metrics(trace, [step.site for step in steps])
    table = table[table["metric"] == "entropy"]
    rows, columns = head_axes(steps, look)
    figure = NamedMap(
        title=TITLE.of(words) + attention_name(trace, selection.site, look),
        notes=(READING.of(words), OVER.of(words).format(n=int(table["n"].max()))),
        rows=rows,
        columns=columns,
        value=VALUE.of(words),
        paint=Paint(look.theme.sequential, UNIT, VALUE.of(words)),
    ).draw(by_head(table, steps), look)
    figure.update_layout(shapes=selected_frame(steps, selection, look))
    return Drawing(figure, by_layer(table))


VIEW = View(
    name="entropy_by_layer",
    title=Phrase("Entropy by layer", "逐层的熵"),
    question=Phrase("Where do heads look sharply, and where widely?", "哪些头看得集中，哪些看得分散？"),
    needs=measures,
    controls=(),
    draw=draw,
    order=150,
    family="heads",
)
