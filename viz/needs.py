"""What views commonly need of a trace. Each returns None, or the reason why a trace will not do."""

from headlight.analysis.comparable_heads import heads_alike
from headlight.analysis.measure_table import measurable
from headlight.model.trace import Trace

NO_PROJECTION = "needs-no-projection"
WEIGHTS_ALONE = "needs-weights-alone"

MOST_CELLS = 1 << 26
"""How many weights one map may have for it to be there at once: 8,192 tokens, 256 MiB."""
MOST_WEIGHTS = 1 << 24
"""How many weights of all heads a figure may hold at once: 64 heads of 512 tokens, with copies, fit a small machine."""

ONE_TOO_LARGE = "needs-one-too-large"
TOO_LONG = "needs-too-long"


def attention(trace: Trace) -> str | None:
    """At least one attention layer with at least one token on each side."""
    recorded = any(step.n_query and step.n_key for step in trace.steps)
    return None if recorded else "needs-nothing-recorded"


def every_map(trace: Trace) -> str | None:
    """All heads' maps at once, as far as there is room for them."""
    count = sum(step.n_heads * step.n_query * step.n_key for step in trace.steps)
    return attention(trace) or ("needs-too-many" if count > MOST_WEIGHTS else None)


def whole_map(trace: Trace) -> str | None:
    """Every cell of a head's map at once, as far as there is room for them."""
    largest = max((step.n_query * step.n_key for step in trace.steps), default=0)
    return attention(trace) or (ONE_TOO_LARGE if largest > MOST_CELLS else None)


def measures(trace: Trace) -> str | None:
    """Attention whose heads can be measured in seconds."""
    return attention(trace) or (None if measurable(trace.steps) else TOO_LONG)


def vectors(trace: Trace) -> str | None:
    """Attention whose queries, keys and values were recorded, at every site."""
    alone = any(step.weights_only for step in trace.steps)
    return attention(trace) or (WEIGHTS_ALONE if alone else None)


def output_projection(trace: Trace) -> str | None:
    """Attention whose output projection was recorded, at every site."""
    has = all(step.output_projection is not None for step in trace.steps)
    return vectors(trace) or (None if has else NO_PROJECTION)


def dot_product(trace: Trace) -> str | None:
    """Attention whose scores are made of q·k, at every site."""
    if (missing := vectors(trace)) is not None:
        return missing
    has = all(step.terms(0, 0, 0).symbol == "q·k" for step in trace.steps if step.n_query and step.n_key)
    return None if has else "needs-no-dot-product"


def another_head(trace: Trace) -> str | None:
    """At every site a head that has a second one over the same queries and keys, in its own layer or another."""
    enough = all(len(heads_alike(trace, step.site)) > 1 for step in trace.steps)
    return whole_map(trace) or (None if enough else "needs-alone")
