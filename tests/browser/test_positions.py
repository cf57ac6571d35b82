"""Positions in a real Chromium: four sections, their links, hostile text, a phone."""

from urllib.parse import quote

import pytest

from tests.browser.pages import HOSTILE, MAP, address, wait_for_address

pytestmark = pytest.mark.browser

SENTENCE = "text=The+cat+sat."


def opened(page, url: str, query: str):
    """The page, once something is drawn and the server is done."""
    page.goto(f"{url}/positions?lang=en&{query}")
    page.wait_for_selector(".js-plotly-plot")
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
    return page


def test_sections_go_into_the_link_and_a_link_reopens_them(page, app_url):
    opened(page, app_url("app.py"), SENTENCE)
    page.get_by_role("radio", name="In attention", exact=True).click()
    page.wait_for_selector(f".st-key-positions_map_rotary {MAP}", state="attached")
    wait_for_address(page, section="attention", text="The cat sat.", positions_head="L0H0")
    page.reload()
    page.wait_for_selector(f".st-key-positions_map_rotary {MAP}", state="attached")
    assert address(page)["section"] == "attention"
    page.get_by_role("radio", name="The encoding", exact=True).click()
    page.wait_for_selector(f".st-key-map {MAP}", state="attached")
    wait_for_address(page, section="encoding", encoding="sinusoidal")
    assert "text" not in address(page)


def test_what_was_typed_is_text_and_nothing_sticks_out_on_a_phone(page, app_url):
    page.set_viewport_size({"width": 390, "height": 844})
    query = f"section=attention&positions_split=rotary&text={quote(HOSTILE)}"
    opened(page, app_url("app.py"), query)
    page.wait_for_selector(".st-key-positions_pairs .js-plotly-plot")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.title() != "owned"
    assert page.locator("img[src=x]").count() == 0
