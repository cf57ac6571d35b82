"""The optional libraries, imported when they are first needed: they are large, and may not be there."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from headlight.model.huggingface.refusal import Refused


def installed() -> bool:
    """Whether Hugging Face models can be read here."""
    return find_spec("transformers") is not None


@cache
def transformers() -> Any:
    """The library; Refused("library") where it is not installed."""
    if not installed():
        raise Refused("library", "transformers")
    library = import_module("transformers")
    library.logging.set_verbosity_error()
    library.logging.disable_progress_bar()
    return library


@cache
def hub() -> Any:
    """The library that downloads; Refused("library") where it is not installed."""
    if find_spec("huggingface_hub") is None:
        raise Refused("library", "huggingface_hub")
    return import_module("huggingface_hub")
