"""A peer's page in a fresh tab: from calling its function to the painted view, and from choosing a head to its repaint.

As with `headlight:head-switch`, something is painted when the frame after the one that has it begins.
"""

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Error, Page, Playwright
from playwright.sync_api import TimeoutError as NotInTime

from benchmarks.peers.making import Maker
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


def measure(
    playwright: Playwright,
    maker: Maker,
    view: View,
    written: tuple[int, str],
    limit: float,
    open_it: bool = True,
) -> Seen:
    """Make the page of a text, open it, and choose other heads.

    Args:
        maker: makes the page.
        written: how many tokens, and the text.
        limit: seconds after which a view counts as not painted, and another head as not chosen.
        open_it: whether to; if not, only bytes are found.
    """
    n, words = written
    seen = Seen(view.tool, view.name, n, whole=view.whole)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "view.html")
        try:
            start = maker.make((view, words, file), limit)
        except TimeoutError:
            return replace(seen, failed=f"not made in {limit:.0f} s", waited=limit)
        except MemoryError:
            return replace(seen, failed="out of memory while it was made")
        within, beside = library_bytes(view.tool)
        size = file.stat().st_size
        seen = replace(seen, sent=size - within, page=size + beside)
        if not open_it:
            return replace(seen, failed="not opened: a shorter text’s was not painted")
        return opened(playwright, view, file, seen, (start, limit))


def opened(playwright: Playwright, view: View, file: Path, seen: Seen, timed: tuple[float, float]) -> Seen:
    """The same, and what was found when the page was opened. `timed`: when it was begun, and the limit."""
    start, limit = timed
    with tab(playwright) as (page, memory):
        crashed: list[Page] = []
        page.on("crash", lambda page: crashed.append(page))
        page.add_init_script(LOOK.format(painted=view.painted))
        page.set_default_timeout(max(1.0, 1000 * (start + limit - time.time())))
        try:
            page.goto(file.as_uri(), wait_until="commit")
            seen = replace(seen, painted=(painted_at(page) / 1000 - start,), memory=memory.now())
            page.set_default_timeout(1000 * limit)
            return replace(seen, switched=switches(page, view))
        except NotInTime:
            if seen.painted:
                return replace(seen, failed=f"> {limit:.0f} s")
            return replace(seen, failed=f"> {limit:.0f} s", waited=limit)
        except Error:
            if memory.ended:
                return replace(seen, failed=f"out of memory: ended above {MOST_MEMORY / 1000:.0f} GB")
            if crashed or page.is_closed():
                return replace(seen, failed="the tab crashed")
            raise


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
