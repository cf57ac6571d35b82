"""History in a real Chromium: every card, side by side and on a phone, links, hostile text, the way to Explore."""

from urllib.parse import quote

import pytest

from tests.browser.pages import (
    HOSTILE,
    address,
    assert_fits,
    open_history,
    settle,
    wait_for_address,
    wait_until_exact,
)

pytestmark = pytest.mark.browser

ARCHITECTURES = ("seq2seq", "bahdanau", "luong", "transformer", "gpt", "bert", "xlnet")


@pytest.fixture(scope="module")
def opened(lasting_page, app_url):
    """History in English, opened once for the tests that only look at it or change it in its place."""
    return open_history(lasting_page, app_url("app.py"), "lang=en&text=The+cat+sat.")


def top(page, architecture: str, what: str) -> float:
    """Where a part of a card begins."""
    return page.locator(f".st-key-history_card_{architecture} {what}").first.bounding_box()["y"]


def test_every_architecture_has_its_drawing_and_its_map(opened):
    for architecture in ARCHITECTURES:
        card = opened.locator(f".st-key-history_card_{architecture}")
        assert card.locator(".js-plotly-plot").count() == 2
        assert card.locator("h4").count() == 1


def test_cards_of_a_row_are_level_part_by_part(opened):
    settle(opened)
    first, second, third = (
        opened.locator(f".st-key-history_card_{a}").bounding_box() for a in ("seq2seq", "bahdanau", "luong")
    )
    assert first["x"] < second["x"] < third["x"]
    for what in ("h4", ".js-plotly-plot"):
        tops = [top(opened, architecture, what) for architecture in ("seq2seq", "bahdanau", "luong")]
        assert max(tops) - min(tops) < 2


@pytest.mark.parametrize(("language", "told"), [("English", "One sentence"), ("中文", "同一句话")])
def test_one_column_on_a_phone_and_nothing_sticks_out(opened, language, told):
    opened.get_by_text(language, exact=True).first.click()
    opened.get_by_text(told).first.wait_for()
    opened.set_viewport_size({"width": 390, "height": 844})
    assert_fits(opened, 390)
    boxes = [opened.locator(f".st-key-history_card_{a}").bounding_box() for a in ARCHITECTURES]
    opened.set_viewport_size({"width": 1280, "height": 900})
    assert len({round(box["x"]) for box in boxes}) == 1
    assert all(box["x"] + box["width"] <= 390 for box in boxes)
    assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)


def test_another_sentence_is_read_by_all(opened):
    box = opened.get_by_role("textbox").first
    box.fill("A dog ran.")
    box.press("Enter")
    for architecture in ARCHITECTURES:
        opened.wait_for_function(
            """name => [...document.querySelectorAll(`.st-key-history_card_${name} .xtick text`)]
                .some(t => t.textContent.includes('dog'))""",
            arg=architecture,
        )
    wait_for_address(opened, text="A dog ran.")


def test_the_language_can_be_switched_text_and_head_stay_and_a_card_opens_them_in_explore(history):
    page = history("lang=en&text=A+cat+sat.&map_gpt=decoder.self.2.1")
    page.get_by_text("中文", exact=True).first.click()
    page.get_by_text("同一句话").wait_for()
    wait_for_address(page, lang="zh")
    assert {"text": "A cat sat.", "map_gpt": "decoder.self.2.1"}.items() <= address(page).items()
    assert "L2H1" in page.locator(".st-key-history_card_gpt .gtitle").last.text_content()
    page.locator(".st-key-history_open_gpt button").click()
    wait_until_exact(page)
    wait_for_address(page, site="decoder.self.2", lang="zh")
    assert {"model": "gpt", "head": "1", "text": "A cat sat."}.items() <= address(page).items()


def test_hostile_text_stays_text_and_what_was_set_goes_along_to_explore(history):
    page = history(f"text={quote(HOSTILE)}&beam=3")
    assert "owned" not in page.title()
    assert page.locator(".st-key-history_cards img, .st-key-history_cards script").count() == 0
    page.locator(".st-key-history_open_transformer button").click()
    wait_until_exact(page)
    wait_for_address(page, model="transformer", beam="3", text=HOSTILE)
