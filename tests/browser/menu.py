"""All pages, by the app's own menu, so that a new page is visited too."""

from typing import Any
from urllib.parse import urlsplit

FIGURE = ".js-plotly-plot"
MENU = "[data-testid=stTopNavLink]"


def open_all(page: Any, url: str) -> None:
    """Open the app at this address, then every page of its menu, each until a figure of its own is drawn."""
    page.goto(f"{url}/?lang=en")
    page.wait_for_selector(FIGURE)
    addresses = [link.get_attribute("href") for link in page.locator(MENU).all()]
    assert len(addresses) >= 5
    for address in addresses[1:]:
        page.goto(f"{url}/{urlsplit(address).path.strip('/')}")
        page.wait_for_selector(FIGURE)
        assert page.locator("[data-testid=stException]").count() == 0
