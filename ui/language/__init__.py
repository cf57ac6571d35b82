"""Every word on the page, in English and Chinese. A catalogue with a string missing does not even import."""

from headlight.ui.language.chinese import CHINESE
from headlight.ui.language.english import ENGLISH
from headlight.ui.language.words import Words

CATALOGUES: dict[str, Words] = {"en": ENGLISH, "zh": CHINESE}

__all__ = ["CATALOGUES", "CHINESE", "ENGLISH", "Words"]
