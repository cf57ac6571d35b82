"""One number for each head: layers downwards, heads across, the selected one framed."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace
from headlight.viz.maps.named_map import Axis, cell_frame, names_axis
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.words import Phrase

HEAD = Phrase("head", "头")
LAYER = Phrase("layer", "层")


def steps_like(trace: Trace, site: Site) -> list[AttentionStep]:
    """The layers of the same stack and kind of attention."""
    return [s for s in trace.steps if (s.site.stack, s.site.kind) == (site.stack, site.kind)]


def by_head(table: pd.DataFrame, steps: list[AttentionStep], column: str = "value") -> NDArray[np.float64]:
    """One column of a table of heads (columns site and head among others) as a matrix [layer, head], NaN for gaps."""
    found = np.full((len(steps), max(step.n_heads for step in steps)), np.nan)
    rows = {step.site: row for row, step in enumerate(steps)}
    for site, head, value in zip(table["site"], table["head"], table[column], strict=True):
        found[rows[site], head] = value
    return found


def head_axes(steps: list[AttentionStep], look: Look) -> tuple[Axis, Axis]:
    """Rows `L0`, `L1` … and columns `H0`, `H1` …"""
    heads = max(step.n_heads for step in steps)
    rows = names_axis([f"L{step.site.layer}" for step in steps], LAYER.of(look.words))
    return rows, names_axis([f"H{head}" for head in range(heads)], HEAD.of(look.words))


def layer_names(sites: Sequence[Site], look: Look) -> list[str]:
    """`L2`, and which attention it is where there are several kinds."""
    several = len({(site.stack, site.kind) for site in sites}) > 1
    return [f"{look.words.site(site)} · L{site.layer}" if several else f"L{site.layer}" for site in sites]


def selected_frame(steps: list[AttentionStep], selection: Selection, look: Look) -> list[dict[str, object]]:
    """The frame around the selected head's cell."""
    row = [step.site for step in steps].index(selection.site)
    return [cell_frame(row, selection.head, look)]


def attention_name(trace: Trace, site: Site, look: Look) -> str:
    """` · decoder · self-attention` where the model has several kinds; else nothing."""
    kinds = {(other.stack, other.kind) for other in trace.sites()}
    return "" if len(kinds) == 1 else f" · {look.words.site(site)}"
