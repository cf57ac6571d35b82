"""From a weight to the residual stream: the value, its share of the context, and what W_O makes of both."""

from headlight.analysis.arithmetic import Arithmetic, OutputSteps
from headlight.viz.arithmetic.rows import Row, dimensions, rows_of_bars, symbol
from headlight.viz.drawing import Drawing
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.words import Phrase

CONTEXT = Phrase("Weight × value, summed over the keys", "权重 × 值，对所有键求和")
VALUE = Phrase("v of this key", "这个键的 v")
MIXED = Phrase("weight · v: this cell", "权重 · v：这一格")
SUM = Phrase("Σ over the keys: the context vector", "对键求和 Σ：上下文向量")
OUTPUT = Phrase("Through W_O into the residual stream", "经 W_O 进入残差流")
CELL = Phrase("this cell: W_O (weight · v)", "这一格：W_O (权重 · v)")
HEAD = Phrase("this head: W_O context", "这个头：W_O 上下文")
SUBLAYER = Phrase("all heads and W_O’s bias", "所有的头与 W_O 的偏置")
STREAM = Phrase("the stream it is added to", "它加入的残差流")


def context_rows(cell: Arithmetic, look: Look = DEFAULT_LOOK) -> Drawing:
    """v, weight · v and the context over the value's dimensions."""
    words = look.words
    rows = (
        Row(VALUE.of(words), cell.value, "value"),
        Row(MIXED.of(words), cell.mixed[cell.cell[2]], "weighted_value"),
        Row(SUM.of(words), cell.context, "context"),
    )
    return rows_of_bars((CONTEXT.of(words), ""), rows, dimensions(range(len(cell.value)), look), look)


def output_rows(output: OutputSteps, look: Look = DEFAULT_LOOK) -> Drawing:
    """What the cell and its head add, what the sublayer adds, and the stream before it, over d_model."""
    words = look.words
    found = (
        (CELL, "cell", output.cell),
        (HEAD, "head", output.head),
        (SUBLAYER, "sublayer", output.sublayer),
        (STREAM, "stream", output.stream),
    )
    rows = [Row(phrase.of(words), vector, column) for phrase, column, vector in found if vector is not None]
    return rows_of_bars((symbol(OUTPUT.of(words)), ""), rows, dimensions(range(len(output.head)), look), look)
