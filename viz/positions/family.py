"""The five encodings as a family: what each is called, and its line wherever several stand together."""

from typing import Any

from headlight.viz.style.look import Look
from headlight.viz.style.words import Phrase

NAMES = {
    "sinusoidal": Phrase("sinusoidal", "正弦"),
    "learned": Phrase("learned", "可学习"),
    "rotary": Phrase("rotary", "旋转"),
    "alibi": Phrase("ALiBi", "ALiBi"),
    "none": Phrase("none", "无"),
}
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross")


def line_of(encoding: str, look: Look) -> dict[str, Any]:
    """Colour and dashes of an encoding's line: colour alone tells no two apart."""
    number = list(NAMES).index(encoding)
    return {"color": look.theme.lines[number], "dash": DASHES[number], "width": 2.25}


def marker_of(encoding: str, look: Look, size: int = 7) -> dict[str, Any]:
    """Colour and shape of an encoding's points."""
    number = list(NAMES).index(encoding)
    return {"color": look.theme.lines[number], "symbol": SYMBOLS[number], "size": size}
