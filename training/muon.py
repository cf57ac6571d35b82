"""Muon with Newton–Schulz steps in float32, for processors on which bfloat16 is slow.

For a matrix W with gradient G, momentum μ, rate η and weight decay λ:

    B ← μ B + (1 − μ) G          U = (1 − μ) G + μ B          W ← (1 − η λ) W − η √max(1, rows / columns) NS(U)

NS(U) has the singular vectors of U and singular values near 1: five steps X ← a X + (b A + c A²) X with A = X Xᵀ from
X = U / ‖U‖, a, b, c = 3.4445, −4.775, 2.0315. As `torch.optim.Muon`, which computes NS in bfloat16, and with its state,
so that a checkpoint of either is read by the other. Source: Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/
"""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor

A, B, C = 3.4445, -4.775, 2.0315
STEPS = 5


class Muon32(torch.optim.Optimizer):
    """Trains matrices alone.

    Args:
        params: two-dimensional parameters.
        lr: η.
        weight_decay: λ.
        momentum: μ.
    """

    def __init__(
        self, params: Iterable[Tensor], lr: float, weight_decay: float, momentum: float = 0.95
    ) -> None:
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> None:  # type: ignore[override]
        """One step for every matrix that has a gradient."""
        for group in self.param_groups:
            for matrix in group["params"]:
                if matrix.grad is not None:
                    self._update(matrix, matrix.grad, group)

    def _update(self, matrix: Tensor, gradient: Tensor, group: dict[str, Any]) -> None:
        state, rate, momentum = self.state[matrix], group["lr"], group["momentum"]
        if "momentum_buffer" not in state:
            state["momentum_buffer"] = torch.zeros_like(matrix)
        buffer = state["momentum_buffer"].lerp_(gradient, 1 - momentum)
        update = orthogonalised(gradient.lerp(buffer, momentum))
        rows, columns = matrix.shape
        matrix.mul_(1 - rate * group["weight_decay"])
        matrix.add_(update, alpha=-rate * max(1.0, rows / columns) ** 0.5)


def orthogonalised(matrix: Tensor) -> Tensor:
    """NS(matrix), of the same shape."""
    tall = matrix.shape[0] > matrix.shape[1]
    x: Tensor = matrix.T if tall else matrix
    x = x / x.norm().clamp(min=1e-7)
    for _ in range(STEPS):
        gram = x @ x.T
        x = A * x + (B * gram + C * gram @ gram) @ x
    return x.T if tall else x
