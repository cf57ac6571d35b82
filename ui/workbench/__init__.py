"""The workbench: every head in a mosaic and the chosen one in a heatmap, sharing their state in the browser.

packed = pack(trace)                                    # once a trace
payload = Payload(packed, figure, colours)              # figure: the chosen head, drawn by viz
workbench(payload, selection, key="workbench", on_change=choose)
"""

from ui.workbench.mount import chosen, workbench
from ui.workbench.packing import Packed, Tiles, named, pack
from ui.workbench.payload import Payload
from ui.workbench.words import ENGLISH

__all__ = ["ENGLISH", "Packed", "Payload", "Tiles", "chosen", "named", "pack", "workbench"]
