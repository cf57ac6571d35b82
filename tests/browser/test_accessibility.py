"""axe-core finds nothing serious on any page, light or dark, in either language."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import settle

pytestmark = pytest.mark.browser

PAGES = {
    "": "[data-reading]",
    "history": ".st-key-history_card_xlnet .js-plotly-plot",
    "positions": ".st-key-map .js-plotly-plot",
    "compare": ".st-key-compare_maps .js-plotly-plot",
    "learning": ".hl-scrubber[data-state=ready]",
    "cost": ".st-key-cost_parts .js-plotly-plot",
}
TAKEN = """scheme => { const app = document.querySelector(".stApp");
  return !app || getComputedStyle(app).colorScheme === scheme; }"""
SERIOUS = {"serious", "critical"}


@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious(lasting_page: Any, app_url: Callable[[str], str], path: str) -> None:
    page = lasting_page
    turn(page, "light")
    page.goto(f"{app_url('app.py')}/{path}?lang=en")
    page.get_by_role("radio", name="English", checked=True).wait_for()
    page.wait_for_selector(PAGES[path])
    check(page)
    turn(page, "dark")
    page.get_by_role("radiogroup", name="Language").get_by_role("radio", name="中文").click()
    page.get_by_test_id("stTopNavLink").filter(has_text="探索").wait_for()
    page.wait_for_selector(PAGES[path])
    check(page)


def turn(page: Any, scheme: str) -> None:
    """Light or dark, once Streamlit has taken it where it is there: what is drawn next asks it."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(TAKEN, arg=scheme)


def check(page: Any) -> None:
    """Let axe-core look at the page once it is drawn, and does not draw itself again while it measures."""
    settle(page)
    page.get_by_test_id("stProgress").first.wait_for(state="detached")
    settle(page)
    found = Axe().run(page).response["violations"]
    serious = [fault for fault in found if fault["impact"] in SERIOUS]
    assert not serious, "\n".join(described(fault) for fault in serious)


def described(fault: dict[str, Any]) -> str:
    """What is wrong, and where."""
    places = "\n    ".join(node["html"][:200] for node in fault["nodes"][:5])
    return f"{fault['impact']} {fault['id']}: {fault['help']} ({len(fault['nodes'])})\n    {places}"
