"""What the browser's tests ask of the workbench's own page, which is tests/ui/workbench_app.py."""

import io
import re
from collections.abc import Callable
from typing import Any

from PIL import Image

from tests.browser.pages import MAP

SCRIPT = "tests/ui/workbench_app.py"
HOSTILE = "<img src=x onerror=alert(1)>"  # one of its tokens

READY = {
    "lines": "() => /\\d/.test(document.querySelector('.hl-count')?.textContent)",
    "text": "() => document.querySelector('.hl-line')?.textContent.includes('strongest')",
}


def open_panel(page: Any, app_url: Callable[[str], str], panel: str, query: str = "") -> Any:
    """The workbench with its lines or its text, once it has the weights."""
    page.goto(f"{app_url(SCRIPT)}/?panel={panel}&{query}")
    page.wait_for_function(READY[panel])
    return page


def told(page: Any) -> str:
    """What the open panel says of the token in focus."""
    return str(page.locator(".hl-told:visible").text_content())


def open_bench(page: Any, app_url: Callable[[str], str], query: str = "") -> Any:
    """The workbench once its first map is drawn."""
    page.goto(f"{app_url(SCRIPT)}/?{query}")
    page.wait_for_selector(f".hl-plot {MAP}", state="attached")
    page.wait_for_function(READY["text"])
    return page


def line(page: Any) -> str:
    return page.locator(".hl-line").text_content()


def wait_for_line(page: Any, start: str) -> None:
    page.wait_for_function(
        "start => document.querySelector('.hl-line').textContent.startsWith(start)", arg=start
    )


def wait_for_server(page: Any, **selection: int | str | None) -> None:
    """Until Python has it."""
    words = " ".join(f"{name} {value}" for name, value in selection.items())
    page.get_by_text(re.compile(rf"server: .*{words}")).wait_for()


def click_head(page: Any, layer: int, head: int, layers: int = 2, heads: int = 4) -> None:
    """Click the middle of a tile; tiles fill the canvas but for labels at the left and above."""
    box = page.locator("canvas.hl-mosaic").bounding_box()
    left, top = 34, 20
    x = left + (box["width"] - left) * (head + 0.5) / heads
    y = top + (box["height"] - top) * (layer + 0.5) / layers
    page.locator("canvas.hl-mosaic").click(position={"x": x, "y": y})


def click_cell(page: Any, query: int, key: int, n: int = 12) -> None:
    plot = page.locator(".hl-plot .nsewdrag").first.bounding_box()
    x, y = plot["x"] + plot["width"] * (key + 0.5) / n, plot["y"] + plot["height"] * (query + 0.5) / n
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def picture(page: Any, selector: str) -> Image.Image:
    return Image.open(io.BytesIO(page.locator(selector).first.screenshot())).convert("RGB")
