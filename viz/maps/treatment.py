"""What is done to one head's weights before they are drawn; `viz.maps.announcement` has the figure say so.

Tokens may be merged to words (`analysis.words`), and sinks be hidden, or left out and the rest of each row renormalised
(`analysis.sinks`); words come first, so that a sink is a whole word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.scores import weight_matrix
from headlight.analysis.sinks import sink_keys, sink_share, without_sinks
from headlight.analysis.words import by_words, merged_tokens, word_numbers
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.viz.selection import Selection

Units = Literal["tokens", "words"]
Sinks = Literal["raw", "hidden", "renormalised"]


@dataclass(frozen=True)
class Treatment:
    """What is to be done.

    Attributes:
        units: what rows and columns stand for.
        sinks: "raw" leaves them, "hidden" covers their columns, "renormalised" makes the rest of each row sum to 1.
    """

    units: Units = "tokens"
    sinks: Sinks = "raw"


AS_IT_IS = Treatment()


@dataclass(frozen=True, eq=False)
class Treated:
    """What came out.

    Attributes:
        weights: float32 [n_query, n_key], NaN where masked or hidden.
        queries, keys: what rows and columns stand for.
        selection: the head, and the cell as counted on these axes.
        sinks: True for the keys that may be one, [n_key].
        share: of the attention that goes to them, before they are taken away; NaN if no row has a choice.
    """

    weights: NDArray[np.float32]
    queries: Sequence[Token]
    keys: Sequence[Token]
    selection: Selection
    sinks: NDArray[np.bool_]
    share: float


def treated(trace: Trace, selection: Selection, treatment: Treatment) -> Treated:
    """One head's weights after the treatment; ValueError if the selection is not in the trace."""
    weights = weight_matrix(selection.step(trace), selection.head)
    queries, keys = trace.query_tokens(selection.site), trace.key_tokens(selection.site)
    of_itself = queries is keys
    if treatment.units == "words":
        rows, columns = word_numbers(queries), word_numbers(keys)
        weights = by_words(weights, rows, columns)
        queries, keys = merged_tokens(queries), merged_tokens(keys)
        selection = replace(selection, query=at(rows, selection.query), key=at(columns, selection.key))
    sinks = sink_keys(keys)
    share = sink_share(weights, sinks, ~sinks if of_itself else np.ones(len(queries), dtype=bool))
    if treatment.sinks != "raw":
        weights = without_sinks(weights, sinks, treatment.sinks == "renormalised")
    return Treated(weights, queries, keys, selection, sinks, share)


def at(numbers: NDArray[np.intp], index: int | None) -> int | None:
    """The word of a token, if there is a token."""
    return None if index is None else int(numbers[index])
