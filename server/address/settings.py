"""What a visitor sets beside the text: each setting's name in addresses, how it is read there, and what it is unset."""

from collections.abc import Mapping
from typing import Any

from headlight.server.address.fields import Fields, decimal, integer, natural, one_of, several, text

LONGEST_BEAM, LONGEST_CONTINUATION, MOST_KEPT = 8, 64, 200
LONGEST = 1500
"""Bytes of percent-encoded text of a setting a link carries."""

Settings = Mapping[str, Any]
"""Values by their names, only those that differ from the default."""

SETTINGS: Fields = {
    # translators
    "to": one_of(("auto", "en", "zh"), "auto"),
    "forced": text("", LONGEST),
    "beam": integer(1, LONGEST_BEAM, 1),
    "penalty": decimal(0, 2, 1.0),
    # those that write on
    "write": integer(0, LONGEST_CONTINUATION, 0),
    "draw": one_of(("greedy", "sample"), "greedy"),
    "temperature": decimal(0.1, 2, 1.0),
    "top_k": integer(0, MOST_KEPT, 0),
    "top_p": decimal(0.05, 1, 1.0),
    "seed": integer(0, 999_999, 0),
    # those that fill in
    "second": text("", LONGEST),
    "masked": several(natural),  # None: the text's last word
    # those that read in any order
    "order": one_of(("left", "right", "random", "typed"), "left"),
    "positions": text("", LONGEST),
}


def unset() -> dict[str, Any]:
    """Every setting as it is when nobody set it."""
    return {name: setting.default for name, setting in SETTINGS.items()}


def changed(values: Settings) -> dict[str, Any]:
    """Those of the values that differ from their defaults, which is what an address has to carry."""
    return {name: value for name, value in values.items() if value != SETTINGS[name].default}
