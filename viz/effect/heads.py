"""How much each head of a model matters to one text: what its ablation does to what the model expects."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from headlight.analysis.tables import head_place
from headlight.model.site import Site
from headlight.viz.drawing import Drawing
from headlight.viz.maps.head_map import layer_names
from headlight.viz.maps.named_map import NamedMap, cell_frame, names_axis
from headlight.viz.selection import Selection
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.paint import Paint
from headlight.viz.style.scales import Range
from headlight.viz.style.words import Phrase

TITLE = Phrase("What is lost without each head", "去掉每个头会失去什么")
NOTE = Phrase("row = layer, column = head; frame = the chosen head", "行 = 层，列 = 头；框 = 所选的头")
UNIT = Phrase("mean KL(before ‖ after) in nats, linear", "平均 KL(前 ‖ 后)，nats，线性")


def ablation_map(
    effects: Mapping[Site, Sequence[float]], selection: Selection, look: Look = DEFAULT_LOOK
) -> Drawing:
    """Layer × head; `data[0].z` holds the effects, NaN where a layer has fewer heads.

    Args:
        effects: for each attention layer, the mean KL in nats without each of its heads.
        selection: the head to frame.
        look: theme and words.
    """
    words, sites = look.words, list(effects)
    columns = max(map(len, effects.values()), default=0)
    z = np.full((len(sites), columns), np.nan)
    for row, values in enumerate(effects.values()):
        z[row, : len(values)] = values
    largest = float(np.nanmax(z, initial=0.0)) or 1.0
    figure = NamedMap(
        title=TITLE.of(words),
        notes=(NOTE.of(words),),
        rows=names_axis(layer_names(sites, look)),
        columns=names_axis([f"H{head}" for head in range(columns)]),
        value="KL",
        paint=Paint(look.theme.sequential, Range(0.0, largest), UNIT.of(words)),
        digits=(".4f", ".3f"),
    ).draw(z, look)
    figure.update_layout(shapes=[cell_frame(sites.index(selection.site), selection.head, look)])
    rows = [
        head_place(site, head) | {"mean_kl": kl}
        for site, found in effects.items()
        for head, kl in enumerate(found)
    ]
    return Drawing(figure, pd.DataFrame(rows, columns=["site", "layer", "head", "mean_kl"]))
