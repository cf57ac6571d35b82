"""A network that has learned, as a file that anybody may send back: tensors and JSON, nothing that could be run.

A `.safetensors` file, whose metadata have one entry, `headlight`: a JSON object with `format` (1), `choices`,
`symbols`, `context` and `moments`. The text that was learned is not in it; its characters are.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from headlight.learning.choices import Choices
from headlight.learning.network import Learner, new_network
from headlight.learning.snapshot import Moment, moment_of
from headlight.learning.tasks.text import MOST_SYMBOLS
from headlight.learning.vocabulary import Vocabulary

LARGEST = 4 * 2**20  # bytes of a file
LONGEST_CONTEXT, LONGEST_SYMBOL, MOST_MOMENTS = 64, 16, 200
ENTRY, FORMAT = "headlight", 1


@dataclass(frozen=True, eq=False)
class Learned:
    """A network and what is known of it.

    Attributes:
        choices: all but the text.
        symbols: its vocabulary, without the special tokens.
        context: the longest text in tokens.
        moments: what was measured while it learned.
        state: its weights by their names, float32 on the CPU.
    """

    choices: Choices
    symbols: tuple[str, ...]
    context: int
    moments: tuple[Moment, ...]
    state: Mapping[str, Tensor]

    def network(self) -> Learner:
        """The network, with these weights in it; ValueError if they are not its own."""
        network = new_network(self.choices, Vocabulary(self.symbols), self.context)
        shapes = {name: weights.shape for name, weights in network.state_dict().items()}
        if {name: weights.shape for name, weights in self.state.items()} != shapes:
            raise ValueError("expected the weights of the network that the file describes")
        network.load_state_dict(dict(self.state))
        return network.eval().requires_grad_(False)


def to_bytes(learned: Learned) -> bytes:
    """The file; equal networks give equal bytes."""
    described = {
        "format": FORMAT,
        "choices": learned.choices.described(),
        "symbols": learned.symbols,
        "context": learned.context,
        "moments": [moment.described() for moment in learned.moments],
    }
    file: bytes = save(dict(learned.state), {ENTRY: json.dumps(described, ensure_ascii=False)})
    return file


def from_bytes(file: bytes) -> Learned:
    """What a file holds, once all of it is known to make sense.

    Raises:
        ValueError: for anything else than a file of `to_bytes`; it says what is wrong.
    """
    if len(file) > LARGEST:
        raise ValueError(f"expected at most {LARGEST} bytes, got {len(file)}")
    try:
        state = load(file)
        described = json.loads(header(file)[ENTRY])
        choices = Choices(**described["choices"])
        learned = Learned(
            choices,
            symbols_of(described["symbols"]),
            within(described["context"], LONGEST_CONTEXT),
            tuple(moment_of(moment, choices.n_layers) for moment in described["moments"][:MOST_MOMENTS]),
            state,
        )
    except (
        SafetensorError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        json.JSONDecodeError,
    ) as error:
        raise ValueError(f"expected a network saved by this page: {error}") from None
    if described["format"] != FORMAT or learned.choices.text or not learned.moments:
        raise ValueError(f"expected format {FORMAT}, with moments and without a text")
    if not all(t.dtype == torch.float32 and bool(t.isfinite().all()) for t in state.values()):
        raise ValueError("expected weights that are finite numbers of 32 bits")
    learned.network()
    return learned


def header(file: bytes) -> dict[str, str]:
    """The metadata of a safetensors file that has just been read: 8 bytes that say how long the header is, and JSON."""
    length = int.from_bytes(file[:8], "little")
    found: dict[str, str] = json.loads(file[8 : 8 + length])["__metadata__"]
    return found


def symbols_of(found: Any) -> tuple[str, ...]:
    """A vocabulary; ValueError for what is none."""
    fits = isinstance(found, list) and len(found) <= MOST_SYMBOLS
    if not fits or not all(isinstance(s, str) and len(s) <= LONGEST_SYMBOL for s in found):
        raise ValueError(f"expected at most {MOST_SYMBOLS} symbols of at most {LONGEST_SYMBOL} characters")
    return Vocabulary(found).symbols


def within(number: Any, most: int) -> int:
    """A whole number from 1; ValueError for another."""
    if type(number) is not int or not 1 <= number <= most:
        raise ValueError(f"expected a whole number from 1 to {most}, got {number!r}")
    return number
