"""Attention followed through the layers: what each token's vector is mixed from."""

import numpy as np

from headlight.analysis.rollout import paths, rollout
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.head_map import attention_name, steps_like
from headlight.viz.maps.heatmap import cells, token_map
from headlight.viz.maps.window import cells_of
from headlight.viz.rollout_caveats import cautions, layers_to_follow
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.notes import noted
from headlight.viz.style.paint import Paint
from headlight.viz.style.scales import weight_range
from headlight.viz.view import Choice, Control, Options, View

THROUGH = Control(
    "through",
    "view-rollout-through",
    (
        Choice("all", "view-rollout-through-all"),
        Choice("selected", "view-rollout-through-selected"),
    ),
)


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """Query × key; `data[0].z` holds the rollout, NaN where no path leads."""
    selection.step(trace)
    t, whole = look.t, THROUGH.value(options) == "all"
    shares = rollout(paths(trace, selection.site, whole))
    z = np.where(shares > 0, shares, np.nan).astype(np.float32)
    paint = Paint(look.theme.sequential, weight_range("head", z), t("view-rollout-scale"))
    figure = token_map(trace, selection, cells(z, paint, t("view-rollout-share"), look), look)
    title = t("view-rollout-title") + ("" if whole else t("view-rollout-up-to", layer=selection.site.layer))
    figure.update_layout(title_text=title + attention_name(trace, selection.site, look))
    rest = 1 - float(shares.sum(-1).mean())
    elsewhere = [t("view-rollout-rest", rest=f"{rest:.0%}")] if rest > 1e-6 else []
    lines = [t("view-rollout-reading"), *cautions(trace, selection.site, look), *elsewhere, paint.legend()]
    site = selection.site
    last = max(step.site.layer for step in steps_like(trace, site)) if whole else site.layer
    place: dict[str, str | int] = {"attention": f"{site.stack}.{site.kind}", "last_layer": last}
    return Drawing(noted(figure, lines, look), cells_of(trace, selection, {"share": z}, place=place))


VIEW = View(
    name="rollout",
    title="view-rollout-name",
    question="view-rollout-question",
    needs=layers_to_follow,
    controls=(THROUGH,),
    draw=draw,
    order=120,
    family="heads",
)
