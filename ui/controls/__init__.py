"""What may be set beside the text: a file for each way of reading, which draws one row.

asked = controls(reader, text, "explore")
trace = engine().trace(Question(reader.name, text, asked.options))
"""

from collections.abc import Callable, Mapping

from model.huggingface.encoding import HubEncoder, HubPair
from model.huggingface.translating import HubTranslator
from model.readers.causal import CausalReader
from model.readers.masked import MaskedReader
from model.readers.permuted import PermutedReader
from model.readers.reader import Reader
from model.readers.translator import Translator
from ui.controls.asked import Asked
from ui.controls.continuing import continuing
from ui.controls.filling_in import filling_in
from ui.controls.permuting import permuting
from ui.controls.translating import translating
from ui.huggingface.rows import following, only_reading, writing

CONTROLS: Mapping[type[Reader], Callable[[Reader, str, str], Asked]] = {
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
