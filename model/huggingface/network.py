"""A Hugging Face network made ready for recording: surveyed once, then told at every pass where it is.

Most families ask our kernel. Those that compute attention by themselves (XLNet, DeBERTa, BLOOM, or any whose
scores are capped) run their own eager code: of them there are weights, and nothing to change.

The residual stream is watched in recorded passes, of models whose structure shows it. Where `model.token_positions` has
tokens stand elsewhere, they do in every pass, of models that show where they take places from.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor, nn

from headlight.model.huggingface.attention import Unrecordable, register, walking
from headlight.model.huggingface.library import transformers
from headlight.model.huggingface.positions import HubPositions, find_positions, find_tables, room
from headlight.model.huggingface.sites import Spots, Survey, Walk
from headlight.model.huggingface.stream_capture import Watch
from headlight.model.huggingface.structure import Structure, structure
from headlight.model.huggingface.weights_step import weights_alone
from headlight.model.recorder import record_residual, recording
from headlight.model.site import Kind, Site, Stack
from headlight.model.step import AttentionStep

USUAL = 512
"""Tokens of a text at most, where nobody says otherwise."""


@dataclass(frozen=True)
class HubConfig:
    """A model's sizes; `context` is the longest text in tokens, `kind` what transformers calls the architecture."""

    kind: str
    vocab_size: int
    context: int
    d_model: int
    n_layers: int
    n_heads: int


class HubNetwork(nn.Module):
    """A model of transformers in evaluation mode.

    Attributes:
        inner: the model.
        config: its sizes.
        spots: where its attentions are; empty for a model that has only weights to show.
        stack: what that model's one stack is.
        structure: its residual streams.
        positions: where it takes the places of its tokens from; None where that was not found.
    """

    positions: HubPositions | None = None

    def __init__(self, inner: Any, context: int = USUAL) -> None:
        super().__init__()
        self.inner = inner.eval()
        self.config = sizes(inner.config, context)
        self.inner.set_attn_implementation(register())
        self.spots = self._surveyed()
        self.stack: Stack = "encoder"
        if not self.spots:
            self.inner.set_attn_implementation("eager")
            self.stack = self._alone_in()
        self.structure = self._structured() if self.spots else Structure()
        tables = find_tables(self.config.d_model, self.config.context, self._repeat)
        self.config = replace(self.config, context=min(self.config.context, room(tables)))
        self.positions = find_positions(self.inner, tables, self._repeat)

    @property
    def recordable(self) -> bool:
        """Whether queries, keys and values can be had, and attention changed."""
        return bool(self.spots)

    @property
    def two_stacks(self) -> bool:
        """Whether there are an encoder and a decoder."""
        return bool(self.inner.config.is_encoder_decoder)

    def forward(self, **inputs: Any) -> Any:
        """What transformers gives for these inputs."""
        with walking(Walk(self.spots)), self._placed():
            return self.inner(**inputs, return_dict=True)

    def watched(self, **inputs: Any) -> Any:
        """As `forward`, with the residual stream for whoever is recording."""
        if not self.structure.norms:
            return self(**inputs)
        outputs, watch = self._watch(inputs)
        for state in self.structure.states(watch):
            record_residual(state.stack, state.layer, state.after, state.stream[None])
        return outputs

    def read_off(self, stream: Tensor) -> Tensor:
        """The residual stream of the stack that predicts [.., d_model] → [.., vocab_size].

        Raises:
            ValueError: for a model of which the way there was not found.
        """
        if self.structure.head is None:
            raise ValueError(f"expected a model with a known output head, got {self.config.kind}")
        return self.structure.head(stream)

    def encode(self, source: Tensor) -> Any:
        """The encoder's answer to source ids [1, token], to be given to `forward` as `encoder_outputs`."""
        with walking(Walk(self.spots)), self._placed():
            return self.inner.get_encoder()(input_ids=source, return_dict=True)

    def asking(self) -> dict[str, bool]:
        """What a pass has to be asked, beside its inputs, for the weights to be had."""
        return {} if self.recordable else {"output_attentions": True}

    def alone(self, outputs: Any) -> Iterator[AttentionStep]:
        """The weights that a pass with `output_attentions` gave, [1, head, n_query, n_key] a layer, as steps."""
        parts: tuple[tuple[str, Stack, Kind], ...] = (
            ("attentions", self.stack, "self"),
            ("encoder_attentions", "encoder", "self"),
            ("decoder_attentions", "decoder", "self"),
            ("cross_attentions", "decoder", "cross"),
        )
        for name, stack, kind in parts:
            for layer, weights in enumerate(getattr(outputs, name, None) or ()):
                yield weights_alone(Site(stack, kind, layer), weights[0].detach())

    def _surveyed(self) -> Spots:
        survey = Survey()
        try:
            with torch.no_grad(), walking(survey):
                self.inner(**self._three_tokens())
        except Unrecordable:
            return {}
        return survey.spots(self.inner, self.two_stacks)

    def _structured(self) -> Structure:
        memory = transformers().modeling_outputs.BaseModelOutput if self.two_stacks else None
        with torch.no_grad():
            outputs, watch = self._watch(self._three_tokens())
            return structure(self.inner, self.spots, watch, outputs, memory)

    def _watch(self, inputs: dict[str, Any]) -> tuple[Any, Watch]:
        watch = Watch(Walk(self.spots), self.config.d_model)
        with walking(watch.where), self._placed(), watch:
            return self.inner(**inputs, return_dict=True), watch

    def _placed(self) -> AbstractContextManager[Any]:
        return nullcontext() if self.positions is None else self.positions.in_force()

    def _alone_in(self) -> Stack:
        """The one stack of a model whose weights alone can be had: a decoder if nothing behind a query has any."""
        with torch.no_grad():
            outputs = self.inner(**self._three_tokens(), output_attentions=True, return_dict=True)
        found = getattr(outputs, "attentions", None) or ()
        return "decoder" if found and not any(bool(w[0].triu(1).any()) for w in found) else "encoder"

    def _three_tokens(self) -> dict[str, Tensor]:
        return self._given(torch.arange(3) % self.config.vocab_size)

    def _repeat(self, n: int) -> tuple[Any, Sequence[AttentionStep]]:
        """One token, n times."""
        padding = getattr(self.inner.config, "pad_token_id", None)  # which stands nowhere in some models
        ids = self._given(torch.full((n,), 1 if padding == 0 else 0))
        with torch.no_grad(), recording() as record:
            outputs = self(**ids, **self.asking())
        return outputs, (*record.steps, *self.alone(outputs))

    def _given(self, ids: Tensor) -> dict[str, Tensor]:
        ids = ids[None].to(next(self.inner.parameters()).device)
        return {"input_ids": ids} | ({"decoder_input_ids": ids} if self.two_stacks else {})


def sizes(config: Any, context: int) -> HubConfig:
    """The sizes that transformers' configurations have under one name or another."""
    places = getattr(config, "max_position_embeddings", None) or USUAL
    return HubConfig(
        kind=config.model_type,
        vocab_size=config.vocab_size,
        context=max(2, min(context, places)),
        d_model=config.hidden_size,
        n_layers=config.num_hidden_layers,
        n_heads=config.num_attention_heads,
    )
