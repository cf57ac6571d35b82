"""A peer's page in a fresh tab: from calling its function to the painted view, and from choosing a head to its repaint.

As with `headlight:head-switch`, something is painted when the frame after the one that has it begins.
"""

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, Page, Playwright, TimeoutError

from benchmarks.peers.reading import text
from benchmarks.peers.seen import Seen
from benchmarks.peers.tab import tab
from benchmarks.peers.views import View, library_bytes

SWITCHES = 5

LOOK = """(() => {{
    const {{ clearRect }} = CanvasRenderingContext2D.prototype;  // with which every chart begins to be drawn
    CanvasRenderingContext2D.prototype.clearRect = function (...where) {{
        this.canvas.drawn = (this.canvas.drawn ?? 0) + 1;
        return clearRect.apply(this, where);
    }};
    const look = () => requestAnimationFrame(() => {{
        if (!document.body || !({painted})) return look();
        requestAnimationFrame(() => {{ window.paintedAt = performance.timeOrigin + performance.now(); }});
    }});
    look();
}})()"""
SWITCH = """(i) => new Promise((resolve) => {{
    const shows = () => {shows};
    const before = shows(), start = performance.now();
    {{ {choose} }}
    const look = () => requestAnimationFrame(() => {{
        if (shows() === before) return look();
        requestAnimationFrame(() => resolve(performance.now() - start));
    }});
    look();
}})"""


@dataclass
class Round:
    """What one opening of a page found; see `Seen`."""

    sent: int = 0
    page: int = 0
    painted: float | None = None
    switched: tuple[float, ...] = ()
    memory: float = float("nan")
    failed: str = ""


def measure(playwright: Playwright, view: View, n: int, rounds: int, limit: float) -> Seen:
    """Up to so many rounds over a text of n tokens; after one that took 20 s or failed, no further.

    Args:
        limit: seconds after which a view counts as not painted.
    """
    seen: list[Round] = []
    while len(seen) < rounds and not (seen and (seen[-1].failed or (seen[-1].painted or 0) > 20)):
        seen.append(one_round(playwright, view, text(n, len(seen)), limit))
    return Seen(
        *(view.tool, view.name, n, seen[0].sent, seen[0].page),
        painted=tuple(one.painted for one in seen if one.painted is not None),
        switched=tuple(took for one in seen for took in one.switched),
        memory=statistics.median(one.memory for one in seen),
        failed=seen[-1].failed,
        whole=view.whole,
    )


def one_round(playwright: Playwright, view: View, written: str, limit: float) -> Round:
    """Make the page of a text, open it, and choose other heads."""
    found = Round()
    with tempfile.TemporaryDirectory() as folder, tab(playwright) as (page, memory):
        page.add_init_script(LOOK.format(painted=view.painted))
        page.set_default_timeout(1000 * limit)
        file, start = Path(folder, "view.html"), time.time()
        file.write_text(view.html(written), encoding="utf-8")
        within, beside = library_bytes(view.tool)
        found.sent, found.page = file.stat().st_size - within, file.stat().st_size + beside
        try:
            page.goto(file.as_uri(), wait_until="commit")
            found.painted = painted_at(page) / 1000 - start
            found.memory = memory.now()
            found.switched = switches(page, view)
        except TimeoutError:
            found.failed = f"not {'switched' if found.painted else 'painted'} in {limit:.0f} s"
        except Error:
            found.failed = "ended above 6 GB" if memory.ended else "the tab crashed"
    return found


def painted_at(page: Page) -> float:
    """When the view was painted, in milliseconds since 1970."""
    at: float = page.wait_for_function("() => window.paintedAt", polling=100).json_value()
    return at


def switches(page: Page, view: View) -> tuple[float, ...]:
    """Milliseconds from choosing a head, or layer, to its repaint; the first is not counted."""
    script = SWITCH.format(shows=view.shows, choose=view.choose)
    return tuple(page.evaluate(script, i) for i in range(SWITCHES))[1:]
