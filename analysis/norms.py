"""How much each token contributes through one head: a weight says how often a value is taken, not how long it is.

    contribution      ‖α[i, j] f(x_j)‖ = α[i, j] ‖f(x_j)‖,  f(x_j) = W_O v_j      what reaches the residual stream
    weighted value    ‖α[i, j] v_j‖    = α[i, j] ‖v_j‖                            the same before W_O

α[i, j] is the weight of key j for query i, v_j the value the head reads there and W_O its own columns of the output
projection. All lengths are Euclidean, in the units of the residual stream or of the head's values.

Source: Kobayashi et al. 2020, arXiv:2004.10102, section 2.2.
"""

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.scores import weight_matrix
from headlight.model.rows import in_parts
from headlight.model.step import AttentionStep, read_only

Matrix = NDArray[np.float32]


def contribution_norms(step: AttentionStep, head: int) -> Matrix:
    """‖α f(x)‖ of one head, [n_query, n_key], NaN where masked.

    Raises:
        ValueError: for a head there is not, or a step whose output projection was not recorded.
    """
    weights, projection = weight_matrix(step, head), step.output_slice(head)  # W_O [d_model, d_value]
    if projection is None:
        raise ValueError(f"expected a recorded output projection at {step.site}, got none")
    return weights * lengths(step.values(head) @ projection.T)


def value_norms(step: AttentionStep, head: int) -> Matrix:
    """‖α v‖ of one head, [n_query, n_key], NaN where masked; ValueError for a head there is not."""
    return weight_matrix(step, head) * lengths(step.values(head))


def context_error(step: AttentionStep, head: int) -> float:
    """The largest |Σ_j α[i, j] v_j − c_i| of one head, c the context vectors that the model went on with."""
    values = step.values(head)
    errors = [
        np.abs(part.weights(head) @ values - read_only(part.context[head])).max(initial=0)
        for part in in_parts(step)
    ]
    return float(max(errors, default=0))


def lengths(vectors: Matrix) -> Matrix:
    """‖x‖ of each of [n_key, d]: [n_key]."""
    found: Matrix = np.linalg.norm(vectors, axis=-1)
    return found
