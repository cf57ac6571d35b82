"""Cross-entropy over a large vocabulary, a slice of rows at a time, so that its logits stay in the cache.

The loss is a large part of a training step without an accelerator. `python -m benchmarks.loss` measures this beside
the library's own functions.
"""

import torch
from torch import Tensor
from torch.autograd.function import FunctionCtx

from headlight.training.precision import format_on

IGNORED = -100
ROWS = 256  # 256 × 8,192 float32 logits: 8 MB


class _ChunkedCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: FunctionCtx, hidden: Tensor, weight: Tensor, bias: Tensor, targets: Tensor, smoothing: float
    ) -> Tensor:
        counted = (targets != IGNORED).sum().clamp_min(1)
        dtype = format_on(hidden.device)
        half, half_bias = weight.to(dtype), bias.to(dtype)  # [vocab_size, d_model], [vocab_size]
        hidden_grad, weight_grad, bias_grad = map(torch.zeros_like, (hidden, weight, bias))
        total = hidden.new_zeros(())
        for start in range(0, len(hidden), ROWS):
            rows = slice(start, start + ROWS)
            half_hidden = hidden[rows].to(dtype)
            loss, logits_grad = _slice_loss(half_hidden @ half.T + half_bias, targets[rows], smoothing)
            logits_grad = (logits_grad / counted).to(dtype)  # [rows, vocab_size]
            total += loss
            hidden_grad[rows] = logits_grad @ half
            weight_grad += logits_grad.T @ half_hidden
            bias_grad += logits_grad.sum(0)
        ctx.save_for_backward(hidden_grad, weight_grad, bias_grad)
        return total / counted

    @staticmethod
    def backward(ctx: FunctionCtx, grad: Tensor) -> tuple[Tensor, Tensor, Tensor, None, None]:
        hidden_grad, weight_grad, bias_grad = ctx.saved_tensors  # type: ignore[attr-defined]
        return hidden_grad * grad, weight_grad * grad, bias_grad * grad, None, None


def _slice_loss(logits: Tensor, targets: Tensor, smoothing: float) -> tuple[Tensor, Tensor]:
    """Summed loss of one slice, and softmax − target: its gradient in the logits [rows, vocab_size]."""
    logits = logits.float()
    even = smoothing / logits.shape[-1]
    counted = (targets != IGNORED).unsqueeze(-1)
    index = targets.clamp_min(0).unsqueeze(-1)
    normaliser = logits.logsumexp(-1, keepdim=True)
    loss = normaliser - (1 - smoothing) * logits.gather(-1, index)
    if smoothing:
        loss = loss - even * logits.sum(-1, keepdim=True)
    grad = logits.sub_(normaliser).exp_()
    if smoothing:
        grad.sub_(even)
    grad.scatter_add_(-1, index, torch.full_like(normaliser, smoothing - 1.0)).mul_(counted)
    return (loss * counted).sum(), grad


def chunked_cross_entropy(
    hidden: Tensor, weight: Tensor, targets: Tensor, *, bias: Tensor | None = None, smoothing: float = 0.0
) -> Tensor:
    """Mean of −log softmax(hidden Wᵀ + b)[target] over the targets that are not `IGNORED`.

    Products are computed in the format of `training.precision`.

    Args:
        hidden: [n, d_model], after the last norm
        weight: W, [vocab_size, d_model]
        targets: int64 [n]
        bias: b, [vocab_size]; none if None.
        smoothing: the part of each target that is spread evenly over the vocabulary (Szegedy et al. 2015,
            arXiv:1512.00567, section 7).
    """
    bias = weight.new_zeros(len(weight)) if bias is None else bias
    return _ChunkedCrossEntropy.apply(hidden, weight, bias, targets, smoothing)  # type: ignore[no-any-return, no-untyped-call]
