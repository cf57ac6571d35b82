"""An encoder of Hugging Face's: it fills gaps if it has an output head, and only reads if it has none."""

from collections.abc import Sequence
from dataclasses import replace

import torch

from model.huggingface.reading import HubReader
from model.interventions import Intervention
from model.options import FillIn, Options
from model.outcomes import Filled, Outcome
from model.readers.masked import MaskedReader
from model.tokenizer import well_formed
from model.tokens import Token
from model.trace import Trace


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
        outcome: Outcome | None,
    ) -> Trace:
        """The trace of these tokens."""
        more = {"token_type_ids": torch.tensor([segments], device=self.device)} if any(segments) else {}
        outputs, steps = self.recorded(interventions, input_ids=self.ids(tokens), **more)
        stack = steps[0].site.stack if steps else "encoder"
        return Trace(
            model_name=self.name,
            text=well_formed(text),
            tokens={stack: tokens},
            steps=steps,
            prediction=self.prediction(outputs, ahead=0),
            left_out=left_out,
            outcome=outcome,
        )


class HubMasked(HubEncoder, MaskedReader):
    """BERT, DistilBERT, RoBERTa, ELECTRA, ALBERT, ModernBERT, DeBERTa … with their output head."""

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        options = options if isinstance(options, FillIn) else FillIn()
        second = options.second if options.second and options.second.strip() else None
        tokens, segments, left_out = self._read(text, second)
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

    def _read(self, text: str, second: str | None) -> tuple[tuple[Token, ...], list[int], int]:
        if second is not None:
            return self.tokenizer.pair(text, second, self.config.context)
        reading = self.tokenizer.encode(text, limit=self.config.context)
        return reading.tokens, [0] * len(reading.tokens), reading.left_out
