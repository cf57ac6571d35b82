"""What came out, in a real Chromium: tokens that open their step, orders that the maps follow, links to all of it."""

from urllib.parse import urlencode

import pytest

from tests.browser.bench import heatmap, mosaic, title
from tests.browser.pages import address, assert_fits, settle, wait_for_address, wait_until_exact

pytestmark = pytest.mark.browser

TEXT = "The cat is sitting on the mat."


@pytest.fixture
def visit(explore):
    """`visit(model="bert")` opens Explore and waits for its maps to be exact."""

    def open_page(**link: str):
        opened = explore(urlencode({"text": TEXT, "lang": "en", **link}))
        wait_until_exact(opened)
        return opened

    return open_page


def test_a_written_token_opens_its_row_and_both_texts_are_named(visit):
    page = visit(model="seq2seq-bahdanau", forced="猫坐在垫子上。")
    page.get_by_role("radio", name="垫").first.click()
    wait_for_address(page, site="decoder.cross.0", query="2")
    assert "垫" in page.get_by_text("what might have been written").inner_text()
    titles = heatmap(page).locator(".xtitle, .ytitle").all_text_contents()
    assert {"key · source", "query · token being written"} == set(titles)


def test_another_kind_of_attention_has_its_own_tokens_on_its_axes(visit):
    page = visit(model="transformer", forced="猫。", site="decoder.cross.0", head="0")
    assert "猫" in heatmap(page).locator(".ytick text").first.text_content()
    mosaic(page).focus()
    page.keyboard.press("ArrowUp")  # the last layer of the decoder's self-attention
    wait_for_address(page, site="decoder.self.2")
    heatmap(page).locator(".ytick text").first.filter(has_text="<2zh>").wait_for()
    wait_until_exact(page)
    assert "decoder · self-attention" in title(page)


def test_without_attention_there_is_no_workbench_and_the_page_says_why(page, app_url):
    page.goto(f"{app_url('app.py')}/?{urlencode({'text': TEXT, 'lang': 'en', 'model': 'seq2seq'})}")
    page.get_by_text("seq2seq has no attention").wait_for()
    page.wait_for_selector(".js-plotly-plot .heatmaplayer image", state="attached")
    assert mosaic(page).count() == 0


def test_a_setting_changes_the_address_and_a_link_brings_it_back(visit, browser):
    page = visit(model="xlnet", site="decoder.query_stream.0", head="0")
    page.get_by_role("radio", name="Right to left").click()
    wait_for_address(page, order="right")
    page.wait_for_function(
        "() => document.querySelector('ol.tokens li:last-child .under').textContent === '1'"
    )
    context = browser.new_context(locale="zh-CN")
    other = context.new_page()
    other.goto(page.url)
    wait_until_exact(other)
    settle(other)
    try:
        assert address(other) == address(page)
        assert other.locator(".under").all_text_contents() == page.locator(".under").all_text_contents()
    finally:
        context.close()


def test_half_a_surrogate_pair_in_a_second_box_breaks_nothing_either(visit):
    page = visit(model="bert", masked="2")
    box = page.get_by_role("textbox", name="Second text")
    box.focus()
    page.evaluate(
        """() => {
            const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
            set.call(document.activeElement, 'It \\ud800 slept.');
            document.activeElement.dispatchEvent(new Event('input', { bubbles: true }));
        }"""
    )
    box.press("Enter")
    page.get_by_text("The second text follows the first").wait_for()
    wait_for_address(page, second="It \ufffd slept.")


def test_nothing_sticks_out_on_a_phone_whichever_model_is_chosen(page, app_url):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app_url('app.py')}/?{urlencode({'text': TEXT, 'lang': 'en', 'model': 'xlnet'})}")
    for model in ("xlnet", "transformer", "seq2seq", "bert"):
        if model != "xlnet":
            page.get_by_role("combobox", name="Model", exact=True).click()
            page.get_by_role("option", name=model, exact=True).click()
        wait_for_address(page, model=model)
        page.wait_for_selector("ol.tokens")
        page.wait_for_selector(".heatmaplayer image", state="attached")
        assert_fits(page, 390)
