"""What one sees while a model learns, in sentences that follow the measured curves: said only if they show it."""

import math

import numpy as np

from headlight.analysis.learning import CLEAR, Growth, best_head, formed, layer_and_head, moment
from headlight.model.trace import Trace
from headlight.ui.markdown import as_markdown
from headlight.ui.pages.learning.recorded.readings import Recorded
from headlight.ui.words import t

MOST = 0.5
"""The part of all positions from which on one guess counts as the guess everywhere."""


def story(growth: Growth, recorded: Recorded, trace: Trace) -> list[str]:
    """One Markdown sentence or two for each thing that is learned, in the order they are told."""
    vocabulary = 0 if trace.prediction is None else len(trace.prediction.vocabulary)
    told = [
        t(
            "recorded-story-random",
            off=furthest_from_even(growth),
            loss=growth.loss[0],
            vocabulary=vocabulary,
            even=math.log(max(1, vocabulary)),
        ),
        frequent(growth, recorded, trace),
        learned(growth, "previous_token", "recorded-story-previous", "recorded-story-no-previous"),
        learned(growth, "induction", "recorded-story-induction", "recorded-story-no-induction"),
        t("recorded-story-order") if in_order(growth) else "",
    ]
    return [sentence for sentence in told if sentence]


def furthest_from_even(growth: Growth) -> float:
    """The largest |score − even| of any head and metric at the first step."""
    return max(
        abs(curve[0] - growth.even[metric])
        for metric, heads in growth.scores.items()
        for curve in heads.values()
    )


def frequent(growth: Growth, recorded: Recorded, trace: Trace) -> str:
    """The step after the first at which most positions share one first guess; nothing if never many do."""
    first = recorded.guesses[1:, :, 0]  # [step, token]
    counts = [np.bincount(of_step).max() / len(of_step) for of_step in first]
    if trace.prediction is None or not counts or max(counts) < MOST:
        return ""
    most = int(np.argmax(counts))
    guess = recorded.guessed[int(np.bincount(first[most]).argmax())]
    return t(
        "recorded-story-frequent",
        step=recorded.steps[1 + most],
        loss=growth.loss[1 + most],
        guess=f"“{as_markdown(trace.prediction.vocabulary[guess])}”",
        share=counts[most],
    )


def learned(growth: Growth, metric: str, told: str, otherwise: str) -> str:
    """Which head learned a pattern, how well and when; or that none did."""
    head = best_head(growth, metric)
    values = {"head": head, "value": growth.scores[metric][head][-1], "even": growth.even[metric]}
    found = moment(growth, metric)
    if found is None:
        return t(otherwise, **values)
    high, low = (growth.loss[growth.steps.index(step)] for step in (found.before, found.after))
    return t(told, **values, before=found.before, after=found.after, high=high, low=low)


def in_order(growth: Growth) -> bool:
    """Whether a previous-token head rose first, in an earlier layer than the induction head."""
    if not all(formed(growth, metric) for metric in growth.scores):
        return False
    earlier, later = moment(growth, "previous_token"), moment(growth, "induction")
    heads = best_head(growth, "previous_token"), best_head(growth, "induction")
    below = layer_and_head(heads[0])[0] < layer_and_head(heads[1])[0]
    return below and earlier is not None and later is not None and earlier.after <= later.after


def how_found(growth: Growth) -> str:
    """How the curves were measured, and what the words above mean."""
    return t("recorded-how-found", tokens=growth.tokens, clear=f"{CLEAR:g}", **growth.n)
