"""Reading in any order: each token is foretold from those that come before it in the order, wherever they stand."""

from collections.abc import Sequence
from typing import Any

import torch

from headlight.model.interventions import Intervention
from headlight.model.options import Options, Permute
from headlight.model.outcomes import Permuted
from headlight.model.read_off import ReadOff
from headlight.model.readers.reader import Reader
from headlight.model.recorder import recording
from headlight.model.tokenizer import well_formed
from headlight.model.trace import Prediction, Trace


class PermutedReader(Reader):
    """xlnet."""

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        """As every reader's, and ValueError if the order does not name each position but 0 exactly once."""
        reading = self.tokenizer.encode(text, limit=self.config.context)
        order = full_order(options.order if isinstance(options, Permute) else None, len(reading.tokens))
        rank = torch.empty(len(order), dtype=torch.long)
        rank[list(order)] = torch.arange(len(order))
        with torch.inference_mode(), recording(interventions) as record:
            logits = self.network(self.ids(reading.tokens), rank[None].to(self.device))
        return Trace(
            model_name=self.name,
            text=well_formed(text),
            tokens={"decoder": reading.tokens},
            steps=tuple(record.steps),
            residual=tuple(record.residual),
            prediction=Prediction(logits[0], self.tokenizer.vocabulary, ahead=0, read_off=self.read_off()),
            left_out=reading.left_out,
            outcome=Permuted(order),
        )

    def read_off(self) -> ReadOff:
        """The query stream, which has not seen the token that it predicts."""
        network: Any = self.network
        return ReadOff("query_stream", network.logits)


def full_order(order: tuple[int, ...] | None, n: int) -> tuple[int, ...]:
    """The order of n tokens with `<bos>` before the others; left to right for None.

    Raises:
        ValueError: unless it names each of 1 … n − 1 once.
    """
    if order is None:
        return tuple(range(n))
    if sorted(order) != list(range(1, n)):
        raise ValueError(f"expected an order of the positions 1 to {n - 1}, got {order}")
    return (0, *order)
