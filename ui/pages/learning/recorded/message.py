"""What the scrubber is told of a recording, beside its arrays: sizes, tokens, figures, colours and words."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from headlight.analysis.learning import Growth
from headlight.analysis.learning_reading import GUESSES
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.server.heads.packing import Tiles, place
from headlight.ui import session
from headlight.ui.pages.learning.recorded.address import Chosen
from headlight.ui.pages.learning.recorded.readings import Recorded
from headlight.ui.parts.workbench.payload import THEME_KEYS
from headlight.viz.maps.heatmap import weights_heatmap
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.scales import lookup_table
from headlight.viz.style.ticks import shown
from headlight.viz.training.recorded import growth_curves, pair_curves


def message(
    recorded: Recorded, trace: Trace, growth: Growth | None, chosen: Chosen, model: str
) -> dict[str, Any]:
    """Plain JSON.

    Args:
        recorded: all checkpoints' readings.
        trace: one checkpoint's reading of the same text, the pattern for maps.
        growth: the curves of the model's card, or None.
        chosen: what is looked at.
        model: its name.
    """
    look, tokens = session.look(), trace.tokens["decoder"]
    vocabulary = [] if trace.prediction is None else trace.prediction.vocabulary
    _, layers, heads, n, d_head = recorded.queries.shape
    drawn = None if growth is None else growth_curves(growth, look, recorded.losses())
    return {
        "digest": recorded.digest,
        "steps": list(recorded.steps),
        "factor": recorded.factor,
        "sizes": {
            "steps": len(recorded.steps),
            **{"heads": layers * heads, "tokens": n, "d_head": d_head, "guesses": GUESSES},
        },
        "tiles": [asdict(layer) for layer in tiles(trace, [step.site for step in trace.steps], look)],
        "labels": [shown(token.label) for token in tokens],
        "ids": [token.id for token in tokens],
        "guessed": [{"id": id, "label": shown(vocabulary[id])} for id in recorded.guessed],
        "growth": "null" if drawn is None else drawn.figure.to_json(),
        "curves": {} if growth is None else {name: dict(heads) for name, heads in growth.scores.items()},
        "pair": pair_curves(recorded.steps, look).to_json(),
        "map": weights_heatmap(trace, Selection.first(trace), look).figure.to_json(),
        "colours": lookup_table(look.theme.sequential).ravel().tolist(),
        "theme": colours(look),
        "lines": list(look.theme.lines),
        "language": look.language,
        "selection": asdict(chosen),
        "explore": {"lang": look.language, "text": trace.text, "model": model},
    }


def tiles(trace: Trace, sites: Sequence[Site], look: Look) -> list[Tiles]:
    """Every layer's heads, where the browser puts their codes."""
    found: list[Tiles] = []
    for site in sites:
        step = trace.step(site)
        offset = sum(layer.n_heads * layer.rows * layer.columns for layer in found)
        found.append(place(trace, step, (f"L{site.layer}", look.site(site)), 1, offset))
    return found


def colours(look: Look) -> dict[str, str]:
    """The theme's colours by name; `more` and `less` are the ends of the diverging scale."""
    theme = look.theme
    less, *_, more = theme.diverging.colours
    return {name: getattr(theme, name) for name in THEME_KEYS} | {"more": more, "less": less}
