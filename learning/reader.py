"""A network that has learned, as a model that Explore can read with."""

from collections.abc import Sequence
from typing import Any

import torch

from headlight.learning.file import Learned
from headlight.learning.vocabulary import Vocabulary
from headlight.model.interventions import Intervention
from headlight.model.options import Continue
from headlight.model.read_off import ReadOff
from headlight.model.readers.causal import CausalReader, Rereader
from headlight.model.sampling import generate
from headlight.model.tokens import Token


class LearnedReader(CausalReader):
    """Reads as gpt does. To write on, it reads everything again at each step: its network caches nothing."""

    def read_off(self) -> ReadOff | None:
        """None for a network without a residual stream."""
        network: Any = self.network
        return super().read_off() if network.choices.residual else None

    def _write_on(
        self, tokens: Sequence[Token], options: Continue, interventions: Sequence[Intervention]
    ) -> tuple[tuple[Token, ...], str]:
        network: Any = Rereader(self.network, interventions)
        generator = torch.Generator().manual_seed(options.seed)
        return self.tokenizer.spell_on(generate(network, [t.id for t in tokens], options, generator))


def reader_of(name: str, learned: Learned, device: torch.device) -> LearnedReader:
    """A reader of this name on a device."""
    network = learned.network().to(device)
    return LearnedReader(name, "learned", network, Vocabulary(learned.symbols), device)
