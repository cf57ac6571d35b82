"""The five models that differ in nothing but their positions, as far as there are weights for them."""

import streamlit as st

from headlight.model.zoo import names
from headlight.ui.words import t
from headlight.viz.positions.family import NAMES

ENCODINGS = tuple(NAMES)


def model_of(encoding: str) -> str:
    """The model trained with an encoding: `gpt-rotary`."""
    return f"gpt-{encoding}"


def there() -> dict[str, str]:
    """Models by encoding, those there are."""
    known = names()
    return {encoding: model_of(encoding) for encoding in ENCODINGS if model_of(encoding) in known}


def family() -> dict[str, str]:
    """The same, and a sentence on the page about those that are missing."""
    found = there()
    missing = [model_of(encoding) for encoding in ENCODINGS if encoding not in found]
    if not found:
        st.info(t("positions-no-family"), icon=":material/inventory_2:")
    elif missing:
        st.caption(t("positions-not-there", models=", ".join(missing)))
    return found
