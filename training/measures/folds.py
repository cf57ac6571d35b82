"""The best head, chosen without looking at the sentences it is measured on.

Picking the best of many heads on the very sentences that then score it flatters it. Here the head is chosen on one
half of the sentences and measured on the other, and the other way round: every sentence counts once, with a head
that it had no say in.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.model.site import Site

Rows = NDArray[np.bool_]
Head = tuple[Site, int]


def chosen_on_other_half(quality: Callable[[Rows], NDArray[Any]], second: Rows) -> NDArray[np.int64]:
    """For each sentence, which candidate was the best on the half that the sentence is not in: [sentence].

    Args:
        quality: from the sentences to look at [sentence] to how good each candidate is on them, [candidate]; the
            first of equals is taken.
        second: whether each sentence is in the second half, [sentence].

    Raises:
        ValueError: if a half is empty.
    """
    if second.all() or not second.any():
        raise ValueError(
            f"expected sentences in both halves, got {second.sum()} of {len(second)} in the second"
        )
    best_on_first, best_on_second = (int(np.argmax(quality(half))) for half in (~second, second))
    return np.where(second, best_on_first, best_on_second)


def described(chosen: NDArray[np.int64], second: Rows, heads: list[Head]) -> dict[str, dict[str, Any]]:
    """Which head each half chose."""
    halves = {"first_half": chosen[second][0], "second_half": chosen[~second][0]}
    return {half: {"site": str(heads[i][0]), "head": heads[i][1]} for half, i in halves.items()}
