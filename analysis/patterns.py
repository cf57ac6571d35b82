"""The patterns that heads are known for: which keys each query would look at, as codes that match.

Sources: see `analysis.head_measures`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.model.row_statistics import Pattern
from headlight.model.site import Site
from headlight.model.tokens import Token
from headlight.model.trace import Trace

Tokens = Sequence[int] | NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


def at_offset(n: int, offset: int) -> Pattern:
    """Key i + offset of query i; both are the same n tokens."""
    places = np.arange(n)
    return Pattern(places + offset, places)


def at_first(n_query: int, n_key: int) -> Pattern:
    """Key 0, of every query but the first."""
    queries = np.zeros(n_query, dtype=int)
    queries[:1] = -1  # no key's
    return Pattern(queries, np.arange(n_key))


def at_separators(asking: Flags, separators: Flags) -> Pattern:
    """The separators among the keys, of the queries that ask; [n_query] and [n_key]."""
    return Pattern(np.where(asking, 1, 0), np.where(separators, 1, -1))


def at_duplicates(tokens: Tokens) -> Pattern:
    """The earlier places of a query's own token."""
    ids = np.asarray(tokens, dtype=int)
    return Pattern(ids, ids, behind=1)


def at_successors(tokens: Tokens) -> Pattern:
    """What came after an earlier place of a query's own token, itself included: induction."""
    ids = np.asarray(tokens, dtype=int)
    nothing = ids.min(initial=0) - 1  # comes before the first
    return Pattern(ids, np.concatenate([[nothing], ids])[: len(ids)], behind=0)


def patterns(trace: Trace, site: Site) -> dict[str, Pattern]:
    """Where each share's keys are; those that compare places or tokens need one text on both axes."""
    queries, keys = trace.query_tokens(site), trace.key_tokens(site)
    n, separators = len(keys), are_separators(keys)
    found = {"first": at_first(len(queries), n)}
    if site.kind == "cross":
        return found | {"separator": at_separators(np.ones(len(queries), dtype=bool), separators)}
    ids = [token.id for token in keys]
    return found | {
        "previous": at_offset(n, -1),
        "next": at_offset(n, 1),
        "self": at_offset(n, 0),
        "separator": at_separators(~separators, separators),
        "duplicate": at_duplicates(ids),
        "induction": at_successors(ids),
    }


def are_separators(tokens: Sequence[Token]) -> Flags:
    """Which tokens are separators that a model added; one that was typed is text. [n]"""
    return np.array([token.separates for token in tokens], dtype=bool)
