"""What a model with two streams reads of itself (Yang et al. 2019, arXiv:1906.08237, section 2.3)."""

from collections.abc import Sequence

from headlight.model.site import Site


def unread(sites: Sequence[Site]) -> Site | None:
    """The last content stream: no layer follows that reads it, and the prediction comes from the query stream alone.

    None for a model without a query stream. The keys and values of the last layer are the content stream *before* it.
    """
    if not any(site.kind == "query_stream" for site in sites):
        return None
    return max((site for site in sites if site.kind == "content"), key=lambda site: site.layer, default=None)
