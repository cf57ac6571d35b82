"""The same in Headlight: a running app, a text typed into Explore, from Enter to all heads on the screen.

The mosaic is drawn more than once after a text was typed (its frames first, a ring around the chosen head, marks of
what is striking, …). The first drawing whose tiles are, pixel by pixel, those of the last one is the view.
"""

import base64
import statistics
import time
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, Playwright

from benchmarks.page import PAINTED
from benchmarks.peers.reading import NAME, text
from benchmarks.peers.seen import OURS, Seen
from benchmarks.peers.tab import tab

WARM = 2  # texts that are not counted
SWITCHES, KEYS = 12, ("ArrowRight", "ArrowDown")
QUIET = 1.5  # seconds without a message or a drawing after which a text has been read

WATCH = """(() => {
    const { drawImage, putImageData } = CanvasRenderingContext2D.prototype;
    window.entered = 0;
    window.drawings = [];
    addEventListener("keydown", ({ key, timeStamp }) => {
        if (key === "Enter") [window.entered, window.drawings] = [timeStamp, []];
    }, true);
    CanvasRenderingContext2D.prototype.putImageData = function (tile, x, y, ...rest) {
        putImageData.call(this, tile, x, y, ...rest);
        const hash = new Uint32Array(tile.data.buffer).reduce((so, pixel) => Math.imul(so ^ pixel, 16777619), 1);
        (this.canvas.tiles ??= new Map()).set(`${x},${y}`, hash);
    };
    CanvasRenderingContext2D.prototype.drawImage = function (picture, ...where) {
        drawImage.call(this, picture, ...where);
        if (!this.canvas.classList.contains("hl-mosaic")) return;
        if (picture.tiles) [picture.print, picture.tiles] = [[...picture.tiles].join(), null];
        const drawing = { print: picture.print };
        window.drawings.push(drawing);
        requestAnimationFrame(() => requestAnimationFrame(() => { drawing.at = performance.now(); }));
    };
})()"""
FIRST_WHOLE = """() => {
    const last = window.drawings.at(-1);
    return window.drawings.find(({ print }) => print === last?.print)?.at - window.entered;
}"""
READ = """() => window.drawings.length && document.querySelector('.hl-badge')?.hidden
    && document.querySelector('[data-test-script-state=notRunning]')"""


class Received:
    """Bytes that a page has received: messages of the WebSocket, and files over HTTP with their headers."""

    def __init__(self, page: Page) -> None:
        self.bytes, self.at = 0, time.monotonic()
        protocol = page.context.new_cdp_session(page)
        protocol.on("Network.webSocketFrameReceived", self.message)
        protocol.on("Network.loadingFinished", self.file)
        protocol.send("Network.enable")

    def message(self, event: Any) -> None:
        """One message; DevTools gives bytes as base64."""
        frame = event["response"]
        data = frame["payloadData"]
        self.add(len(base64.b64decode(data) if frame["opcode"] == 2 else data.encode()))

    def file(self, event: Any) -> None:
        """One file."""
        self.add(int(event["encodedDataLength"]))

    def add(self, number: int) -> None:
        self.bytes += number
        self.at = time.monotonic()


def measure(playwright: Playwright, url: str, n: int, rounds: int) -> Seen:
    """So many texts of n tokens typed one after the other, and then other heads chosen with the arrow keys."""
    with tab(playwright) as (page, memory):
        received = Received(page)
        page.add_init_script(WATCH)
        page.goto(address(url, text(n, 0)))
        page.wait_for_function(PAINTED, polling="raf", timeout=120_000)
        settle(page, received)
        opened = received.bytes
        typed = [type_text(page, received, text(n, 1 + i)) for i in range(WARM + rounds)][WARM:]
        held = memory.now()
        switched = switches(page)
    return Seen(
        *(OURS, "Explore", n, round(statistics.median(sent for _, sent in typed)), opened),
        painted=tuple(seconds for seconds, _ in typed),
        switched=switched,
        memory=held,
    )


def type_text(page: Page, received: Received, written: str) -> tuple[float, int]:
    """Seconds from Enter to the mosaic of this text, and the bytes that came until the page was quiet."""
    box = page.get_by_role("textbox").first
    box.fill(written)
    before = received.bytes
    box.press("Enter")
    settle(page, received)
    return page.evaluate(FIRST_WHOLE) / 1000, received.bytes - before


def switches(page: Page) -> tuple[float, ...]:
    """Milliseconds from an arrow key on the mosaic to the repainted map of the next head, without the first two."""
    canvas = page.locator("canvas.hl-mosaic")
    for i in range(SWITCHES):
        canvas.press(KEYS[i % len(KEYS)])
        page.wait_for_timeout(600)  # let the server follow, as a person would
    read = "performance.getEntriesByName('headlight:head-switch').map((entry) => entry.duration)"
    return tuple(page.evaluate(read)[2:])


def settle(page: Page, received: Received) -> None:
    """Wait until the script has run, exact values stand, and nothing has come for a while."""
    page.wait_for_function(READ, polling=100)
    while (rest := received.at + QUIET - time.monotonic()) > 0:
        page.wait_for_timeout(1000 * rest)
        page.wait_for_function(READ, polling=100)


def address(url: str, written: str) -> str:
    """Explore with MiniLM and a text."""
    return f"{url}/?{urlencode({'model': NAME, 'text': written, 'lang': 'en'})}"
