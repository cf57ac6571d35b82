"""A translation: what was written, step by step, and what else was considered."""

from collections.abc import Sequence

import streamlit as st

from headlight.model.options import Translate
from headlight.model.outcomes import Hypothesis, Translation
from headlight.model.readers.translator import Translator
from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.server.questions.changes import under
from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.parts.changes.state import standing
from headlight.ui.parts.figure import figure
from headlight.ui.parts.outcome.candidates import candidates
from headlight.ui.parts.outcome.hypotheses import hypotheses
from headlight.ui.parts.outcome.pick import Choose, Offer, pick
from headlight.ui.parts.outcome.quote import quote
from headlight.ui.parts.outcome.spelling import behind
from headlight.ui.parts.outcome.taking import Edit, Taking, undo_button
from headlight.ui.words import t
from headlight.viz.architecture.context_vector import vector_moves
from headlight.viz.outcome.beam import beam_tree
from headlight.viz.outcome.guesses import guesses
from headlight.viz.outcome.states import encoder_states
from headlight.viz.style.ticks import shown


def headline(trace: Trace, position: int | None, key: str, choose: Choose) -> None:
    """The translation, its probability, its tokens to choose from, and how a beam came to it."""
    outcome = translation_of(trace)
    best = outcome.hypotheses[0]
    heading = t("outcome-given") if outcome.forced else t("term-translation")
    quote(heading, best.text or t("outcome-nothing-written"), notes(outcome, best))
    label = t("outcome-written") if trace.steps else t("outcome-written-without")
    tokens = trace.tokens["written"]
    pick(Offer(label, tokens, range(len(tokens))), position, f"{key}_written", choose)
    if outcome.beams:
        beam(outcome, key)


def notes(outcome: Translation, best: Hypothesis) -> str:
    """ln p, the beam's score, and whether it came to an end."""
    said = [t("outcome-log-probability", value=decimal(best.log_probability))]
    if outcome.beams:
        said.append(t("outcome-score", value=decimal(best.score)))
    if not best.finished:
        said.append(t("outcome-unfinished"))
    return " · ".join(said)


def decimal(value: float) -> str:
    """Two digits, with a true minus sign."""
    return f"{value:.2f}".replace("-", "−")


def beam(outcome: Translation, key: str) -> None:
    """The hypotheses that were found and the tree they grew in; drawn once somebody opens it."""
    label = t("outcome-beam", count=len(outcome.hypotheses), steps=len(outcome.beams))
    opened = st.expander(label, key=f"{key}_beam_steps", icon=":material/account_tree:", on_change="rerun")
    if opened.open:
        with opened:
            hypotheses(outcome, key)
            figure(beam_tree(outcome, session.look()), f"{key}_beam_tree")


def evidence(trace: Trace, position: int | None, key: str) -> None:
    """What might have been written at the chosen step."""
    if position is not None and trace.prediction is not None:
        written = trace.tokens["written"][position]
        heading = t("outcome-instead", position=position, token=shown(written.label))
        found = guesses(trace.prediction, position, written.id)
        candidates(heading, found, "", forcing(trace, position), key)
    undo_button(key)


def forcing(trace: Trace, position: int) -> Taking:
    """A candidate is written in place of the token of that step; the model goes on behind it as it would."""
    reader, before = translator(trace.model_name), trace.tokens["written"][:position]
    ids = [token.id for token in before]
    asked = Question(trace.model_name, trace.text, Translate(translation_of(trace).target))
    question = under(asked, standing())

    def spelled(id: int) -> str | None:
        return behind(reader.tokenizer, "", [*ids, id]) if id != reader.end else ended

    def edit(id: int) -> Edit:
        written = ids if id == reader.end else going_on(question, [*ids, id])
        return Edit(settings={"forced": reader.tokenizer.spell(written)[1]}, position=position)

    ended = behind(reader.tokenizer, "", ids) if ids else None
    return Taking(t("outcome-take-step"), lambda id: spelled(id) is not None, edit)


def translator(name: str) -> Translator:
    """The model that wrote a translation."""
    reader = shared_engine().model(name)
    if not isinstance(reader, Translator):
        raise TypeError(f"expected a translator, got {name}")
    return reader


def going_on(question: Question, beginning: Sequence[int]) -> tuple[int, ...]:
    """The beginning of a translation and what the model writes behind it, under the changes in force."""
    return shared_engine().completed(shared_engine().passing(question), beginning, question.places)


def background(trace: Trace, key: str) -> None:
    """All that a model without attention keeps of the source."""
    if translation_of(trace).context_vector is not None:
        look = session.look()
        figure(encoder_states(trace, look), f"{key}_states")
        figure(vector_moves(trace, look), f"{key}_vector")


def translation_of(trace: Trace) -> Translation:
    """The outcome of a translator's trace."""
    if not isinstance(trace.outcome, Translation):
        raise TypeError(f"expected a translation, got {type(trace.outcome).__name__}")
    return trace.outcome
