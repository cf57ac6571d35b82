"""What views commonly need of a trace. Each returns None, or the reason why a trace will not do."""

from model.trace import Trace
from viz.words import Phrase

NOTHING_RECORDED = Phrase("No attention was recorded for this text.", "这段文字没有记录到注意力。")


def attention(trace: Trace) -> Phrase | None:
    """At least one attention layer with at least one token on each side."""
    recorded = any(step.n_query and step.n_key for step in trace.steps)
    return None if recorded else NOTHING_RECORDED
