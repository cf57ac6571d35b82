"""The workbench on its page, in a real Chromium: what never leaves it, what travels, how it comes and goes."""

from collections.abc import Callable
from typing import Any

import pytest

from headlight.ui.parts.workbench import pack
from tests.browser.bench import (
    HOSTILE,
    click_cell,
    click_head,
    heatmap,
    mosaic,
    open_bench,
    picture,
    table,
    wait_for_line,
    wait_for_server,
)
from tests.browser.pages import WORKBENCH, assert_fits, wait_until_exact
from tests.ui.random_traces import random_trace

pytestmark = pytest.mark.browser


@pytest.fixture
def bench(page: Any, app_url: Callable[[str], str]) -> Callable[..., Any]:
    """`bench("layers=2")` opens the workbench and waits until its first map is drawn."""
    return lambda query="": open_bench(page, app_url, query)


def test_hostile_tokens_stay_text(page, bench):
    alerts = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    bench()
    click_cell(page, query=5, key=5)
    wait_for_line(page, f"L0H0 selected; {HOSTILE} → {HOSTILE}, ")
    table(page).get_by_role("caption").filter(has_text="onerror").wait_for()
    assert page.locator(WORKBENCH).locator("img").count() == 0
    assert heatmap(page).locator(".ytick").get_by_text("<b>bold</b>").count() == 1
    assert not alerts


def test_weights_and_library_travel_once(page, bench):
    deflated = pack(random_trace(4, 8, 64)).codes.deflated.tobytes()
    frames, asked = [], []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(data)))
    page.on("request", lambda request: asked.append(request.url))
    bench("layers=4&heads=8&tokens=64")
    click_head(page, 2, 2, layers=4, heads=8)
    wait_for_server(page, head=2)
    wait_until_exact(page)
    assert sum(deflated in bytes(frame) for frame in frames if not isinstance(frame, str)) == 1
    page.reload()
    wait_until_exact(page)
    assert sum("plotly.min.js" in url for url in asked) == 1
    assert page.locator(".modebar-btn[data-title*=hare]").count() == 0  # no button that uploads the text


def test_the_head_switch_is_measured(bench):
    page = bench()
    click_head(page, 1, 1)
    page.wait_for_function("() => performance.getEntriesByName('headlight:head-switch').length === 1")


def test_nothing_sticks_out_however_wide_the_page(bench):
    page = bench("layers=2&heads=12")
    for width in (390, 768, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert_fits(page, width)
        own, parent = mosaic(page), mosaic(page).locator("xpath=ancestor::section")
        assert own.bounding_box()["width"] <= parent.bounding_box()["width"]


def test_running_again_leaves_it_alone(bench):
    page = bench()
    mosaic(page).evaluate("canvas => { canvas.mark = 1 }")
    page.get_by_role("button", name="again").click()
    page.get_by_text("runs: 2").wait_for()
    assert mosaic(page).evaluate("canvas => canvas.mark") == 1
    assert page.locator(WORKBENCH).count() == 1


def test_it_can_leave_and_come_back(page, bench):
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    bench()
    click_head(page, 1, 1)
    wait_for_server(page, head=1)
    page.get_by_text("shown", exact=True).click()
    page.locator(WORKBENCH).wait_for(state="detached")
    page.get_by_text("shown", exact=True).click()
    wait_until_exact(page)
    wait_for_line(page, "L1H1 selected")
    click_head(page, 0, 2)
    wait_for_server(page, head=2)
    assert not errors


def test_tiles_take_the_themes_colours(bench):
    for query, is_dark in (("dark=1", True), ("", False)):
        image = picture(mosaic(bench(query)))
        assert (sum(image.resize((1, 1)).getpixel((0, 0))) < 300) == is_dark
