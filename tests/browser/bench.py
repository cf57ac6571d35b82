"""What the browser's tests ask of the workbench, and of its own page, which is tests/ui/workbench_app.py."""

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

from PIL import Image

from tests.browser.pages import wait_until_exact

SCRIPT = "tests/ui/workbench_app.py"
HOSTILE = "<img src=x onerror=alert(1)>"  # one of its tokens


def open_bench(page: Any, app_url: Callable[[str], str], query: str = "") -> Any:
    """The workbench once the chosen head is drawn."""
    page.goto(f"{app_url(SCRIPT)}/?{query}")
    wait_until_exact(page)
    return page


def open_panel(page: Any, app_url: Callable[[str], str], panel: str, query: str = "") -> Any:
    """The same with its lines or its text."""
    return open_bench(page, app_url, f"panel={panel}&{query}")


def mosaic(page: Any) -> Any:
    """All heads."""
    return page.get_by_role("grid", name=re.compile("^(All heads|所有注意力头)"))


def heatmap(page: Any) -> Any:
    """The chosen head's map."""
    return page.get_by_role("group", name=re.compile("^Attention weights of|的注意力权重"))


def cells(page: Any) -> Any:
    """The area of the map's cells; a name of Plotly's."""
    return heatmap(page).locator(".nsewdrag").first


def lines(page: Any) -> Any:
    """The lines of the chosen head, and of those beside it."""
    return page.get_by_role("grid", name=re.compile(": lines from"))


def passages(page: Any) -> Any:
    """The shaded text, or both of them."""
    return page.get_by_role("group", name=re.compile("^The text, shaded by"))


def tokens(page: Any) -> Any:
    """The tokens of the shaded text."""
    return passages(page).get_by_role("button")


def overview(page: Any) -> Any:
    """A long text's map in small."""
    return page.get_by_role("application", name=re.compile("^Overview of"))


def table(page: Any) -> Any:
    """The weights as a table, for who cannot see them."""
    return page.get_by_role("table", name=re.compile(": (weight of every key|strongest key of every query)"))


def title(page: Any) -> str:
    """The map's title; a name of Plotly's."""
    return str(heatmap(page).locator(".gtitle").text_content())


def state(page: Any) -> str:
    """How far the workbench says it is."""
    return str(page.locator("[data-reading]").get_attribute("data-state"))


def told(page: Any) -> str:
    """What the open panel says of the token in focus."""
    return str(page.get_by_role("note").text_content())


def line(page: Any) -> str:
    """The selection in words."""
    return str(page.get_by_role("status").filter(has_text=re.compile(" selected")).text_content())


def wait_for_line(page: Any, start: str) -> None:
    """Until the selection's words begin like this."""
    page.get_by_role("status").filter(has_text=re.compile(f"^{re.escape(start)}")).wait_for()


def wait_for_server(page: Any, **selection: int | str | None) -> None:
    """Until Python has it."""
    words = " ".join(f"{name} {value}" for name, value in selection.items())
    page.get_by_text(re.compile(rf"server: .*{words}")).wait_for()


def click_head(
    page: Any, layer: int, head: int, layers: int = 2, heads: int = 4, modifiers: Sequence[str] = ()
) -> None:
    """Click the middle of a tile; tiles fill the canvas but for labels at the left and above."""
    box = mosaic(page).bounding_box()
    left, top = 34, 20
    x = left + (box["width"] - left) * (head + 0.5) / heads
    y = top + (box["height"] - top) * (layer + 0.5) / layers
    mosaic(page).click(position={"x": x, "y": y}, modifiers=list(modifiers))


def click_cell(page: Any, query: int, key: int, n: int = 12) -> None:
    """Click a cell of the map."""
    plot = cells(page).bounding_box()
    x, y = plot["x"] + plot["width"] * (key + 0.5) / n, plot["y"] + plot["height"] * (query + 0.5) / n
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def picture(element: Any) -> Image.Image:
    """An element as it looks."""
    return Image.open(io.BytesIO(element.screenshot())).convert("RGB")
