"""How a Hugging Face model's logits come off its residual stream: by its own forward, with the stack's answer given.

A model is a trunk, which ends in the last state, and a head, which is whatever its `forward` does with that: scale it,
transform it, cap the logits, add a bias. Instead of repeating that for each family, a copy of the model that shares
every weight has a module in the trunk's place which answers with the state it is handed. Whether trunk and final norm
were found is seen by trying: the last state has to give the logits that the model gave.
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from headlight.model.huggingface.stream_capture import Unreadable

OFF = 1e-4
"""How far numbers that ought to be the same may be apart, as a share of the largest."""
MISFITS = (AttributeError, IndexError, KeyError, RuntimeError, TypeError, ValueError)
"""What is raised by a model whose trunk is not where it was looked for."""


class Answer(tuple[Tensor, Tensor]):
    """What a trunk answers: the last state [1, token, d_model], its first token's, and None to all else."""

    __slots__ = ()

    @property
    def last_hidden_state(self) -> Tensor:
        """The last state."""
        return self[0]

    def __getattr__(self, name: str) -> None:
        return None


class Given(nn.Module):
    """Stands in a trunk's place: the embeddings that it is handed count as the last layer's."""

    def __init__(self, norm: nn.Module | None) -> None:
        super().__init__()
        self.norm = norm or nn.Identity()

    def forward(
        self,
        *places: Any,
        inputs_embeds: Tensor | None = None,
        decoder_inputs_embeds: Tensor | None = None,
        **settings: Any,
    ) -> Answer:
        """The answer that the trunk would give if its last layer had left these, [1, token, d_model]."""
        x: Tensor = self.norm(inputs_embeds if decoder_inputs_embeds is None else decoder_inputs_embeds)
        return Answer((x, x[:, 0]))


@dataclass(frozen=True, eq=False)
class Head:
    """A model's way from its stream to its logits.

    Attributes:
        twin: the model with something `Given` for its trunk.
        memory: makes what the encoder is said to have answered, of a model with two stacks; its head never looks.
    """

    twin: nn.Module
    memory: type | None = None

    def __call__(self, stream: Tensor) -> Tensor:
        """[.., d_model] → [.., vocab_size]"""
        x = stream.reshape(1, -1, stream.shape[-1])
        if self.memory is None:
            outputs = self.twin(inputs_embeds=x, return_dict=True)
        else:
            outputs = self.twin(
                encoder_outputs=self.memory(last_hidden_state=x), decoder_inputs_embeds=x, return_dict=True
            )
        logits = logits_of(outputs)
        if logits is None:
            raise TypeError("expected logits, got none")
        return logits.reshape(*stream.shape[:-1], -1)


def logits_of(outputs: Any) -> Tensor | None:
    """A model's logits [1, token, vocab_size]; None for one that foretells no tokens."""
    found = getattr(outputs, "prediction_logits", None)
    found = getattr(outputs, "logits", None) if found is None else found
    return found if isinstance(found, Tensor) and found.ndim == 3 else None


def head(
    network: nn.Module, path: str, norms: Sequence[nn.Module], last: Tensor, outputs: Any, memory: type | None
) -> tuple[Head, nn.Module | None]:
    """The head of a model that foretells tokens, and the norm in front of it, found by trying.

    Args:
        network: the model.
        path: of an attention of the stack that predicts: its trunk is one of the modules on the way there.
        norms: which may be that stack's final norm, besides none.
        last: the last state of a pass [token, d_model].
        outputs: what that pass gave.
        memory: see `Head`.

    Raises:
        Unreadable: where nothing fits, so that what was taken for the last state may be none.
    """
    expected = logits_of(outputs)
    for trunk in above(path):
        for norm in (None, *reversed(norms)):
            try:
                found = Head(replaced(network, trunk, Given(norm)), memory)
                if expected is not None and close(found(last), expected[0]):
                    return found, norm
            except MISFITS:
                break
    raise Unreadable("expected the last state to give the model's logits")


def above(path: str) -> Iterator[tuple[str, ...]]:
    """The modules on the way to one, the outermost first: `model`, `model.decoder` …"""
    names = path.split(".")
    return (tuple(names[:depth]) for depth in range(1, len(names)))


def replaced(module: nn.Module, path: tuple[str, ...], other: nn.Module) -> nn.Module:
    """A copy of a module that shares everything with it but the module at a path, and those on the way there."""
    name, *further = path
    twin = copy.copy(module)
    inner = replaced(module.get_submodule(name), tuple(further), other) if further else other
    twin._modules = {**module._modules, name: inner}
    return twin


def close(one: Tensor, other: Tensor) -> bool:
    """Whether two tensors are the same but for rounding."""
    return one.shape == other.shape and bool((one - other).abs().max() <= OFF * other.abs().max())
