"""Every page works in Chromium under the content security policy of deployment/nginx.conf."""

import pytest

from tests.browser.menu import open_all
from tests.server.cluster.nginx import behind_nginx

pytestmark = pytest.mark.browser

WATCH = """addEventListener("securitypolicyviolation", async (event) => {
  await refused(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
  window.noted = true;
})"""
NOTED = """() => new Promise((done) => {
  const look = () => (window.noted ? done() : requestAnimationFrame(look));
  look();
})"""

# Later, since what a debugger runs at once may evaluate.
EVALUATED_LATER = """() => new Promise((told) =>
  setTimeout(() => { try { told(eval("1")); } catch (error) { told(error.name); } }))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with behind_nginx(tmp_path_factory.mktemp("nginx")) as site:
        yield site


@pytest.fixture
def page(browser):
    """A page, and what the policy refused on it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(60_000)
    refused: list[str] = []
    context.expose_function("refused", lambda what: refused.append(what))
    context.add_init_script(WATCH)
    page = context.new_page()
    page.refused = refused
    yield page
    context.close()


def test_every_page_works_and_nothing_is_refused(site, page):
    open_all(page, site.url)
    assert page.refused == []


def test_what_is_elsewhere_or_evaluated_is_refused(site, page):
    page.goto(f"{site.url}/_stcore/health")
    assert not page.evaluate("() => fetch('http://elsewhere.test/').then(() => true, () => false)")
    assert page.evaluate(EVALUATED_LATER) == "EvalError"
    page.evaluate(NOTED)
    assert any(refused.startswith("connect-src http://elsewhere.test/") for refused in page.refused)
