"""What came out of a reading beside attention, as JSON."""

from typing import Any

from headlight.model.outcomes import Continuation, Filled, Hypothesis, Permuted, Translation
from headlight.model.trace import Trace
from headlight.server.api.tokens import FEW, likeliest, short


def outcome_of(trace: Trace) -> dict[str, Any] | None:
    """The outcome in its kind's words; None for a text that was only read."""
    match trace.outcome:
        case Translation(target=target, hypotheses=hypotheses, forced=forced):
            return {
                "kind": "translation",
                "target": target,
                "forced": forced,
                "hypotheses": [hypothesis(one) for one in hypotheses],
            }
        case Continuation(start=start, text=text):
            return {"kind": "continuation", "start": start, "text": text}
        case Filled() as filled:
            return gaps(trace, filled)
        case Permuted(order=order):
            return {"kind": "permuted", "order": order}
    return None


def hypothesis(one: Hypothesis) -> dict[str, Any]:
    """A translation."""
    return {
        "text": one.text,
        "tokens": [short(token) for token in one.tokens],
        "log_probability": one.log_probability,
        "score": one.score,
        "finished": one.finished,
    }


def gaps(trace: Trace, filled: Filled) -> dict[str, Any]:
    """What an encoder was asked, and what it would fill in."""
    expected = trace.prediction
    return {
        "kind": "filled",
        "masked": filled.masked,
        "stood": [short(token) for token in filled.stood],
        "second": filled.second,
        "next_sentence": filled.next_sentence,
        "fillings": []
        if expected is None
        else [{"place": place, "top": likeliest(expected, place, FEW)} for place in filled.masked],
    }
