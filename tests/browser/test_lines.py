"""The workbench's lines between tokens, in a real Chromium; and what the mosaic does beside them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import ImageChops

from tests.browser.bench import (
    click_head,
    heatmap,
    lines,
    mosaic,
    open_bench,
    open_panel,
    picture,
    state,
    table,
    told,
    wait_for_line,
    wait_for_server,
)
from tests.browser.pages import assert_fits, wait_until_exact

pytestmark = pytest.mark.browser


@pytest.fixture
def bench(page: Any, app_url: Callable[[str], str]) -> Callable[[str], Any]:
    """`bench("sort=first")` opens the workbench with its lines."""
    return lambda query="": open_panel(page, app_url, "lines", query)


def wait_for_view(page: Any, words: str) -> None:
    """Until Python has it."""
    page.get_by_text(re.compile(rf"^view: .*{re.escape(words)}")).wait_for()


def token_at(page: Any, side: str, index: int, n: int = 12) -> dict[str, float]:
    """A point on a token, in pixels of the canvas: the columns begin below a heading."""
    box = lines(page).bounding_box()
    top = 25.2
    return {
        "x": 70 if side == "query" else box["width"] - 70,
        "y": top + (box["height"] - 4 - top) * (index + 0.5) / n,
    }


def counted(page: Any) -> tuple[int, int]:
    """How many lines are drawn, and of how many."""
    said = page.get_by_text(re.compile(r"^\d+ of \d+ lines$")).text_content()
    drawn, _, all, _ = said.split()
    return int(drawn), int(all)


def compared(page: Any) -> list[str]:
    """The heads whose lines are drawn."""
    return [chip.strip("×") for chip in page.get_by_role("listitem").all_text_contents()]


def test_a_token_shows_its_weights_and_python_hears_only_of_the_click(page, bench):
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(data)))
    bench()
    canvas = lines(page)
    all_lines, before = picture(canvas), len(sent)
    canvas.hover(position=token_at(page, "query", 7))
    assert told(page).startswith("把 looks at ")
    assert ImageChops.difference(all_lines, picture(canvas)).getbbox() is not None
    canvas.hover(position=token_at(page, "key", 0))
    assert told(page).startswith("The is looked at by ")
    assert state(page) == "ready"  # nothing is to be told to the server
    assert len(sent) == before
    canvas.click(position=token_at(page, "query", 7))
    wait_for_view(page, "'pinned': 'query'")
    wait_for_server(page, query=7)
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
    lines(page).click(position=token_at(page, "query", 7))
    table(page).get_by_role("caption").filter(has_text="query 把").wait_for()
    rows = table(page).evaluate(
        "table => [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent))"
    )
    key, weight = max(
        ((key, weight) for _, key, weight in rows if weight != "–"), key=lambda row: float(row[1])
    )
    assert f"looks at {key} {weight}" in told(page)


def test_arrows_walk_through_tokens(page, bench):
    bench()
    canvas = lines(page)
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
    click_head(page, 1, 2, modifiers=["Shift"])
    assert compared(page) == ["L0H0", "L1H2"]
    wait_for_view(page, "'heads': 'decoder.self.0.0'")
    lines(page).hover(position=token_at(page, "query", 7))
    assert [line[:6] for line in told(page).split("\n")] == ["L0H0: ", "L1H2: "]
    page.get_by_role("button", name="Compare L1H2 with another").click()
    click_head(page, 0, 3)
    assert compared(page) == ["L0H0", "L1H2", "L0H3"]
    colours = (
        page.get_by_role("listitem")
        .locator("line")
        .evaluate_all("lines => lines.map(l => l.getAttribute('stroke'))")
    )
    assert len(set(colours)) == 3
    page.get_by_role("button", name="Take L0H0 out of the comparison").click()
    assert compared(page) == ["L1H2", "L0H3"]


def test_heads_of_other_axes_are_refused_with_a_word_why(page, bench):
    bench("kinds=1&compare=decoder.cross.0.1")
    page.get_by_role("status").filter(has_text="L0H1 · decoder cross is not drawn").wait_for()
    height = mosaic(page).bounding_box()["height"]
    mosaic(page).click(position={"x": 80, "y": height - 20}, modifiers=["Shift"])
    page.get_by_role("status").filter(has_text="cannot join: its queries or keys are other tokens").wait_for()


def test_the_threshold_takes_lines_away(page, bench):
    bench()
    slider, (before, _) = page.get_by_role("slider", name="Draw lines from"), counted(page)
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    assert 0 < counted(page)[0] < before
    assert slider.get_attribute("aria-valuetext") == "0.2"
    slider.press("Home")
    drawn, all = counted(page)
    assert drawn == all
    wait_for_view(page, "'threshold': '0'")


def test_heads_are_ranked_by_a_metric(page, bench):
    bench()
    page.get_by_role("combobox", name="Order").select_option("previous")
    wait_for_view(page, "'sort': 'previous'")
    names = mosaic(page).locator("[role=gridcell]").all_text_contents()
    values = [float(re.search(r"previous token (\S+) ", name)[1]) for name in names]
    assert len(values) == 8
    assert values == sorted(values, reverse=True)
    about = page.get_by_text(re.compile("^Weight on the token just before")).text_content()
    assert "one text has no interval" in about
    mosaic(page).focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    wait_for_line(page, names[0].split(",")[0])


def test_each_tile_may_have_its_own_scale(page, bench):
    bench()
    page.get_by_label("each tile’s own").check()
    wait_for_view(page, "'scale': 'head'")
    page.get_by_text("tiles cannot be compared").wait_for()


def test_the_browser_keeps_to_itself_what_the_page_does_not_ask_for(page, app_url):
    open_bench(page, app_url, "view=0")
    page.get_by_label("Lines", exact=True).check()
    assert lines(page).is_visible()
    assert heatmap(page).count() == 0
    page.get_by_label("Heatmap", exact=True).check()
    assert heatmap(page).is_visible()
    wait_until_exact(page)
    assert page.get_by_text("runs: 1").count() == 1


def test_long_texts_scroll_and_nothing_sticks_out(page, bench):
    page.set_viewport_size({"width": 390, "height": 800})
    bench("tokens=128")
    frame = lines(page).locator("..").evaluate("e => [e.scrollHeight, e.clientHeight, e.clientWidth]")
    assert frame[0] > 128 * 13 > frame[1]
    assert_fits(page, 390)
