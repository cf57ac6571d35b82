"""Long texts in a real Chromium: a pooled mosaic, a window that moves, its numbers, and how many bytes travel."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import ImageChops

from tests.browser.bench import line, open_bench, picture, wait_for_server
from tests.browser.pages import wait_until_exact
from tests.ui.random_traces import random_trace

pytestmark = pytest.mark.browser

LAYERS, HEADS, N = 2, 4, 1024
QUERY = f"layers={LAYERS}&heads={HEADS}&tokens={N}"
BUDGET = 2_000_000
WINDOW = 256
SLOWLY = """() => {
  const { arrayBuffer } = Response.prototype;
  Response.prototype.arrayBuffer = async function () {
    await new Promise((done) => { window.inflating = done; });
    Response.prototype.arrayBuffer = arrayBuffer;
    return arrayBuffer.call(this);
  };
}"""
NUMBERS = """() => {
  const { x, y, z } = document.querySelector('.hl-plot')._fullData[0];
  return { x: Array.from(x), y: Array.from(y), rows: z.map(row => Array.from(row)) };
}"""


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
    return str(page.locator(".hl-window").text_content())


def wait_until_loaded(page: Any, start: str) -> None:
    """Until the window begins there, and its exact numbers are drawn."""
    page.wait_for_function(
        """start => document.querySelector('.hl-window').textContent.startsWith(start)
            && document.querySelector('.hl-loading').textContent === ''""",
        arg=start,
    )
    wait_until_exact(page)


def press(page: Any, *keys: str) -> None:
    page.locator(".hl-overview-map").focus()
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
    assert len(picture(page, "canvas.hl-mosaic").getcolors(1_000_000)) > 20
    assert "pooled" in page.locator(".hl-left .hl-note").last.text_content()
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
    bench.wait_for_function("() => document.querySelector('.hl-plot').layout.yaxis.range.includes(511.5)")
    assert bench.locator(".hl-plot .annotation-text").text_content() == said(bench)
    ticks = bench.locator(".hl-plot .ytick").count()
    assert 4 <= ticks <= 32
    wait_until_loaded(bench, "queries 256–511")
    assert bench.locator(".hl-plot .ytick").count() == ticks


def test_a_click_and_a_drag_move_it_too(bench):
    box = bench.locator(".hl-overview-map").bounding_box()
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
    bench.locator("canvas.hl-mosaic").focus()
    bench.keyboard.press("ArrowDown")
    bench.get_by_text("server: decoder.self.1 head 0").wait_for()
    wait_until_loaded(bench, "queries 64–319 of 1,024, keys 0–255")
    np.testing.assert_allclose(np.nan_to_num(drawn(bench)[2]), own(64, 0, layer=1), atol=1e-6)
    bench.locator("canvas.hl-mosaic").focus()
    bench.keyboard.press("ArrowUp")


def test_tiles_may_show_the_largest_weight_and_a_head_be_chosen_while_they_are_inflated(bench):
    mean = picture(bench, "canvas.hl-mosaic")
    bench.evaluate(SLOWLY)
    bench.get_by_role("radio", name="largest").check()
    bench.wait_for_function("() => window.inflating")
    bench.locator("canvas.hl-mosaic").press("ArrowRight")
    assert line(bench).startswith("L0H1 selected")
    assert "mean of" in bench.locator(".hl-overview").text_content()  # what there was stays
    bench.evaluate("() => window.inflating()")
    bench.wait_for_function("() => document.querySelector('.hl-overview').textContent.includes('largest of')")
    assert ImageChops.difference(mean, picture(bench, "canvas.hl-mosaic")).getbbox() is not None
    bench.get_by_text("'pooling': 'maximum'").wait_for()
    wait_for_server(bench, head=1)
    assert line(bench).startswith("L0H1 selected")
    bench.locator("canvas.hl-mosaic").press("ArrowLeft")
    wait_for_server(bench, head=0)


def test_a_cell_is_the_tokens_own_and_arrows_take_the_window_along(bench):
    plot = bench.locator(".hl-plot .nsewdrag").first.bounding_box()
    x, y = plot["x"] + 0.25 * plot["width"], plot["y"] + plot["height"] - 0.5
    bench.mouse.move(x, y)
    bench.mouse.click(x, y)
    bench.get_by_text(re.compile(r"server: .* query 255 key 6\d")).wait_for()
    key = int(re.search(r"key (\d+)", bench.get_by_text("server: ").text_content())[1])
    wait_until_exact(bench)
    assert line(bench).endswith(f", {own(0, 0)[255, key]:.2f}")
    bench.locator(".hl-heatmap").focus()
    bench.keyboard.press("ArrowDown")
    wait_for_server(bench, query=256)
    wait_until_loaded(bench, "queries 128–383")


def test_lines_and_text_are_of_the_window(bench):
    press(bench, "Shift+ArrowDown", "Shift+ArrowRight")
    bench.get_by_role("radio", name="Lines").check()
    bench.wait_for_function("() => /\\d/.test(document.querySelector('.hl-count')?.textContent)")
    assert "256 queries" in bench.locator(".hl-columns").get_attribute("aria-label")
    assert "queries 256–511" in bench.locator(".hl-lines .hl-note").last.text_content()
    bench.get_by_role("radio", name="Text").check()
    bench.wait_for_function("() => document.querySelectorAll('.hl-text .hl-token').length === 256")
    bench.locator(".hl-text .hl-token").nth(7).click()
    wait_for_server(bench, query=263)
    press(bench, "ArrowLeft")  # other keys than queries: two passages
    bench.wait_for_function("() => document.querySelectorAll('.hl-text .hl-token').length === 512")
