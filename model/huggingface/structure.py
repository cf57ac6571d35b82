"""Which residual streams a Hugging Face model has, with their final norms and its head: found once, at loading."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn

from headlight.model.huggingface.read_off import Head, close, head, logits_of
from headlight.model.huggingface.sites import Spots
from headlight.model.huggingface.stream import residual_states
from headlight.model.huggingface.stream_capture import Unreadable, Watch
from headlight.model.site import Stack
from headlight.model.trace import ResidualState


@dataclass(frozen=True, eq=False)
class Structure:
    """What of a model can be seen beside its attention.

    Attributes:
        norms: the final norm of every stack whose stream can be read, None where it has none.
        predicting: the stack that logits come off.
        head: how they do; None where that was not found.
    """

    norms: Mapping[Stack, nn.Module | None] = field(default_factory=dict)
    predicting: Stack = "encoder"
    head: Head | None = None

    def states(self, watch: Watch) -> tuple[ResidualState, ...]:
        """The residual stream of a pass that was watched, stack by stack; empty if that pass went another way."""
        try:
            return tuple(state for stack in self.norms for state in self._stack(watch, stack))
        except Unreadable:
            return ()

    def _stack(self, watch: Watch, stack: Stack) -> Iterator[ResidualState]:
        states, norm = residual_states(watch, stack), self.norms[stack]
        yield from states
        if norm is not None:
            last = states[-1]
            yield ResidualState(stack, last.layer + 1, "norm", norm(last.stream))


def structure(network: nn.Module, spots: Spots, watch: Watch, outputs: Any, memory: type | None) -> Structure:
    """What a first pass shows of a model.

    Args:
        network: the model.
        spots: where its attentions are.
        watch: what was watched of the pass, and outputs: what it gave.
        memory: for a model of two stacks, what transformers keeps an encoder's answer in.
    """
    paths = {module: path for path, module in network.named_modules()}
    places: dict[Stack, str] = {}
    for module, found_there in spots.items():
        places.setdefault(found_there[0].site.stack, paths[module])
    predicting: Stack = "decoder" if "decoder" in places else "encoder"
    norms: dict[Stack, nn.Module | None] = {}
    reading: Head | None = None
    for stack, path in places.items():
        try:
            last = residual_states(watch, stack)[-1].stream
            tried = final_norms(network, places, stack, last.shape[-1])
            if stack == predicting and logits_of(outputs) is not None:
                reading, norms[stack] = head(network, path, tried, last, outputs, memory)
            else:
                norms[stack] = norm_to(last_state(outputs, stack, predicting), last, tried)
        except Unreadable:
            continue
    return Structure(norms, predicting, reading)


def final_norms(
    network: nn.Module, places: Mapping[Stack, str], stack: Stack, d_model: int
) -> list[nn.Module]:
    """The norms of a stack that are in none of its layers, in the order in which the model has them."""
    layers = places[stack].split(".")
    numbered = next((i for i, name in enumerate(layers) if name.isdecimal()), len(layers))
    trunk, within = layers[: max(numbered - 1, 0)], ".".join(layers[:numbered]) + "."
    return [
        module
        for path, module in network.named_modules()
        if path.split(".")[: len(trunk)] == trunk and not path.startswith(within) and is_norm(module, d_model)
    ]


def is_norm(module: nn.Module, d_model: int) -> bool:
    """Whether a module has vectors as wide as the stream and nothing else."""
    vectors = list(module.parameters(recurse=False))
    return not [*module.children()] and bool(vectors) and all(v.shape == (d_model,) for v in vectors)


def last_state(outputs: Any, stack: Stack, predicting: Stack) -> Tensor | None:
    """What a stack answered, [token, d_model], where transformers tells."""
    name = "last_hidden_state" if stack == predicting else "encoder_last_hidden_state"
    found = getattr(outputs, name, None)
    return found[0] if isinstance(found, Tensor) else None


def norm_to(answer: Tensor | None, last: Tensor, norms: Sequence[nn.Module]) -> nn.Module | None:
    """The norm that makes a stack's answer of its last state; None if that is the answer already, or nobody tells.

    Raises:
        Unreadable: if neither does.
    """
    if answer is None or close(last, answer):
        return None
    for norm in reversed(norms):
        if close(norm(last), answer):
            return norm
    raise Unreadable("expected the last state to give the stack's answer")
