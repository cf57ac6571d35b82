"""How well each key answers each query of one head, before anything else is done to it."""

from headlight.analysis.scores import dot_product_matrix
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.heatmap import number_map
from headlight.viz.maps.window import cells_of, in_window
from headlight.viz.needs import dot_product
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.paint import paint_symmetric
from headlight.viz.view import Options, View


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """q·k, coloured around zero; masked keys have one too."""
    z = in_window(selection.step(trace), selection, dot_product_matrix)
    paint = paint_symmetric(look.t("view-dot-products-scale"), z, look)
    drawn = z, paint, look.t("term-dot-product")
    figure = number_map(trace, selection, drawn, look, [look.t("view-dot-products-before")])
    return Drawing(figure, cells_of(trace, selection, {"dot_product": z}))


VIEW = View(
    name="dot_products",
    title="view-dot-products-name",
    question="view-dot-products-question",
    needs=dot_product,
    controls=(),
    draw=draw,
    order=35,
)
