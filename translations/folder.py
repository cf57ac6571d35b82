"""The languages of this folder. A file is read when somebody first asks for its language."""

from functools import cache
from pathlib import Path

from headlight.translations.catalogue import Catalogue, Translate

FOLDER = Path(__file__).parent
ENGLISH = "en"


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages there are, English first."""
    return ENGLISH, *sorted(file.stem for file in FOLDER.glob("*.ftl") if file.stem != ENGLISH)


@cache
def catalogue(language: str) -> Catalogue:
    """The messages of a language; what it lacks is English.

    Raises:
        FileNotFoundError: there is no such language.
    """
    return Catalogue(FOLDER / f"{language}.ftl", None if language == ENGLISH else lambda: catalogue(ENGLISH))


def translate_to(language: str) -> Translate:
    """`t` of one language."""
    return catalogue(language).t


def t(key: str, language: str = ENGLISH, /, **arguments: object) -> str:
    """The message of a key in a language, its placeholders filled.

    Raises:
        KeyError: no message has this key.
        ValueError: a placeholder of the message was given nothing.
    """
    return catalogue(language).t(key, **arguments)
