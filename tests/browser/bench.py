"""What the browser's tests ask of the workbench's own page, which is tests/ui/workbench_app.py."""

from collections.abc import Callable
from typing import Any

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
