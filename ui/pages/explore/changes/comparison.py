"""Two readings of the same tokens, before and after: what makes a change's effect a number."""

from dataclasses import dataclass, replace

from headlight.analysis.effect import counted
from headlight.model.options import Continue, Translate
from headlight.model.outcomes import Continuation, Translation
from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.server.questions.changes import under
from headlight.ui.parts.changes.state import standing
from headlight.ui.readings import Readings


@dataclass(frozen=True)
class Pair:
    """Both readings, and the questions they answer.

    Attributes:
        asked: before.
        before, after: traces of the same tokens.
        forced: whether both had to write the translation of before.
        typed_only: whether what each wrote on is left out.
    """

    asked: Question
    before: Trace
    after: Trace
    forced: bool = False
    typed_only: bool = False


def compared(asked: Question, readings: Readings) -> Pair | None:
    """The model before and under the changes in force; None where there is nothing to compare."""
    own = readings.of(asked)
    question = comparable(asked, own)
    if question is None:
        return None
    after = readings.of(under(question, standing()))
    forced = isinstance(own.outcome, Translation) and not own.outcome.forced
    typed_only = isinstance(own.outcome, Continuation)
    return Pair(question, readings.of(question), after, forced, typed_only)


def comparable(asked: Question, own: Trace) -> Question | None:
    """A question that a changed model answers with the same tokens: nothing is written of its own accord.

    Args:
        asked: what the visitor asked.
        own: the answer of the model as it was trained.
    """
    if not counted(own):
        return None
    if isinstance(own.outcome, Translation) and not own.outcome.forced:
        text = own.outcome.hypotheses[0].text
        forced = Translate(own.outcome.target, forced=text)
        return replace(asked, options=forced) if text.strip() else None
    return replace(asked, options=Continue()) if isinstance(own.outcome, Continuation) else asked
