"""How Hugging Face's decoders write on: token by token, with transformers' cache, or reading all again when changed.

Special tokens other than the end are never written. Under an intervention a cache would meet only the last row of each
map, so everything is read again at each step, as our own models do.
"""

import math
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from headlight.model.huggingface.key_value_cache import carried
from headlight.model.huggingface.reader import HubReader
from headlight.model.interventions import Intervention
from headlight.model.options import Continue
from headlight.model.recorder import recording
from headlight.model.sampling import filtered


@torch.inference_mode()
def continued(
    reader: HubReader,
    ids: Sequence[int],
    options: Continue,
    generator: torch.Generator,
    interventions: Sequence[Intervention],
) -> list[int]:
    """What a causal model goes on with, until it ends, or at its context, or at `options.length` tokens."""
    rows, written = Rows(reader, interventions), list[int]()
    unread = list(ids)
    for _ in range(min(options.length, reader.config.context - len(ids))):
        token = choose(allowed(reader, rows.after(unread)), options, generator)
        if token in ends(reader):
            break
        written.append(token)
        unread = [token]
    return written


class Rows:
    """A decoder's next-token logits, one row more at each call."""

    def __init__(self, reader: HubReader, interventions: Sequence[Intervention]) -> None:
        self.reader, self.interventions = reader, interventions
        self.read: list[int] = []
        self.cache: dict[str, Any] = {}

    def after(self, unread: Sequence[int]) -> Tensor:
        """Logits [vocab_size] of what follows these tokens behind all that were read before, on the CPU."""
        self.read.extend(unread)
        if self.interventions:
            with recording(self.interventions):
                outputs = self._pass(self.read, use_cache=False)
        else:
            outputs = self._pass(unread if self.cache else self.read, use_cache=True, **self.cache)
            self.cache = carried(outputs)
        logits: Tensor = outputs.logits[0, -1].float().cpu()
        return logits

    def _pass(self, ids: Sequence[int], **settings: Any) -> Any:
        given = torch.tensor([list(ids)], device=self.reader.device)
        return self.reader.network(input_ids=given, **settings)


def ends(reader: HubReader) -> frozenset[int]:
    """The tokens that end what this model writes."""
    config = reader.network.inner.generation_config
    found = getattr(config, "eos_token_id", None)
    found = reader.tokenizer.inner.eos_token_id if found is None else found
    return frozenset(found if isinstance(found, list) else [] if found is None else [found])


def unwritten(reader: HubReader, vocab_size: int) -> list[int]:
    """Of so many ids, those that are never written: special tokens that end nothing, ids without a token."""
    special = [id for id in sorted(reader.tokenizer.special_ids - ends(reader)) if id < vocab_size]
    return [*special, *range(len(reader.tokenizer.inner), vocab_size)]


def allowed(reader: HubReader, logits: Tensor) -> Tensor:
    """The logits [vocab_size] with −∞ for what is never written."""
    never = torch.tensor(unwritten(reader, len(logits)), dtype=torch.long)
    return logits.index_fill(0, never, -math.inf)


def choose(logits: Tensor, options: Continue, generator: torch.Generator) -> int:
    """The next token by logits [vocab_size]; of equally likely ones, greedy takes that of the lowest id."""
    if options.strategy == "greedy":
        return int(logits.argmax())
    probabilities = filtered(logits, options.temperature, options.top_k, options.top_p)
    return int(torch.multinomial(probabilities, 1, generator=generator))
