"""What the Cost page says, in English and Chinese. Braces are filled in by `str.format`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class CostWords:
    """One language's words."""

    title: str
    intro: str


COST: Mapping[str, CostWords] = {
    "en": CostWords(
        title="Cost",
        intro="What attention costs as a text grows, measured on the machine this page runs on.",
    ),
    "zh": CostWords(title="开销", intro="文本变长时注意力要花多少时间和内存，在运行本页的机器上实测。"),
}
