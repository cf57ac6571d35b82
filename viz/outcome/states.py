"""What a recurrent encoder holds after each token: its state, down to the last one, which is the context vector c."""

from headlight.analysis.tables import by_position
from headlight.model.step import read_only
from headlight.model.trace import Trace
from headlight.viz.architecture.context_vector import vector_of
from headlight.viz.drawing import Drawing
from headlight.viz.positions.tables import matrix_table
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.paint import paint_symmetric
from headlight.viz.style.ticks import token_axis
from headlight.viz.style.words import Phrase

TITLE = Phrase("Encoder state after each token", "读入每个词元之后编码器的状态")
NOTE = Phrase(
    "last row = context vector c, all the decoder gets",
    "最后一行 = 上下文向量 c，解码器只得到它",
)
TOKEN = Phrase("source token", "原文词元")
DIMENSION = Phrase("dimension", "维度")
VALUE = Phrase("value", "数值")
ROW, AROUND = 22, 160  # pixels: a token's height, and what is around them all


def encoder_states(trace: Trace, look: Look = DEFAULT_LOOK) -> Drawing:
    """Token (down) × dimension (across), coloured around 0; `data[0].z` is `ContextVector.states`.

    Raises:
        ValueError: for a trace without a context vector.
    """
    words, tokens = look.words, trace.tokens["encoder"]
    states = read_only(vector_of(trace).states)  # [n_source, d_hidden]
    paint = paint_symmetric(look.words.scale_signed, states, look)
    figure = chart(TITLE.of(words), f"{NOTE.of(words)}<br>{paint.legend()}", (DIMENSION.of(words), ""), look)
    lines = "<b>%{y}</b>", f"{DIMENSION.of(words)} <b>%{{x}}</b>", f"{VALUE.of(words)} <b>%{{z:.4f}}</b>"
    figure.add_heatmap(z=states, hovertemplate="<br>".join(lines) + "<extra></extra>", **paint.heatmap())
    down = token_axis(tokens, TOKEN.of(words))
    size = look.theme.size
    figure.update_layout(
        yaxis=down | {"range": [len(states) - 0.5, -0.5]},
        xaxis={"range": [-0.5, states.shape[1] - 0.5]},
        title={"pad": {"b": 4.6 * size}},
        margin={"t": 7.2 * size},
        height=round(AROUND + min(ROW * len(states), 30 * ROW)),
    )
    return Drawing(figure, by_position(matrix_table(states, "position", "dimension"), tokens))
