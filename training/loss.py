"""Cross-entropy over a large vocabulary, a slice of rows at a time, so that its logits stay in the cache.

The loss is a large part of a training step without an accelerator. `python -m benchmarks.loss` measures this beside
the library's own functions.
"""

import torch
from torch import Tensor
from torch.autograd.function import FunctionCtx

IGNORED = -100
ROWS = 256  # 256 × 8,192 float32 logits: 8 MB


class _ChunkedCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx: FunctionCtx, hidden: Tensor, weight: Tensor, targets: Tensor) -> Tensor:
        counted = (targets != IGNORED).sum().clamp_min(1)
        half = weight.to(torch.bfloat16)  # [vocab_size, d_model]
        hidden_grad, weight_grad = torch.empty_like(hidden), torch.zeros_like(weight)
        total = hidden.new_zeros(())
        for start in range(0, len(hidden), ROWS):
            rows = slice(start, start + ROWS)
            loss, logits_grad = _slice_loss(hidden[rows].to(torch.bfloat16) @ half.T, targets[rows])
            logits_grad = (logits_grad / counted).to(torch.bfloat16)  # [rows, vocab_size]
            total += loss
            hidden_grad[rows] = logits_grad @ half
            weight_grad += logits_grad.T @ hidden[rows].to(torch.bfloat16)
        ctx.save_for_backward(hidden_grad, weight_grad)
        return total / counted

    @staticmethod
    def backward(ctx: FunctionCtx, grad: Tensor) -> tuple[Tensor, Tensor, None]:  # type: ignore[override]
        hidden_grad, weight_grad = ctx.saved_tensors  # type: ignore[attr-defined]
        return hidden_grad * grad, weight_grad * grad, None


def _slice_loss(logits: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """Summed loss of one slice, and softmax − one-hot: its gradient in the logits [rows, vocab_size]."""
    logits = logits.float()
    counted = (targets != IGNORED).unsqueeze(-1)
    index = targets.clamp_min(0).unsqueeze(-1)
    normaliser = logits.logsumexp(-1, keepdim=True)
    loss = ((normaliser - logits.gather(-1, index)) * counted).sum()
    grad = logits.sub_(normaliser).exp_()
    grad.scatter_add_(-1, index, torch.full_like(normaliser, -1.0)).mul_(counted)
    return loss, grad


def chunked_cross_entropy(hidden: Tensor, weight: Tensor, targets: Tensor) -> Tensor:
    """Mean of −log softmax(hidden Wᵀ)[target] over the targets that are not `IGNORED`, in bfloat16 products.

    Args:
        hidden: [n, d_model], after the last norm
        weight: [vocab_size, d_model]
        targets: int64 [n]
    """
    return _ChunkedCrossEntropy.apply(hidden, weight, targets)  # type: ignore[no-any-return]
