"""Every word on the page, in English and Chinese. A catalogue with a string missing does not even import."""

from ui.language.chinese import CHINESE
from ui.language.english import ENGLISH
from ui.language.words import Words

CATALOGUES: dict[str, Words] = {"en": ENGLISH, "zh": CHINESE}

__all__ = ["CATALOGUES", "CHINESE", "ENGLISH", "Words"]
