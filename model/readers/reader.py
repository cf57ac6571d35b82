"""What every model of the zoo offers to the page: its name, its card, and `trace`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from headlight.model.interventions import Intervention
from headlight.model.options import Options
from headlight.model.positions import encodes_positions
from headlight.model.read_off import ReadOff
from headlight.model.tokenizer import Tokenizer
from headlight.model.tokens import Token
from headlight.model.trace import Trace

WEIGHTS = Path(__file__).parents[1] / "weights"


@dataclass(frozen=True)
class Reader:
    """A model ready to read: its network on a device, its tokenizer, its card.

    It holds nothing of what it reads, so any number of threads may share it. `weights` is the file its weights were
    read from; None if they come from none, or from several.
    """

    name: str
    architecture: str
    network: nn.Module
    tokenizer: Tokenizer
    device: torch.device
    weights: Path | None = None

    @property
    def config(self) -> Any:
        """The network's sizes."""
        return self.network.config

    @property
    def encodes_positions(self) -> bool:
        """Whether tokens stand somewhere, so that `model.token_positions` can have them stand elsewhere."""
        return encodes_positions(self.network)

    @property
    def card(self) -> Mapping[str, Any]:
        """The figures measured on the shipped weights; empty for a model that has none."""
        path = WEIGHTS / self.name / "card.json"
        return json.loads(path.read_text()) if path.exists() else {}

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        """Read a text and keep what attention was computed from.

        Text beyond the model's context is cut at a token border; `Trace.left_out` says how many tokens were.

        Args:
            text: anything a visitor may type.
            options: of this model's own kind, else it is as if none were given.
            interventions: changes to its attention.
        """
        raise NotImplementedError

    def read_off(self) -> ReadOff | None:
        """How the logits come off the residual stream; None for a model without one."""
        return None

    def ids(self, tokens: Sequence[Token]) -> Tensor:
        """Token ids as a batch of one, [1, token]."""
        return torch.tensor([[token.id for token in tokens]], device=self.device)
