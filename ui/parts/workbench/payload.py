"""What the workbench is given: the packed heads, the exact figure of the chosen one, and how everything looks."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.translations import ENGLISH
from headlight.ui.parts.workbench.packing import Packed, Pooling
from headlight.ui.parts.workbench.view import VIEW
from headlight.ui.words import words
from headlight.viz.maps.window import REACH
from headlight.viz.style.theme import DARK, LIGHT

THEME_KEYS = ("paper", "text", "muted", "grid", "masked", "selected")


@dataclass(frozen=True, eq=False)
class Payload:
    """One view of one trace.

    Attributes:
        packed: every head, as bytes; cache it per trace.
        figure: the exact heatmap of the chosen head, drawn by `viz`; its z is [n_query, n_key], or the window that
            `layout.meta["window"]` describes; its title names the head (`L2H5`) and puts what is true of it alone into
            <span>s behind. It is also the pattern after which other heads of the same axes are drawn.
        colours: uint8 [256, 3]; row c is the colour of code c, that is, of the weight (c / 255)².
        theme: colours by name, see THEME_KEYS; what is missing follows the page.
        language: the language that it speaks.
        preview: whether the figure shows plain weights, so that another head can be drawn from its bytes at once.
            If not, the map waits for the server.
        lines: colours that tell several heads apart; if None, those of the theme of `viz` with this paper.
    """

    packed: Packed
    figure: go.Figure
    colours: NDArray[np.uint8]
    theme: Mapping[str, str] = field(default_factory=dict)
    language: str = ENGLISH
    preview: bool = True
    lines: Sequence[str] | None = None

    def __post_init__(self) -> None:
        if self.colours.shape != (256, 3) or self.colours.dtype != np.uint8:
            raise ValueError(
                f"expected colours as uint8 (256, 3), got {self.colours.dtype} {self.colours.shape}"
            )

    def weights_message(self, view: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What travels once a trace: the codes and the name they are kept under."""
        return self.packed.coded(pooling_of(view)).message()

    def metrics_message(self) -> dict[str, Any]:
        """What travels once a trace and after all heads can be seen: plain JSON, and the name it is kept under."""
        metrics = self.packed.measured.metrics()
        return {
            "reading": self.packed.digest,
            "metrics": {name: metric.message() for name, metric in metrics.items()},
        }

    def view_message(
        self, selection: Mapping[str, Any], turn: int, view: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """What travels at each run: plain JSON, in which tokens are data and never markup.

        Args:
            selection: site, head, query and key the figure was drawn for.
            turn: the browser's last choice that this answers.
            view: what is shown beside the selection, see `ui.parts.workbench.view`; None leaves that to the browser.
        """
        packed = self.packed
        return {
            "digest": packed.coded(pooling_of(view)).digest,
            "reading": packed.digest,
            "tiles": [asdict(tiles) for tiles in packed.tiles],
            "tokens": {name: list(labels) for name, labels in packed.tokens.items()},
            "pool": packed.pool,
            "pooling": pooling_of(view),
            "reach": REACH,
            "window": (self.figure.layout.meta or {}).get("window"),
            "figure": self.figure.to_json(),
            "colours": self.colours.ravel().tolist(),
            "theme": {name: self.theme[name] for name in THEME_KEYS if name in self.theme},
            "words": words("workbench", self.language),
            "preview": self.preview,
            "selection": {name: selection.get(name) for name in ("site", "head", "query", "key")},
            "turn": turn,
            "view": None if view is None else {name: view[name] for name in VIEW if name in view},
            "pieces": {name: list(some) for name, some in packed.pieces.items()},
            "lines": list(self.line_colours()),
        }

    def line_colours(self) -> Sequence[str]:
        """Colours that tell heads apart on this paper."""
        if self.lines is not None:
            return self.lines
        return DARK.lines if self.theme.get("paper") == DARK.paper else LIGHT.lines


def pooling_of(view: Mapping[str, Any] | None) -> Pooling:
    """What the tiles of a long text stand for."""
    return "maximum" if view is not None and view.get("pooling") == "maximum" else "mean"
