"""What a translator writes behind a beginning that somebody chose for it."""

from collections.abc import Sequence
from typing import Any

import torch

from model.decoding import greedy
from model.readers.translator import Rereader, Translator
from model.trace import Trace


@torch.inference_mode()
def completed(reader: Translator, trace: Trace, beginning: Sequence[int]) -> tuple[int, ...]:
    """The beginning and what follows it greedily, up to `<eos>` or the room a translation has; ids without `<eos>`.

    Args:
        reader: the model of the trace.
        trace: a reading of the source; its language and its interventions hold here too.
        beginning: ids, at least one.
    """
    source, tag = trace.tokens["encoder"], trace.tokens["decoder"][0]
    changes = tuple(dict.fromkeys(i for step in trace.steps for i in step.interventions))
    writer: Any = Rereader(reader.network, changes) if changes else reader.network
    state = writer.begin(reader.ids(source))
    row = torch.tensor([[tag.id, *beginning]], device=reader.device)
    for token in row[0, :-1]:
        _, state = writer.advance(state, token[None])
    limit = min(reader.config.context - 1, 2 * len(source) + 10) - len(beginning)
    return (*beginning, *greedy(writer, state, row[0, -1:], max(limit, 0))[0].ids)
