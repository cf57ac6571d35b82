"""How a figure is to be drawn: in which colours and in which language."""

from dataclasses import dataclass

from headlight.viz.style.theme import LIGHT, Theme
from headlight.viz.style.words import ENGLISH, Words


@dataclass(frozen=True)
class Look:
    """Theme and words; `Look()` is light and English."""

    theme: Theme = LIGHT
    words: Words = ENGLISH


DEFAULT_LOOK = Look()
