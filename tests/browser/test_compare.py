"""Compare in a real Chromium: a token is replaced, a head is clicked, hostile text stays text, phones, the address."""

from urllib.parse import quote

import pytest

from tests.browser.pages import HOSTILE, address, assert_fits, wait_until_exact

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(page, app_url):
    """`visit(query)` opens Compare and waits for both maps."""

    def open_page(query: str = "left=The+cat+is+sitting+on+the+mat.&right=The+dog+is+sitting+on+the+mat."):
        page.goto(f"{app_url('app.py')}/compare?{query}")
        page.wait_for_selector(".st-key-compare_maps .heatmaplayer image >> nth=1", state="attached")
        return page

    return open_page


def test_a_token_is_replaced_by_one_that_the_model_expects(visit):
    page = visit("left=The+cat+is+sitting+on+the+mat.&site=decoder.self.2&head=1")
    page.locator(".st-key-compare_edited button").nth(1).click()
    taken = page.locator(".st-key-compare_taken button").first
    word = taken.inner_text().split()[0].strip("·")
    taken.click()
    page.wait_for_function("() => new URL(location).searchParams.has('right')")
    assert address(page)["right"] == f"The {word} is sitting on the mat."
    page.wait_for_function(
        """word => [...document.querySelectorAll('.st-key-compare_maps .y2tick text')]
            .some(t => t.textContent.includes(word))""",
        arg=word,
    )


def test_a_click_on_a_head_of_the_map_opens_it_and_the_maps_are_drawn_in_their_place(visit):
    page = visit()
    cells = page.locator(".st-key-compare_changed_map .nsewdrag")
    cells.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.st-key-compare_maps .js-plotly-plot').mark = 'the same'")
    box = cells.bounding_box()
    cells.click(position={"x": box["width"] * 2.5 / 4, "y": box["height"] * 3.5 / 6})
    page.wait_for_function("() => new URL(location).searchParams.get('site') === 'decoder.self.3'")
    assert address(page)["head"] == "2"
    page.locator(".st-key-compare_maps .annotation-text").filter(has_text="L3H2").first.wait_for()
    assert page.evaluate("document.querySelector('.st-key-compare_maps .js-plotly-plot').mark") == "the same"


def test_hostile_text_stays_text_and_a_phone_shows_everything(visit):
    page = visit(f"left=A+cat.&right={quote(HOSTILE)}")
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page, 390)
    assert "owned" not in page.title()
    assert page.locator(".stMain img, .stMain script[src]").count() == 0


def test_the_front_page_has_an_address_of_its_own(page, app_url):
    page.goto(f"{app_url('app.py')}/explore?lang=zh&text=A+dog+ran.&model=bert&head=2")
    wait_until_exact(page)
    assert page.get_by_role("dialog").count() == 0
    assert {"text": "A dog ran.", "model": "bert", "head": "2", "lang": "zh"}.items() <= address(page).items()


def test_a_figure_fills_the_screen_in_larger_type_and_goes_back(visit):
    page = visit()
    sizes = "() => parseFloat(getComputedStyle(document.querySelector('.st-key-compare_maps .ytick text')).fontSize)"
    before = page.evaluate(sizes)
    page.locator(".st-key-compare_maps .nsewdrag").first.hover()
    page.locator(".st-key-compare_maps [data-title^='Whole screen']").click()
    page.wait_for_function(f"before => ({sizes})() > 1.5 * before", arg=before)
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function(f"before => ({sizes})() === before", arg=before)
