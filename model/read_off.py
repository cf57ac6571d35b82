"""The model's own way from its residual stream to logits, to be put to the stream of any layer.

Put to the last state it gives the model's prediction; put to an earlier one it gives the logit lens: what the model
would foretell if it ended there (nostalgebraist 2020, "interpreting GPT: the logit lens"). A pre-norm model's includes
its final norm; a post-norm model's stream is normed already.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class ReadOff:
    """How a model's logits come off its residual stream.

    Attributes:
        stack: the residual stream they are read off, as in `ResidualState`.
        read: [.., d_model] → [.., vocab_size]; a function of the network, whose weights it refers to and does not copy.
    """

    stack: str
    read: Callable[[Tensor], Tensor]

    def __call__(self, stream: Tensor) -> Tensor:
        """Logits [.., vocab_size] of a stream [.., d_model] on the model's device."""
        with torch.inference_mode():
            return self.read(stream)
