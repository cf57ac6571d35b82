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

ROW, AROUND = 22, 160  # pixels: a token's height, and what is around them all


def encoder_states(trace: Trace, look: Look = DEFAULT_LOOK) -> Drawing:
    """Token (down) × dimension (across), coloured around 0; `data[0].z` is `ContextVector.states`.

    Raises:
        ValueError: for a trace without a context vector.
    """
    t, tokens = look.t, trace.tokens["encoder"]
    states = read_only(vector_of(trace).states)  # [n_source, d_hidden]
    paint = paint_symmetric(look.t("figure-scale-signed"), states, look)
    figure = chart(
        t("outcome-states-title"),
        f"{t('outcome-states-note')}<br>{paint.legend()}",
        (t("term-dimension"), ""),
        look,
    )
    lines = (
        "<b>%{y}</b>",
        f"{t('term-dimension')} <b>%{{x}}</b>",
        f"{t('term-value')} <b>%{{z:.4f}}</b>",
    )
    figure.add_heatmap(z=states, hovertemplate="<br>".join(lines) + "<extra></extra>", **paint.heatmap())
    down = token_axis(tokens, t("term-source-token"))
    size = look.theme.size
    figure.update_layout(
        yaxis=down | {"range": [len(states) - 0.5, -0.5]},
        xaxis={"range": [-0.5, states.shape[1] - 0.5]},
        title={"pad": {"b": 4.6 * size}},
        margin={"t": 7.2 * size},
        height=round(AROUND + min(ROW * len(states), 30 * ROW)),
    )
    return Drawing(figure, by_position(matrix_table(states, "position", "dimension"), tokens))
