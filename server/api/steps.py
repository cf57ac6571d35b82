"""One cell step by step: what its head's own answer lacks to follow it from x to what the next layer reads."""

from headlight.analysis.steps import head_steps
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.server.api.encoding import packed
from headlight.server.api.problems import absent

FORMAT = "headlight-steps-1"


def steps_body(name: str, trace: Trace, site: Site, head: int, query: int, key: int) -> bytes:
    """One query and one key of a head, in the format that docs/api.md describes.

    Args:
        name: the reading's id.
        trace: the reading.
        site, head: of a head it has.
        query, key: counted from 0 in the whole head.

    Raises:
        Problem: "absent" for a cell that the head does not have, or whose head has only weights.
    """
    step = trace.step(site)
    if step.weights_only or query >= step.n_query or key >= step.n_key:
        raise absent(f"{site}.{head} {query}-{key}")
    found = head_steps(trace, site, head, query, key)
    return packed({"format": FORMAT, "id": name, **found.about}, found.arrays)
