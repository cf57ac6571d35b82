"""What the browser's tests ask of a page: its address, and when it is ready."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

MAP = ".heatmaplayer image"
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


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
    """Until the workbench shows the server's numbers, and no preview."""
    page.wait_for_function("() => document.querySelector('.hl-badge')?.hidden")


def open_explore(page: Any, url: str, query: str = "") -> Any:
    """Explore, once its maps are painted."""
    page.goto(f"{url}/?{query}")
    page.wait_for_selector(f".hl-plot {MAP}", state="attached")
    return page


def open_history(page: Any, url: str, query: str = "") -> Any:
    """History, once its last card is painted."""
    page.goto(f"{url}/history?{query}")
    page.wait_for_selector(f".st-key-history_card_xlnet {MAP}", state="attached")
    return page
