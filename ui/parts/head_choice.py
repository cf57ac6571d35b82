"""Which head's map a card shows: the visitor's choice, else the one that tells the most about this sentence."""

import numpy as np

from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look


def choices(trace: Trace) -> list[str]:
    """Every head as `decoder.cross.1.3`: its site, then its number."""
    return [f"{step.site}.{head}" for step in trace.steps for head in range(step.n_heads)]


def selection_of(choice: str) -> Selection:
    """The head that is written so; ValueError if none can be."""
    site, _, head = choice.rpartition(".")
    return Selection(Site.parse(site), int(head))


def titled(choice: str, trace: Trace, look: Look) -> str:
    """`L1H3 · decoder · cross-attention`; the kind only where the model has several."""
    selection = selection_of(choice)
    kinds = {(site.stack, site.kind) for site in trace.sites()}
    return selection.label if len(kinds) == 1 else f"{selection.label} · {look.words.site(selection.site)}"


def titles(trace: Trace, look: Look) -> dict[str, str]:
    """What every head is called, for a list: sessions keep that, and should not keep a trace."""
    return {choice: titled(choice, trace, look) for choice in choices(trace)}


def telling(trace: Trace) -> str:
    """The head that points most sharply at tokens of the text; in a translator, from the words that it writes.

    A head that only rests on `<bos>` or `<eos>` is sharp too, and says nothing: the special tokens' share counts for
    no head.
    """
    steps = [step for step in trace.steps if step.site.kind == "cross"] or trace.steps
    sharpness = {
        f"{step.site}.{head}": sharp(trace, step.site, weights)
        for step in steps
        for head, weights in enumerate(step.weights())
    }
    return max(sharpness, key=lambda choice: sharpness[choice])


def sharp(trace: Trace, site: Site, weights: np.ndarray) -> float:
    """The mean over queries of the largest weight on a token that was typed, from weights [n_query, n_key]."""
    typed = np.array([not token.special for token in trace.key_tokens(site)])
    return float(np.where(typed, weights, 0.0).max(-1, initial=0.0).mean())
