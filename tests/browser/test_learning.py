"""The recorded training in a real Chromium: one slider moves every part, at once and without the server."""

import re
from typing import Any
from urllib.parse import quote

import pytest

from headlight.model.zoo import checkpoints, load
from tests.browser.bench import mosaic
from tests.browser.pages import HOSTILE, address, settle, wait_for_address

pytestmark = pytest.mark.browser

MODEL = "gpt-growing"
STEPS = checkpoints(MODEL)
TEXT = "The cat saw the cat."
MIDDLE = len(STEPS) // 2
# What every part shows, and the same after the slider has moved by one: in one go, so that no server can have answered.
MOVE = """() => {
  const texts = (...names) => names.map((name) => document.querySelector(name).textContent);
  const shown = () => ({
    mosaic: document.querySelector("canvas.hl-mosaic").toDataURL(),
    map: document.querySelector(".hl-plot .imagelayer:last-of-type, .hl-plot").innerHTML,
    cursor: document.querySelector(".hl-pair .hl-cursor").style.left,
    terms: document.querySelector(".hl-terms").innerHTML,
    link: document.querySelector(".hl-open").href,
    ...Object.fromEntries(
      [".hl-step", ".hl-values", ".hl-equation", ".hl-strip", ".guesses", ".hl-plot .gtitle"].map((name) => [
        name,
        document.querySelector(name).textContent,
      ]),
    ),
  });
  const slider = document.querySelector(".hl-steps");
  const before = shown();
  slider.value = String(slider.valueAsNumber + 1);
  slider.dispatchEvent(new Event("input"));
  const after = shown();
  return Object.keys(before).filter((part) => before[part] === after[part]);
}"""


SCRUBBER = ".hl-scrubber"
# The space bar on the slider, and what the button says then: two checkpoints are soon over.
PLAY = """slider => {
  slider.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true }));
  return document.querySelector(".hl-play").textContent;
}"""


def slider(page: Any) -> Any:
    """The slider over the checkpoints; its name says how to play them."""
    return page.locator(SCRUBBER).get_by_role("slider")


def open_learning(page: Any, url: str, query: str) -> Any:
    """The recorded training, once its map is painted."""
    page.goto(f"{url}/learning?{query}")
    page.wait_for_selector(f"{SCRUBBER}[data-state=ready]", state="attached", timeout=60_000)
    return page


@pytest.fixture(scope="module")
def opened(lasting_page: Any, app_url: Any) -> Any:
    """The page in English, opened once for the tests that only move about in it."""
    query = f"lang=en&text={quote(TEXT)}&step={STEPS[MIDDLE]}&site=decoder.self.1&head=1&query=5&key=2"
    return open_learning(lasting_page, app_url("app.py"), query)


def test_the_slider_moves_every_part_at_once(opened):
    assert opened.evaluate(MOVE) == []
    told = slider(opened).get_attribute("aria-valuetext")
    assert told == f"step {STEPS[MIDDLE + 1]:,} of {STEPS[-1]:,}"
    wait_for_address(opened, step=str(STEPS[MIDDLE + 1]))


def test_the_numbers_are_the_checkpoints_own(opened):
    chosen = address(opened)
    trace = load(f"{MODEL}@{chosen['step']}").trace(TEXT)
    step, head, query, key = trace.steps[1], 1, 5, 2
    said = opened.locator(".hl-equation").text_content().replace("−", "-")
    score, weight = re.search(r"= (-?[\d.]+); .*weight ([\d.]+)", said).groups()
    assert float(score) == pytest.approx(step.scores(head)[query, key], abs=6e-4)
    assert float(weight) == pytest.approx(step.weights(head)[query, key], abs=6e-5)
    (token, _) = trace.prediction.top(query, 1)[0]
    assert opened.locator(".guesses bdi").first.text_content() == trace.prediction.vocabulary[token]


def test_keys_choose_a_head_and_a_click_a_token_and_both_are_in_the_link(opened):
    mosaic(opened).press("ArrowUp")
    opened.locator(".hl-surprise").nth(3).click()
    wait_for_address(opened, site="decoder.self.0", head="1", query="3")
    assert opened.locator(".hl-pair h3").text_content().startswith("L0H1")
    assert "model=gpt-growing%40" in opened.locator(".hl-open").get_attribute("href")


def test_the_space_bar_plays_to_the_end_and_the_link_follows(opened):
    for key in ("End", "ArrowLeft", "ArrowLeft"):
        slider(opened).press(key)
    opened.get_by_role("radio", name="fast").check(force=True)
    assert slider(opened).evaluate(PLAY) == "Pause"
    opened.get_by_role("button", name="Play", exact=True).wait_for()
    wait_for_address(opened, step=str(STEPS[-1]))


def test_on_a_phone_nothing_sticks_out_and_the_slider_stays_in_sight(opened):
    opened.set_viewport_size({"width": 390, "height": 844})
    opened.locator(".hl-terms").scroll_into_view_if_needed()
    settle(opened)
    box = slider(opened).bounding_box()
    width = opened.evaluate("document.documentElement.scrollWidth")
    opened.set_viewport_size({"width": 1280, "height": 900})
    assert width <= 390
    assert 0 <= box["y"] < 844


def test_what_is_typed_stays_text(opened):
    box = opened.get_by_role("textbox").first
    box.fill(HOSTILE)
    box.press("Enter")
    opened.locator(".hl-surprise", has_text="<").first.wait_for(timeout=60_000)
    assert opened.title() != "owned"
    assert opened.locator(".hl-scrubber img, .hl-scrubber script").count() == 0
