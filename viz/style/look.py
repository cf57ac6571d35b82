"""How a figure is to be drawn: in which colours and in which language."""

from dataclasses import dataclass

from headlight import translations
from headlight.model.site import Site
from headlight.viz.style.theme import LIGHT, Theme


@dataclass(frozen=True)
class Look:
    """Theme and language; `Look()` is light and English."""

    theme: Theme = LIGHT
    language: str = translations.ENGLISH

    def t(self, key: str, /, **arguments: object) -> str:
        """The message of a key in the language of the figure, see `translations.t`."""
        return translations.t(key, self.language, **arguments)

    def site(self, site: Site) -> str:
        """Stack and kind of a site, without its layer: `decoder · self-attention`."""
        stack = self.t("term-encoder" if site.stack == "encoder" else "term-decoder")
        return f"{stack} · {self.t(f'figure-site-{site.kind}')}"


DEFAULT_LOOK = Look()
