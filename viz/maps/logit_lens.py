"""The logit lens in three forms: every layer's choice at every token, its first choices at one, and what it lacks."""

from collections.abc import Sequence

import numpy as np

from headlight.analysis.lens import Lens, lens_cells, lens_losses, lens_top
from headlight.analysis.tables import in_front
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.head_map import LAYER
from headlight.viz.maps.named_map import NamedMap, names_axis
from headlight.viz.maps.residual_stream import STREAMS, standing, stream_table, stream_tokens
from headlight.viz.style.chart import chart
from headlight.viz.style.look import Look
from headlight.viz.style.notes import noted
from headlight.viz.style.paint import Paint, number
from headlight.viz.style.scales import UNIT
from headlight.viz.style.ticks import short_label, token_axis
from headlight.viz.style.words import Phrase

MARKS = 32
"""Up to so many tokens, cells are high enough for the names of tokens."""
COUNT = 5

TITLE = Phrase("Logit lens · {stack}", "logit 透镜 · {stack}")
READING = Phrase("cell = the layer’s most probable token", "单元 = 该层最可能的词元")
COLOUR = Phrase("probability of the final choice", "模型最终选择的概率")
TOP_TITLE = Phrase("Logit lens at {position} · {token}", "logit 透镜：{position} · {token}")
TOP_READING = Phrase("row = layer, its {count} most probable tokens", "行 = 层，各有最可能的 {count} 个词元")
PROBABILITY = Phrase("probability", "概率")
RANK = Phrase("rank", "名次")
LOST_TITLE = Phrase("What each layer still lacks · {stack}", "每层还差多少 · {stack}")
LOST = Phrase("KL(final ‖ layer), nats", "KL(最终 ‖ 该层)，nat")
LOST_READING = Phrase(
    "line = mean over tokens, band = smallest to largest", "线 = 各词元的平均，色带 = 最小到最大"
)
HERE = Phrase("token {position}", "词元 {position}")
MEAN = Phrase("mean", "平均")
CAUTION = Phrase("early layers were never trained to be read so", "靠前的层没有为这样的读取训练过")
CHECK = Phrase("last layer is {off} from the model’s logits", "最后一层与模型自己的 logit 相差 {off}")
START = Phrase("start", "起点")


def lens_map(trace: Trace, found: Lens, look: Look) -> Drawing:
    """Token × layer; `data[0].z` holds the probability of the model's final choice, cells name the layer's own."""
    words, tokens = look.words, stream_tokens(trace, found.stack)
    figure = NamedMap(
        title=TITLE.of(words).format(stack=STREAMS[found.stack].of(words)),
        notes=(
            READING.of(words),
            CAUTION.of(words),
            *standing(trace, found.stack, look),
            CHECK.of(words).format(off=number(found.off)),
        ),
        rows=token_axis(tokens, ""),
        columns=names_axis(layer_names(found.layers, look), LAYER.of(words)),
        value=COLOUR.of(words),
        paint=Paint(look.theme.sequential, UNIT, COLOUR.of(words)),
    ).draw(found.final_probability.T, look)
    if len(tokens) > MARKS:
        figure.update_traces(texttemplate=None)
    else:
        figure.update_traces(text=named(trace, found.top.T), texttemplate="%{text}")
    return Drawing(figure, stream_table(lens_cells(trace, found), trace, found.stack))


def lens_table(trace: Trace, stack: str, position: int, look: Look) -> Drawing:
    """Layer × rank at one position; `data[0].z` holds the probabilities, cells name the tokens."""
    words, table = look.words, lens_top(trace, position, COUNT)
    layers = tuple(dict.fromkeys(table["layer"]))
    z = table["probability"].to_numpy().reshape(len(layers), -1)
    token = short_label(stream_tokens(trace, stack)[position].label)
    figure = NamedMap(
        title=TOP_TITLE.of(words).format(position=position, token=token),
        notes=(
            TOP_READING.of(words).format(count=z.shape[1]),
            CAUTION.of(words),
            *standing(trace, stack, look),
        ),
        rows=names_axis(layer_names(layers, look)),
        columns=names_axis([str(rank) for rank in range(1, z.shape[1] + 1)], RANK.of(words)),
        value=PROBABILITY.of(words),
        paint=Paint(look.theme.sequential, UNIT, PROBABILITY.of(words)),
        row=42,
    ).draw(z, look)
    names = named(trace, table["id"].to_numpy().reshape(z.shape))
    figure.update_traces(text=names, texttemplate="%{text}<br>%{z:.0%}")
    return Drawing(figure, in_front(table, {"stack": stack, "position": position}))


def lens_divergence(trace: Trace, found: Lens, position: int, look: Look) -> Drawing:
    """KL from the final distribution by layer: the mean over tokens with its range, and the selected token's."""
    words, layers = look.words, list(range(len(found.layers)))
    title = LOST_TITLE.of(words).format(stack=STREAMS[found.stack].of(words))
    figure = chart(title, "", ("", LOST.of(words)), look)
    low, high = found.divergence.min(1), found.divergence.max(1)
    figure.add_scatter(
        x=[*layers, *reversed(layers)],
        y=[*high, *low[::-1]],
        fill="toself",
        mode="lines",
        line={"width": 0},
        fillcolor=look.theme.masked,
        hoverinfo="skip",
        showlegend=False,
    )
    curves = (
        (MEAN.of(words), found.divergence.mean(1), {"color": look.theme.accent}),
        (
            HERE.of(words).format(position=position),
            found.divergence[:, position],
            {"color": look.theme.selected, "dash": "dash"},
        ),
    )
    for name, y, line in curves:
        hover = f"<b>%{{x}}</b><br>{name} <b>%{{y:.3f}}</b><extra></extra>"
        figure.add_scatter(x=layers, y=y, name=name, mode="lines+markers", line=line, hovertemplate=hover)
    figure.update_layout(xaxis=names_axis(layer_names(found.layers, look)), showlegend=True)
    figure.update_yaxes(rangemode="tozero")
    notes = [LOST_READING.of(words), CAUTION.of(words), *standing(trace, found.stack, look)]
    losses = in_front(lens_losses(found, position), {"stack": found.stack})
    return Drawing(noted(figure, notes, look), losses)


def layer_names(layers: Sequence[int], look: Look) -> list[str]:
    """`start`, `L0`, `L1` …"""
    return [START.of(look.words) if layer < 0 else f"L{layer}" for layer in layers]


def named(trace: Trace, ids: np.ndarray) -> list[list[str]]:
    """Token ids as labels that fit into a cell."""
    assert trace.prediction is not None
    vocabulary = trace.prediction.vocabulary
    return [[short_label(vocabulary[id], 6) for id in row] for row in ids]
