"""What the workbench is given: the packed heads, the exact figure of the chosen one, and how everything looks."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.server.heads.packing import Packed, Pooling
from headlight.translations import ENGLISH
from headlight.ui.parts.workbench.figure_parts import FigureParts, parts_of
from headlight.ui.parts.workbench.view import FIELDS
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

    def parts(self, view: Mapping[str, Any] | None = None) -> dict[str, dict[str, Any]]:
        """What many views have in common, each under the name it is kept under in the browser: sent once.

        weights   every head's codes, once a trace
        look      colours, once a theme
        text      tokens and tiles, once a trace
        frame     axes, ticks and notes of the exact map, once for all heads over the same tokens
        map       the chosen head's numbers
        """
        found = {"weights": self.packed.coded(pooling_of(view)).message()}
        for name, part in (("look", self.look()), ("text", self.text()), ("frame", self.frame())):
            found[name] = {"digest": digest_of(json.dumps(part).encode()), **part}
        return found | {"map": self.map()}

    def look(self) -> dict[str, Any]:
        """How everything looks."""
        return {
            "colours": self.colours.ravel().tolist(),
            "theme": {name: self.theme[name] for name in THEME_KEYS if name in self.theme},
            "lines": list(self.line_colours()),
        }

    def text(self) -> dict[str, Any]:
        """What was read, and which maps there are of it; tokens are data and never markup."""
        packed = self.packed
        return {
            "tiles": [asdict(tiles) for tiles in packed.tiles],
            "tokens": {name: list(labels) for name, labels in packed.tokens.items()},
            "pieces": {name: list(some) for name, some in packed.pieces.items()},
            "pool": packed.pool,
            "reach": REACH,
        }

    def frame(self) -> dict[str, Any]:
        """The exact map without its numbers."""
        return {"figure": self.drawn.frame, "window": (self.figure.layout.meta or {}).get("window")}

    def map(self) -> dict[str, Any]:
        """The exact map's numbers, as the bytes of little-endian floats, row by row."""
        numbers = self.drawn.numbers
        sent = numbers.astype("<f4").tobytes()
        return {
            "digest": digest_of(sent),
            "shape": list(numbers.shape),
            "numbers": np.frombuffer(sent, np.uint8),
        }

    @cached_property
    def drawn(self) -> FigureParts:
        """The exact map taken apart."""
        return parts_of(self.figure)

    def metrics_message(self) -> dict[str, Any]:
        """What travels once a trace and after all heads can be seen: plain JSON, and the name it is kept under."""
        metrics = self.packed.measured.metrics()
        return {
            "digest": self.packed.digest,
            "metrics": {name: metric.message() for name, metric in metrics.items()},
        }

    def view_message(
        self,
        parts: Mapping[str, Mapping[str, Any]],
        selection: Mapping[str, Any],
        turn: int,
        view: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """What travels at each run: plain JSON.

        Args:
            parts: what it is about, sent by themselves.
            selection: site, head, query and key the figure was drawn for.
            turn: the browser's last choice that this answers.
            view: what is shown beside the selection, see `ui.parts.workbench.view`; None leaves that to the browser.
        """
        return {
            "parts": {name: part["digest"] for name, part in parts.items()},
            "reading": self.packed.digest,
            "pooling": pooling_of(view),
            "title": self.drawn.title,
            "shapes": self.drawn.shapes,
            "preview": self.preview,
            "selection": {name: selection.get(name) for name in ("site", "head", "query", "key")},
            "turn": turn,
            "language": self.language,
            "view": None if view is None else {name: view[name] for name in FIELDS if name in view},
        }

    def line_colours(self) -> Sequence[str]:
        """Colours that tell heads apart on this paper."""
        if self.lines is not None:
            return self.lines
        return DARK.lines if self.theme.get("paper") == DARK.paper else LIGHT.lines


def pooling_of(view: Mapping[str, Any] | None) -> Pooling:
    """What the tiles of a long text stand for."""
    return "maximum" if view is not None and view.get("pooling") == "maximum" else "mean"


def digest_of(part: bytes) -> str:
    """A name for what is sent once."""
    return hashlib.sha256(part).hexdigest()[:16]
