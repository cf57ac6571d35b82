"""Attention flow from one query: how much of each input can reach it, beside what rollout says."""

from headlight.analysis.flow import attention_flow
from headlight.analysis.rollout import paths, rollout
from headlight.analysis.tables import cell_table
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.head_map import attention_name
from headlight.viz.rollout_caveats import cautions, layers_to_follow
from headlight.viz.selection import Selection
from headlight.viz.style.chart import chart
from headlight.viz.style.look import Look
from headlight.viz.style.notes import noted
from headlight.viz.style.ticks import short_label, token_axis
from headlight.viz.style.words import Phrase
from headlight.viz.view import Options, View

MOST = 64
"""Tokens of a text; the cost grows with about the fourth power of their number."""

TITLE = Phrase("Attention flow from {query} · {token}", "从 {query} · {token} 出发的注意力流")
READING = Phrase(
    "flow = the most that fits through all paths",
    "流 = 所有路径合计能通过的最大量（权重为容量）",
)
LAST = Phrase("no query is chosen: the last one", "未选查询：取最后一个")
FLOW, ROLLOUT = Phrase("flow", "流"), Phrase("rollout", "展开（rollout）")
INPUT = Phrase("input token", "输入词元")
TOO_LONG = Phrase(
    "Attention flow is computed for texts of up to 64 tokens; this one is longer.",
    "注意力流只对不超过 64 个词元的文本计算；这段更长。",
)


def short_enough(trace: Trace) -> Phrase | None:
    """Layers to follow, and no more tokens than a page can wait for."""
    longest = max((len(tokens) for tokens in trace.tokens.values()), default=0)
    return layers_to_follow(trace) or (TOO_LONG if longest > MOST else None)


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """A bar for each key: `data[0].y` is the flow from the selected query; dots are the same row of rollout."""
    step, words = selection.step(trace), look.words
    query = step.n_query - 1 if selection.query is None else selection.query
    queries, keys = trace.query_tokens(selection.site), trace.key_tokens(selection.site)
    token = short_label(queries[query].label)
    followed = paths(trace, selection.site)
    shares = {"flow": attention_flow(followed, query), "rollout": rollout(followed)[query]}
    title = TITLE.of(words).format(query=query, token=token) + attention_name(trace, selection.site, look)
    figure = chart(title, "", (INPUT.of(words), ""), look)
    hover = "<b>%{x}</b><br>%{fullData.name} <b>%{y:.4f}</b><extra></extra>"
    figure.add_bar(
        y=shares["flow"],
        name=FLOW.of(words),
        marker={"color": look.theme.accent},
        hovertemplate=hover,
    )
    figure.add_scatter(
        y=shares["rollout"],
        name=ROLLOUT.of(words),
        mode="markers",
        marker={"color": look.theme.lines[1], "symbol": "diamond", "size": 9},
        hovertemplate=hover,
    )
    across = token_axis(keys, INPUT.of(words))
    figure.update_layout(xaxis=across | {"tickangle": -45}, showlegend=True)
    figure.update_yaxes(range=[0, 1.05])
    lines = [READING.of(words), *cautions(trace, selection.site, look)]
    noted(figure, lines if selection.query is not None else [*lines, LAST.of(words)], look)
    row = {name: found[None] for name, found in shares.items()}
    return Drawing(figure, cell_table(row, queries[query : query + 1], keys, first=(query, 0)))


VIEW = View(
    name="flow",
    title=Phrase("Flow", "注意力流"),
    question=Phrase(
        "How much of each input could reach the selected token?", "每个输入最多有多少能到达所选词元？"
    ),
    needs=short_enough,
    controls=(),
    draw=draw,
    order=130,
    family="heads",
)
