"""The peers' views: the HTML each makes of a text, when it is painted, and how another head is chosen in it.

Their libraries are read from the disk where npm has put them (runs/peers/node_modules), so that no network is timed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import bertviz
import circuitsvis
import torch
from circuitsvis.attention import attention_heads

from benchmarks.page import ROOT
from benchmarks.peers.reading import HEADS, LAYERS, every_weight
from benchmarks.peers.seen import BERTVIZ, CIRCUITSVIS

CDN = "https://cdnjs.cloudflare.com/ajax/libs"
MODULES = ROOT / "runs/peers/node_modules"
LIBRARIES = {
    f"{CDN}/require.js/2.3.6/require.min.js": MODULES / "requirejs/require.js",
    f"{CDN}/d3/5.7.0/d3.min": MODULES / "d3/dist/d3.min.js",
    f"{CDN}/jquery/2.0.0/jquery.min": MODULES / "jquery/dist/jquery.min.js",
}


@dataclass(frozen=True)
class View:
    """One view of a peer.

    Attributes:
        html: from a text to the page.
        painted: JavaScript, true once everything is in the document.
        choose: JavaScript that chooses another head or layer, the i-th.
        shows: JavaScript, a text that is another one once that is drawn.
        whole: whether every head is in the view.
    """

    tool: str
    name: str
    html: Callable[[str], str]
    painted: str
    choose: str
    shows: str
    whole: bool = True


def head_view(text: str) -> str:
    """BertViz's view of one layer, its twelve heads over each other."""
    weights, tokens = every_weight(text)
    return from_disk(bertviz.head_view(weights, tokens, html_action="return").data)


def model_view(text: str) -> str:
    """BertViz's view of all heads."""
    weights, tokens = every_weight(text)
    return from_disk(bertviz.model_view(weights, tokens, html_action="return").data)


def heads(text: str) -> str:
    """CircuitsVis's view of all heads, with one of them large. Its page brings its library along."""
    weights, tokens = every_weight(text)
    names = [f"L{layer}H{head}" for layer in range(LAYERS) for head in range(HEADS)]
    shown = attention_heads(
        torch.cat(weights, 1)[0], tokens, names, max_value=1.0, min_value=-1.0, mask_upper_tri=False
    )
    return f"<!DOCTYPE html><meta charset=utf-8>{shown.local_src}"


def from_disk(html: str) -> str:
    """The page with its libraries' addresses replaced, where npm has put them."""
    for address, file in LIBRARIES.items():
        if file.exists():
            html = html.replace(address, file.as_uri().removesuffix("" if address.endswith(".js") else ".js"))
    return f"<!DOCTYPE html><meta charset=utf-8>{html}"


@cache
def library_bytes(tool: str) -> tuple[int, int]:
    """Bytes of a tool's libraries: those that are inside its page, and those beside it."""
    if tool == CIRCUITSVIS:
        return (Path(circuitsvis.__file__).parent / "dist/cdn/iife.js").stat().st_size, 0
    return 0, sum(file.stat().st_size for file in LIBRARIES.values() if file.exists())


HEAD_VIEW = View(
    BERTVIZ,
    "head view",
    head_view,
    painted=f"document.querySelectorAll('.headAttention').length === {HEADS}",
    choose=f"const layer = document.querySelector('#layer'); layer.value = (i + 1) % {LAYERS};"
    "layer.dispatchEvent(new Event('change'))",
    shows="document.querySelector('.headAttention line').getAttribute('stroke-opacity')",
    whole=False,
)
MODEL_VIEW = View(
    BERTVIZ,
    "model view",
    model_view,
    painted=f"document.querySelectorAll('.attn_background').length === {LAYERS * HEADS}",
    choose=f"document.querySelector(`#attn_background_${{i % {LAYERS}}}_${{5 * i % {HEADS}}}`).parentNode"
    ".lastElementChild.dispatchEvent(new MouseEvent('click'))",
    shows="[...document.querySelectorAll('text.detail')].map((e) => e.textContent).join()",
)
ATTENTION_HEADS = View(
    CIRCUITSVIS,
    "attention heads",
    heads,
    painted=f"document.querySelectorAll('canvas').length === {LAYERS * HEADS + 1}"
    " && [...document.querySelectorAll('canvas')].every((canvas) => canvas.drawn)",
    choose="document.querySelectorAll('h4')[7 * (i + 1)].dispatchEvent(new MouseEvent('click', { bubbles: true }))",
    shows="document.querySelector('h2').textContent + [...document.querySelectorAll('canvas')].at(-1).drawn",
)
VIEWS = (HEAD_VIEW, MODEL_VIEW, ATTENTION_HEADS)
