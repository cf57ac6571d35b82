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
from headlight.viz.style.words import Phrase
from headlight.viz.view import Options, View

QUANTITY = Phrase("q·k", "q·k")
SCALE = Phrase("q·k, centred on 0", "q·k，以 0 为中心")
BEFORE = Phrase("before scale, bias and mask", "尚未缩放、加偏置和应用掩码")


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """q·k, coloured around zero; masked keys have one too."""
    z = in_window(selection.step(trace), selection, dot_product_matrix)
    paint = paint_symmetric(SCALE.of(look.words), z, look)
    drawn = z, paint, QUANTITY.of(look.words)
    figure = number_map(trace, selection, drawn, look, [BEFORE.of(look.words)])
    return Drawing(figure, cells_of(trace, selection, {"dot_product": z}))


VIEW = View(
    name="dot_products",
    title=Phrase("Dot products", "点积"),
    question=Phrase("Which keys point the same way as a query?", "哪些键与查询方向相同？"),
    needs=dot_product,
    controls=(),
    draw=draw,
    order=35,
)
