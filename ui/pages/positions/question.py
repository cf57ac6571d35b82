"""What the sections that read a sentence ask for: the text, and a head."""

from collections.abc import Mapping

import streamlit as st

from headlight.model.trace import Trace
from headlight.server.address.fields import one_of
from headlight.server.engine import Question
from headlight.ui import address_bar, session
from headlight.ui.engine import shared_engine
from headlight.ui.parts.text_box import text_box
from headlight.ui.readings import Readings
from headlight.ui.words import t
from headlight.viz.selection import Selection

LONGEST = 128
"""Tokens that are read here."""
HEAD = "positions_head"


def asked(models: Mapping[str, str]) -> str | None:
    """The text that all models read, from the box that the pages share; None and a sentence where there is none."""
    text_box(*st.columns([5, 3]))
    text = session.view().text or ""
    if not text.strip():
        st.info(t("page-nothing-typed"), icon="✏️")
        return None
    reading = shared_engine().model(next(iter(models.values()))).tokenizer.encode(text, LONGEST)
    if reading.left_out:
        st.warning(t("positions-too-long", n=LONGEST), icon="✂️")
        return text[: reading.tokens[-1].end]
    return text


def traces_of(models: Mapping[str, str], text: str, readings: Readings) -> dict[str, Trace]:
    """Every model's reading, by encoding."""
    return {encoding: readings.of(Question(model, text)) for encoding, model in models.items()}


def choose_head(traces: Mapping[str, Trace]) -> Selection:
    """A layer and head that all of these have."""
    shortest = min(traces.values(), key=lambda trace: len(trace.steps))
    heads = {
        Selection(step.site, head).label: Selection(step.site, head)
        for step in shortest.steps
        for head in range(min(trace.step(step.site).n_heads for trace in traces.values()))
    }
    address_bar.take(HEAD, one_of(heads, next(iter(heads))))
    chosen = st.selectbox(t("positions-head"), list(heads), key=HEAD, persist_state="session", width=160)
    return heads[chosen]
