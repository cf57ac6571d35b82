"""Long texts in a real Chromium: a pooled mosaic, a window that moves, its numbers, and how many bytes travel."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import ImageChops

from tests.browser.bench import (
    cells,
    heatmap,
    line,
    lines,
    mosaic,
    open_bench,
    overview,
    picture,
    tokens,
    wait_for_server,
)
from tests.browser.pages import wait_until_exact
from tests.ui.random_traces import random_trace

pytestmark = pytest.mark.browser

LAYERS, HEADS, N = 2, 4, 1024
QUERY = f"layers={LAYERS}&heads={HEADS}&tokens={N}"
BUDGET = 2_000_000
WINDOW = 256
WINDOW_SAID = re.compile(r"^queries [\d,]+–[\d,]+ of 1,024, keys [\d,]+–[\d,]+ of 1,024$")
SLOWLY = """() => {
  const { arrayBuffer } = Response.prototype;
  Response.prototype.arrayBuffer = async function () {
    await new Promise((done) => { window.inflating = done; });
    Response.prototype.arrayBuffer = arrayBuffer;
    return arrayBuffer.call(this);
  };
}"""
PLOT = "document.querySelector('[data-reading] .js-plotly-plot')"
NUMBERS = f"""() => {{
  const {{ x, y, z }} = {PLOT}._fullData[0];
  return {{ x: Array.from(x), y: Array.from(y), rows: z.map(row => Array.from(row)) }};
}}"""


@pytest.fixture(scope="module")
def opened(lasting_page: Any, app_url: Callable[[str], str]) -> tuple[Any, list[int]]:
    """The workbench over a long text, opened once, and the sizes of what the server sends."""
    sizes: list[int] = []
    lasting_page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda data: sizes.append(len(data)))
    )
    return open_bench(lasting_page, app_url, QUERY), sizes


@pytest.fixture
def bench(opened: tuple[Any, list[int]]) -> Any:
    """The same page, its window in the upper left corner."""
    page, _ = opened
    press(page, "Home")
    wait_until_loaded(page, "queries 0–255 of 1,024, keys 0–255 of 1,024")
    return page


def said(page: Any) -> str:
    return str(page.get_by_text(WINDOW_SAID).first.text_content())


def wait_until_loaded(page: Any, start: str) -> None:
    """Until the window begins there, and its exact numbers are drawn."""
    page.get_by_text(re.compile(f"^{start}")).first.wait_for()
    wait_until_exact(page)
    assert page.get_by_text(re.compile("^loading")).count() == 0


def press(page: Any, *keys: str) -> None:
    overview(page).focus()
    for key in keys:
        page.keyboard.press(key)


def drawn(page: Any) -> tuple[int, int, np.ndarray]:
    """First query, first key and weights of the map on the plot, masked ones NaN."""
    found = page.evaluate(NUMBERS)
    return found["y"][0], found["x"][0], np.array(found["rows"], dtype=np.float32)


def own(row: int, column: int, layer: int = 0, head: int = 0) -> np.ndarray:
    """The trace's own numbers there."""
    weights = random_trace(LAYERS, HEADS, N).steps[layer].weights(head)
    return weights[row : row + WINDOW, column : column + WINDOW]


def test_a_mosaic_appears_and_bytes_stay_bounded(opened):
    page, received = opened
    assert len(picture(mosaic(page)).getcolors(1_000_000)) > 20
    page.get_by_text("long text, pooled: tiles show").wait_for()
    assert LAYERS * HEADS * N * N > 4 * BUDGET
    assert sum(received) < 2 * BUDGET
    received.clear()
    press(page, "End")
    wait_until_loaded(page, "queries 768–1,023 of 1,024, keys 768–1,023 of 1,024")
    assert sum(received) < 12 * WINDOW**2  # one window and what is said of it, no other head's


def test_the_window_moves_and_shows_the_traces_own_numbers(bench):
    press(bench, "Shift+ArrowDown", "ArrowDown", "ArrowRight")
    wait_until_loaded(bench, "queries 320–575 of 1,024, keys 64–319 of 1,024")
    row, column, weights = drawn(bench)
    assert (row, column) == (320, 64)
    np.testing.assert_allclose(np.nan_to_num(weights), own(320, 64), atol=1e-6)
    assert bench.get_by_text("'window': '320,64'").count() == 1  # as a link has it


def test_a_preview_comes_at_once_and_the_axes_with_it(bench):
    press(bench, "Shift+ArrowDown")
    bench.wait_for_function(
        "() => document.querySelector('[data-reading] .js-plotly-plot').layout.yaxis.range.includes(511.5)"
    )
    assert heatmap(bench).locator(".annotation-text").text_content() == said(bench)
    ticks = heatmap(bench).locator(".ytick").count()
    assert 4 <= ticks <= 32
    wait_until_loaded(bench, "queries 256–511")
    assert heatmap(bench).locator(".ytick").count() == ticks


def test_a_click_and_a_drag_move_it_too(bench):
    box = overview(bench).bounding_box()
    x, y = box["x"] + 0.5 * box["width"], box["y"] + 0.75 * box["height"]
    bench.mouse.click(x, y)
    wait_until_loaded(bench, "queries 6")
    keys = said(bench).split(", keys")[1]
    bench.mouse.move(x, y)
    bench.mouse.down()
    bench.mouse.move(x, box["y"] - 50, steps=4)
    bench.mouse.up()
    wait_until_loaded(bench, "queries 0–255")
    assert said(bench).split(", keys")[1] == keys


def test_another_head_keeps_the_window(bench):
    press(bench, "ArrowDown")
    mosaic(bench).focus()
    bench.keyboard.press("ArrowDown")
    bench.get_by_text("server: decoder.self.1 head 0").wait_for()
    wait_until_loaded(bench, "queries 64–319 of 1,024, keys 0–255")
    np.testing.assert_allclose(np.nan_to_num(drawn(bench)[2]), own(64, 0, layer=1), atol=1e-6)
    mosaic(bench).focus()
    bench.keyboard.press("ArrowUp")


def test_tiles_may_show_the_largest_weight_and_a_head_be_chosen_while_they_are_inflated(bench):
    mean = picture(mosaic(bench))
    bench.evaluate(SLOWLY)
    bench.get_by_role("radio", name="largest").check()
    bench.wait_for_function("() => window.inflating")
    mosaic(bench).press("ArrowRight")
    assert line(bench).startswith("L0H1 selected")
    assert bench.get_by_text("overview: mean of").count() == 1  # what there was stays
    bench.evaluate("() => window.inflating()")
    bench.get_by_text("overview: largest of").wait_for()
    assert ImageChops.difference(mean, picture(mosaic(bench))).getbbox() is not None
    bench.get_by_text("'pooling': 'maximum'").wait_for()
    wait_for_server(bench, head=1)
    assert line(bench).startswith("L0H1 selected")
    mosaic(bench).press("ArrowLeft")
    wait_for_server(bench, head=0)


def test_a_cell_is_the_tokens_own_and_arrows_take_the_window_along(bench):
    plot = cells(bench).bounding_box()
    x, y = plot["x"] + 0.25 * plot["width"], plot["y"] + plot["height"] - 0.5
    bench.mouse.move(x, y)
    bench.mouse.click(x, y)
    bench.get_by_text(re.compile(r"server: .* query 255 key 6\d")).wait_for()
    key = int(re.search(r"key (\d+)", bench.get_by_text("server: ").text_content())[1])
    wait_until_exact(bench)
    assert line(bench).endswith(f", {own(0, 0)[255, key]:.2f}")
    heatmap(bench).focus()
    bench.keyboard.press("ArrowDown")
    wait_for_server(bench, query=256)
    wait_until_loaded(bench, "queries 128–383")


def test_lines_and_text_are_of_the_window(bench):
    press(bench, "Shift+ArrowDown", "Shift+ArrowRight")
    bench.get_by_role("radio", name="Lines").check()
    bench.get_by_text(re.compile(r"^\d+ of \d+ lines$")).wait_for()
    assert "256 queries" in lines(bench).get_attribute("aria-label")
    bench.get_by_text(re.compile("√weight · queries 256–511")).wait_for()
    bench.get_by_role("radio", name="Text").check()
    tokens(bench).nth(255).wait_for()
    assert tokens(bench).count() == 256
    tokens(bench).nth(7).click()
    wait_for_server(bench, query=263)
    press(bench, "ArrowLeft")  # other keys than queries: two passages
    tokens(bench).nth(511).wait_for()
    assert tokens(bench).count() == 512
