"""Live training in a real Chromium: charts grow in their places, a reload finds the run, a click chooses a head."""

import re

import pytest

from tests.browser.pages import MAP, address, assert_fits, wait_for_address

pytestmark = pytest.mark.browser

QUICK = "learn=task:previous,n_layers:1,n_heads:2,steps:300"
GROWN = """() => document.querySelector("[data-figure=loss]")?.data?.[0].x.length"""


@pytest.fixture(scope="module")
def learned(lasting_page, app_url):
    """The page with a run that has ended."""
    page = lasting_page
    page.goto(f"{app_url('app.py')}/learning?lang=en&part=live&{QUICK}")
    page.locator(".st-key-live_start button").click()
    # Charts and maps are mounted one by one, in either order.
    page.wait_for_selector("[data-figure=loss] .plot-container", state="attached")
    page.wait_for_selector(f"[data-figure=map_0] {MAP}", state="attached")
    page.evaluate("""() => { document.querySelector("[data-figure=loss]").mark = "the same" }""")
    page.locator(".st-key-live_download").wait_for(timeout=120_000)
    return page


def test_charts_grow_in_their_places(learned):
    learned.wait_for_function(f"() => ({GROWN})() > 40")
    assert learned.evaluate("""() => document.querySelector("[data-figure=loss]").mark""") == "the same"
    assert learned.locator("[data-figure]").count() == 12
    assert learned.get_by_role("figure", name=re.compile(".")).count() == 12


def test_a_click_on_a_tile_chooses_the_head_and_on_a_cell_the_pair(learned):
    tiles = learned.locator("[data-figure=mosaic_0] .nsewdrag")
    tiles.scroll_into_view_if_needed()
    box = tiles.bounding_box()
    learned.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + 0.4 * box["height"])
    learned.wait_for_function(
        """() => document.querySelector("[data-figure=map_0] .gtitle")?.textContent.includes("L0H1")"""
    )
    learned.wait_for_function(
        """() => document.querySelector("[data-figure=score]").textContent.includes("L0H1")"""
    )
    cells = learned.locator("[data-figure=map_0] .nsewdrag")
    cells.scroll_into_view_if_needed()
    box = cells.bounding_box()
    learned.mouse.click(box["x"] + 2.5 / 16 * box["width"], box["y"] + 5.5 / 16 * box["height"])
    learned.wait_for_function(
        """() => /\\(5\\) → .*\\(2\\)/.test(document.querySelector("[data-figure=score]").textContent)"""
    )


def test_a_reload_finds_the_run(learned):
    name = address(learned)["run"]
    learned.reload()
    learned.wait_for_selector(f"[data-figure=map_0] {MAP}", state="attached")
    wait_for_address(learned, run=name)
    assert learned.evaluate(GROWN) > 40


def test_nothing_sticks_out_on_a_phone(learned):
    learned.set_viewport_size({"width": 390, "height": 844})
    assert_fits(learned, 390)
    boxes = [one.bounding_box() for one in learned.locator("[data-figure]").all()]
    assert all(box["x"] + box["width"] <= 390 for box in boxes)
