"""A decoder of Hugging Face's: each token foretells the next, and the model may write on."""

from collections.abc import Sequence
from dataclasses import replace

import torch

from headlight.model.huggingface.generation import continued
from headlight.model.huggingface.reader import HubReader
from headlight.model.interventions import Intervention
from headlight.model.options import Continue, Options
from headlight.model.outcomes import Continuation
from headlight.model.readers.causal import CausalReader
from headlight.model.tokenizer import well_formed, word_numbers
from headlight.model.tokens import Token
from headlight.model.trace import Trace


class HubCausal(HubReader, CausalReader):
    """GPT-2, Llama, Qwen, Mistral, Gemma, Phi, GPT-NeoX, OPT, BLOOM …"""

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        """Read a text and, if that is asked, what the model writes on behind it, see `Reader.trace`.

        Raises:
            ValueError: for interventions in a model whose attention cannot be changed.
        """
        self.check_changeable(interventions)
        reading = self.tokenizer.encode(text, limit=self.config.context)
        tokens, outcome = reading.tokens, None
        if isinstance(options, Continue) and options.length:
            generator = torch.Generator().manual_seed(options.seed)
            ids = continued(self, [t.id for t in tokens], options, generator, interventions)
            written, said = self.tokenizer.spell_on(ids)
            outcome = Continuation(len(tokens), said)
            tokens = (*tokens, *behind(well_formed(text), tokens, said, written))
        outputs, steps, residual = self.recorded(interventions, input_ids=self.ids(tokens), use_cache=False)
        return Trace(
            model_name=self.name,
            text=well_formed(text),
            tokens={"decoder": tokens},
            steps=steps,
            residual=residual,
            prediction=self.prediction(outputs),
            left_out=reading.left_out,
            outcome=outcome,
        )


def behind(text: str, typed: Sequence[Token], said: str, written: Sequence[Token]) -> tuple[Token, ...]:
    """Written tokens with their spans and words counted on from the typed ones, special ones among them or not."""
    end = max((token.end for token in typed), default=0)
    moved = [replace(token, start=token.start + end, end=token.end + end) for token in written]
    real = [token for token in typed if not token.special]
    spans = [(token.start, token.end) for token in (*real, *moved)]
    words = word_numbers(text[:end] + said, spans)[len(real) :]
    return tuple(replace(token, word=word) for token, word in zip(moved, words, strict=True))
