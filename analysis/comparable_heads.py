"""Which heads can be compared cell by cell: those whose maps have the same tokens on both axes."""

from headlight.model.site import Site
from headlight.model.trace import Trace


def heads_alike(trace: Trace, site: Site) -> list[tuple[Site, int]]:
    """The site and number of every head whose queries and keys are those of this site, in the order of the trace."""
    queries, keys = trace.query_tokens(site), trace.key_tokens(site)
    return [
        (step.site, head)
        for step in trace.steps
        if trace.query_tokens(step.site) is queries and trace.key_tokens(step.site) is keys
        for head in range(step.n_heads)
    ]
