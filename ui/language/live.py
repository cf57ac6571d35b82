"""What is said where a small network learns, by language."""

from collections.abc import Mapping

from headlight.ui.language.live_chinese import CHINESE
from headlight.ui.language.live_english import ENGLISH
from headlight.ui.language.live_words import LiveWords

LIVE: Mapping[str, LiveWords] = {"en": ENGLISH, "zh": CHINESE}

__all__ = ["CHINESE", "ENGLISH", "LIVE", "LiveWords"]
