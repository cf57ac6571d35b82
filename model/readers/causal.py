"""Reading onwards: each token foretells the next, and the model may write on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from headlight.model.interventions import Intervention
from headlight.model.kv_cache import Cache
from headlight.model.options import Continue, Options
from headlight.model.outcomes import Continuation
from headlight.model.read_off import ReadOff
from headlight.model.readers.reader import Reader
from headlight.model.recorder import recording
from headlight.model.sampling import generate
from headlight.model.tokenizer import well_formed, word_numbers
from headlight.model.tokens import Token
from headlight.model.trace import Prediction, Trace


class CausalReader(Reader):
    """gpt and its siblings."""

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        """Read a text and, if that is asked, what the model writes on behind it, see `Reader.trace`."""
        reading = self.tokenizer.encode(text, limit=self.config.context)
        tokens, outcome = reading.tokens, None
        with torch.inference_mode():
            if isinstance(options, Continue) and options.length:
                written, said = self._write_on(tokens, options, interventions)
                outcome = Continuation(len(tokens), said)
                tokens = (*tokens, *behind(text, tokens, said, written))
            with recording(interventions) as record:
                logits = self.network(self.ids(tokens))
        return Trace(
            model_name=self.name,
            text=well_formed(text),
            tokens={"decoder": tokens},
            steps=tuple(record.steps),
            residual=tuple(record.residual),
            prediction=Prediction(logits[0], self.tokenizer.vocabulary, read_off=self.read_off()),
            left_out=reading.left_out,
            outcome=outcome,
        )

    def read_off(self) -> ReadOff | None:
        """The residual stream, through the final norm and the embedding."""
        network: Any = self.network
        return ReadOff("decoder", network.read_off)

    def _write_on(
        self, tokens: Sequence[Token], options: Continue, interventions: Sequence[Intervention]
    ) -> tuple[tuple[Token, ...], str]:
        """The tokens written behind these, and their text."""
        network: Any = Rereader(self.network, interventions) if interventions else self.network
        generator = torch.Generator().manual_seed(options.seed)
        return self.tokenizer.spell_on(generate(network, [t.id for t in tokens], options, generator))


def behind(text: str, typed: Sequence[Token], said: str, written: Sequence[Token]) -> tuple[Token, ...]:
    """Written tokens with their spans and words counted on from the typed ones."""
    end = typed[-1].end
    moved = [replace(token, start=token.start + end, end=token.end + end) for token in written]
    spans = [(token.start, token.end) for token in (*typed[1:], *moved)]
    words = word_numbers(well_formed(text)[:end] + said, spans)[len(typed) - 1 :]
    return tuple(replace(token, word=word) for token, word in zip(moved, words, strict=True))


class Rereader:
    """A causal network that reads all tokens again at every step, so that interventions meet whole maps."""

    def __init__(self, network: Any, interventions: Sequence[Intervention]) -> None:
        self.network, self.interventions = network, interventions
        self.embedding, self.config = network.embedding, network.config
        self.read: list[Tensor] = []

    def __call__(self, tokens: Tensor, cache: Cache) -> Tensor:
        """Logits [1, token, vocab_size] of all that was read so far; the cache stays empty."""
        self.read.append(tokens)
        with recording(self.interventions):
            logits: Tensor = self.network(torch.cat(self.read, -1))
        return logits
