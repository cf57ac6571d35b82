"""The workbench in a real Chromium: what is drawn, and what a click or a key does."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops

from tests.browser.bench import (
    cells,
    click_cell,
    click_head,
    heatmap,
    line,
    mosaic,
    open_bench,
    picture,
    state,
    table,
    title,
    wait_for_line,
    wait_for_server,
)
from tests.browser.pages import TWO_FRAMES, settle, wait_until_exact

pytestmark = pytest.mark.browser


HELD = """(times) => { for (let i = 0; i < times; i++)
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true })); }"""


@pytest.fixture
def bench(page: Any, app_url: Callable[[str], str]) -> Callable[..., Any]:
    """`bench("layers=2")` opens the workbench and waits until its first map is drawn."""
    return lambda query="": open_bench(page, app_url, query)


class Wire:
    """The page's line to the server, which a test may cut, or hold back what is said there until later."""

    def __init__(self, page: Any) -> None:
        self.cut = self.held = False
        self.waiting: list[Callable[[], None]] = []
        page.route_web_socket(re.compile("_stcore/stream"), self.connect)

    def connect(self, socket: Any) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: self.carry(lambda: server.send(message)))
        server.on_message(lambda message: self.carry(lambda: socket.send(message)))

    def carry(self, send: Callable[[], None]) -> None:
        if self.held:
            self.waiting.append(send)
        elif not self.cut:
            send()

    def release(self) -> None:
        self.held = False
        for send in self.waiting:
            send()
        self.waiting.clear()


def runs(page: Any) -> int:
    return int(page.get_by_text(re.compile(r"^runs: ")).text_content().removeprefix("runs: "))


def share_different(a: Image.Image, b: Image.Image) -> float:
    """The share of pixels that differ visibly."""
    difference = ImageChops.difference(a, b).convert("L").point(lambda value: 255 * (value > 40))
    return difference.histogram()[255] / (a.width * a.height)


def test_mosaic_and_map_are_painted(bench):
    page = bench()
    for element in (mosaic(page), heatmap(page)):
        assert len(picture(element).getcolors(1_000_000)) > 20
    assert title(page).startswith("L0H0")
    assert line(page).startswith("L0H0 selected; strongest: ")


def test_a_head_is_drawn_without_the_server(page, bench):
    wire = Wire(page)
    bench()
    before, runs_before = picture(heatmap(page)), runs(page)
    wire.cut = True
    click_head(page, 1, 2)
    page.evaluate(TWO_FRAMES)
    assert line(page).startswith("L1H2 selected; strongest: ")
    assert page.get_by_text("preview", exact=True).is_visible()
    assert state(page) == "preview"
    assert title(page).startswith("L1H2")
    assert share_different(before, picture(heatmap(page))) > 0.02
    assert runs(page) == runs_before


def test_the_preview_looks_like_the_map_that_follows(page, bench):
    wire = Wire(page)
    bench()
    wire.held = True
    click_head(page, 1, 2)
    page.mouse.move(5, 5)
    page.evaluate(TWO_FRAMES)
    assert state(page) == "preview"
    preview = picture(cells(page))
    wire.release()
    wait_until_exact(page)
    settle(page)
    assert share_different(preview, picture(cells(page))) < 0.02


def test_the_server_follows_with_exact_values(bench):
    page = bench()
    click_head(page, 1, 3)
    wait_for_server(page, head=3, query=None)
    wait_until_exact(page)
    assert heatmap(page).locator(".imagelayer image").count() == 1  # the ground alone; the preview is gone
    assert title(page).startswith("L1H3")


def test_a_cell_reaches_python_and_is_framed(bench):
    page = bench()
    click_cell(page, query=7, key=2)
    assert heatmap(page).locator(".shapelayer path").count() == 3
    wait_for_line(page, "L0H0 selected; 把 → ·sat, ")
    wait_for_server(page, head=0, query=7, key=2)
    rows = table(page).get_by_role("row")
    rows.nth(12).get_by_text("–", exact=True).wait_for()
    assert rows.count() == 1 + 12


def test_a_cell_is_kept_from_head_to_head(bench):
    page = bench()
    click_cell(page, query=7, key=2)
    click_head(page, 0, 1)
    wait_for_line(page, "L0H1 selected; 把 → ·sat, ")
    wait_for_server(page, head=1, query=7, key=2)


def test_arrows_walk_through_heads(bench):
    page = bench()
    mosaic(page).focus()
    for key, name in (("ArrowRight", "L0H1"), ("ArrowDown", "L1H1"), ("End", "L1H3"), ("ArrowLeft", "L1H2")):
        page.keyboard.press(key)
        wait_for_line(page, f"{name} selected")
    canvas = mosaic(page)
    assert "L1H2" in canvas.get_attribute("aria-label")
    active = canvas.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").text_content() == "L1H2"
    assert canvas.locator("[aria-selected=true]").count() == 1


def test_arrows_walk_through_cells_and_escape_leaves(bench):
    page = bench()
    heatmap(page).focus()
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
    mosaic(page).focus()
    page.keyboard.press("ArrowRight")
    for element in (mosaic(page), heatmap(page)):
        element.focus()
        assert element.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_a_held_arrow_asks_the_server_once_or_twice(bench):
    page = bench("layers=2&heads=12")
    before = runs(page)
    mosaic(page).focus()
    page.evaluate(HELD, 11)
    wait_for_line(page, "L0H11 selected")
    wait_for_server(page, head=11)
    wait_until_exact(page)
    assert runs(page) - before <= 3


def test_zoom_is_kept_from_head_to_head(bench):
    page = bench()
    plot = cells(page).bounding_box()
    page.mouse.move(plot["x"] + 0.2 * plot["width"], plot["y"] + 0.2 * plot["height"])
    page.mouse.down()
    page.mouse.move(plot["x"] + 0.7 * plot["width"], plot["y"] + 0.7 * plot["height"], steps=5)
    page.mouse.up()
    zoomed = "() => document.querySelector('[data-reading] .js-plotly-plot').layout.xaxis.range"
    page.wait_for_function(f"() => {{ const [a, b] = ({zoomed})(); return b - a < 9 }}")
    before = [round(x, 1) for x in page.evaluate(zoomed)]
    click_head(page, 1, 1)
    wait_for_server(page, head=1)
    wait_until_exact(page)
    assert [round(x, 1) for x in page.evaluate(zoomed)] == before


def test_a_head_of_other_axes_waits_for_its_figure(bench):
    page = bench("kinds=1")
    mosaic(page).focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    wait_for_line(page, "L0H0 · decoder cross selected")
    wait_until_exact(page)
    assert heatmap(page).locator(".xtick").count() == 9
    assert heatmap(page).locator(".ytick").count() == 5
