"""What may be set beside a text for Hugging Face's encoders without gaps, and for those that write another text."""

from headlight.model.options import FillIn, Translate
from headlight.model.readers.reader import Reader
from headlight.ui.parts.controls.fields import typed
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.parts.controls.translation import choose_decoding
from headlight.ui.settings import changed


def only_reading(reader: Reader, text: str, key: str) -> Asked:
    """Nothing to set: a model without an output head fills no gaps."""
    return Asked(FillIn(), {})


def following(reader: Reader, text: str, key: str) -> Asked:
    """A text that may follow, for a model that is asked nothing else."""
    with row(key):
        second = typed("second", key).strip()
    return Asked(FillIn(second=second or None), changed({"second": second}))


def writing(reader: Reader, text: str, key: str) -> Asked:
    """Greedy or beam, and a text that the model has to write; its language follows from the model."""
    with row(key):
        beam, penalty = choose_decoding(key)
        forced = typed("forced", key)
    options = Translate(forced=forced.strip() or None, beam=beam, length_penalty=penalty)
    return Asked(options, changed({"forced": forced, "beam": beam, "penalty": penalty}))
