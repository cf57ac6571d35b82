"""From a weight to the residual stream: the value, its share of the context, and what W_O makes of both."""

from headlight.analysis.arithmetic import Arithmetic, OutputSteps
from headlight.viz.arithmetic.rows import Row, dimensions, rows_of_bars, symbol
from headlight.viz.drawing import Drawing
from headlight.viz.style.look import DEFAULT_LOOK, Look


def context_rows(cell: Arithmetic, look: Look = DEFAULT_LOOK) -> Drawing:
    """v, weight · v and the context over the value's dimensions."""
    t = look.t
    rows = (
        Row(t("arithmetic-stream-value"), cell.value, "value"),
        Row(t("arithmetic-stream-mixed"), cell.mixed[cell.cell[2]], "weighted_value"),
        Row(t("arithmetic-stream-sum"), cell.context, "context"),
    )
    return rows_of_bars(
        (t("arithmetic-stream-context"), ""), rows, dimensions(range(len(cell.value)), look), look
    )


def output_rows(output: OutputSteps, look: Look = DEFAULT_LOOK) -> Drawing:
    """What the cell and its head add, what the sublayer adds, and the stream before it, over d_model."""
    t = look.t
    found = (
        ("arithmetic-stream-cell", "cell", output.cell),
        ("arithmetic-stream-head", "head", output.head),
        ("arithmetic-stream-sublayer", "sublayer", output.sublayer),
        ("arithmetic-stream", "stream", output.stream),
    )
    rows = [Row(t(phrase), vector, column) for phrase, column, vector in found if vector is not None]
    return rows_of_bars(
        (symbol(t("arithmetic-stream-output")), ""), rows, dimensions(range(len(output.head)), look), look
    )
