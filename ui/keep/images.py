"""A figure of the page as an image, made in the browser: two buttons, PNG and SVG.

The browser has the figure as the visitor left it, zoom included, and the fonts it is drawn in. plotly.js is the
workbench's own, already in the browser's cache.
"""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from headlight.ui.assets import FIND_ROOT, serve
from headlight.ui.keep.words import keep_words

SCRIPT, STYLE = (Path(__file__).with_name(f"images.{kind}") for kind in ("js", "css"))


def image_buttons(place: str, name: str, key: str) -> None:
    """Draw the buttons.

    Args:
        place: a CSS selector of the figure, or of what is around it.
        name: of the file, without its ending.
        key: of the buttons on the page.
    """
    words = keep_words()
    modules, library = serve()
    component()(
        key=key,
        data={
            "place": place,
            "name": name,
            "modules": modules.replace("index.js", "library.js"),
            "library": library,
            "words": {"png": words.png, "svg": words.svg, "failed": words.image_failed},
        },
    )


@cache
def component() -> ComponentRenderer:
    """The component, declared once."""
    return st.components.v2.component(
        "headlight_images",
        css=STYLE.read_text(encoding="utf-8"),
        js=FIND_ROOT + SCRIPT.read_text(encoding="utf-8"),
        isolate_styles=False,
    )
