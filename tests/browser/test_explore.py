"""Explore in a real Chromium: typing, heads, cells, Chinese, links, hostile text, small and dark screens."""

import re
from urllib.parse import quote

import pytest

from tests.browser.bench import cells, heatmap, line, mosaic, title
from tests.browser.pages import (
    HOSTILE,
    address,
    assert_fits,
    settle,
    wait_for_address,
    wait_until_exact,
)

pytestmark = pytest.mark.browser


def wait_for_row(page, label: str) -> None:
    """Until the heatmap has a row of this label, drawn from the server's exact numbers."""
    heatmap(page).locator(".ytick text").filter(has_text=label).first.wait_for()
    wait_until_exact(page)


def test_a_new_visitor_sees_a_sentence_with_its_attention(explore):
    page = explore()
    wait_until_exact(page)
    settle(page)
    assert page.locator("ol.tokens li").first.inner_text().startswith("<bos>")
    assert heatmap(page).locator(".ytick text").count() > 3
    assert {"text", "model", "site", "head", "query", "key", "lang"} <= set(address(page))


def test_enter_reads_another_sentence(explore):
    page = explore()
    box = page.get_by_role("textbox").first
    box.fill("A dog was tired.")
    box.press("Enter")
    wait_for_row(page, "tired")
    wait_for_address(page, text="A dog was tired.")


def test_chinese_is_read_and_shown(explore):
    page = explore("lang=zh")
    box = page.get_by_role("textbox").first
    box.fill("小明把苹果捡起来了。")
    box.press("Enter")
    wait_for_row(page, "苹果")
    assert page.get_by_text("输入一句话").count() == 1


def test_a_head_is_chosen_with_the_keyboard_and_the_address_follows(explore):
    page = explore("text=The+cat+sat.&site=decoder.self.0&head=0")
    mosaic(page).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    wait_for_address(page, site="decoder.self.1", head="1")
    wait_until_exact(page)
    assert "L1H1" in title(page)


def test_a_clicked_tile_becomes_the_head_at_once_and_exact_a_moment_later(explore):
    page = explore("text=The+cat+sat.&site=decoder.self.0&head=0")
    wait_until_exact(page)
    box = mosaic(page).bounding_box()
    last = {"x": box["width"] - 30, "y": box["height"] - 30}
    mosaic(page).click(position=last)
    assert line(page).startswith("L5H3")
    wait_for_address(page, site="decoder.self.5", head="3")
    wait_until_exact(page)
    assert "L5H3" in title(page)


def test_a_clicked_cell_lights_its_row_of_the_table(explore):
    page = explore("text=The+cat+is+sitting+on+the+mat.&site=decoder.self.0&head=0&query=8&key=0")
    wait_until_exact(page)
    box = cells(page).bounding_box()
    n = page.locator("ol.tokens li").count()
    page.mouse.click(box["x"] + box["width"] * 2.5 / n, box["y"] + box["height"] * 6.5 / n)
    wait_for_address(page, query="6", key="2")
    marked = page.locator("ol.tokens li.query small")
    marked.get_by_text("6", exact=True).wait_for()
    assert page.locator("ol.tokens li.key small").inner_text() == "2"
    assert "(query 6)" in page.get_by_text(re.compile("scores against every key")).inner_text()


def test_a_link_reopens_the_view(explore, browser, app_url):
    page = explore("text=The+cat+sat+on+the+mat.")
    mosaic(page).focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    wait_until_exact(page)
    settle(page)
    context = browser.new_context(locale="zh-CN")
    other = context.new_page()
    other.goto(page.url)
    wait_until_exact(other)
    settle(other)
    try:
        assert address(other) == address(page)
        assert line(other) == line(page)
        assert other.get_by_role("textbox").first.input_value() == "The cat sat on the mat."
    finally:
        context.close()


def test_hostile_text_stays_text(explore):
    page = explore(f"text={quote(HOSTILE)}")
    wait_until_exact(page)
    assert "owned" not in page.title()
    assert page.locator("ol.tokens img, ol.tokens script, [data-reading] img").count() == 0


def test_half_a_surrogate_pair_is_replaced_before_it_can_break_the_connection(explore):
    page = explore("text=A+cat.")
    box = page.get_by_role("textbox").first
    box.focus()
    page.evaluate(
        """() => {
            const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
            set.call(document.activeElement, 'a \\ud800 dog');
            document.activeElement.dispatchEvent(new Event('input', { bubbles: true }));
        }"""
    )
    box.press("Enter")
    wait_for_row(page, "dog")
    assert box.input_value() == "a \ufffd dog"


def test_nothing_sticks_out_on_a_phone(explore):
    page = explore()
    page.set_viewport_size({"width": 390, "height": 844})
    wait_until_exact(page)
    assert_fits(page, 390)
    assert mosaic(page).bounding_box()["width"] <= 390


def test_the_language_can_be_switched_and_the_view_stays(explore):
    page = explore("text=A+cat.&lang=en&site=decoder.self.2&head=1&query=1&key=0")
    page.get_by_text("中文", exact=True).click()
    wait_for_address(page, lang="zh", site="decoder.self.2", head="1", query="1", key="0", text="A cat.")
    page.get_by_text("输入一句话，按回车").wait_for()


def test_the_text_survives_a_visit_to_another_page(explore):
    page = explore("text=A+small+bird+sang.")
    page.get_by_role("link", name="Positions").click()
    page.get_by_text("does not know in which order").wait_for()
    page.wait_for_selector(".js-plotly-plot")
    page.get_by_role("link", name="Explore").click()
    wait_for_row(page, "bird")
    assert page.get_by_role("textbox").first.input_value() == "A small bird sang."
