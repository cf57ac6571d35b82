"""What the two views that follow attention through the layers share: what they need, and what they owe their reader."""

from analysis.rollout import can_follow
from model.site import Site
from model.trace import Trace
from viz.look import Look
from viz.needs import attention
from viz.words import Phrase

MIXED = Phrase("each layer: ½ mean of the heads + ½ itself", "每层：½ 各头平均 + ½ 自身")
BIAS = Phrase("biased towards early tokens under a causal mask", "在因果遮蔽下偏向靠前的词元")
NOTHING_TO_FOLLOW = Phrase(
    "There are no layers of self-attention to follow: this model’s attention reads recurrent states.",
    "没有可以逐层追踪的自注意力：这个模型的注意力读取的是循环状态。",
)


def layers_to_follow(trace: Trace) -> Phrase | None:
    """Self-attention, which leads from layer to layer."""
    return attention(trace) or (None if can_follow(trace) else NOTHING_TO_FOLLOW)


def cautions(site: Site, look: Look) -> list[str]:
    """How the graph came about and, where a decoder reads, which way it leans."""
    lines = [MIXED.of(look.words)]
    return [*lines, BIAS.of(look.words)] if site.stack == "decoder" else lines
