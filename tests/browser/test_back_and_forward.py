"""The browser's Back and Forward: each undoes, or does again, one step that a person took."""

import pytest

from tests.browser.pages import MAP, wait_for_address, wait_until_exact

pytestmark = pytest.mark.browser

CAT, BANK = "The cat slept because it was tired.", "two meanings"


def type_text(page, text):
    """Another text, once its map is there."""
    box = page.get_by_role("textbox").first
    box.fill(text)
    box.press("Enter")
    wait_for_address(page, text=text)
    wait_until_exact(page)


def wait_for_text(page, text):
    """Until the box says this, and so does the address."""
    page.wait_for_function("text => document.querySelector('input[type=text]')?.value === text", arg=text)
    wait_for_address(page, text=text)


def at(page, path):
    """Until the page at this path is the one on the screen."""
    page.wait_for_function("path => location.pathname === path", arg=path)


def choose_head(page, key, **head):
    """Another head, with an arrow key in the mosaic, once its map is exact."""
    page.locator("canvas.hl-mosaic").focus()
    page.keyboard.press(key)
    wait_for_head(page, **head)


def wait_for_head(page, site, head):
    """Until the address, the map and the mosaic say this head."""
    wait_for_address(page, site=site, head=head)
    layer = site.rpartition(".")[2]
    page.wait_for_function(
        "title => document.querySelector('.hl-plot .gtitle')?.textContent.includes(title)",
        arg=f"L{layer}H{head}",
    )
    wait_until_exact(page)


def test_back_undoes_a_text_an_example_and_a_page_one_at_a_time(page, app_url):
    page.goto("about:blank")
    page.goto(app_url("app.py"))
    page.wait_for_selector(f".hl-plot {MAP}", state="attached")
    first = page.get_by_role("textbox").first.input_value()
    type_text(page, CAT)
    page.get_by_role("combobox").first.click()
    page.get_by_role("option").filter(has_text=BANK).click()
    page.wait_for_function("() => new URL(location).searchParams.get('text')?.includes('bank')")
    bank = page.get_by_role("textbox").first.input_value()
    wait_until_exact(page)
    page.get_by_role("link", name="History").click()
    at(page, "/history")
    wait_for_text(page, bank)
    page.wait_for_selector(f".st-key-history_card_xlnet {MAP}", state="attached")

    page.go_back()
    at(page, "/")
    wait_for_text(page, bank)
    page.wait_for_selector(f".hl-plot {MAP}", state="attached")
    page.go_back()
    wait_for_text(page, CAT)
    wait_until_exact(page)
    page.go_back()
    wait_for_text(page, first)
    wait_until_exact(page)
    page.go_forward()
    wait_for_text(page, CAT)
    page.go_forward()
    wait_for_text(page, bank)
    page.go_forward()
    at(page, "/history")
    wait_for_text(page, bank)
    for _ in range(4):
        page.go_back()
    page.wait_for_url("about:blank")


def test_back_leaves_at_once_what_a_link_opened(page, app_url):
    page.goto("about:blank")
    page.goto(f"{app_url('app.py')}/?lang=en&text=The+cat+sat.&model=gpt")
    page.wait_for_selector(f".hl-plot {MAP}", state="attached")
    wait_for_address(page, view="table")
    page.go_back()
    page.wait_for_url("about:blank")


def test_back_shows_the_head_that_was_chosen_before_and_forward_the_later_one(explore):
    page = explore("lang=en&text=The+cat+sat.&model=gpt&site=decoder.self.0&head=0&query=2&key=1")
    wait_for_head(page, "decoder.self.0", "0")
    choose_head(page, "ArrowRight", site="decoder.self.0", head="1")
    choose_head(page, "ArrowDown", site="decoder.self.1", head="1")
    page.go_back()
    wait_for_head(page, "decoder.self.0", "1")
    page.go_back()
    wait_for_head(page, "decoder.self.0", "0")
    page.go_forward()
    wait_for_head(page, "decoder.self.0", "1")
    page.go_forward()
    wait_for_head(page, "decoder.self.1", "1")


def test_back_returns_to_the_language_and_so_does_what_screen_readers_are_told(explore):
    page = explore("lang=en&text=The+cat+sat.")
    language = "lang => document.documentElement.lang === lang"
    page.wait_for_function(language, arg="en")
    page.get_by_role("radio", name="中文").click()
    page.wait_for_function(language, arg="zh")
    wait_for_address(page, lang="zh")
    page.go_back()
    page.wait_for_function(language, arg="en")
    page.get_by_text("Type a sentence").wait_for()


def test_back_closes_what_was_opened_behind_the_picture(explore):
    page = explore("lang=en&text=The+cat+sat.&model=gpt")
    wait_for_address(page, view="table")
    page.get_by_role("radio", name="Measures").click()
    wait_for_address(page, view="metrics")
    page.go_back()
    wait_for_address(page, view="table")
    page.get_by_role("radio", name="Q·K table", checked=True).wait_for()


def test_back_leaves_a_page_that_a_button_went_to(explore):
    page = explore("lang=en&text=The+cat+sat.&model=gpt")
    wait_until_exact(page)
    page.get_by_role("button", name="Compare this reading").click()
    at(page, "/compare")
    wait_for_address(page, left="The cat sat.")
    box = page.locator(".st-key-compare_right input")
    box.fill("The dog sat.")
    box.press("Enter")
    wait_for_address(page, right="The dog sat.")
    page.go_back()
    page.wait_for_function("() => !new URL(location).searchParams.has('right')")
    page.wait_for_function(
        "() => document.querySelector('.st-key-compare_right input')?.value === 'The cat sat.'"
    )
    page.go_back()
    at(page, "/")
    wait_for_text(page, "The cat sat.")


def test_back_moves_through_the_sections_of_a_page(page, app_url):
    page.goto(f"{app_url('app.py')}/positions?lang=en&section=encoding&encoding=rotary")
    page.locator(".st-key-clock .js-plotly-plot").wait_for()
    page.get_by_role("radio", name="ALiBi").click()
    wait_for_address(page, encoding="alibi")
    page.get_by_role("radio", name="Beyond the training length").click()
    wait_for_address(page, section="lengths")
    page.go_back()
    wait_for_address(page, section="encoding", encoding="alibi")
    page.locator(".st-key-alibi .js-plotly-plot").wait_for()
    page.go_back()
    wait_for_address(page, encoding="rotary")
    page.locator(".st-key-clock .js-plotly-plot").wait_for()
