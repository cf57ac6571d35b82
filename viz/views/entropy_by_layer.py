"""How widely each head spreads its attention, layer by layer."""

from headlight.analysis.measure_table import head_metrics
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
from headlight.viz.view import Options, View


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """Layer × head; `data[0].z` holds the normalised entropies, NaN where no row sees two keys."""
    selection.step(trace)
    t, steps = look.t, steps_like(trace, selection.site)
    table = head_metrics(trace, [step.site for step in steps])
    table = table[table["metric"] == "entropy"]
    rows, columns = head_axes(steps, look)
    figure = NamedMap(
        title=t("view-entropy-by-layer-title") + attention_name(trace, selection.site, look),
        notes=(t("view-entropy-by-layer-reading"), t("view-entropy-by-layer-over", n=int(table["n"].max()))),
        rows=rows,
        columns=columns,
        value=t("view-entropy-by-layer-value"),
        paint=Paint(look.theme.sequential, UNIT, t("view-entropy-by-layer-value")),
    ).draw(by_head(table, steps), look)
    figure.update_layout(shapes=selected_frame(steps, selection, look))
    return Drawing(figure, by_layer(table))


VIEW = View(
    name="entropy_by_layer",
    title="view-entropy-by-layer-name",
    question="view-entropy-by-layer-question",
    needs=measures,
    controls=(),
    draw=draw,
    order=150,
    family="heads",
)
