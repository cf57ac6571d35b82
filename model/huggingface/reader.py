"""What every Hugging Face reader shares: its sizes, a recorded pass, tokens and prediction in our form."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch

from headlight.model.huggingface.network import HubConfig, HubNetwork
from headlight.model.huggingface.read_off import logits_of
from headlight.model.huggingface.tokens import HubTokenizer
from headlight.model.interventions import Intervention
from headlight.model.read_off import ReadOff
from headlight.model.readers.reader import Reader
from headlight.model.recorder import recording
from headlight.model.step import AttentionStep
from headlight.model.trace import Prediction, ResidualState


class Pass(NamedTuple):
    """What transformers gave for some inputs, every attention on the way, and the residual stream if it is read."""

    outputs: Any
    steps: tuple[AttentionStep, ...]
    residual: tuple[ResidualState, ...]


class HubReader(Reader):
    """A model of transformers, ready to read."""

    network: HubNetwork
    tokenizer: HubTokenizer  # type: ignore[assignment]  # offers what the page asks of ours

    @property
    def config(self) -> HubConfig:
        """The model's sizes."""
        return self.network.config

    @property
    def encodes_positions(self) -> bool:
        """Whether it was found how the model tells tokens apart by their places."""
        return self.network.positions is not None

    def recorded(self, interventions: Sequence[Intervention], **inputs: Any) -> Pass:
        """One pass over these inputs.

        Raises:
            ValueError: for interventions in a model whose attention cannot be changed.
        """
        self.check_changeable(interventions)
        network = self.network
        with torch.inference_mode(), recording(interventions) as record:
            outputs = network.watched(**inputs, **network.asking())
        return Pass(outputs, (*record.steps, *network.alone(outputs)), tuple(record.residual))

    def check_changeable(self, interventions: Sequence[Intervention]) -> None:
        """Raise ValueError for interventions in a model whose attention cannot be changed."""
        if interventions and not self.network.recordable:
            raise ValueError(f"expected no changes: {self.name} computes its attention by itself")

    def prediction(self, outputs: Any, ahead: int = 1) -> Prediction | None:
        """What the model expects at each position; None for one without an output head."""
        logits = logits_of(outputs)
        if logits is None:
            return None
        return Prediction(logits[0], self.tokenizer.vocabulary, ahead, self.read_off())

    def read_off(self) -> ReadOff | None:
        """How the logits come off the residual stream; None where no output head was found."""
        found = self.network.structure
        return None if found.head is None else ReadOff(found.predicting, self.network.read_off)
