"""Candidates in a real Chromium: taken by keyboard, taken back, in the text box and the address alike."""

from urllib.parse import urlencode

import pytest

pytestmark = pytest.mark.browser

TEXT = "The cat is sitting on"


def wait_for_text(page, text: str) -> None:
    page.wait_for_function(
        """text => new URL(location).searchParams.get('text') === text
            && [...document.querySelectorAll('input')].some(input => input.value === text)""",
        arg=text,
    )


def test_enter_on_a_candidate_takes_it_and_undo_brings_the_text_back(page, app_url):
    page.goto(f"{app_url('app.py')}/?{urlencode({'text': TEXT, 'model': 'gpt', 'lang': 'en'})}")
    candidate = page.locator(".st-key-explore_candidates_1 button")
    candidate.wait_for()
    token = candidate.locator("strong").text_content().replace("·", " ")
    candidate.focus()
    page.keyboard.press("Enter")
    wait_for_text(page, TEXT + token)
    page.locator(".st-key-explore_undo button").click()
    wait_for_text(page, TEXT)
    page.locator(".st-key-explore_undo").wait_for(state="detached")
