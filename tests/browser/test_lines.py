"""The workbench's lines between tokens, in a real Chromium; and what the mosaic does beside them."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops

from tests.browser.bench import SCRIPT, open_panel, told

pytestmark = pytest.mark.browser


@pytest.fixture
def bench(page: Any, app_url: Callable[[str], str]) -> Callable[[str], Any]:
    """`bench("sort=first")` opens the workbench with its lines."""
    return lambda query="": open_panel(page, app_url, "lines", query)


def token_at(page: Any, side: str, index: int, n: int = 12) -> dict[str, float]:
    """A point on a token, in pixels of the canvas: the columns begin below a heading."""
    box = page.locator("canvas.hl-columns").bounding_box()
    top = 25.2
    return {
        "x": 70 if side == "query" else box["width"] - 70,
        "y": top + (box["height"] - 4 - top) * (index + 0.5) / n,
    }


def click_head(page: Any, layer: int, head: int, modifiers: Any = ()) -> None:
    box = page.locator("canvas.hl-mosaic").bounding_box()
    x, y = 34 + (box["width"] - 34) * (head + 0.5) / 4, 20 + (box["height"] - 20) * (layer + 0.5) / 2
    page.locator("canvas.hl-mosaic").click(position={"x": x, "y": y}, modifiers=list(modifiers))


def wait_for_view(page: Any, words: str) -> None:
    """Until Python has it."""
    page.get_by_text(re.compile(rf"^view: .*{re.escape(words)}")).wait_for()


def picture(page: Any) -> Image.Image:
    return Image.open(io.BytesIO(page.locator("canvas.hl-columns").screenshot())).convert("RGB")


def test_a_token_shows_its_weights_and_python_hears_only_of_the_click(page, bench):
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(data)))
    bench()
    canvas = page.locator("canvas.hl-columns")
    all_lines, before = picture(page), len(sent)
    canvas.hover(position=token_at(page, "query", 7))
    assert told(page).startswith("把 looks at ")
    assert ImageChops.difference(all_lines, picture(page)).getbbox() is not None
    canvas.hover(position=token_at(page, "key", 0))
    assert told(page).startswith("The is looked at by ")
    page.wait_for_timeout(300)
    assert len(sent) == before
    canvas.click(position=token_at(page, "query", 7))
    wait_for_view(page, "'pinned': 'query'")
    page.get_by_text(re.compile("server: .*query 7")).wait_for()
    page.mouse.move(2, 2)
    assert told(page).startswith("把 looks at ")  # it stays
    for name in ("hover", "pin"):
        page.wait_for_function(
            "name => performance.getEntriesByName(`headlight:${name}`).length > 0", arg=name
        )
    canvas.press("Escape")
    assert told(page).startswith("Point at a token")


def test_what_is_told_is_what_the_table_says(page, bench):
    bench()
    page.locator("canvas.hl-columns").click(position=token_at(page, "query", 7))
    page.locator("table.hl-unseen caption", has_text="query 把").wait_for(state="attached")
    rows = page.locator("table.hl-unseen tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    key, weight = max(
        ((key, weight) for _, key, weight in rows if weight != "–"), key=lambda row: float(row[1])
    )
    assert f"looks at {key} {weight}" in told(page)


def test_arrows_walk_through_tokens(page, bench):
    bench()
    canvas = page.locator("canvas.hl-columns")
    canvas.focus()
    for key, start in (
        ("ArrowDown", "The looks"),
        ("ArrowDown", "·cat looks"),
        ("ArrowRight", "·cat is looked"),
    ):
        canvas.press(key)
        assert told(page).startswith(start)
    active = page.locator(f"#{canvas.get_attribute('aria-activedescendant')}")
    assert active.text_content().startswith("·cat is looked at by ")
    canvas.press("Enter")
    wait_for_view(page, "'pinned': 'key'")


def test_heads_are_compared_and_taken_out(page, bench):
    bench()
    click_head(page, 1, 2, ["Shift"])
    chips = page.locator(".hl-chip")
    assert [chip.strip("×") for chip in chips.all_text_contents()] == ["L0H0", "L1H2"]
    wait_for_view(page, "'heads': 'decoder.self.0.0'")
    page.locator("canvas.hl-columns").hover(position=token_at(page, "query", 7))
    assert [line[:6] for line in told(page).split("\n")] == ["L0H0: ", "L1H2: "]
    page.get_by_role("button", name="Compare L1H2 with another").click()
    click_head(page, 0, 3)
    assert [chip.strip("×") for chip in chips.all_text_contents()] == ["L0H0", "L1H2", "L0H3"]
    colours = page.locator(".hl-chip line").evaluate_all("lines => lines.map(l => l.getAttribute('stroke'))")
    assert len(set(colours)) == 3
    page.get_by_role("button", name="Take L0H0 out of the comparison").click()
    assert [chip.strip("×") for chip in chips.all_text_contents()] == ["L1H2", "L0H3"]


def test_heads_of_other_axes_are_refused_with_a_word_why(page, bench):
    bench("kinds=1&compare=decoder.cross.0.1")
    notice = page.locator(".hl-heads .hl-note")
    assert "L0H1 · decoder cross is not drawn" in notice.text_content()
    box = page.locator("canvas.hl-mosaic").bounding_box()
    page.locator("canvas.hl-mosaic").click(position={"x": 80, "y": box["height"] - 20}, modifiers=["Shift"])
    assert "cannot join: its queries or keys are other tokens" in notice.text_content()


def test_the_threshold_takes_lines_away(page, bench):
    bench()

    def drawn() -> int:
        return int(page.locator(".hl-count").text_content().split()[0])

    slider, before = page.locator(".hl-slider"), drawn()
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    assert 0 < drawn() < before
    assert page.locator(".hl-number").text_content() == "0.2"
    slider.press("Home")
    assert drawn() == int(page.locator(".hl-count").text_content().split()[2])
    wait_for_view(page, "'threshold': '0'")


def test_heads_are_ranked_by_a_metric(page, bench):
    bench()
    page.locator(".hl-select").select_option("previous")
    wait_for_view(page, "'sort': 'previous'")
    names = page.locator("canvas.hl-mosaic [role=gridcell]").all_text_contents()
    values = [float(re.search(r"previous token (\S+) ", name)[1]) for name in names]
    assert len(values) == 8
    assert values == sorted(values, reverse=True)
    assert page.locator(".hl-about").text_content().startswith("Weight on the token just before")
    assert "one text has no interval" in page.locator(".hl-about").text_content()
    page.locator("canvas.hl-mosaic").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    page.wait_for_function(
        "name => document.querySelector('.hl-line').textContent.startsWith(name)", arg=names[0].split(",")[0]
    )


def test_each_tile_may_have_its_own_scale(page, bench):
    bench()
    page.get_by_label("each tile’s own").check()
    wait_for_view(page, "'scale': 'head'")
    assert "tiles cannot be compared" in page.locator(".hl-left").text_content()


def test_the_browser_keeps_to_itself_what_the_page_does_not_ask_for(page, app_url):
    page.goto(f"{app_url(SCRIPT)}/?view=0")
    page.wait_for_selector(".hl-plot .heatmaplayer image", state="attached")
    page.get_by_label("Lines", exact=True).check()
    assert page.locator("canvas.hl-columns").is_visible()
    assert page.locator(".hl-heatmap").is_hidden()
    page.get_by_label("Heatmap", exact=True).check()
    page.wait_for_selector(".hl-plot .heatmaplayer image", state="attached")
    assert page.get_by_text("runs: 1").count() == 1


def test_long_texts_scroll_and_nothing_sticks_out(page, bench):
    page.set_viewport_size({"width": 390, "height": 800})
    bench("tokens=128")
    frame = page.locator(".hl-scroll").evaluate("e => [e.scrollHeight, e.clientHeight, e.clientWidth]")
    assert frame[0] > 128 * 13 > frame[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
