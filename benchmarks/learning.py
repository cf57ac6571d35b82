"""How fast the recorded training follows its slider, measured in Chromium.

    python -m benchmarks.learning

    step   from a key on the slider to the frame after everything of the next checkpoint is repainted
    head   from a key on the mosaic to the frame after its map, score, weight and terms are repainted
    pair   from a click on a token to the frame after score, weight, terms and predictions are repainted

None of them waits for the server. Curves of another head or pair are drawn 120 ms after the last choice. Prints medians
and quartiles beside the limit each should stay under. Needs Chromium (HEADLIGHT_CHROMIUM names another than Debian's)
and a model with checkpoints.
"""

import statistics
import time
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.page import CHROMIUM, FLAGS, PAINTED, SIXTEEN, SIXTY_FOUR, server

LIMIT = 50.0  # ms
MOVES = 24
WARM = 2  # moves that are not counted
TEXTS = {"16": SIXTEEN.format("cat"), "64": SIXTY_FOUR}
MEASURES = {"step": "headlight:step", "head": "headlight:learning-head", "pair": "headlight:learning-pair"}


def main() -> None:
    """Measure and print the table."""
    with sync_playwright() as playwright, server() as (url, _):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        rows = [
            (f"{name}, {tokens} tokens", times)
            for tokens, text in TEXTS.items()
            for name, times in repaints(browser, url, text).items()
        ]
        browser.close()
    print("| | median | quartiles | n | limit | part of the limit |\n|---|---|---|---|---|---|")
    for name, times in rows:
        low, median, high = statistics.quantiles(times, n=4)
        spread = f"{low:.0f} – {high:.0f} | {len(times)} | {LIMIT:.0f} ms"
        print(f"| {name} | {median:.0f} ms | {spread} | {median / LIMIT:.2f} |")


def repaints(browser: Browser, url: str, text: str) -> dict[str, list[float]]:
    """Milliseconds of each kind of move, over one text."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{url}/learning?text={quote(text)}")
    page.wait_for_function(PAINTED, polling="raf", timeout=120_000)
    time.sleep(1)
    move(page)
    read = "name => performance.getEntriesByName(name).map(e => e.duration)"
    found = {name: page.evaluate(read, entry)[WARM:] for name, entry in MEASURES.items()}
    context.close()
    return found


def move(page: Page) -> None:
    """Through checkpoints, heads and tokens, at a person's pace."""
    for i in range(MOVES):
        page.locator(".hl-steps").press("ArrowLeft" if i < MOVES / 2 else "ArrowRight")
        time.sleep(0.5)
    for i in range(MOVES):
        page.locator("canvas.hl-mosaic").press(("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp")[i % 4])
        time.sleep(0.5)
    tokens = page.locator(".hl-surprise")
    for i in range(MOVES):
        tokens.nth((5 * i) % tokens.count()).click()
        time.sleep(0.5)


if __name__ == "__main__":
    main()
