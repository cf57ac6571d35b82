"""Sequence to sequence with one fixed context vector: no attention at all.

A GRU reads the source; its last state c is all that the decoder, another GRU, ever learns of it, however long the
source is. As in Cho et al. 2014 (arXiv:1406.1078, section 2.2), c goes into every step of the decoder; Sutskever et al.
2014 (arXiv:1409.3215) give it to the first step only.
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from headlight.model.recorder import record_residual
from headlight.model.recurrent import (
    RecurrentConfig,
    RecurrentEncoder,
    RecurrentTranslator,
    check_length,
    initialise,
)


@dataclass(frozen=True, eq=False)
class Seq2SeqState:
    """Where the decoder stands: the context vector and its own state, each [batch, d_hidden]."""

    context: Tensor
    hidden: Tensor

    def select(self, rows: Tensor) -> "Seq2SeqState":
        """The states of these rows of the batch."""
        return Seq2SeqState(self.context[rows], self.hidden[rows])


class Seq2Seq(RecurrentTranslator[Seq2SeqState]):
    """Reads a source text into one vector and writes a target text from it."""

    def __init__(self, config: RecurrentConfig) -> None:
        super().__init__(config)
        c = config
        self.encoder = RecurrentEncoder(c, directions=1)
        self.start = nn.Linear(c.d_hidden, c.d_hidden)
        self.decoder = nn.GRU(c.d_model + c.d_hidden, c.d_hidden, batch_first=True)
        self.readout = nn.Linear(c.d_hidden + c.d_hidden + c.d_model, c.d_model)
        self.apply(initialise)

    def begin(self, source: Tensor, real: Tensor | None = None) -> Seq2SeqState:
        """The state before the first target token: c, and s₀ = tanh(W c)."""
        check_length(source, self.config.context)
        _, last = self.encoder(self.dropout(self.embedding(source)), real)
        context = last[0]  # [batch, d_hidden]
        return Seq2SeqState(context, torch.tanh(self.start(context)))

    def decode(self, target: Tensor, state: Seq2SeqState) -> tuple[Tensor, Seq2SeqState]:
        """Target ids [batch, m] → [batch, m, d_model] to read logits off, and the state after them."""
        check_length(target, self.config.context)
        embedded = self.dropout(self.embedding(target))
        context = state.context[:, None].expand(-1, target.shape[1], -1)
        states, last = self.decoder(torch.cat([embedded, context], -1), state.hidden[None])
        record_residual("decoder", 0, "state", states)
        read = torch.tanh(self.readout(torch.cat([states, context, embedded], -1)))
        return self.dropout(read), replace(state, hidden=last[0])
