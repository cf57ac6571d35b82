"""The control: the same changes to as many other heads, drawn by chance."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
import streamlit as st

from headlight.analysis.effect import rank
from headlight.model.interventions import Intervention
from headlight.model.site import Site
from headlight.model.token_positions import Places
from headlight.model.trace import Trace
from headlight.model.two_streams import unread
from headlight.server.address.changes import Altered
from headlight.server.questions.changes import under
from headlight.ui.pages.explore.changes.comparison import Pair
from headlight.ui.pages.explore.changes.mean_effects import mean_effects
from headlight.ui.parts.changes.state import standing
from headlight.ui.parts.figure import figure
from headlight.ui.words import t
from headlight.viz.effect.control import control_strip
from headlight.viz.style.look import Look

DRAWS = 12  # where not every other head can be tried by itself
ALL = 24  # other heads up to which each is tried

Head = tuple[Site, int]


def control(pair: Pair, look: Look) -> None:
    """A button to measure it, and once it is measured, where the real change ranks."""
    changes = standing()
    own = touched(changes, pair.before)
    draws = other_heads(own, pair.before)
    if not draws:
        st.caption(t("changes-control-none"))
        return
    tried = [*(moved(changes, pair.before, draw) for draw in draws), changes]
    changed = tuple(under(pair.asked, some) for some in tried)
    found = mean_effects.known(pair.asked, changed)
    if found is None:
        place = st.empty()
        if not place.button(
            t("changes-control"), key="control", icon=":material/shuffle:", help=t("changes-control-help")
        ):
            return
        bar = place.progress(0.0)

        def tell(done: int) -> None:
            said = t("changes-control-running", done=done, count=len(changed))
            bar.progress(done / len(changed), said)

        found = mean_effects(pair.asked, changed, trace=pair.before, tell=tell)
        place.empty()
    draw(found[-1], found[:-1], [" ".join(map(head_name, d.values())) for d in draws], look)


def draw(real: float, others: Sequence[float], names: Sequence[str], look: Look) -> None:
    """A sentence and the points."""
    said = t(
        "changes-control-result",
        real=f"{real:.4f}",
        count=len(others),
        heads=len(names[0].split()),
        mean=f"{np.mean(others):.4f}",
        low=f"{min(others):.4f}",
        high=f"{max(others):.4f}",
        rank=rank(real, np.array(others)),
        total=len(others) + 1,
    )
    st.markdown(said, help=t("changes-control-help"))
    figure(control_strip(real, others, names, look), key="control_strip")


def touched(changes: Sequence[Altered], trace: Trace) -> list[Head]:
    """Every head that a change is about, in order."""
    heads = {
        (change.site, head)
        for change in changes
        if isinstance(change, Intervention)
        for head in (range(trace.step(change.site).n_heads) if change.head is None else (change.head,))
    }
    return sorted(heads)


def other_heads(own: Sequence[Head], trace: Trace, seed: int = 0) -> list[dict[Head, Head]]:
    """Draws of other heads, each a head for every changed one, of its own kind of attention.

    One changed head and few others: each of these once. Otherwise `DRAWS` draws without repetition among themselves.
    Empty where there are not as many others of a kind, or nothing is changed.
    """
    kinds = {kind: list(heads) for kind, heads in groupby(own, key=kind_of)}
    others = {
        kind: [
            (step.site, head)
            for step in trace.steps
            if kind_of((step.site, 0)) == kind and step.site != unread(trace.sites())
            for head in range(step.n_heads)
            if (step.site, head) not in own
        ]
        for kind in kinds
    }
    if not own or any(len(others[kind]) < len(heads) for kind, heads in kinds.items()):
        return []
    if len(own) == 1 and len(others[kind_of(own[0])]) <= ALL:
        return [{own[0]: other} for other in others[kind_of(own[0])]]
    chance, draws = random.Random(seed), list[dict[Head, Head]]()
    for _ in range(8 * DRAWS):
        draw = {
            head: other
            for kind, heads in kinds.items()
            for head, other in zip(heads, sorted(chance.sample(others[kind], len(heads))), strict=True)
        }
        if draw not in draws:
            draws.append(draw)
    return draws[:DRAWS]


def moved(changes: Sequence[Altered], trace: Trace, draw: dict[Head, Head]) -> list[Altered]:
    """The same changes at the drawn heads; places stay as they are changed."""
    found = list[Altered]()
    for change in changes:
        if isinstance(change, Places):
            found.append(change)
            continue
        for head in touched([change], trace):
            site, other = draw[head]
            found.append(replace(change, site=site, head=other))
    return found


def kind_of(head: Head) -> tuple[str, str]:
    """Stack and kind of a head's attention."""
    return head[0].stack, head[0].kind


def head_name(head: Head) -> str:
    """`L1H2`"""
    return f"L{head[0].layer}H{head[1]}"
