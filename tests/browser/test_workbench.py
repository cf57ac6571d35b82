"""The workbench in a real Chromium: what is drawn, and what a click or a key does."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops

from tests.browser.bench import (
    click_cell,
    click_head,
    line,
    open_bench,
    picture,
    wait_for_line,
    wait_for_server,
)
from tests.browser.pages import wait_until_exact

pytestmark = pytest.mark.browser


HELD = """(times) => { for (let i = 0; i < times; i++)
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true })); }"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def bench(page: Any, app_url: Callable[[str], str]) -> Callable[..., Any]:
    """`bench("layers=2")` opens the workbench and waits until its first map is drawn."""
    return lambda query="": open_bench(page, app_url, query)


class Wire:
    """The page's line to the server, which a test may cut."""

    def __init__(self, page: Any) -> None:
        self.cut = False
        page.route_web_socket(re.compile("_stcore/stream"), self.connect)

    def connect(self, socket: Any) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: None if self.cut else server.send(message))
        server.on_message(lambda message: None if self.cut else socket.send(message))


def runs(page: Any) -> int:
    return int(page.get_by_text(re.compile(r"^runs: ")).text_content().removeprefix("runs: "))


def share_different(a: Image.Image, b: Image.Image) -> float:
    """The share of pixels that differ visibly."""
    difference = ImageChops.difference(a, b).convert("L").point(lambda value: 255 * (value > 40))
    return difference.histogram()[255] / (a.width * a.height)


def test_mosaic_and_map_are_painted(bench):
    page = bench()
    for selector in ("canvas.hl-mosaic", ".hl-plot"):
        assert len(picture(page, selector).getcolors(1_000_000)) > 20
    assert page.locator(".hl-plot .gtitle").text_content().startswith("L0H0")
    assert line(page).startswith("L0H0 selected; strongest: ")


def test_a_head_is_drawn_without_the_server(page, bench):
    wire = Wire(page)
    bench()
    wait_until_exact(page)
    before, runs_before = picture(page, ".hl-plot"), runs(page)
    wire.cut = True
    click_head(page, 1, 2)
    page.evaluate(TWO_FRAMES)
    assert line(page).startswith("L1H2 selected; strongest: ")
    assert page.locator(".hl-badge").text_content() == "preview"
    assert page.locator(".hl-plot .gtitle").text_content().startswith("L1H2")
    assert share_different(before, picture(page, ".hl-plot")) > 0.02
    assert runs(page) == runs_before


def test_the_preview_looks_like_the_map_that_follows(page, bench):
    bench()
    wait_until_exact(page)
    click_head(page, 1, 2)
    page.evaluate(TWO_FRAMES)
    preview = picture(page, ".hl-plot .draglayer .nsewdrag")
    page.mouse.move(5, 5)
    wait_until_exact(page)
    page.wait_for_timeout(300)
    assert share_different(preview, picture(page, ".hl-plot .draglayer .nsewdrag")) < 0.02


def test_the_server_follows_with_exact_values(bench):
    page = bench()
    click_head(page, 1, 3)
    wait_for_server(page, head=3, query=None)
    wait_until_exact(page)
    assert page.locator(".hl-plot .imagelayer image").count() == 1  # the ground alone; the preview is gone
    assert page.locator(".hl-plot .gtitle").text_content().startswith("L1H3")


def test_a_cell_reaches_python_and_is_framed(bench):
    page = bench()
    click_cell(page, query=7, key=2)
    assert page.locator(".hl-plot .shapelayer path").count() == 3
    wait_for_line(page, "L0H0 selected; 把 → ·sat, ")
    wait_for_server(page, head=0, query=7, key=2)
    masked = page.locator("table.hl-unseen tbody tr:nth-child(12) td:last-child", has_text="–")
    masked.wait_for(state="attached")
    assert page.locator("table.hl-unseen tbody tr").count() == 12


def test_a_cell_is_kept_from_head_to_head(bench):
    page = bench()
    click_cell(page, query=7, key=2)
    click_head(page, 0, 1)
    wait_for_line(page, "L0H1 selected; 把 → ·sat, ")
    wait_for_server(page, head=1, query=7, key=2)


def test_arrows_walk_through_heads(bench):
    page = bench()
    page.locator("canvas.hl-mosaic").focus()
    for key, name in (("ArrowRight", "L0H1"), ("ArrowDown", "L1H1"), ("End", "L1H3"), ("ArrowLeft", "L1H2")):
        page.keyboard.press(key)
        wait_for_line(page, f"{name} selected")
    canvas = page.locator("canvas.hl-mosaic")
    assert "L1H2" in canvas.get_attribute("aria-label")
    active = canvas.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").text_content() == "L1H2"
    assert page.locator("canvas.hl-mosaic [aria-selected=true]").count() == 1


def test_arrows_walk_through_cells_and_escape_leaves(bench):
    page = bench()
    page.locator(".hl-heatmap").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    wait_for_line(page, "L0H0 selected; ·cat → ·cat, ")
    page.keyboard.press("Enter")
    wait_for_server(page, query=1, key=1)
    page.keyboard.press("Escape")
    wait_for_line(page, "L0H0 selected; strongest")
    wait_for_server(page, query=None, key=None)


def test_focus_can_be_seen(bench):
    page = bench()
    page.locator("canvas.hl-mosaic").focus()
    page.keyboard.press("ArrowRight")
    for selector in ("canvas.hl-mosaic", ".hl-heatmap"):
        page.locator(selector).focus()
        outline = page.locator(selector).evaluate("e => getComputedStyle(e).outlineStyle")
        assert outline == "solid", selector


def test_a_held_arrow_asks_the_server_once_or_twice(bench):
    page = bench("layers=2&heads=12")
    before = runs(page)
    page.locator("canvas.hl-mosaic").focus()
    page.evaluate(HELD, 11)
    wait_for_line(page, "L0H11 selected")
    wait_for_server(page, head=11)
    wait_until_exact(page)
    assert runs(page) - before <= 3


def test_zoom_is_kept_from_head_to_head(bench):
    page = bench()
    plot = page.locator(".hl-plot .nsewdrag").first.bounding_box()
    page.mouse.move(plot["x"] + 0.2 * plot["width"], plot["y"] + 0.2 * plot["height"])
    page.mouse.down()
    page.mouse.move(plot["x"] + 0.7 * plot["width"], plot["y"] + 0.7 * plot["height"], steps=5)
    page.mouse.up()
    zoomed = "() => document.querySelector('.hl-plot').layout.xaxis.range.map(x => Math.round(10 * x))"
    page.wait_for_function(f"() => {{ const [a, b] = ({zoomed})(); return b - a < 90 }}")
    before = page.evaluate(zoomed)
    click_head(page, 1, 1)
    wait_for_server(page, head=1)
    wait_until_exact(page)
    assert page.evaluate(zoomed) == before


def test_a_head_of_other_axes_waits_for_its_figure(bench):
    page = bench("kinds=1")
    page.locator("canvas.hl-mosaic").focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    wait_for_line(page, "L0H0 · decoder cross selected")
    wait_until_exact(page)
    assert page.locator(".hl-plot .xtick").count() == 9
    assert page.locator(".hl-plot .ytick").count() == 5
