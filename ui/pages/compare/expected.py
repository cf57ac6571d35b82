"""What a model expects in the place of a token: a row of its prediction that has not seen that token."""

from headlight.model.options import FillIn, Permute
from headlight.model.readers.causal import CausalReader
from headlight.model.readers.masked import MaskedReader
from headlight.model.readers.permuted import PermutedReader
from headlight.server.engine import Question
from headlight.ui.engine import shared_engine
from headlight.ui.readings import Readings
from headlight.viz.compare.predictions import Expected


def expected_at(question: Question, place: int, readings: Readings) -> Expected | None:
    """The prediction of the token at a place of the text.

    A causal model foretells it from those before it; an encoder is asked again with a mask there, and a permutation
    model with that place last in its order. None where nothing foretells it, and for a translator, which foretells
    what it writes.
    """
    reader = shared_engine().model(question.model)
    match reader:
        case CausalReader() if place > 0:
            asked, position = question, place - 1
        case MaskedReader():
            asked, position = Question(question.model, question.text, FillIn((place,))), place
        case PermutedReader() if place > 0:
            n = len(readings.of(question).tokens["decoder"])
            order = (*(i for i in range(1, n) if i != place), place)
            asked, position = Question(question.model, question.text, Permute(order)), place
        case _:
            return None
    prediction = readings.passing(asked).prediction
    return None if prediction is None else Expected(prediction, position)


def hides(model: str) -> bool:
    """Whether a model is asked with the token hidden, rather than before it was read."""
    return isinstance(shared_engine().model(model), MaskedReader | PermutedReader)
