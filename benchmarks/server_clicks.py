"""Clicks that only the server can answer, and from the click to the frame in which the answer stands: `follows`.

Part of `benchmarks.page`. While an answer is awaited the page has to say so; whether it ever did is kept too.
"""

import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page

from headlight.translations import t
from headlight.viz.registry import discover

TIMES = 8
PAUSE = 1.0  # seconds between two clicks
VIEWS = ("norms", "entropy_by_layer", "weighted_values", "residual")  # neighbours have other titles
AWAITED = ", ".join(
    (
        "[aria-busy=true]",
        "[data-testid=stStatusWidget]",
        ".hl-badge:not([hidden])",
        "[data-testid=stSpinner]",
        ".headlight-busy:not(:empty)",
    )
)

WATCH = """([kind, selector, pattern, awaited]) => {
    const said = () => [...document.querySelectorAll(selector)].map((e) => e.textContent)
        .filter((text) => text.includes(pattern)).join();
    const before = said();
    window.headlightTook = null;
    addEventListener(kind, ({ timeStamp }) => {
        const look = () => requestAnimationFrame(() => {
            window.headlightAnnounced ||= document.querySelector(awaited) !== null;
            if (!said() || said() === before) return look();
            requestAnimationFrame(() => { window.headlightTook = performance.now() - timeStamp; });
        });
        look();
    }, { capture: true, once: true });
}"""


def follows(page: Page, act: Callable[[], object], where: tuple[str, str], kind: str = "click") -> float:
    """Milliseconds from what `act` does to the frame after the one in which a place reads otherwise.

    Args:
        page: where both happen.
        act: sets off one event.
        where: a selector, and what a text there has to contain to be looked at.
        kind: of the event.
    """
    page.evaluate(WATCH, [kind, *where, AWAITED])
    act()
    took: float = page.wait_for_function("() => window.headlightTook", polling="raf").json_value()
    time.sleep(PAUSE)
    return took


def other_views(page: Page) -> Iterator[float]:
    """Another view below the workbench."""
    titles = {view.name: t(view.title) for view in discover()}
    for i in range(TIMES):
        title = re.compile(f"^{re.escape(titles[VIEWS[i % len(VIEWS)]])}$")
        pill = page.locator("[class*=st-key-view_] button").filter(has_text=title)
        yield follows(page, pill.click, ("[class*=st-key-view_] .js-plotly-plot .gtitle", ""))


def other_cells(page: Page) -> Iterator[float]:
    """Another cell of the heatmap, to the line of its arithmetic."""
    plot = page.locator(".hl-plot .nsewdrag").first
    for i in range(TIMES):
        click = clicking(plot, 0.1 + 0.1 * (i % 4), 0.55 + 0.05 * i)
        yield follows(page, click, (".stMarkdown p", "q·k ="))


def ablations(page: Page) -> Iterator[float]:
    """A layer's heads ablated, to how far the expectation moved; then back."""
    page.get_by_text("Change it").click()
    page.get_by_role("radio", name="all heads of layer").first.click()
    for _ in range(TIMES):
        apply = page.get_by_role("button", name="Apply")
        apply.wait_for()
        time.sleep(PAUSE)
        yield follows(page, apply.click, (".stMarkdown p", "Mean KL(before"))
        page.locator(".st-key-changes").get_by_role("button", name="Undo all").click()
        page.wait_for_function("() => !new URL(location).searchParams.has('change')")


def other_heads(page: Page) -> Iterator[float]:
    """Another head on Compare, one of those that changed most."""
    heads = page.locator(".st-key-compare_changed_first button")
    heads.first.wait_for()
    for i in range(TIMES):
        yield follows(page, heads.nth(1 + i % 3).click, (".st-key-compare_maps .annotation-text", "A"))


def clicking(place: Locator, across: float, down: float) -> Callable[[], None]:
    """A click at these shares of a place's width and height."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return lambda: place.page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])


def compare_link(text: str) -> str:
    """Compare with this text, and with an early word replaced."""
    return "compare?" + urlencode({"left": text, "right": text.replace(" the ", " a ", 1)})


ON_EXPLORE: dict[str, Callable[[Page], Iterator[float]]] = {
    "another view": other_views,
    "another cell’s arithmetic": other_cells,
    "an ablation’s effect": ablations,
}
