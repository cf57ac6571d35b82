"""Encoders of Hugging Face's: with an output head they fill gaps, with BERT's second one they are asked whether a text
follows, and without any they only read.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch

from headlight.model.huggingface.reader import HubReader
from headlight.model.interventions import Intervention
from headlight.model.options import FillIn, Options
from headlight.model.outcomes import Filled
from headlight.model.readers.masked import MaskedReader
from headlight.model.tokenizer import well_formed
from headlight.model.tokens import Token
from headlight.model.trace import Trace


class HubEncoder(HubReader):
    """MiniLM and other models without an output head; XLNet, read with no order imposed."""

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        reading = self.tokenizer.encode(text, limit=self.config.context)
        segments = [0] * len(reading.tokens)
        return self.read_tokens(text, reading.tokens, segments, interventions, reading.left_out, None)

    def read_tokens(
        self,
        text: str,
        tokens: tuple[Token, ...],
        segments: Sequence[int],
        interventions: Sequence[Intervention],
        left_out: int,
        outcome: Filled | None,
    ) -> Trace:
        """The trace of these tokens; of two texts, with the probability that the second follows, if the model says."""
        more = {"token_type_ids": torch.tensor([segments], device=self.device)} if any(segments) else {}
        outputs, steps, residual = self.recorded(interventions, input_ids=self.ids(tokens), **more)
        stack = steps[0].site.stack if steps else "encoder"
        if outcome is not None and any(segments):
            outcome = replace(outcome, next_sentence=next_sentence(outputs))
        return Trace(
            model_name=self.name,
            text=well_formed(text),
            tokens={stack: tokens},
            steps=steps,
            residual=residual,
            prediction=self.prediction(outputs, ahead=0),
            left_out=left_out,
            outcome=outcome,
        )

    def read_pair(self, text: str, options: FillIn) -> tuple[tuple[Token, ...], list[int], int, str | None]:
        """Tokens of a text and of a second one, if there is one; their segments; how many did not fit; the second."""
        second = options.second if options.second and options.second.strip() else None
        if second is not None:
            return *self.tokenizer.pair(text, second, self.config.context), second
        reading = self.tokenizer.encode(text, limit=self.config.context)
        return reading.tokens, [0] * len(reading.tokens), reading.left_out, None


class HubMasked(HubEncoder, MaskedReader):
    """BERT, DistilBERT, RoBERTa, ELECTRA, ALBERT, ModernBERT, DeBERTa … with their output head."""

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        options = options if isinstance(options, FillIn) else FillIn()
        tokens, segments, left_out, second = self.read_pair(text, options)
        masked = tuple(
            i for i in sorted(set(options.masked)) if 0 <= i < len(tokens) and not tokens[i].special
        )
        gap = self.tokenizer.mask
        if gap is None:
            masked, shown = (), tokens
        else:
            shown = tuple(
                replace(t, id=gap.id, label=gap.label, word=-1) if i in masked else t
                for i, t in enumerate(tokens)
            )
        outcome = Filled(masked, tuple(tokens[i] for i in masked), second)
        return self.read_tokens(text, shown, segments, interventions, left_out, outcome)


class HubPair(HubEncoder):
    """BERT with the second head alone: does the second text follow the first?"""

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        options = options if isinstance(options, FillIn) else FillIn()
        tokens, segments, left_out, second = self.read_pair(text, options)
        outcome = None if second is None else Filled((), (), second)
        return self.read_tokens(text, tokens, segments, interventions, left_out, outcome)


def next_sentence(outputs: Any) -> float | None:
    """The probability that the second text follows the first; None from a model without that head.

    Its logits are [1, 2], as in Devlin et al. 2018: it follows, or it does not.
    """
    logits = getattr(outputs, "seq_relationship_logits", None)
    logits = getattr(outputs, "logits", None) if logits is None else logits
    if not isinstance(logits, torch.Tensor) or logits.shape != (1, 2):
        return None
    return float(logits[0].float().softmax(-1)[0])
