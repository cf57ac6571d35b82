"""Which head's map a card shows: the visitor's choice, else the one that tells the most about this sentence."""

from headlight.analysis.first_head import Head
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


def choice_of(head: Head) -> str:
    """A head, written so."""
    return f"{head.site}.{head.head}"


def titled(choice: str, trace: Trace, look: Look) -> str:
    """`L1H3 · decoder · cross-attention`; the kind only where the model has several."""
    selection = selection_of(choice)
    kinds = {(site.stack, site.kind) for site in trace.sites()}
    return selection.label if len(kinds) == 1 else f"{selection.label} · {look.site(selection.site)}"


def titles(trace: Trace, look: Look) -> dict[str, str]:
    """What every head is called, for a list: sessions keep that, and should not keep a trace."""
    return {choice: titled(choice, trace, look) for choice in choices(trace)}
