"""What the Learning page says, in English and Chinese. Braces are filled in by `str.format`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LearningWords:
    """One language's words."""

    title: str
    intro: str
    part: str
    recorded: str
    live: str


LEARNING: Mapping[str, LearningWords] = {
    "en": LearningWords(
        title="Learning",
        intro="A model's attention is random at first, and becomes what it is. Here one can watch.",
        part="What to watch",
        recorded="A recorded training",
        live="Train one now",
    ),
    "zh": LearningWords(
        title="学习",
        intro="模型的注意力起初是随机的，后来才成为现在的样子。这里可以看着它学会。",
        part="看什么",
        recorded="录下的训练",
        live="现在训练一个",
    ),
}
