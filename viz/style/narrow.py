"""Maps for narrow places, such as cards: each note on a line of its own, and no more height than the cells need."""

from headlight.viz.drawing import Drawing

AROUND = 172  # pixels that title and labels take
LINE = 15  # of each note beyond the second
WIDE = 270  # how wide cells are on a card
SHORTEST, TALLEST = 60, 380  # of the cells


def narrow(drawing: Drawing) -> Drawing:
    """The same map, a `go.Heatmap` with a title of notes, as high as square cells make it; changed in place."""
    figure = drawing.figure
    n_query, n_key = figure.data[0].z.shape
    notes = figure.layout.title.subtitle.text.replace(" · ", "<br>")
    more = LINE * max(0, notes.count("<br>") - 1)
    cells = min(TALLEST, max(SHORTEST, WIDE * n_query / max(1, n_key)))
    layout = figure.layout.template.layout
    figure.update_layout(
        title={"subtitle": {"text": notes}, "pad": {"b": layout.title.pad.b + more}},
        margin_t=layout.margin.t + more,
        height=round(AROUND + more + cells),
    )
    return drawing
