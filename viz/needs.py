"""What views commonly need of a trace. Each returns None, or the reason why a trace will not do."""

from headlight.analysis.alike import heads_alike
from headlight.analysis.metrics import measurable
from headlight.model.trace import Trace
from headlight.viz.style.words import Phrase

NOTHING_RECORDED = Phrase("No attention was recorded for this text.", "这段文字没有记录到注意力。")
NO_PROJECTION = Phrase(
    "Needs the output projection W_O, which this model's attention does not have.",
    "需要输出投影 W_O，而该模型的注意力没有输出投影。",
)
NO_DOT_PRODUCT = Phrase(
    "The score function here takes no dot product of query and key.",
    "这里的得分函数不取查询与键的点积。",
)
WEIGHTS_ALONE = Phrase(
    "Needs queries, keys and values; this model computes attention by itself and gives its weights only.",
    "需要查询、键和值，而该模型自行计算注意力，只给出权重。",
)
ALONE = Phrase(
    "Needs two heads over the same tokens; here is one.", "需要两个基于相同词元的头，这里只有一个。"
)

MOST_CELLS = 1 << 26
"""How many weights one map may have for it to be there at once: 8,192 tokens, 256 MiB."""
MOST_WEIGHTS = 1 << 24
"""How many weights of all heads a figure may hold at once: 64 heads of 512 tokens, with copies, fit a small machine."""

TOO_MANY = Phrase(
    "Needs the weights of all heads at once, which are too many for a text this long.",
    "需要同时用到所有头的权重，而这段文字太长，权重过多。",
)
ONE_TOO_LARGE = Phrase(
    "Needs a whole map at once, which is too large for a text this long.",
    "需要一整张图，而这段文字太长，图太大。",
)
TOO_LONG = Phrase(
    "Needs every row of every head, which would take minutes for a text this long.",
    "需要每个头的每一行，而这段文字太长，要算上几分钟。",
)


def attention(trace: Trace) -> Phrase | None:
    """At least one attention layer with at least one token on each side."""
    recorded = any(step.n_query and step.n_key for step in trace.steps)
    return None if recorded else NOTHING_RECORDED


def every_map(trace: Trace) -> Phrase | None:
    """All heads' maps at once, as far as there is room for them."""
    count = sum(step.n_heads * step.n_query * step.n_key for step in trace.steps)
    return attention(trace) or (TOO_MANY if count > MOST_WEIGHTS else None)


def whole_map(trace: Trace) -> Phrase | None:
    """Every cell of a head's map at once, as far as there is room for them."""
    largest = max((step.n_query * step.n_key for step in trace.steps), default=0)
    return attention(trace) or (ONE_TOO_LARGE if largest > MOST_CELLS else None)


def measures(trace: Trace) -> Phrase | None:
    """Attention whose heads can be measured in seconds."""
    return attention(trace) or (None if measurable(trace.steps) else TOO_LONG)


def vectors(trace: Trace) -> Phrase | None:
    """Attention whose queries, keys and values were recorded, at every site."""
    alone = any(step.weights_only for step in trace.steps)
    return attention(trace) or (WEIGHTS_ALONE if alone else None)


def output_projection(trace: Trace) -> Phrase | None:
    """Attention whose output projection was recorded, at every site."""
    has = all(step.output_projection is not None for step in trace.steps)
    return vectors(trace) or (None if has else NO_PROJECTION)


def dot_product(trace: Trace) -> Phrase | None:
    """Attention whose scores are made of q·k, at every site."""
    if (missing := vectors(trace)) is not None:
        return missing
    has = all(step.terms(0, 0, 0).symbol == "q·k" for step in trace.steps if step.n_query and step.n_key)
    return None if has else NO_DOT_PRODUCT


def another_head(trace: Trace) -> Phrase | None:
    """At every site a head that has a second one over the same queries and keys, in its own layer or another."""
    enough = all(len(heads_alike(trace, step.site)) > 1 for step in trace.steps)
    return whole_map(trace) or (None if enough else ALONE)
