"""axe-core finds nothing serious on any page, light or dark, in either language."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import settle

pytestmark = pytest.mark.browser

PAGES = {
    "": "[data-reading]",
    "history": ".js-plotly-plot",
    "positions": ".js-plotly-plot",
    "compare": ".js-plotly-plot",
    "learning": ".js-plotly-plot",
    "cost": ".js-plotly-plot",
}
SERIOUS = {"serious", "critical"}


@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious(page: Any, app_url: Callable[[str], str], path: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{app_url('app.py')}/{path}?lang=en")
    page.wait_for_selector(PAGES[path])
    check(page)
    page.emulate_media(color_scheme="dark")
    page.get_by_role("radiogroup", name="Language").get_by_role("radio", name="中文").click()
    page.get_by_test_id("stTopNavLink").filter(has_text="探索").wait_for()
    page.wait_for_selector(PAGES[path])
    check(page)


def check(page: Any) -> None:
    """Let axe-core look at the page once it is drawn."""
    settle(page)
    found = Axe().run(page).response["violations"]
    serious = [fault for fault in found if fault["impact"] in SERIOUS]
    assert not serious, "\n".join(described(fault) for fault in serious)


def described(fault: dict[str, Any]) -> str:
    """What is wrong, and where."""
    places = "\n    ".join(node["html"][:200] for node in fault["nodes"][:5])
    return f"{fault['impact']} {fault['id']}: {fault['help']} ({len(fault['nodes'])})\n    {places}"
