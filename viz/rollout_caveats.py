"""What the two views that follow attention through the layers share: what they need, and what they owe their reader."""

from headlight.analysis.rollout import can_follow
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz.needs import every_map
from headlight.viz.style.look import Look
from headlight.viz.style.words import Phrase

MIXED = Phrase("each layer: ½ mean of the heads + ½ itself", "每层：½ 各头平均 + ½ 自身")
BIASES = {
    "self": Phrase("biased towards early tokens under a causal mask", "在因果掩码下偏向靠前的词元"),
    "content": Phrase("biased towards tokens early in the order", "偏向顺序中靠前的词元"),
    "query_stream": Phrase("biased towards tokens early in the order", "偏向顺序中靠前的词元"),
}
WEIGHTS_ALONE = Phrase(
    "weights alone: an ablation behind the weights does not show", "只看权重：权重之后的消融在此不显示"
)
NOTHING_TO_FOLLOW = Phrase(
    "There are no layers of self-attention to follow: this model’s attention reads recurrent states.",
    "没有可以逐层追踪的自注意力：这个模型的注意力读取的是循环状态。",
)


def layers_to_follow(trace: Trace) -> Phrase | None:
    """Self-attention, which leads from layer to layer."""
    return every_map(trace) or (None if can_follow(trace) else NOTHING_TO_FOLLOW)


def cautions(trace: Trace, site: Site, look: Look) -> list[str]:
    """How the graph came about and, where a decoder reads, which way it leans."""
    lines = [MIXED.of(look.words)]
    if any(step.interventions for step in trace.steps):
        lines.append(WEIGHTS_ALONE.of(look.words))
    leans = site.stack == "decoder" and site.kind in BIASES
    return [*lines, BIASES[site.kind].of(look.words)] if leans else lines
