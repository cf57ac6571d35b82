"""Reading into another language: a target is written token by token, then read again as a whole and recorded."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from headlight.model.architectures.seq2seq import Seq2Seq
from headlight.model.beam_search import beam
from headlight.model.decoding import EOS, greedy
from headlight.model.interventions import Intervention
from headlight.model.options import Language, Options, Translate
from headlight.model.outcomes import BeamSteps, ContextVector, Hypothesis, Translation
from headlight.model.read_off import ReadOff
from headlight.model.readers.reader import Reader
from headlight.model.recorder import recording
from headlight.model.tokenizer import well_formed
from headlight.model.tokens import Token
from headlight.model.trace import Prediction, Trace


class Translator(Reader):
    """The recurrent translators and the Transformer."""

    @property
    def end(self) -> int:
        """The token that ends a translation."""
        return EOS

    def trace(
        self, text: str, options: Options | None = None, interventions: Sequence[Intervention] = ()
    ) -> Trace:
        """Read a text and its translation, written by the model or forced, see `Reader.trace`."""
        options = options if isinstance(options, Translate) else Translate()
        target = options.target or other_language(text)
        source, left_out = self.read_source(text)
        tag = self.tokenizer.special("<2zh>" if target == "zh" else "<2en>")
        with torch.inference_mode():
            outcome = self._translate(source, tag, replace(options, target=target), interventions)
            inputs, written = self._placed(tag, outcome.hypotheses[0])
            with recording(interventions) as record:
                logits = self.network(self.ids(source), self.ids(inputs))
            outcome = replace(outcome, context_vector=self._context_vector(source))
        return Trace(
            model_name=self.name,
            text=well_formed(text),
            tokens={
                "encoder": source,
                "decoder": inputs,
                "written": written,
                "steps": self.steps(inputs, written),
            },
            steps=tuple(record.steps),
            residual=tuple(record.residual),
            prediction=Prediction(logits[0], self.tokenizer.vocabulary, read_off=self.read_off()),
            left_out=left_out,
            outcome=outcome,
        )

    @torch.inference_mode()
    def completed(self, trace: Trace, beginning: Sequence[int]) -> tuple[int, ...]:
        """The beginning of a translation and what follows it greedily, up to the end or the room there is; ids.

        Args:
            trace: a reading of the source by this model; its language and its interventions hold here too.
            beginning: ids, at least one.
        """
        source, tag = trace.tokens["encoder"], trace.tokens["decoder"][0]
        changes = tuple(dict.fromkeys(i for step in trace.steps for i in step.interventions))
        writer: Any = Rereader(self.network, changes) if changes else self.network
        state = writer.begin(self.ids(source))
        row = torch.tensor([[tag.id, *beginning]], device=self.device)
        for token in row[0, :-1]:
            _, state = writer.advance(state, token[None])
        limit = min(self.config.context - 1, 2 * len(source) + 10) - len(beginning)
        return (*beginning, *greedy(writer, state, row[0, -1:], max(limit, 0))[0].ids)

    def steps(self, inputs: Sequence[Token], written: Sequence[Token]) -> tuple[Token, ...]:
        """What each step of the decoder is called: the token it writes."""
        return tuple(written)

    def _placed(self, tag: Token, shown: Hypothesis) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        """What the decoder reads, and what it writes, at each of its places."""
        if shown.finished:
            return (tag, *shown.tokens), (*shown.tokens, self.tokenizer.special("<eos>"))
        return (tag, *shown.tokens[:-1]), shown.tokens

    def read_source(self, text: str) -> tuple[tuple[Token, ...], int]:
        """The source's tokens, `<eos>` last, and how many did not fit."""
        reading = self.tokenizer.encode(text, limit=self.config.context)
        return (*reading.tokens[1:], self.tokenizer.special("<eos>")), reading.left_out

    def _translate(
        self,
        source: Sequence[Token],
        tag: Token,
        options: Translate,
        interventions: Sequence[Intervention],
    ) -> Translation:
        """Write, or take what the visitor wrote."""
        target = options.target or "en"
        if options.forced is not None and options.forced.strip():
            forced = self._forced(source, tag, options.forced, interventions)
            return Translation(target, (forced,), forced=True)
        spell = self.tokenizer.spell
        writer: Any = Rereader(self.network, tuple(interventions)) if interventions else self.network
        state = writer.begin(self.ids(source))
        limit = min(self.config.context - 1, 2 * len(source) + 10)
        if options.beam <= 1:
            written = greedy(writer, state, torch.tensor([tag.id], device=self.device), limit)[0]
            return Translation(target, (Hypothesis.of(written, spell, written.log_probability),))
        beams = beam(writer, state, tag.id, limit, options.beam, options.length_penalty)
        ranked = tuple(Hypothesis.of(w, spell, w.score(options.length_penalty)) for w in beams.hypotheses)
        return Translation(target, ranked, BeamSteps(beams.steps, spell))

    def _forced(
        self, source: Sequence[Token], tag: Token, text: str, interventions: Sequence[Intervention]
    ) -> Hypothesis:
        """The visitor's translation, with the probability this model gives it."""
        reading = self.tokenizer.encode(text, limit=self.config.context)
        tokens, whole = reading.tokens[1:], reading.left_out == 0
        given = Hypothesis(well_formed(text)[: tokens[-1].end], tokens, 0.0, 0.0, finished=whole)
        inputs, written = self._placed(tag, given)
        with recording(interventions):
            logits = self.network(self.ids(source), self.ids(inputs))[0]
        chosen = torch.log_softmax(logits.float(), -1).gather(-1, self.ids(written)[0][:, None])
        total = float(chosen.sum())
        return replace(given, log_probability=total, score=total)

    def _context_vector(self, source: Sequence[Token]) -> ContextVector | None:
        """What a model without attention keeps: each token is left out once, and the context vectors compared."""
        if not isinstance(self.network, Seq2Seq):
            return None
        ids = self.ids(source)[0]
        with recording() as record:
            whole = self.network.begin(ids[None]).context[0]  # [d_hidden]
        states = next(r.stream for r in record.residual if (r.stack, r.after) == ("encoder", "state"))
        if len(ids) == 1:
            return ContextVector(states, ids.new_zeros(1, dtype=torch.float32))
        without = torch.stack([torch.cat([ids[:i], ids[i + 1 :]]) for i in range(len(ids))])
        contexts = self.network.begin(without).context  # [n_source, d_hidden]
        return ContextVector(states, (contexts - whole).norm(dim=-1) / whole.norm())


class TransformerTranslator(Translator):
    """The Transformer, whose steps are called by both tokens: it often looks for a token's source after reading it."""

    def read_off(self) -> ReadOff | None:
        """The decoder's residual stream, through the embedding."""
        network: Any = self.network
        return ReadOff("decoder", network.logits)

    def steps(self, inputs: Sequence[Token], written: Sequence[Token]) -> tuple[Token, ...]:
        """The written tokens under labels that name what was read as well: `cat → 猫`."""
        pairs = zip(inputs, written, strict=True)
        return tuple(replace(wrote, label=f"{read.label} → {wrote.label}") for read, wrote in pairs)


class Rereader:
    """A translator that reads all it has written again at every step, so that interventions meet whole maps."""

    def __init__(self, network: Any, interventions: tuple[Intervention, ...]) -> None:
        self.network, self.interventions = network, interventions
        self.embedding = network.embedding

    def begin(self, source: Tensor) -> "Rereading":
        """Nothing is written yet."""
        return Rereading(source, source.new_zeros((1, 0)))

    def advance(self, state: "Rereading", tokens: Tensor) -> tuple[Tensor, "Rereading"]:
        """Read one target token a row [batch]: logits of the next one [batch, vocab_size], and the new state."""
        written = torch.cat([state.written, tokens[:, None]], -1)
        logits = []
        for row in written:
            with recording(self.interventions):
                logits.append(self.network(state.source, row[None])[0, -1])
        return torch.stack(logits), Rereading(state.source, written)


class Rereading:
    """The source [1, n] and what each row has written [batch, m]."""

    def __init__(self, source: Tensor, written: Tensor) -> None:
        self.source, self.written = source, written

    def select(self, rows: Tensor) -> "Rereading":
        """What these rows have written."""
        return Rereading(self.source, self.written[rows])


def other_language(text: str) -> Language:
    """English for a text with Han characters in it, Chinese for every other."""
    return "en" if any("CJK UNIFIED" in unicodedata.name(c, "") for c in text) else "zh"
