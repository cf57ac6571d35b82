"""What a beam found: every hypothesis with its numbers, and as a button that has the page show it."""

import pandas as pd
import streamlit as st

from headlight.model.outcomes import Hypothesis, Translation
from headlight.ui import session
from headlight.ui.markdown import as_markdown
from headlight.ui.parts.outcome.taking import Edit, apply
from headlight.ui.words import t
from headlight.viz.style.ticks import shown

COLUMNS = ("text", "score", "log_probability", "tokens", "finished")


def hypotheses(outcome: Translation, key: str) -> None:
    """Draw them, best first."""
    st.caption(t("outcome-take-hypothesis"))
    with st.container(key=f"{key}_hypotheses", gap=None):
        for rank, hypothesis in enumerate(outcome.hypotheses, start=1):
            st.button(
                label(hypothesis, rank),
                key=f"{key}_hypothesis_{rank}",
                type="tertiary",
                disabled=not hypothesis.text.strip(),
                on_click=apply,
                args=(Edit(settings={"forced": hypothesis.text}), session.EXPLORE),
            )
    st.dataframe(
        table(outcome),
        hide_index=True,
        key=f"{key}_hypothesis_table",
        column_config={name: st.column_config.Column(t(f"outcome-column-{name}")) for name in COLUMNS},
    )


def label(hypothesis: Hypothesis, rank: int) -> str:
    """`1  猫坐在垫子上。`, as Markdown."""
    said = shown(hypothesis.text).replace("\u00a0", " ")  # somewhere to break lines
    return f":gray[{rank}]  {as_markdown(said) or t('outcome-nothing-written')}"


def table(outcome: Translation) -> pd.DataFrame:
    """What the beam found, best first."""
    found = outcome.hypotheses
    return pd.DataFrame(
        {
            "text": [shown(h.text) for h in found],
            "score": [round(h.score, 4) for h in found],
            "log_probability": [round(h.log_probability, 4) for h in found],
            "tokens": [len(h.tokens) for h in found],
            "finished": [h.finished for h in found],
        },
        columns=COLUMNS,
    )
