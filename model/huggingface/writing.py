"""How Hugging Face's models write: token by token, with transformers' cache, or reading all again under interventions.

Special tokens other than the end are never written. Under an intervention a cache would meet only the last row of each
map, so everything is read again at each step, as our own models do.
"""

import math
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from model.decoding import Written
from model.huggingface.reading import HubReader
from model.interventions import Intervention
from model.options import Continue
from model.recorder import recording
from model.sampling import filtered


@torch.inference_mode()
def continued(
    reader: HubReader,
    ids: Sequence[int],
    options: Continue,
    generator: torch.Generator,
    interventions: Sequence[Intervention],
) -> list[int]:
    """What a causal model goes on with, until it ends, or at its context, or at `options.length` tokens."""
    rows, written = Rows(reader, "input_ids", interventions), list[int]()
    unread = list(ids)
    for _ in range(min(options.length, reader.config.context - len(ids))):
        token = choose(allowed(reader, rows.after(unread)), options, generator)
        if token in ends(reader):
            break
        written.append(token)
        unread = [token]
    return written


@torch.inference_mode()
def translated(
    reader: HubReader, source: Tensor, begun: Sequence[int], limit: int, interventions: Sequence[Intervention]
) -> Written:
    """What an encoder–decoder writes greedily behind what is begun, its start token first.

    `Written.ids` is all that is written behind the start token; its log-probability is that of what was added here.
    """
    with recording(interventions):
        memory = reader.network.encode(source)
    rows = Rows(reader, "decoder_input_ids", interventions, encoder_outputs=memory)
    written, unread, total = list(begun[1:]), list(begun), 0.0
    for _ in range(limit):
        logits = rows.after(unread)
        token = int(allowed(reader, logits).argmax())
        total += float(logits.log_softmax(-1)[token])
        if token in ends(reader):
            return Written(tuple(written), total, finished=True)
        written.append(token)
        unread = [token]
    return Written(tuple(written), total)


class Rows:
    """A decoder's next-token logits, one row more at each call."""

    def __init__(
        self, reader: HubReader, name: str, interventions: Sequence[Intervention], **inputs: Any
    ) -> None:
        self.reader, self.name, self.interventions, self.inputs = reader, name, interventions, inputs
        self.read: list[int] = []
        self.cache: Any = None

    def after(self, unread: Sequence[int]) -> Tensor:
        """Logits [vocab_size] of what follows these tokens behind all that were read before, on the CPU."""
        self.read.extend(unread)
        if self.interventions:
            with recording(self.interventions):
                outputs = self._pass(self.read, use_cache=False)
        else:
            outputs = self._pass(unread, use_cache=True, past_key_values=self.cache)
            self.cache = getattr(outputs, "past_key_values", None)
        logits: Tensor = outputs.logits[0, -1].float().cpu()
        return logits

    def _pass(self, ids: Sequence[int], **settings: Any) -> Any:
        given = {self.name: torch.tensor([list(ids)], device=self.reader.device)}
        return self.reader.network(**given, **self.inputs, **settings)


def ends(reader: HubReader) -> frozenset[int]:
    """The tokens that end what this model writes."""
    config = reader.network.inner.generation_config
    found = getattr(config, "eos_token_id", None)
    found = reader.tokenizer.inner.eos_token_id if found is None else found
    return frozenset(found if isinstance(found, list) else [] if found is None else [found])


def allowed(reader: HubReader, logits: Tensor) -> Tensor:
    """The logits with −∞ for what is never written: special tokens that end nothing, ids without a token."""
    never = [id for id in reader.tokenizer.special_ids if id not in ends(reader) and id < len(logits)]
    kept = logits.index_fill(0, torch.tensor(never, dtype=torch.long), -math.inf)
    kept[len(reader.tokenizer.inner) :] = -math.inf
    return kept


def choose(logits: Tensor, options: Continue, generator: torch.Generator) -> int:
    """The next token by logits [vocab_size]; of equally likely ones, greedy takes that of the lowest id."""
    if options.strategy == "greedy":
        return int(logits.argmax())
    probabilities = filtered(logits, options.temperature, options.top_k, options.top_p)
    return int(torch.multinomial(probabilities, 1, generator=generator))
