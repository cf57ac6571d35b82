"""Reading around gaps: what stood where a token is masked, and does the second text follow the first?"""

from collections.abc import Sequence
from dataclasses import replace
from sys import maxsize
from typing import Any

import torch

from headlight.model.interventions import Intervention
from headlight.model.options import FillIn, Options
from headlight.model.outcomes import Filled
from headlight.model.read_off import ReadOff
from headlight.model.readers.reader import Reader
from headlight.model.recorder import recording
from headlight.model.tokenizer import well_formed
from headlight.model.tokens import Token
from headlight.model.trace import Prediction, Trace


class MaskedReader(Reader):
    """bert."""

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        options = options if isinstance(options, FillIn) else FillIn()
        tokens, segments, left_out, second = self.read_pair(text, options)
        masked = tuple(
            i for i in sorted(set(options.masked)) if 0 <= i < len(tokens) and not tokens[i].special
        )
        mask = self.tokenizer.special("<mask>")
        shown = tuple(
            replace(t, id=mask.id, label=mask.label, word=-1) if i in masked else t
            for i, t in enumerate(tokens)
        )
        with torch.inference_mode(), recording(interventions) as record:
            logits, follows = self.network(self.ids(shown), torch.tensor([segments], device=self.device))
        outcome = Filled(
            masked,
            tuple(tokens[i] for i in masked),
            second,
            float(follows[0].softmax(-1)[0]) if second else None,
        )
        return Trace(
            model_name=self.name,
            text=well_formed(text),
            tokens={"encoder": shown},
            steps=tuple(record.steps),
            residual=tuple(record.residual),
            prediction=Prediction(logits[0], self.tokenizer.vocabulary, ahead=0, read_off=self.read_off()),
            left_out=left_out,
            outcome=outcome,
        )

    def whole(self, text: str, second: str | None = None) -> tuple[Token, ...]:
        """Both texts as they are read while nothing is masked."""
        return self.read_pair(text, FillIn(second=second))[0]

    def read_off(self) -> ReadOff | None:
        network: Any = self.network
        return ReadOff("encoder", network.read_off)

    def read_pair(self, text: str, options: FillIn) -> tuple[tuple[Token, ...], list[int], int, str | None]:
        """`<cls>` text `<sep>`, and second `<sep>` if there is one; each token's segment; how many did not fit;
        the second.

        Where both do not fit, each gets what the other leaves, at least half; as in training, the first text loses its
        beginning and the second its end, so that what remains still meets.
        """
        cls, sep = self.tokenizer.special("<cls>"), self.tokenizer.special("<sep>")
        context, second = self.config.context, options.second
        if second is None or not second.strip():
            reading = self.tokenizer.encode(text, limit=context - 1)
            tokens = (cls, *reading.tokens[1:], sep)
            return tokens, [0] * len(tokens), reading.left_out, None
        ours, theirs = (self.tokenizer.encode(t, limit=maxsize).tokens[1:] for t in (text, second))
        room = context - 3
        ours_kept = min(len(ours), max(room // 2, room - len(theirs)))
        theirs_kept = min(len(theirs), room - ours_kept)
        first, other = (cls, *ours[len(ours) - ours_kept :], sep), (*theirs[:theirs_kept], sep)
        segments = [0] * len(first) + [1] * len(other)
        left_out = len(ours) + len(theirs) - ours_kept - theirs_kept
        return (*first, *other), segments, left_out, second
