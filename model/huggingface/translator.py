"""An encoder–decoder of Hugging Face's: it writes a text out of a text, which is then read again whole and recorded."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import torch

from headlight.model.beam_search import beam
from headlight.model.decoding import greedy
from headlight.model.huggingface.reader import HubReader
from headlight.model.huggingface.writer import FIRST, Draft, Drafting, spelled
from headlight.model.interventions import Intervention
from headlight.model.options import Options, Translate
from headlight.model.outcomes import BeamSteps, Hypothesis, Translation
from headlight.model.readers.translator import TransformerTranslator
from headlight.model.tokenizer import well_formed
from headlight.model.tokens import Token
from headlight.model.trace import Trace


class HubTranslator(HubReader, TransformerTranslator):
    """Marian, T5, BART … They write into the language they were trained for or the text asks for."""

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        """Read a text and its translation, written by the model or forced, see `Reader.trace`.

        Raises:
            ValueError: for interventions in a model whose attention cannot be changed.
        """
        self.check_changeable(interventions)
        options = options if isinstance(options, Translate) else Translate()
        source, left_out = self.read_source(text)
        outcome = self._outcome(source, options, interventions)
        inputs, written = self._placed_from(outcome.hypotheses[0])
        outputs, steps, residual = self.recorded(
            interventions, input_ids=self.ids(source), decoder_input_ids=self.ids(inputs), use_cache=False
        )
        if outcome.forced:
            chosen = outputs.logits[0].float().log_softmax(-1).gather(-1, self.ids(written)[0][:, None])
            total = float(chosen.sum())
            given = replace(outcome.hypotheses[0], log_probability=total, score=total)
            outcome = replace(outcome, hypotheses=(given,))
        return Trace(
            model_name=self.name,
            text=well_formed(text),
            tokens={
                "encoder": source,
                "decoder": inputs,
                "written": written,
                "steps": self.steps(inputs, written),
            },
            steps=steps,
            residual=residual,
            prediction=self.prediction(outputs),
            left_out=left_out,
            outcome=outcome,
        )

    def read_source(self, text: str) -> tuple[tuple[Token, ...], int]:
        """The source's tokens, those that the model is used to around it, and how many did not fit."""
        reading = self.tokenizer.encode(text, limit=self.config.context)
        return reading.tokens, reading.left_out

    @torch.inference_mode()
    def completed(self, trace: Trace, beginning: Sequence[int]) -> tuple[int, ...]:
        """The beginning and what follows it greedily, under the trace's interventions; ids without the end."""
        changes = tuple(dict.fromkeys(i for step in trace.steps for i in step.interventions))
        source = trace.tokens["encoder"]
        writer, state = self._begun(source, changes)
        *before, last = (torch.tensor([id + FIRST], device=self.device) for id in (self.start, *beginning))
        for token in before:
            _, state = writer.advance(state, token)
        room = max(self._limit(source) - len(beginning), 0)
        return (*beginning, *(id - FIRST for id in greedy(writer, state, last, room)[0].ids))

    @property
    def start(self) -> int:
        """The token that a translation begins with."""
        config = self.network.inner.config
        found = getattr(config, "decoder_start_token_id", None)
        return int(self.tokenizer.start if found is None else found)

    @property
    def end(self) -> int:
        """The token that ends a translation."""
        return int(self.tokenizer.inner.eos_token_id)

    @torch.inference_mode()
    def _outcome(
        self, source: Sequence[Token], options: Translate, interventions: Sequence[Intervention]
    ) -> Translation:
        """Write, or take what the visitor wrote."""
        if options.forced is not None and options.forced.strip():
            return Translation("", (self._given(options.forced),), forced=True)
        writer, state = self._begun(source, interventions)
        spell = partial(spelled, self.tokenizer)
        start, limit, penalty = self.start + FIRST, self._limit(source), options.length_penalty
        if options.beam <= 1:
            written = greedy(writer, state, torch.tensor([start], device=self.device), limit)[0]
            return Translation("", (Hypothesis.of(written, spell, written.log_probability),))
        beams = beam(writer, state, start, limit, options.beam, penalty)
        ranked = tuple(Hypothesis.of(text, spell, text.score(penalty)) for text in beams.hypotheses)
        return Translation("", ranked, BeamSteps(beams.steps, spell))

    def _begun(
        self, source: Sequence[Token], interventions: Sequence[Intervention]
    ) -> tuple[Drafting, Draft]:
        """The model ready to write, and where it stands."""
        writer = Drafting(self, interventions)
        return writer, writer.begin(self.ids(source))

    def _limit(self, source: Sequence[Token]) -> int:
        """The most tokens that are written to a source."""
        return min(self.config.context - 1, 2 * len(source) + 10)

    def _given(self, text: str) -> Hypothesis:
        """The visitor's translation."""
        reading = self.tokenizer.encode_target(text, limit=self.config.context - 1)
        tokens = tuple(token for token in reading.tokens if not token.special)
        end = max((token.end for token in tokens), default=0)
        return Hypothesis(well_formed(text)[:end], tokens, 0.0, 0.0, finished=reading.left_out == 0)

    def _placed_from(self, shown: Hypothesis) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        """What the decoder reads, and what it writes, at each of its places."""
        first, last = self.tokenizer.added(self.start), self.tokenizer.added(self.end)
        if shown.finished or not shown.tokens:
            return (first, *shown.tokens), (*shown.tokens, last)
        return (first, *shown.tokens[:-1]), shown.tokens
