"""Luong et al. 2015, arXiv:1508.04025: multiplicative attention, asked after the decoder's step.

The decoder first takes its step, h_t; then h_t asks the encoder's states, score(h_t, h̄_s) = h_t·h̄_s ("dot") or
h_tᵀ W h̄_s ("general"); what it finds makes the attentional vector h̃_t = tanh(W_c [c_t; h_t]), from which the word is
read and which goes into the next step (input feeding, section 3.3).
"""

from dataclasses import dataclass, replace
from typing import Literal

import torch
from torch import Tensor, nn

from headlight.model.attention import DotProduct, Multiplicative, Score
from headlight.model.masks import padding
from headlight.model.recorder import attention, record_residual
from headlight.model.recurrent import (
    RecurrentConfig,
    RecurrentEncoder,
    RecurrentTranslator,
    check_length,
    initialise,
)
from headlight.model.site import Site

SITE = Site("decoder", "cross", 0)


@dataclass(frozen=True)
class LuongConfig(RecurrentConfig):
    """Sizes, and which of the paper's scores is used."""

    score: Literal["dot", "general"] = "general"


@dataclass(frozen=True, eq=False)
class LuongState:
    """Where the decoder stands.

    Attributes:
        memory: h̄_s, [batch, n, d_hidden]
        real: bool [batch, n], or None without padding
        hidden: h_t, [batch, d_hidden]
        fed: h̃_t, which goes into the next step, [batch, d_model]
        written: how many target tokens have been read.
    """

    memory: Tensor
    real: Tensor | None
    hidden: Tensor
    fed: Tensor
    written: int = 0

    def select(self, rows: Tensor) -> "LuongState":
        """The states of these rows of the batch."""
        real = None if self.real is None else self.real[rows]
        return LuongState(self.memory[rows], real, self.hidden[rows], self.fed[rows], self.written)


class Luong(RecurrentTranslator[LuongState]):
    """Reads a source text with a GRU, writes a target text with one that attends after each step."""

    def __init__(self, config: LuongConfig) -> None:
        super().__init__(config)
        c = config
        self.encoder = RecurrentEncoder(c, directions=1)
        self.cell = nn.GRUCell(c.d_model + c.d_model, c.d_hidden)
        self.weight = nn.Linear(c.d_hidden, c.d_hidden, bias=False) if c.score == "general" else None
        self.combine = nn.Linear(c.d_hidden + c.d_hidden, c.d_model)
        self.apply(initialise)

    @property
    def score(self) -> Score:
        """h·h̄ or hᵀ W h̄."""
        return DotProduct() if self.weight is None else Multiplicative(self.weight.weight)

    def begin(self, source: Tensor, real: Tensor | None = None) -> LuongState:
        """The state before the first target token: the encoder's last state, and nothing fed yet."""
        check_length(source, self.config.context)
        memory, last = self.encoder(self.dropout(self.embedding(source)), real)
        return LuongState(memory, real, last[0], memory.new_zeros(len(source), self.config.d_model))

    def decode(self, target: Tensor, state: LuongState) -> tuple[Tensor, LuongState]:
        """Target ids [batch, m] → h̃ [batch, m, d_model] to read logits off, and the state after them."""
        check_length(target, self.config.context)
        embedded = self.dropout(self.embedding(target))
        states, attentional = [], []
        for place in range(target.shape[1]):
            hidden = self.cell(torch.cat([embedded[:, place], state.fed], -1), state.hidden)
            state = replace(state, hidden=hidden)
            fed = self.dropout(torch.tanh(self.combine(torch.cat([self._ask(state), hidden], -1))))
            state = replace(state, fed=fed, written=state.written + 1)
            states.append(hidden)
            attentional.append(fed)
        record_residual("decoder", 0, "state", torch.stack(states, 1))
        return torch.stack(attentional, 1), state

    def _ask(self, state: LuongState) -> Tensor:
        """c_t, [batch, d_hidden]: what the new state finds in the source."""
        context = attention(
            SITE,
            state.hidden[:, None, None],
            state.memory[:, None],
            state.memory[:, None],
            score=self.score,
            mask=padding(state.real),
            earlier=state.written,
        )
        return context[:, 0, 0]
