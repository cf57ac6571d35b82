"""Where a visitor begins: what is selected of a trace while nobody has chosen anything."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from headlight.analysis.promises import cell
from headlight.model.outcomes import Filled
from headlight.model.rows import around
from headlight.model.samples import sample_of
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace


class Head(NamedTuple):
    """One head of a trace."""

    site: Site
    head: int


class Opening(NamedTuple):
    """The head to begin with, and its cell where that is known too."""

    site: Site
    head: int
    query: int | None = None
    key: int | None = None


def opening_head(trace: Trace, card: Mapping[str, Any]) -> Opening:
    """What an example promises; else the best previous-token head, if the model's card names one; a translator's most
    telling alignment; else the first head.

    Args:
        trace: with attention in it.
        card: of the model that read, see `Reader.card`; empty for one without.
    """
    if promised := opening_cell(trace):
        return promised
    if head := card.get("figures", {}).get("heads", {}).get("previous_token"):
        return Opening(Site.parse(head["site"]), head["index"])
    return Opening(*telling(trace)) if trace.sites("cross") else Opening(trace.steps[0].site, 0)


def opening_cell(trace: Trace) -> Opening | None:
    """What an example's file says is to be seen; None for other texts, and where it is not there to be seen."""
    sample = sample_of(trace.text, trace.model_name)
    if sample is None or (promise := sample.opening) is None:
        return None
    site, head = promise.place
    try:
        found = cell(promise, trace)
    except (
        KeyError,
        ValueError,
    ):  # a forced translation has other words, and fewer sites may have been recorded
        return None
    return Opening(site, head, found.query, found.key)


def opening_query(trace: Trace, step: AttentionStep) -> int:
    """The first gap; the first word of a translation; else the last token."""
    if isinstance(trace.outcome, Filled) and trace.outcome.masked:
        return trace.outcome.masked[0]
    return 0 if step.site.kind == "cross" else step.n_query - 1


def opening_key(step: AttentionStep, head: int, query: int) -> int:
    """The key this query looks at the most."""
    near, at = around(step, query)
    return int(np.argmax(near.weights(head)[at]))


def telling(trace: Trace) -> Head:
    """The head that points most sharply at tokens of the text; in a translator, from the words that it writes.

    A head that only rests on `<bos>` or `<eos>` is sharp too, and says nothing: the special tokens' share counts for
    no head.
    """
    steps = [step for step in trace.steps if step.site.kind == "cross"] or trace.steps
    sharpness = {
        Head(step.site, head): sharp(trace, step.site, weights)
        for step in steps
        for head, weights in enumerate(step.weights())
    }
    return max(sharpness, key=lambda head: sharpness[head])


def sharp(trace: Trace, site: Site, weights: np.ndarray) -> float:
    """The mean over queries of the largest weight on a token that was typed, from weights [n_query, n_key]."""
    typed = np.array([not token.special for token in trace.key_tokens(site)])
    return float(np.where(typed, weights, 0.0).max(-1, initial=0.0).mean())
