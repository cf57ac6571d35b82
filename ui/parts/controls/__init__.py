"""What may be set beside the text: a file for each way of reading, which draws one row.

asked = controls(reader, text, "explore")
trace = shared_engine().trace(Question(reader.name, text, asked.options))
"""

from collections.abc import Callable, Mapping
from typing import Any

from headlight.model.huggingface.encoder import HubEncoder, HubPair
from headlight.model.huggingface.translator import HubTranslator
from headlight.model.readers.causal import CausalReader
from headlight.model.readers.masked import MaskedReader
from headlight.model.readers.permuted import PermutedReader
from headlight.model.readers.reader import Reader
from headlight.model.readers.translator import Translator
from headlight.ui.parts.controls.continuation import continuing
from headlight.ui.parts.controls.masking import filling_in
from headlight.ui.parts.controls.permutation import permuting
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.parts.controls.translation import translating
from headlight.ui.parts.huggingface.rows import following, only_reading, writing

CONTROLS: Mapping[type[Reader], Callable[[Any, str, str], Asked]] = {
    HubTranslator: writing,
    Translator: translating,
    CausalReader: continuing,
    MaskedReader: filling_in,
    PermutedReader: permuting,
    HubPair: following,
    HubEncoder: only_reading,
}


def controls(reader: Reader, text: str, key: str) -> Asked:
    """Draw the controls of this model over this text; `key` tells their widgets from another page's."""
    return next(draw for kind, draw in CONTROLS.items() if isinstance(reader, kind))(reader, text, key)


__all__ = ["Asked", "controls"]
