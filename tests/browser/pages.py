"""What the browser's tests ask of a page: its address, whether it is ready, and that nothing sticks out of it.

The page says itself when it is ready, by `data-state` on what our components mount, see web/lib/announce.js. No test
waits for milliseconds: a loaded machine takes any number of them.
"""

from typing import Any
from urllib.parse import parse_qs, urlsplit

MAP = ".heatmaplayer image"  # Plotly's
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
WORKBENCH = "[data-reading]"

TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# No run is going on and nothing is left of the one before; every component shows what it was asked for; nothing fades,
# as a colour on its way to another has no contrast of its own. What turns for ever, as a spinner does, may go on.
AT_REST = """() => document.querySelector('[data-test-script-state]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale=true], [data-testid=stStatusWidget]')
    && !document.querySelector('[data-state=waiting], [data-state=preview]')
    && document.getAnimations().every((one) => one.playState !== 'running'
        || one.effect?.getComputedTiming().iterations === Infinity)"""
# What sticks out, for the message of a failure.
WIDE = """width => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > width + 1).slice(0, 5).map(one => one.outerHTML.slice(0, 120))"""


def address(page: Any) -> dict[str, str]:
    """The parameters of the page's link."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def wait_for_address(page: Any, **expected: str) -> None:
    """Until the link has these parameters."""
    page.wait_for_function(
        """wanted => Object.entries(wanted).every(
            ([name, value]) => new URL(location).searchParams.get(name) === value)""",
        arg=expected,
    )


def wait_until_exact(page: Any) -> None:
    """Until the workbench shows the server's numbers for the last choice, and no preview."""
    page.wait_for_selector(f"{WORKBENCH}[data-state=ready]", state="attached")


def settle(page: Any) -> None:
    """Until everything asked for is shown and nothing moves; what has just changed its size has noticed it by then."""
    page.evaluate(TWO_FRAMES)
    page.wait_for_function(AT_REST)
    page.evaluate(TWO_FRAMES)


def assert_fits(page: Any, width: int) -> None:
    """Nothing sticks out of a page of this width, once it has taken it."""
    settle(page)
    found = page.evaluate("document.documentElement.scrollWidth")
    assert found <= width, page.evaluate(WIDE, width)


def open_explore(page: Any, url: str, query: str = "") -> Any:
    """Explore, once its maps are painted."""
    page.goto(f"{url}/?{query}")
    page.wait_for_selector(f"{WORKBENCH} {MAP}", state="attached")
    return page


def open_history(page: Any, url: str, query: str = "") -> Any:
    """History, once its last card is painted."""
    page.goto(f"{url}/history?{query}")
    page.wait_for_selector(f".st-key-history_card_xlnet {MAP}", state="attached")
    return page
