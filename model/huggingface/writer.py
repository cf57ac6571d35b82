"""An encoder–decoder of Hugging Face's as a `Writer`, so that our greedy writing and our beam search serve it too.

Both count tokens as our tokenizer does, special ones first. So do drafts: our special ids, of which `<eos>` stands for
whatever ends the model's texts and one other for all that is never written, and behind them the model's own ids.
Nothing is lost in this, and log-probabilities stay the network's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from headlight.model.decoding import EOS, NEVER_WRITTEN
from headlight.model.huggingface.generation import ends, unwritten
from headlight.model.huggingface.key_value_cache import carried
from headlight.model.huggingface.reader import HubReader
from headlight.model.huggingface.tokens import HubTokenizer
from headlight.model.interventions import Intervention
from headlight.model.recorder import recording
from headlight.model.tokenizer import SPECIAL
from headlight.model.tokens import Token

FIRST = len(SPECIAL)
"""What a draft calls the model's token 0."""


@dataclass(frozen=True, eq=False)
class Draft:
    """Where a decoder stands, for each text of a batch.

    Attributes:
        memory: the encoder's answer [batch, source token, d_model], as transformers hands it on.
        read: the model's ids that were read, [batch, token].
        cache: transformers' own, by its name; empty before the first token, and where everything is read again.
    """

    memory: Any
    read: Tensor
    cache: dict[str, Any] = field(default_factory=dict)

    def select(self, rows: Tensor) -> "Draft":
        """The states of these rows; the cache is reordered in place, so this one is not to be used any more."""
        for cache in self.cache.values():
            cache.reorder_cache(rows)
        return Draft(answer_for(self.memory, rows), self.read[rows], self.cache)


class Drafting:
    """A model as a `Writer`. Under interventions every row is read again whole, so that they meet whole maps."""

    def __init__(self, reader: HubReader, interventions: Sequence[Intervention]) -> None:
        self.reader, self.interventions = reader, tuple(interventions)
        self.embedding: nn.Embedding = reader.network.inner.get_input_embeddings()

    def begin(self, source: Tensor) -> Draft:
        """The state before the first token, over source ids [1, token]."""
        with recording(self.interventions):
            memory = self.reader.network.encode(source)
        return Draft(memory, source.new_zeros((1, 0)))

    def advance(self, state: Draft, tokens: Tensor) -> tuple[Tensor, Draft]:
        """Read one token a row [batch]: logits of the next one [batch, FIRST + vocab_size], and the new state."""
        read = torch.cat([state.read, tokens[:, None] - FIRST], -1)
        if self.interventions:
            rows = torch.arange(len(read), device=read.device)[:, None]
            logits = torch.cat([self._changed(answer_for(state.memory, row), read[row[0]]) for row in rows])
            return self._counted(logits), Draft(state.memory, read)
        unread = read[:, -1:] if state.cache else read
        outputs = self._pass(unread, state.memory, use_cache=True, **state.cache)
        return self._counted(outputs.logits[:, -1]), Draft(state.memory, read, carried(outputs))

    def _changed(self, memory: Any, row: Tensor) -> Tensor:
        with recording(self.interventions):
            logits: Tensor = self._pass(row[None], memory, use_cache=False).logits[:, -1]
        return logits

    def _pass(self, ids: Tensor, memory: Any, **settings: Any) -> Any:
        return self.reader.network(decoder_input_ids=ids, encoder_outputs=memory, **settings)

    def _counted(self, logits: Tensor) -> Tensor:
        """Logits [batch, vocab_size] in the order that drafts count in; both have the same sum of exponentials."""
        over, never = list(ends(self.reader)), unwritten(self.reader, logits.shape[-1])
        front = logits.new_full((len(logits), FIRST), -torch.inf)
        front[:, EOS] = logits[:, over].logsumexp(-1)
        front[:, NEVER_WRITTEN[0]] = logits[:, never].logsumexp(-1)
        passed_over = torch.tensor([*over, *never], dtype=torch.long, device=logits.device)
        return torch.cat([front, logits.index_fill(-1, passed_over, -torch.inf)], -1)


def answer_for(memory: Any, rows: Tensor) -> Any:
    """An encoder's answer for these rows of the batch."""
    return type(memory)(last_hidden_state=memory.last_hidden_state[rows])


def spelled(tokenizer: HubTokenizer, ids: Sequence[int]) -> tuple[tuple[Token, ...], str]:
    """The tokens and the text of a draft, in the model's own ids."""
    return tokenizer.spell([id - FIRST for id in ids])
