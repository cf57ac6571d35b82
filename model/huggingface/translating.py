"""An encoder–decoder of Hugging Face's: it writes a text out of a text, which is then read again whole and recorded."""

from collections.abc import Sequence
from dataclasses import replace

from model.huggingface.reading import HubReader
from model.huggingface.writing import translated
from model.interventions import Intervention
from model.options import Options, Translate
from model.outcomes import Hypothesis, Translation
from model.readers.translator import TransformerTranslator
from model.tokenizer import well_formed
from model.tokens import Token
from model.trace import Trace


class HubTranslator(HubReader, TransformerTranslator):
    """Marian, T5, BART … They write greedily, into the language they were trained for or the text asks for."""

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        self.check_changeable(interventions)
        forced = options.forced if isinstance(options, Translate) else None
        source, left_out = self.read_source(text)
        if forced is not None and forced.strip():
            shown, given = self._given(forced), True
        else:
            shown, given = self._written(source, (), interventions), False
        inputs, written = self._placed_from(shown)
        outputs, steps = self.recorded(
            interventions, input_ids=self.ids(source), decoder_input_ids=self.ids(inputs), use_cache=False
        )
        chosen = outputs.logits[0].float().log_softmax(-1).gather(-1, self.ids(written)[0][:, None])
        total = float(chosen.sum())
        shown = replace(shown, log_probability=total, score=total)
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
            prediction=self.prediction(outputs),
            left_out=left_out,
            outcome=Translation("", (shown,), forced=given),
        )

    def read_source(self, text: str) -> tuple[tuple[Token, ...], int]:
        """The source's tokens, those that the model is used to around it, and how many did not fit."""
        reading = self.tokenizer.encode(text, limit=self.config.context)
        return reading.tokens, reading.left_out

    def completed(self, trace: Trace, beginning: Sequence[int]) -> tuple[int, ...]:
        """The beginning and what follows it greedily, under the trace's interventions; ids without the end."""
        changes = tuple(dict.fromkeys(i for step in trace.steps for i in step.interventions))
        shown = self._written(trace.tokens["encoder"], beginning, changes)
        return tuple(token.id for token in shown.tokens)

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

    def _written(
        self, source: Sequence[Token], beginning: Sequence[int], interventions: Sequence[Intervention]
    ) -> Hypothesis:
        limit = min(self.config.context - 1, 2 * len(source) + 10) - len(beginning)
        begun = [self.start, *beginning]
        written = translated(self, self.ids(source), begun, max(limit, 0), interventions)
        return Hypothesis.of(written, self.tokenizer.spell, written.log_probability)

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
