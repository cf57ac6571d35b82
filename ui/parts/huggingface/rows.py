"""What may be set beside a text for Hugging Face's encoders without gaps, and for those that write another text."""

from headlight.model.huggingface.encoder import HubEncoder, HubPair
from headlight.model.huggingface.translator import HubTranslator
from headlight.server.address.settings import changed
from headlight.server.questions import options
from headlight.ui.parts.controls.fields import typed
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.parts.controls.translation import choose_decoding


def only_reading(reader: HubEncoder, text: str, key: str) -> Asked:
    """Nothing to set: a model without an output head fills no gaps."""
    return Asked(options.only_reading(reader, text, {}), {})


def following(reader: HubPair, text: str, key: str) -> Asked:
    """A text that may follow, for a model that is asked nothing else."""
    with row(key):
        settings = {"second": typed("second", key).strip()}
    return Asked(options.following(reader, text, settings), changed(settings))


def writing(reader: HubTranslator, text: str, key: str) -> Asked:
    """Greedy or beam, and a text that the model has to write; its language follows from the model."""
    with row(key):
        beam, penalty = choose_decoding(key)
        forced = typed("forced", key)
    settings = {"forced": forced, "beam": beam, "penalty": penalty}
    return Asked(options.writing(reader, text, settings), changed(settings))
