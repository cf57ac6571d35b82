"""The findings as a picture for the README: seconds to the first full view of all heads, by length."""

import math
from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go
from playwright.sync_api import Playwright

from benchmarks.page import CHROMIUM
from benchmarks.peers.seen import BERTVIZ, CIRCUITSVIS, OURS, Seen
from headlight.viz.style.theme import LIGHT, apply

COLOURS = {OURS: LIGHT.lines[0], BERTVIZ: LIGHT.lines[1], CIRCUITSVIS: LIGHT.lines[2]}
WIDTH, HEIGHT, SCALE = 860, 380, 2  # px, and pixels of the picture for each


def figure(seen: Sequence[Seen]) -> go.Figure:
    """Bars on a logarithmic scale; a view that was not painted within the limit reaches to it and says `>`."""
    whole = [one for one in seen if one.whole and (one.seconds or one.waited)]
    lengths = sorted({one.n for one in whole})
    drawn = go.Figure()
    for tool, view in dict.fromkeys((one.tool, one.view) for one in whole):
        found = {one.n: one for one in whole if (one.tool, one.view) == (tool, view)}
        there = [n for n in lengths if n in found]
        drawn.add_bar(
            name=f"{tool}, {view}",
            x=[str(n) for n in there],
            y=[found[n].seconds or found[n].waited for n in there],
            text=[said(found[n]) for n in there],
            textposition="outside",
            cliponaxis=False,
            marker_color=COLOURS[tool],
        )
    highest = max(one.seconds or one.waited for one in whole)
    drawn.update_layout(
        title={"text": "Seconds to the first full view of all heads", "subtitle": {"text": subtitle()}},
        xaxis={"title": {"text": "tokens"}, "type": "category"},
        yaxis={"type": "log", "dtick": 1, "title": {"text": "s"}, "range": [-1.2, math.log10(highest) + 0.3]},
        legend={"orientation": "h", "y": -0.25},
        bargap=0.25,
    )
    return apply(drawn, LIGHT)


def subtitle() -> str:
    """What was compared."""
    return (
        "MiniLM, 6 layers × 12 heads, the forward pass included; > is a limit that passed without a picture"
    )


def said(one: Seen) -> str:
    """`0.49`, or `> 120`."""
    return f"> {one.waited:.0f}" if one.seconds is None else f"{one.seconds:.2g}"


def save(playwright: Playwright, seen: Sequence[Seen], path: Path) -> None:
    """Write the picture as PNG."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE)
    drawn = figure(seen).update_layout(width=WIDTH, height=HEIGHT)
    page.set_content(
        f"<body style='margin:0'>{drawn.to_html(full_html=False, config={'displayModeBar': False})}</body>"
    )
    page.wait_for_selector(".barlayer")
    page.screenshot(path=path)
    browser.close()
