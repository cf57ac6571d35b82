"""A peer's page in a fresh tab: from calling its function to the painted view, and from choosing a head to its repaint.

As with `headlight:head-switch`, something is painted when the frame after the one that has it begins.
"""

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Error, Page, Playwright, TimeoutError

from benchmarks.peers.seen import Seen
from benchmarks.peers.tab import MOST_MEMORY, tab
from benchmarks.peers.views import View, library_bytes

SWITCHES, LONG_SWITCH = 5, 5000.0  # at most so many; none after one that took so many ms

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
SWITCH = """(i) => setTimeout(() => {{
    const shows = () => {shows};
    const before = shows(), start = performance.now();
    {{ {choose} }}
    const look = () => requestAnimationFrame(() => {{
        if (shows() === before) return look();
        requestAnimationFrame(() => {{ window.switchTook = performance.now() - start; }});
    }});
    look();
}})"""


def measure(playwright: Playwright, view: View, written: tuple[int, str], limit: float) -> Seen:
    """Make the page of a text, open it, and choose other heads.

    Args:
        written: how many tokens, and the text.
        limit: seconds after which a view counts as not painted.
    """
    n, words = written
    with tempfile.TemporaryDirectory() as folder, tab(playwright) as (page, memory):
        page.add_init_script(LOOK.format(painted=view.painted))
        page.set_default_timeout(1000 * limit)
        file, start = Path(folder, "view.html"), time.time()
        file.write_text(view.html(words), encoding="utf-8")
        within, beside = library_bytes(view.tool)
        size = file.stat().st_size
        seen = Seen(view.tool, view.name, n, size - within, size + beside, whole=view.whole)
        try:
            page.goto(file.as_uri(), wait_until="commit")
            seen = replace(seen, painted=(painted_at(page) / 1000 - start,))
            seen = replace(seen, memory=memory.now())
            return replace(seen, switched=switches(page, view))
        except TimeoutError:
            return replace(seen, failed=f"not {'switched' if seen.painted else 'painted'} in {limit:.0f} s")
        except Error:
            if not (memory.ended or page.is_closed()):
                raise
            return replace(seen, failed=f"ended above {MOST_MEMORY / 1000:.0f} GB")


def painted_at(page: Page) -> float:
    """When the view was painted, in milliseconds since 1970."""
    at: float = page.wait_for_function("() => window.paintedAt", polling=100).json_value()
    return at


def switches(page: Page, view: View) -> tuple[float, ...]:
    """Milliseconds from choosing a head, or layer, to its repaint; the first is not counted if there are more."""
    script = SWITCH.format(shows=view.shows, choose=view.choose)
    times: list[float] = []
    while len(times) < SWITCHES and not (times and times[-1] > LONG_SWITCH):
        page.evaluate("() => { window.switchTook = null; }")
        page.evaluate(script, len(times))
        times.append(page.wait_for_function("() => window.switchTook", polling=50).json_value())
    return tuple(times[1:] or times)
