"""How a figure is to be drawn: in which colours and in which language."""

from dataclasses import dataclass

from headlight import translations
from headlight.viz.style.theme import LIGHT, Theme
from headlight.viz.style.words import ENGLISH, Words


@dataclass(frozen=True)
class Look:
    """Theme and words; `Look()` is light and English."""

    theme: Theme = LIGHT
    words: Words = ENGLISH

    @property
    def language(self) -> str:
        """The language of the words."""
        return self.words.language

    def t(self, key: str, /, **arguments: object) -> str:
        """The message of a key in the language of the figure, see `translations.t`."""
        return translations.t(key, self.language, **arguments)


DEFAULT_LOOK = Look()
