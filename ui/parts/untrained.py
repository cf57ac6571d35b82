"""The untrained model's reading of what a trained one has read, for a view that shows both."""

from dataclasses import replace

from headlight.analysis.measure_table import reads_alike
from headlight.model.options import Options, Translate
from headlight.model.outcomes import Continuation, Translation
from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.server.engine.loading import SEED, UNTRAINED
from headlight.server.models import untrained
from headlight.ui.engine import shared_engine
from headlight.ui.parts.error_boundary import kept_up
from headlight.ui.words import t
from headlight.viz.maps.head_map import steps_like
from headlight.viz.selection import Selection


def untrained_reading(question: Question, trace: Trace, selection: Selection) -> tuple[Trace | None, str]:
    """The same tokens as the untrained model reads them, if it can, and a sentence about it or about why not.

    It is asked for only where a view that shows it is open, and then remembered like any other.

    Args:
        question: what was asked of the trained model, with the changes in force.
        trace: its answer.
        selection: which kind of attention has to be over the same tokens.
    """
    asked = untrained_question(question, trace)
    if asked is None:
        return None, t("details-no-untrained")
    reading = None
    with kept_up():
        reading = shared_engine().trace(asked, place="untrained")
    if reading is None:
        return None, ""
    if not alike(trace, reading, selection):
        return None, t("details-other-tokens")
    return reading, t("details-untrained", model=asked.model.removeprefix(UNTRAINED), seed=SEED)


def untrained_question(question: Question, trace: Trace) -> Question | None:
    """What to ask of the untrained model; None where there is none."""
    name = untrained(question.model)
    return None if name is None else told(replace(question, model=name), trace)


def alike(trace: Trace, reading: Trace, selection: Selection) -> bool:
    """Whether both have read the same tokens in all layers of the selection's kind."""
    return reads_alike(trace, reading, [step.site for step in steps_like(trace, selection.site)])


def told(question: Question, trace: Trace) -> Question:
    """The question with all that was written in it: random weights would write something else."""
    match trace.outcome:
        case Translation(target=target, hypotheses=(best, *_)):
            options: Options = Translate(target, forced=best.text)
            return replace(question, options=options)
        case Continuation(text=written):
            return replace(question, text=trace.text + written, options=None)
    return question
