"""The workbench: every head in a mosaic, the chosen ones as a map, lines or text, sharing their state in the browser.

packed = pack(trace)                                    # once a trace
payload = Payload(packed, figure, colours)              # figure: the chosen head, drawn by viz
workbench(payload, selection, key="workbench", on_change=choose)
bring_metrics(payload, key="workbench")                 # last of all, at the end of the page
"""

from headlight.server.heads import Packed, Tiles, named, pack
from headlight.ui.parts.workbench.mount import bring_metrics, chosen, workbench
from headlight.ui.parts.workbench.payload import Payload
from headlight.ui.parts.workbench.view import FIELDS

__all__ = [
    "FIELDS",
    "Packed",
    "Payload",
    "Tiles",
    "bring_metrics",
    "chosen",
    "named",
    "pack",
    "workbench",
]
