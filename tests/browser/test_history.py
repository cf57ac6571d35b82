"""History in a real Chromium: every card, side by side and on a phone, links, hostile text, the way to Explore."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest

pytestmark = pytest.mark.browser

ARCHITECTURES = ("seq2seq", "bahdanau", "luong", "transformer", "gpt", "bert", "xlnet")
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


@pytest.fixture
def visit(page, app_url):
    """`visit(query)` opens History and waits for its last card."""

    def open_page(query: str = "text=The+cat+sat."):
        page.goto(f"{app_url('app.py')}/history?{query}")
        page.wait_for_selector(".st-key-history_card_xlnet .heatmaplayer image", state="attached")
        return page

    return open_page


def address(page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def top(page, architecture: str, what: str) -> float:
    """Where a part of a card begins."""
    return page.locator(f".st-key-history_card_{architecture} {what}").first.bounding_box()["y"]


def test_every_architecture_has_its_drawing_and_its_map(visit):
    page = visit()
    for architecture in ARCHITECTURES:
        card = page.locator(f".st-key-history_card_{architecture}")
        assert card.locator(".js-plotly-plot").count() == 2
        assert card.locator("h4").count() == 1


def test_cards_of_a_row_are_level_part_by_part(visit):
    page = visit()
    page.wait_for_timeout(500)
    first, second, third = (
        page.locator(f".st-key-history_card_{a}").bounding_box() for a in ("seq2seq", "bahdanau", "luong")
    )
    assert first["x"] < second["x"] < third["x"]
    for what in ("h4", ".js-plotly-plot"):
        tops = [top(page, architecture, what) for architecture in ("seq2seq", "bahdanau", "luong")]
        assert max(tops) - min(tops) < 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_column_on_a_phone_and_nothing_sticks_out(visit, lang):
    page = visit(f"lang={lang}&text=The+cat+sat.")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(800)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    boxes = [page.locator(f".st-key-history_card_{a}").bounding_box() for a in ARCHITECTURES]
    assert len({round(box["x"]) for box in boxes}) == 1
    assert all(box["x"] + box["width"] <= 390 for box in boxes)
    assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)


def test_the_language_can_be_switched_and_text_and_head_stay(visit):
    page = visit("lang=en&text=A+cat+sat.&map_gpt=decoder.self.2.1")
    page.get_by_text("中文", exact=True).first.click()
    page.get_by_text("同一句话").wait_for()
    page.wait_for_function("() => new URL(location).searchParams.get('lang') === 'zh'")
    assert {"text": "A cat sat.", "map_gpt": "decoder.self.2.1"}.items() <= address(page).items()
    assert "L2H1" in page.locator(".st-key-history_card_gpt .gtitle").last.text_content()


def test_a_card_opens_its_head_in_explore(visit):
    page = visit("text=A+cat+sat.&map_gpt=decoder.self.2.1")
    page.locator(".st-key-history_open_gpt button").click()
    page.wait_for_selector(".hl-plot .heatmaplayer image", state="attached")
    page.wait_for_function("() => new URL(location).searchParams.get('site') === 'decoder.self.2'")
    assert {"model": "gpt", "head": "1", "text": "A cat sat."}.items() <= address(page).items()


def test_what_was_set_goes_along_to_explore(visit):
    page = visit("text=A+cat+sat.&beam=3")
    page.locator(".st-key-history_open_transformer button").click()
    page.wait_for_selector(".hl-plot .heatmaplayer image", state="attached")
    page.wait_for_function("() => new URL(location).searchParams.get('model') === 'transformer'")
    page.wait_for_function("() => new URL(location).searchParams.get('beam') === '3'")


def test_hostile_text_stays_text(visit):
    page = visit(f"text={quote(HOSTILE)}")
    assert "owned" not in page.title()
    assert page.locator(".st-key-history_cards img, .st-key-history_cards script").count() == 0


def test_another_sentence_is_read_by_all(visit):
    page = visit()
    box = page.get_by_role("textbox").first
    box.fill("A dog ran.")
    box.press("Enter")
    for architecture in ARCHITECTURES:
        page.wait_for_function(
            """name => [...document.querySelectorAll(`.st-key-history_card_${name} .xtick text`)]
                .some(t => t.textContent.includes('dog'))""",
            arg=architecture,
        )
    page.wait_for_function("() => new URL(location).searchParams.get('text') === 'A dog ran.'")
