"""The workbench's shaded text, in a real Chromium."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.bench import HOSTILE, mosaic, open_panel, passages, tokens, told, wait_for_server
from tests.browser.pages import WORKBENCH

pytestmark = pytest.mark.browser


@pytest.fixture
def bench(page: Any, app_url: Callable[[str], str]) -> Callable[[str], Any]:
    """`bench("kinds=1")` opens the workbench with its text."""
    return lambda query="": open_panel(page, app_url, "text", query)


def test_the_text_is_shaded_around_a_token(page, bench):
    bench()
    assert passages(page).text_content().startswith("The cat sat")
    assert page.locator(WORKBENCH).locator("img").count() == 0
    tokens(page).nth(7).hover()
    names = tokens(page).evaluate_all("all => all.map(token => token.getAttribute('aria-label'))")
    weights = [float(re.search(r"([\d.]+)$", name)[1]) for name in names[:8]]
    assert sum(weights) == pytest.approx(1, abs=0.05)
    assert names[8] == "它, may not be seen"
    best = passages(page).locator("[data-rank='1']").get_attribute("aria-label")
    assert best == names[weights.index(max(weights))]
    assert told(page).startswith(f"把 looks at {best}")
    page.get_by_label("is looked at by", exact=True).check()
    tokens(page).nth(0).hover()
    assert told(page).startswith("The is looked at by The ")


def test_a_token_is_pinned_by_click_and_let_go_by_escape(page, bench):
    bench()
    tokens(page).nth(7).click()
    wait_for_server(page, query=7)
    page.mouse.move(2, 2)
    assert told(page).startswith("把 looks at ")
    assert passages(page).get_by_role("button", pressed=True).count() == 1
    page.keyboard.press("Escape")
    assert passages(page).get_by_role("button", pressed=True).count() == 0


def test_arrows_walk_through_the_text(page, bench):
    bench()
    tokens(page).nth(0).focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert told(page).startswith(f"{HOSTILE} looks at ")
    assert passages(page).locator("[tabindex='0']").count() == 1


def test_cross_attention_has_two_texts(page, bench):
    bench("kinds=1")
    mosaic(page).focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    assert passages(page).count() == 2
    queries, keys = (passages(page).nth(i).get_by_role("button") for i in range(2))
    queries.nth(1).hover()
    assert told(page).startswith("·cat looks at ")
    assert len(keys.evaluate_all("all => all.filter(token => token.style.backgroundColor)")) == 9
    keys.nth(8).hover()
    assert told(page).startswith("它 is looked at by ")


def test_a_link_opens_the_text_around_a_key(page, bench):
    bench("pinned=key")
    tokens(page).nth(3).click()
    wait_for_server(page, key=3)
    assert page.get_by_label("is looked at by").is_checked()
