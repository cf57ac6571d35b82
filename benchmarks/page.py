"""How fast the page feels, measured in Chromium: cold start, a new sentence, another head, the server's answers.

    python -m benchmarks.page

    cold start    from starting the server to the first painted maps, in a browser that has nothing cached
    new sentence  from Enter to the new sentence's exact heatmap and mosaic on the screen, 16 tokens
    head switch   from the click on a tile to the frame after the heatmap is repainted, at 16 and at 64 tokens
    hover, pin    from pointing at a token, or clicking it, to the frame after the lines or the text are repainted;
                  in a heatmap, from pointing at a cell, or clicking it, to the frame in which its numbers stand
    the rest      from a click that the server has to answer to the frame in which the answer stands

Prints medians and quartiles beside the limit each should stay under. Needs Chromium (HEADLIGHT_CHROMIUM names another
than Debian's).
"""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.server_clicks import ON_EXPLORE, clicking, compare_link, follows, other_heads

ROOT = Path(__file__).parents[1]
CHROMIUM = os.environ.get("HEADLIGHT_CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
NOTICED = 400.0  # ms; the page says that it computes 300 ms after the server has begun
COLD_STARTS, SENTENCES, SWITCHES, TOKENS = 5, 12, 24, 24

SIXTEEN = "One word, {}, and the dog that ran home was wet again."  # with <bos>
WORDS = ("cat", "house", "water", "friend", "school", "money", "father", "morning", "letter", "garden")
SEA = "The old man and the sea were waiting for the boat that never came back"
SIXTY_FOUR = " ".join([SEA] * 4 + ["The old man"])
TEXTS = {"16": SIXTEEN.format("cat"), "64": SIXTY_FOUR}
WORKBENCH, MANY_HEADS = "tests/ui/workbench_app.py", "layers=6&heads=12&tokens=64"

Row = tuple[str, str, list[float], float]
"""What was done, its limit in words, milliseconds, the limit in milliseconds."""

PAINTED = "() => document.querySelector('.hl-plot .heatmaplayer image') && document.querySelector('canvas.hl-mosaic')"
COMPARED = "() => document.querySelectorAll('.st-key-compare_maps .heatmaplayer image').length > 1"
SHOWS = """(word) => [...document.querySelectorAll('.hl-plot .ytick text')].some(t => t.textContent.includes(word))
    && document.querySelector('.hl-badge').hidden && performance.now() - window.headlightEnter"""
LISTEN = """() => addEventListener('keydown', (event) => {
    if (event.key === 'Enter') window.headlightEnter = performance.now();
}, true)"""


def main() -> None:
    """Measure and print the table."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        print("| | median | quartiles | n | limit | part of the limit |\n|---|---|---|---|---|---|")
        show(("cold start", "6 s", [cold_start(browser) for _ in range(COLD_STARTS)], 6000.0))
        with server() as (url, _):
            show(("new sentence, 16 tokens", "400 ms", new_sentences(browser, url), 400.0))
            for name, text in TEXTS.items():
                times = head_switches(browser, f"{url}/?text={text}", (4, 6))
                show((f"head switch, {name} tokens", "50 ms", times, 50.0))
            show(*in_panels(browser, f"{url}/?text={SIXTY_FOUR}", "64 tokens"))
        with server(WORKBENCH) as (url, _):
            many = f"{url}/?{MANY_HEADS}"
            show(("head switch, 72 heads", "50 ms", head_switches(browser, many, (12, 6)), 50.0))
            show(*in_heatmap(browser, many), *in_panels(browser, many, "72 heads"))
        with server() as (url, _):
            answered, announced = answers_of_the_server(browser, url)
            show(*answered)
        browser.close()
    waited = {name for name, _, times, _ in answered if statistics.median(times) > NOTICED}
    silent = [name for name, said in announced.items() if not said and name in waited]
    print(f"\nAwaited for longer than {NOTICED:.0f} ms and not announced: {', '.join(silent) or 'none'}.")


def show(*rows: Row) -> None:
    """Print rows of the table as soon as they are measured."""
    for name, limit, times, most in rows:
        low, median, high = statistics.quantiles(times, n=4)
        part = f"{median / most:.2f}"
        print(
            f"| {name} | {median:.0f} ms | {low:.0f} – {high:.0f} | {len(times)} | {limit} | {part} |",
            flush=True,
        )


def cold_start(browser: Browser) -> float:
    """Milliseconds from starting the server to the first painted maps."""
    with server() as (url, started), visit(browser, url):
        return 1000 * (time.monotonic() - started)


def new_sentences(browser: Browser, url: str) -> list[float]:
    """Milliseconds from Enter to the new maps, sentence after sentence."""
    times = []
    with visit(browser, url) as page:
        page.evaluate(LISTEN)
        box = page.get_by_role("textbox").first
        for word in ("warm", "up", *WORDS):
            box.fill(SIXTEEN.format(word))
            box.press("Enter")
            shown = page.wait_for_function(SHOWS, arg=word, polling="raf")
            times.append(shown.json_value())
            time.sleep(0.5)
    return times[2:]


def head_switches(browser: Browser, url: str, tiles: tuple[int, int]) -> list[float]:
    """Milliseconds from a click on a tile to the repainted heatmap. `tiles`: how many columns and rows there are."""
    columns, rows = tiles
    with visit(browser, url) as page:
        canvas = page.locator("canvas.hl-mosaic")
        box = canvas.bounding_box()
        assert box is not None
        for i in range(SWITCHES):
            column, row = (i * 5) % columns if columns > 4 else i % columns, (i * 5) % rows
            x = box["width"] * (0.07 + 0.88 * (column + 0.5) / columns)
            y = box["height"] * (0.04 + 0.91 * (row + 0.5) / rows)
            canvas.click(position={"x": x, "y": y})
            time.sleep(0.8)  # let the server follow, as a person would
        entries: list[float] = page.evaluate(
            "performance.getEntriesByName('headlight:head-switch').map(e => e.duration)"
        )
    return entries[2:]


def in_panels(browser: Browser, url: str, said: str) -> list[Row]:
    """Another head, hover and pin in the lines and in the text."""
    return [
        (f"{name}, {panel}, {said}", "50 ms", times, 50.0)
        for panel in ("lines", "text")
        for name, times in around_tokens(browser, url, panel).items()
    ]


def in_heatmap(browser: Browser, url: str) -> list[Row]:
    """Hover and pin in the heatmap, whose hover is Plotly's own."""
    with visit(browser, url) as page:
        plot = page.locator(".hl-plot .nsewdrag").first
        box = plot.bounding_box()
        assert box is not None
        hovers, pins = [], []
        for i in range(TOKENS):
            across, down = 0.1 + 0.02 * i, 0.6 + 0.015 * i
            x, y = box["x"] + across * box["width"], box["y"] + down * box["height"]
            label = ".hl-plot .hoverlayer .hovertext", ""
            hovers.append(follows(page, partial(page.mouse.move, x, y), label, "mousemove"))
            pins.append(follows(page, clicking(plot, across, down), (".hl-line", "")))
    cells = {"hover": hovers[2:], "pin": pins[2:]}
    return [(f"{name}, heatmap, 72 heads", "50 ms", times, 50.0) for name, times in cells.items()]


def answers_of_the_server(browser: Browser, url: str) -> tuple[list[Row], dict[str, bool]]:
    """Each kind of click at both lengths, and whether the page said that it was waiting."""
    rows: list[Row] = []
    announced: dict[str, bool] = {}
    for name, text in TEXTS.items():
        for said, clicks in ON_EXPLORE.items():
            with visit(browser, f"{url}/?text={text}&lang=en") as page:
                rows.append((f"{said}, {name} tokens", "500 ms", list(clicks(page))[1:], 500.0))
                announced[rows[-1][0]] = page.evaluate("() => window.headlightAnnounced === true")
        with visit(browser, f"{url}/{compare_link(text)}", COMPARED) as page:
            rows.append(
                (f"Compare’s other head, {name} tokens", "500 ms", list(other_heads(page))[1:], 500.0)
            )
            announced[rows[-1][0]] = page.evaluate("() => window.headlightAnnounced === true")
    return rows, announced


def around_tokens(browser: Browser, url: str, panel: str) -> dict[str, list[float]]:
    """Milliseconds from another head, a token pointed at and a token clicked to what that repaints in a panel."""
    with visit(browser, url) as page:
        page.locator(f".hl-switch input[value={panel}]").check(force=True)
        canvas = page.locator("canvas.hl-mosaic")
        for key in ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown"] * 4:
            canvas.press(key)
            time.sleep(0.5)
        place = page.locator(".hl-scroll" if panel == "lines" else ".hl-passage").first.bounding_box()
        assert place is not None
        for click in (False, True):
            for i in range(TOKENS):
                x, y = place["x"] + 70, place["y"] + 40 + (place["height"] - 60) * (7 * i % TOKENS) / TOKENS
                page.mouse.move(x, y)
                if click:
                    page.mouse.click(x, y)
                time.sleep(0.3)
        read = "name => performance.getEntriesByName(`headlight:${name}`).map(e => e.duration)"
        return {
            name.replace("-", " "): page.evaluate(read, name)[2:] for name in ("head-switch", "hover", "pin")
        }


@contextlib.contextmanager
def visit(browser: Browser, url: str, ready: str = PAINTED) -> Iterator[Page]:
    """A fresh browser profile on the page, once its maps are painted."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(url)
    page.wait_for_function(ready, polling="raf", timeout=60_000)
    yield page
    context.close()


@contextlib.contextmanager
def server(script: str = "app.py") -> Iterator[tuple[str, float]]:
    """A server of the app, or of another script, and when it was started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.monotonic()
    process = start(port, script)
    url = f"http://127.0.0.1:{port}"
    while process.poll() is None and not answers(url):
        time.sleep(0.05)
    try:
        yield url, started
    finally:
        process.terminate()
        process.wait()


def start(port: int, script: str = "app.py", folder: Path = ROOT) -> "subprocess.Popen[bytes]":
    """`streamlit run`, as the Makefile does it in a checkout."""
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"]
    local = ["--server.address=127.0.0.1", "--server.headless=true"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen([*command, *local], cwd=folder, stdout=quiet, stderr=quiet)


def answers(url: str) -> bool:
    """Whether the server is up."""
    try:
        return bool(urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).status == 200)
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    main()
