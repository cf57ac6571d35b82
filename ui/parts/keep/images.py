"""A figure of the page as an image, made in the browser: two buttons, PNG and SVG.

The browser has the figure as the visitor left it, zoom included, and the fonts it is drawn in. plotly.js is the
workbench's own, already in the browser's cache.
"""

from headlight.ui.component import component
from headlight.ui.words import language


def image_buttons(place: str, name: str, key: str) -> None:
    """Draw the buttons.

    Args:
        place: a CSS selector of the figure, or of what is around it.
        name: of the file, without its ending.
        key: of the buttons on the page.
    """
    component("headlight_images", "keep/images.js", "mountImages", ("keep/images.css",))(
        key=key, data={"place": place, "name": name, "language": language()}
    )
