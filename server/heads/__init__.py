"""All heads of a reading as they travel to a browser: codes of a byte each, and what their maps are called."""

from headlight.server.heads.packing import Packed, Tiles, named, pack

__all__ = ["Packed", "Tiles", "named", "pack"]
