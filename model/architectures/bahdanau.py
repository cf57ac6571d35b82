"""The first attention: Bahdanau et al. 2014, arXiv:1409.0473, "jointly learning to align and translate".

A bidirectional GRU leaves an annotation h_j at every source token. Before each target token the decoder's last state
s_{i−1} asks all of them, e_ij = v·tanh(W s_{i−1} + U h_j), and their weighted sum c_i goes into the step (appendix A).

Different from the paper: the word is read off the new state s_i (section 3.1), where appendix A.2.2 takes s_{i−1}; and
the embedding of the target words is also what logits are read off with.
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from headlight.model.attention import Additive
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


@dataclass(frozen=True, eq=False)
class BahdanauState:
    """Where the decoder stands.

    Attributes:
        annotations: h_j, [batch, n, d_hidden]
        keys: U h_j, which does not change while writing, [batch, n, d_hidden]
        real: bool [batch, n], or None without padding
        hidden: s_{i−1}, [batch, d_hidden]
        written: how many target tokens have been read.
    """

    annotations: Tensor
    keys: Tensor
    real: Tensor | None
    hidden: Tensor
    written: int = 0

    def select(self, rows: Tensor) -> "BahdanauState":
        """The states of these rows of the batch."""
        real = None if self.real is None else self.real[rows]
        return BahdanauState(self.annotations[rows], self.keys[rows], real, self.hidden[rows], self.written)


class Bahdanau(RecurrentTranslator[BahdanauState]):
    """Reads a source text with a bidirectional GRU, writes a target text with one that attends."""

    def __init__(self, config: RecurrentConfig) -> None:
        super().__init__(config)
        c = config
        self.encoder = RecurrentEncoder(c, directions=2)
        self.start = nn.Linear(c.d_hidden // 2, c.d_hidden)
        self.query = nn.Linear(c.d_hidden, c.d_hidden, bias=False)  # W
        self.key = nn.Linear(c.d_hidden, c.d_hidden, bias=False)  # U
        self.combine = nn.Parameter(torch.randn(c.d_hidden) * c.d_hidden**-0.5)  # v
        self.cell = nn.GRUCell(c.d_model + c.d_hidden, c.d_hidden)
        self.readout = nn.Linear(c.d_hidden + c.d_model + c.d_hidden, 2 * c.d_model)
        self.apply(initialise)

    def begin(self, source: Tensor, real: Tensor | None = None) -> BahdanauState:
        """The state before the first target token: s₀ = tanh(W_s ←h₁), from the encoder's backward direction."""
        check_length(source, self.config.context)
        annotations, last = self.encoder(self.dropout(self.embedding(source)), real)
        start = torch.tanh(self.start(last[1]))
        return BahdanauState(annotations, self.key(annotations), real, start)

    def decode(self, target: Tensor, state: BahdanauState) -> tuple[Tensor, BahdanauState]:
        """Target ids [batch, m] → [batch, m, d_model] to read logits off, and the state after them."""
        check_length(target, self.config.context)
        embedded = self.dropout(self.embedding(target))
        states, contexts = [], []
        for place in range(target.shape[1]):
            context = self._ask(state)
            hidden = self.cell(torch.cat([embedded[:, place], context], -1), state.hidden)
            state = replace(state, hidden=hidden, written=state.written + 1)
            states.append(hidden)
            contexts.append(context)
        written = torch.stack(states, 1)  # [batch, m, d_hidden]
        record_residual("decoder", 0, "state", written)
        read = self.readout(torch.cat([written, embedded, torch.stack(contexts, 1)], -1))
        largest: Tensor = read.unflatten(-1, (-1, 2)).amax(-1)  # maxout, appendix A.2.2
        return self.dropout(largest), state

    def _ask(self, state: BahdanauState) -> Tensor:
        """c_i, [batch, d_hidden]: what the last state finds in the annotations."""
        context = attention(
            SITE,
            state.hidden[:, None, None],
            state.keys[:, None],
            state.annotations[:, None],
            score=Additive(self.query.weight, None, self.combine),
            mask=padding(state.real),
            earlier=state.written,
        )
        return context[:, 0, 0]
