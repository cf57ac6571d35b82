"""Where a visitor begins: what is selected of a trace while nobody has chosen anything."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from headlight.model.outcomes import Filled
from headlight.model.rows import around
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace


class Head(NamedTuple):
    """One head of a trace."""

    site: Site
    head: int


def opening_head(trace: Trace, card: Mapping[str, Any]) -> Head:
    """The best previous-token head, if the model's card names one; a translator's most telling alignment; else the
    first head.

    Args:
        trace: with attention in it.
        card: of the model that read, see `Reader.card`; empty for one without.
    """
    if head := card.get("figures", {}).get("heads", {}).get("previous_token"):
        return Head(Site.parse(head["site"]), head["index"])
    return telling(trace) if trace.sites("cross") else Head(trace.steps[0].site, 0)


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
