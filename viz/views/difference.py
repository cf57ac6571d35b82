"""What one head looks at more than another over the same tokens, and how far the two are from each other."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import numpy as np

from headlight.analysis.comparable_heads import heads_alike
from headlight.analysis.comparison import change, mean_divergence
from headlight.analysis.correspondence import Correspondence
from headlight.analysis.scores import weight_matrix
from headlight.analysis.tables import head_place
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.heatmap import heading, number_map
from headlight.viz.maps.window import cells_of
from headlight.viz.needs import another_head
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.paint import paint_symmetric
from headlight.viz.style.scales import Range
from headlight.viz.view import Choice, Control, Options, View

LEAST = 0.01  # a largest difference below it is not coloured up to look like one


def controls(trace: Trace, selection: Selection) -> tuple[Control, ...]:
    """The heads that can be taken away from the selected one; first the one behind it."""
    heads = heads_alike(trace, selection.site)
    own = heads.index((selection.site, selection.head))
    return (Control("other", "view-difference-label", tuple(choices(heads[own + 1 :] + heads[:own], trace))),)


def choices(heads: Iterable[tuple[Site, int]], trace: Trace) -> Iterable[Choice]:
    """Each head by its site and number, `decoder.self.2.5`, and as on screen."""
    for site, head in heads:
        yield Choice(f"{site}.{head}", partial(heading, trace, Selection(site, head)))


def chosen(trace: Trace, selection: Selection, options: Options) -> Selection:
    """The other head."""
    (control,) = controls(trace, selection)
    site, _, head = control.value(options).rpartition(".")
    return Selection(Site.parse(site), int(head))


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """This head's weights minus the other's: NaN where neither may look, the diverging scale centred on zero."""
    other, step = chosen(trace, selection, options), selection.step(trace)
    ours, theirs = weight_matrix(step, selection.head), weight_matrix(trace.step(other.site), other.head)
    rows, columns = same(step.n_query), same(step.n_key)
    z = change(theirs, ours)
    paint = paint_symmetric(look.t("view-difference-scale"), z, look)
    reach = max(LEAST, float(np.abs(np.nan_to_num(z)).max()))
    drawn = z, replace(paint, range=Range(-reach, reach)), look.t("view-difference-quantity")
    apart = mean_divergence(np.nan_to_num(theirs), np.nan_to_num(ours), rows, columns, ~np.isnan(z))
    theirs_there = {f"other_{name}": value for name, value in head_place(other.site, other.head).items()}
    place = head_place(selection.site, selection.head) | theirs_there
    numbers = {"weight": ours, "other_weight": theirs, "difference": z}
    table = cells_of(trace, selection, numbers, place=place)
    figure = number_map(trace, selection, drawn, look, [said(float(apart), look)])
    return Drawing(figure.update_layout(title_text=titled(trace, selection, other, look)), table)


def titled(trace: Trace, selection: Selection, other: Selection, look: Look) -> str:
    """`L2H5 − L2H4`, and which attention it is where the model has several kinds."""
    ours, theirs = heading(trace, selection, look), heading(trace, other, look)
    if ours.removeprefix(selection.label) == theirs.removeprefix(other.label):
        return ours.replace(selection.label, f"{selection.label} − {other.label}", 1)
    return f"{ours} − {theirs}"


def same(n: int) -> Correspondence:
    """Each of n tokens belongs to itself."""
    return Correspondence(np.arange(n), np.arange(n), np.zeros(n, dtype=bool), n, n)


def said(divergence: float, look: Look) -> str:
    """The divergence in nats, at most ln 2, over the rows that have a choice, of which there may be none."""
    if np.isnan(divergence):
        return look.t("view-difference-no-choice")
    return look.t("view-difference-divergence", value=f"{divergence:.3f}")


VIEW = View(
    name="difference",
    title="view-difference-name",
    question="view-difference-question",
    needs=another_head,
    controls=controls,
    draw=draw,
    order=40,
)
