"""What this process no longer needs, let go of: unreachable objects collected, free memory given back to the system.

Sessions that ended are garbage in circles, each with open files. Python's own collector finds them in time, but walks
all that was ever imported, hundreds of thousands of objects, while everybody waits. So what is there at the start is
taken out of its sight, and the rest is collected while nobody asks anything.
"""

import contextlib
import ctypes
import gc
from functools import cache


@cache
def keep_for_good() -> None:
    """Let no collection walk what is there at the first call: when all is imported, and little else is done."""
    gc.freeze()


def collect() -> bool:
    """Collect what is unreachable, if enough was made since the last time for any to be; whether that was so."""
    _, middle, old = gc.get_count()  # collections of younger objects since, each after hundreds of new ones
    if not middle and not old:
        return False
    gc.collect()
    return True


def give_back() -> None:
    """Ask the C library to: glibc keeps what many small tensors took, and has a call for it; others need none."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
