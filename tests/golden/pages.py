"""Pages as visitors open them: an address of the app, and what then is on the page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

APP = Path(__file__).parents[2] / "ui" / "script" / "page.py"
TIMEOUT = 120
INSTALLED = ("hub_source",)
"""Widgets whose first value depends on what else is installed."""


def opened(page: str, link: dict[str, str], session: Mapping[str, Any] | None = None) -> AppTest:
    """The page at this address, `""` being the first, with this in the session; it must not fail."""
    app = AppTest.from_file(str(APP), default_timeout=TIMEOUT)
    if page:
        app._page_hash = calc_hash(page)  # the tester has no public way to a page that is not a file
    app.query_params |= link
    for name, value in (session or {}).items():
        app.session_state[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def address(app: AppTest) -> dict[str, str]:
    """What the address bar says."""
    return {name: found[0] if isinstance(found, list) else found for name, found in app.query_params.items()}


def chosen(app: AppTest) -> dict[str, Any]:
    """Every widget's value that has a key: all that somebody may have chosen."""
    kinds = ("text_input", "text_area", "selectbox", "multiselect", "slider", "select_slider", "toggle")
    kinds += ("checkbox", "number_input", "button_group", "radio")
    keyed = (widget for kind in kinds for widget in app.get(kind) if widget.key not in (None, *INSTALLED))
    return {widget.key: written(widget.value) for widget in keyed}


def written(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, (list, tuple)):
        return [written(part) for part in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
