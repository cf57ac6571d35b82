"""Networks that visitors have kept, by names that the engine can load: `learned:` and a digest of the file.

The name follows from what the network is, so that a trace that is remembered under it never goes stale, and a link to
it works again once the same file is brought back. Nobody finds a name who has not got the file.
"""

import hashlib
import threading
from collections import OrderedDict

import torch

from headlight.learning.file import Learned, to_bytes
from headlight.learning.reader import LearnedReader, reader_of

PREFIX = "learned:"
MOST = 32
"""Networks kept at once, of at most 4 MB each; who was not asked for longest goes first."""

_kept: OrderedDict[str, Learned] = OrderedDict()
_lock = threading.Lock()


def keep(learned: Learned) -> str:
    """Put a network on the shelf; the name it can be loaded by."""
    name = PREFIX + hashlib.sha256(to_bytes(learned)).hexdigest()[:20]
    with _lock:
        _kept[name] = learned
        _kept.move_to_end(name)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return name


def is_kept(name: str) -> bool:
    """Whether a network of this name is on the shelf."""
    with _lock:
        return name in _kept


def load(name: str, device: torch.device) -> LearnedReader:
    """A network from the shelf, ready to read.

    Raises:
        ValueError: if it is not there, or no longer.
    """
    with _lock:
        if name in _kept:
            _kept.move_to_end(name)
        learned = _kept.get(name)
    if learned is None:
        raise ValueError(f"expected the name of a network that is kept here, got {name!r}")
    return reader_of(name, learned, device)
