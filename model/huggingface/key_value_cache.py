"""The key–value cache of a transformers model, by the name its version has for it.

transformers 5.24 renamed `past_key_values` to `cache`, in what a pass is given and in what it answers, and warns of the
old name until 5.40 drops it. A version that knows the new one answers under it.
"""

from typing import Any

NAMES = "cache", "past_key_values"  # the new one first: versions that know it show the same cache under both


def carried(outputs: Any) -> dict[str, Any]:
    """What to give the next pass, so that it reads only what is new: empty for a model that keeps no such cache."""
    for name in NAMES:
        if (cache := outputs.get(name)) is not None:
            return {name: cache}
    return {}
