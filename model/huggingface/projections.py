"""W_Q, W_K and W_V of an attention, by what their layers are called: apart, or as one matrix, one below the other.

What a name promises is not believed unseen: whoever shows a projection holds it to the recorded queries, keys and
values (`analysis.steps`).
"""

from torch import Tensor, nn

from headlight.model.projections import Projection, Projections

APART = (
    ("q_proj", "k_proj", "v_proj"),
    ("query", "key", "value"),
    ("q_lin", "k_lin", "v_lin"),
    ("q", "k", "v"),
)
TOGETHER = ("c_attn", "qkv_proj", "Wqkv")


def projections(network: nn.Module, path: str, widths: tuple[int, int, int]) -> Projections | None:
    """The three of the attention at a path, or None if they are not found; `widths`: head · d of each."""
    for names in APART:
        found = [linear_at(network, f"{path}.{name}".lstrip(".")) for name in names]
        if all(one is not None and len(one.weight) == d for one, d in zip(found, widths, strict=True)):
            return Projections(*(one for one in found if one is not None))
    for name in TOGETHER:
        whole = linear_at(network, f"{path}.{name}".lstrip("."))
        if whole is not None and len(whole.weight) == sum(widths):
            return Projections(*split(whole, widths))
    return None


def split(whole: Projection, widths: tuple[int, int, int]) -> list[Projection]:
    """The rows of one matrix as several."""
    biases = [None] * len(widths) if whole.bias is None else whole.bias.split(widths)
    return [Projection(*part) for part in zip(whole.weight.split(widths), biases, strict=True)]


def linear_at(network: nn.Module, path: str) -> Projection | None:
    """The linear layer at a path, weight [out, in], GPT-2's transposed ones turned; None without one."""
    try:
        module = network.get_submodule(path)
    except AttributeError:
        return None
    weight, bias = (getattr(module, name, None) for name in ("weight", "bias"))
    if not isinstance(weight, Tensor) or weight.ndim != 2:
        return None
    turned = weight.detach().T if type(module).__name__ == "Conv1D" else weight.detach()
    return Projection(turned, bias.detach() if isinstance(bias, Tensor) else None)
