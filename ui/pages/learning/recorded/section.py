"""A recorded training: every checkpoint of a small model reads one sentence, and one slider moves through them."""

import logging

import streamlit as st

from headlight.analysis.learning import Growth, best_head, formed, layer_and_head, read_growth
from headlight.model.trace import Trace
from headlight.model.zoo import checkpoints, names
from headlight.server.engine import Question
from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.pages.learning.recorded import address
from headlight.ui.pages.learning.recorded.message import message
from headlight.ui.pages.learning.recorded.mount import scrubber
from headlight.ui.pages.learning.recorded.readings import recorded_readings
from headlight.ui.pages.learning.recorded.story import how_found, story
from headlight.ui.parts.text_box import text_box
from headlight.ui.words import t

MODEL = "gpt-growing"
LOG = logging.getLogger(__name__)


def recorded() -> None:
    """Draw this part of the page."""
    address.start()
    steps = checkpoints(MODEL)
    if MODEL not in names() or not steps:
        st.info(t("recorded-no-model", model=MODEL), icon="🎞️")
        return
    config = shared_engine().model(MODEL).config
    sizes = {"layers": config.n_layers, "heads": config.n_heads}
    st.caption(t("recorded-about", model=MODEL, count=len(steps), last=steps[-1], **sizes))
    text_box(*st.columns([5, 3]))
    text = session.view().text or ""
    if not text.strip():
        st.info(t("page-nothing-typed"), icon="✏️")
        session.follow_in_address_bar({"text": text}, among=address.NAMES)
        return
    address.follow_text(text)
    scrubbing(text)


@st.fragment
def scrubbing(text: str) -> None:
    """Draw the scrubber over one text. A fragment: what is chosen in it runs this part of the page again.

    Args:
        text: not empty.
    """
    try:
        readings = recorded_readings(MODEL, text)
        trace = shared_engine().trace(Question(f"{MODEL}@{readings.steps[-1]}", text))
    except Exception:  # whatever a text sets off, its visitor gets a sentence
        LOG.exception("reading %d characters with %s", len(text), MODEL)
        st.error(t("recorded-failed"))
        return
    growth = measured(readings.steps)
    if growth is None:
        st.info(t("recorded-no-curves", model=MODEL), icon="📈")
    if trace.left_out:
        st.warning(t("recorded-cut", count=trace.left_out), icon="✂️")
    chosen = address.chosen(trace, readings.steps, opening(trace, growth, readings.steps))
    told = message(readings, trace, growth, chosen, MODEL)
    scrubber(readings.arrays(), told, "learning_scrubber", on_change=address.choose)
    st.caption(t("recorded-exact", error=readings.error))
    if growth is not None:
        st.markdown("\n\n".join(f"{i}. {said}" for i, said in enumerate(story(growth, readings, trace), 1)))
        st.caption(how_found(growth))
    session.follow_in_address_bar({"text": text, **address.written(chosen)}, among=address.NAMES)


def measured(steps: tuple[int, ...]) -> Growth | None:
    """The curves of the model's card; None if it has none, or has them of other checkpoints."""
    growth = read_growth(shared_engine().model(MODEL).card)
    return growth if growth is not None and growth.steps == steps else None


def opening(trace: Trace, growth: Growth | None, steps: tuple[int, ...]) -> address.Chosen:
    """What one looks at first: at the last step, a token that came before and what followed it then, in the best
    induction head; where there is none, the last token and the one before it, in the best previous-token head.
    """
    ids = [token.id for token in trace.tokens["decoder"]]
    last = len(ids) - 1
    pairs = [(query, ids.index(ids[query]) + 1) for query in range(last, 0, -1) if ids[query] in ids[:query]]
    repeated = bool(pairs)
    query, key = pairs[0] if repeated else (last, max(0, last - 1))
    metric = (
        "induction" if repeated and growth is not None and formed(growth, "induction") else "previous_token"
    )
    layer, head = (0, 0) if growth is None else layer_and_head(best_head(growth, metric))
    return address.Chosen(steps[-1], str(trace.steps[layer].site), head, query, key)
