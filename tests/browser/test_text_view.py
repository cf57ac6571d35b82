"""The workbench's shaded text, in a real Chromium."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.bench import HOSTILE, open_panel, told

pytestmark = pytest.mark.browser


@pytest.fixture
def bench(page: Any, app_url: Callable[[str], str]) -> Callable[[str], Any]:
    """`bench("kinds=1")` opens the workbench with its text."""
    return lambda query="": open_panel(page, app_url, "text", query)


def test_the_text_is_shaded_around_a_token(page, bench):
    bench()
    tokens = page.locator(".hl-token")
    assert page.locator(".hl-passage").first.text_content().startswith("The cat sat")
    assert page.locator(".hl-bench img").count() == 0
    tokens.nth(7).hover()
    names = tokens.evaluate_all("all => all.map(token => token.getAttribute('aria-label'))")
    weights = [float(re.search(r"([\d.]+)$", name)[1]) for name in names[:8]]
    assert sum(weights) == pytest.approx(1, abs=0.05)
    assert names[8] == "它, may not be seen"
    best = page.locator(".hl-token[data-rank='1']").get_attribute("aria-label")
    assert best == names[weights.index(max(weights))]
    assert told(page).startswith(f"把 looks at {best}")
    page.get_by_label("is looked at by", exact=True).check()
    tokens.nth(0).hover()
    assert told(page).startswith("The is looked at by The ")


def test_a_token_is_pinned_by_click_and_let_go_by_escape(page, bench):
    bench()
    page.locator(".hl-token").nth(7).click()
    page.get_by_text(re.compile("server: .*query 7")).wait_for()
    page.mouse.move(2, 2)
    assert told(page).startswith("把 looks at ")
    assert page.locator(".hl-token[aria-pressed=true]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".hl-token[aria-pressed=true]").count() == 0


def test_arrows_walk_through_the_text(page, bench):
    bench()
    page.locator(".hl-token").nth(0).focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert told(page).startswith(f"{HOSTILE} looks at ")
    assert page.locator(".hl-token[tabindex='0']").count() == 1


def test_cross_attention_has_two_texts(page, bench):
    bench("kinds=1")
    page.locator("canvas.hl-mosaic").focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    passages = page.locator(".hl-passage:visible")
    assert passages.count() == 2
    keys = passages.nth(1).locator(".hl-token")
    passages.nth(0).locator(".hl-token").nth(1).hover()
    assert told(page).startswith("·cat looks at ")
    assert len(keys.evaluate_all("all => all.filter(token => token.style.backgroundColor)")) == 9
    keys.nth(8).hover()
    assert told(page).startswith("它 is looked at by ")


def test_a_link_opens_the_text_around_a_key(page, bench):
    bench("pinned=key")
    page.locator(".hl-token").nth(3).click()
    page.get_by_text(re.compile("server: .*key 3")).wait_for()
    assert page.get_by_label("is looked at by").is_checked()
