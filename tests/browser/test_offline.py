"""What is read here stays here: every page asks this app alone, and works where nothing else can be reached."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.menu import open_all

pytestmark = pytest.mark.browser

NOWHERE = {
    "server": "http://127.0.0.1:9",
    "bypass": "127.0.0.1",
}  # all but this machine goes to a closed port
WITHIN = {"data", "blob"}  # made in the page itself


class Visit:
    """A page that notes what it asks for, of whom."""

    def __init__(self, browser: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, proxy=NOWHERE)
        self.context.set_default_timeout(60_000)
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.page = self.context.new_page()
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))

    def elsewhere(self, url: str) -> list[str]:
        """What was asked of anybody but the app at this address."""
        parts = map(urlsplit, self.asked)
        own = urlsplit(url).netloc
        return [part.geturl() for part in parts if part.scheme not in WITHIN and part.netloc != own]


@pytest.fixture
def visit(browser):
    visit = Visit(browser)
    yield visit
    visit.context.close()


def test_no_page_asks_anybody_else(visit, app_url):
    url, page = app_url("app.py"), visit.page
    open_all(page, url)
    assert any(asked.startswith("ws:") for asked in visit.asked)
    assert (visit.elsewhere(url), visit.errors) == ([], [])
    assert not any("PlotlyChart" in asked for asked in visit.asked)  # Streamlit's own, which is another 5 MB


def test_somebody_else_would_be_noticed_and_not_reached(visit, app_url):
    url, page = app_url("app.py"), visit.page
    page.goto(f"{url}/_stcore/health")
    reached = "fetch('http://elsewhere.test/', {mode: 'no-cors'}).then(() => true, () => false)"
    assert not page.evaluate(reached)
    assert visit.elsewhere(url) == ["http://elsewhere.test/"]
