"""Changing a model in a real Chromium: the maps follow, the panel stays open, the link reproduces the view."""

from urllib.parse import urlencode

import pytest

from tests.browser.pages import address, wait_for_address, wait_until_exact

pytestmark = pytest.mark.browser

LINK = {
    "text": "The cat is sitting on the mat.",
    "lang": "en",
    "model": "gpt",
    "site": "decoder.self.1",
    "head": "2",
    "query": "7",
    "key": "4",
}


@pytest.fixture
def visit(page, app_url):
    """`visit(change="…")` opens Explore and waits for its maps to be exact."""

    def open_page(**link: str):
        page.goto(f"{app_url('app.py')}/?{urlencode({**LINK, **link})}")
        wait_until_exact(page)
        return page

    return open_page


def test_a_change_is_made_seen_and_undone_and_the_panel_stays_open(visit):
    page = visit()
    page.get_by_text("Change it").click()
    page.get_by_role("radio", name="all heads of layer 1").click()
    page.get_by_role("button", name="Apply").click()
    page.locator(".st-key-changed").get_by_text("L1, all heads · ablate: zero").wait_for()
    page.get_by_text("Mean KL(before ‖ after)").wait_for()
    wait_for_address(page, change="decoder.self.1.*:zero")
    page.locator(".st-key-changes").get_by_role("button", name="Undo all").click()
    page.wait_for_function("() => !new URL(location).searchParams.has('change')")
    assert page.locator(".st-key-changed").count() == 0
    assert page.get_by_role("button", name="Apply").is_visible()


def test_a_link_with_changes_opens_the_changed_maps(visit):
    page = visit(change="decoder.self.1.2:cut=7-4")
    page.locator(".st-key-changed").get_by_text("cut").wait_for()
    assert address(page)["change"] == "decoder.self.1.2:cut=7-4"
    page.get_by_text("masked before the softmax").wait_for()
