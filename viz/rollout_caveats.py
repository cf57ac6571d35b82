"""What the two views that follow attention through the layers share: what they need, and what they owe their reader."""

from headlight.analysis.rollout import can_follow
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz.needs import every_map
from headlight.viz.style.look import Look

BIASES = {
    "self": "rollout-biases-self",
    "content": "term-early-in-order",
    "query_stream": "term-early-in-order",
}


def layers_to_follow(trace: Trace) -> str | None:
    """Self-attention, which leads from layer to layer."""
    return every_map(trace) or (None if can_follow(trace) else "rollout-nothing-to-follow")


def cautions(trace: Trace, site: Site, look: Look) -> list[str]:
    """How the graph came about and, where a decoder reads, which way it leans."""
    lines = [look.t("rollout-mixed")]
    if any(step.interventions for step in trace.steps):
        lines.append(look.t("rollout-weights-alone"))
    leans = site.stack == "decoder" and site.kind in BIASES
    return [*lines, look.t(BIASES[site.kind])] if leans else lines
