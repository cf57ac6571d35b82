"""What the views of the residual stream share: which stream is meant, its tokens, and what its moments are called."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from headlight.analysis.residual import is_parallel, streams
from headlight.analysis.rollout import ends
from headlight.analysis.tables import by_position, in_front
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.named_map import NamedMap, column_frame, names_axis
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.paint import Paint
from headlight.viz.style.ticks import token_axis
from headlight.viz.style.words import Phrase

NOTHING_RECORDED = Phrase("No residual stream was recorded for this text.", "这段文字没有记录到残差流。")
RECURRENT = Phrase(
    "This model is recurrent: it carries a state from token to token, and no residual stream from layer to layer.",
    "这是循环模型：它把状态从一个词元传到下一个词元，没有逐层相加的残差流。",
)
WEIGHTS_ALONE = Phrase(
    "This model computes attention by itself and gives its weights only: its residual stream is not seen.",
    "这个模型自行计算注意力，只给出权重，因此看不到它的残差流。",
)
MOMENTS = {
    "embedding": Phrase("embedding", "嵌入"),
    "attention": Phrase("L{layer} attention", "L{layer} 注意力"),
    "cross_attention": Phrase("L{layer} cross-attention", "L{layer} 交叉注意力"),
    "feed_forward": Phrase("L{layer} feed-forward", "L{layer} 前馈"),
    "block": Phrase("L{layer} block", "L{layer} 块"),
    "norm": Phrase("final norm", "最后的归一化"),
}
STREAMS = {
    "encoder": Phrase("encoder", "编码器"),
    "decoder": Phrase("decoder", "解码器"),
    "content": Phrase("content stream", "内容流"),
    "query_stream": Phrase("query stream", "查询流"),
}
TOKEN = Phrase("token", "词元")
SIDE_BY_SIDE = Phrase(
    "attention and feed-forward side by side: no state between", "注意力与前馈并列：两者之间没有状态"
)


def residual_stream(trace: Trace) -> Phrase | None:
    """A residual stream, and attention that adds to it."""
    if streams(trace) and trace.steps:
        return None
    if any(state.after == "state" for state in trace.residual):
        return RECURRENT
    return WEIGHTS_ALONE if any(step.weights_only for step in trace.steps) else NOTHING_RECORDED


def stream_of(trace: Trace, selection: Selection) -> str:
    """The stream that the selected head adds to.

    Raises:
        ValueError: if it was not recorded.
    """
    stack, _ = ends(selection.site)
    if stack not in streams(trace):
        raise ValueError(f"expected one of the streams {', '.join(streams(trace))}, got {stack}")
    return stack


def stream_tokens(trace: Trace, stack: str) -> tuple[Token, ...]:
    """The tokens whose vectors a stream carries."""
    return trace.tokens[stack] if stack in trace.tokens else trace.tokens["decoder"]


def stream_name(trace: Trace, stack: str, look: Look) -> str:
    """` · encoder` where a model has several streams; else nothing."""
    return f" · {STREAMS[stack].of(look.words)}" if len(streams(trace)) > 1 else ""


def standing(trace: Trace, stack: str, look: Look) -> tuple[str, ...]:
    """A note where attention and feed-forward stand side by side, for whoever looks for the state between them."""
    return (SIDE_BY_SIDE.of(look.words),) if is_parallel(trace, stack) else ()


def moment(layer: int, after: str, look: Look) -> str:
    """`L2 attention`"""
    return MOMENTS[after].of(look.words).format(layer=layer)


def moments_axis(table: pd.DataFrame, name: str, look: Look) -> dict[str, object]:
    """An axis of the moments of a table with columns layer and `name`, in the table's order."""
    pairs = dict.fromkeys(zip(table["layer"], table[name], strict=True))
    return names_axis([moment(layer, after, look) for layer, after in pairs])


def stream_table(table: pd.DataFrame, trace: Trace, stack: str) -> pd.DataFrame:
    """A table of one stream's tokens with the stream's name in front, and the tokens' labels."""
    return in_front(by_position(table, stream_tokens(trace, stack)), {"stack": stack})


@dataclass(frozen=True, eq=False)
class MomentMap:
    """Moments of a stream downwards, its tokens across.

    Attributes:
        table: a row for each moment and token, as `analysis.residual` gives it.
        moment, measured: its columns that name the moment, and that are drawn.
        title: what is measured; which stream is added where there are several.
        notes: what is printed between the line on parallel sublayers and the colours' own.
        value, paint, digits: as in `NamedMap`.
    """

    table: pd.DataFrame
    moment: str
    measured: str
    title: str
    notes: tuple[str, ...]
    value: str
    paint: Paint
    digits: tuple[str, str]

    def draw(self, trace: Trace, selection: Selection, look: Look) -> Drawing:
        """The map; `data[0].z` holds the numbers, the table all of its columns."""
        stack = stream_of(trace, selection)
        tokens = stream_tokens(trace, stack)
        reading, *others = self.notes
        figure = NamedMap(
            title=self.title + stream_name(trace, stack, look),
            notes=(reading, *standing(trace, stack, look), *others),
            rows=moments_axis(self.table, self.moment, look),
            columns=token_axis(tokens, TOKEN.of(look.words)) | {"tickangle": -45},
            value=self.value,
            paint=self.paint,
            digits=self.digits,
        ).draw(self.table[self.measured].to_numpy(dtype=np.float64).reshape(-1, len(tokens)), look)
        figure.update_layout(shapes=query_frame(selection, look))
        return Drawing(figure, stream_table(self.table, trace, stack))


def query_frame(selection: Selection, look: Look) -> list[dict[str, object]]:
    """The frame around the column of the selected query, if one is selected."""
    return [] if selection.query is None else [column_frame(selection.query, look)]
