"""Every word that people read, one Fluent file a language: `t("changes-undo-all")`.

https://projectfluent.org/fluent/guide/ has the syntax. A language is a file: `en.ftl` is the one that every other falls
back to, and docs/adding-a-language.md says how to bring a third.
"""

from headlight.translations.browser import browser_words, write_words
from headlight.translations.catalogue import Catalogue, Translate
from headlight.translations.folder import ENGLISH, languages, t, translate_to

__all__ = [
    "ENGLISH",
    "Catalogue",
    "Translate",
    "browser_words",
    "languages",
    "t",
    "translate_to",
    "write_words",
]
