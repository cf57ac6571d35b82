"""One text as one model read it: tokens, what came out, workbench, and the numbers behind the chosen cell.

A fragment: choosing a head, a cell or a token runs this part of the page again, and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

import streamlit as st

from headlight.analysis.first_head import Opening, opening_head, opening_key, opening_query
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.server.address.codec import cut_short, write
from headlight.server.address.settings import Settings
from headlight.server.engine import Question
from headlight.server.questions.changes import under
from headlight.ui import address_bar, session
from headlight.ui.cache import shared
from headlight.ui.engine import shared_engine
from headlight.ui.pages.explore.changes.panel import badge, changing
from headlight.ui.pages.explore.details import BESIDE, details
from headlight.ui.parts.changes.state import standing
from headlight.ui.parts.keep.panel import keep
from headlight.ui.parts.outcome import background, evidence, headline
from headlight.ui.parts.token_strip import token_strips
from headlight.ui.parts.workbench import FIELDS as BENCH
from headlight.ui.parts.workbench import Packed, Payload, bring_metrics, named, pack, workbench
from headlight.ui.readings import Readings
from headlight.ui.view import FIELDS, View
from headlight.ui.words import t
from headlight.viz.maps.heatmap import weights_heatmap
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.scales import lookup_table

KEPT = 16  # readings whose heads are packed, of at most some 4 MB each


@st.fragment
def reading(asked: Question, settings: Settings, readings: Readings) -> None:
    """Draw what the model made of the text, with the changes in force.

    Args:
        asked: what was asked, of the model as it was trained.
        settings: what was set beside the text, for the link.
        readings: of the page, while it runs; of this part of it, where that runs by itself.
    """
    with readings:
        question = under(asked, standing())
        trace = readings.shown(question)
        if trace is not None:
            draw(asked, question, trace, settings, readings)


def draw(asked: Question, question: Question, trace: Trace, settings: Settings, readings: Readings) -> None:
    """All of it, from the tokens on. `question`: with the changes in force; `trace`: its answer."""
    selection = chosen(trace) if trace.steps else None
    position = looked_at(trace, selection)
    token_strips(trace, selection)
    headline(
        trace,
        position,
        session.EXPLORE,
        lambda position: choose_position(readings.of(question), position),
    )
    settled = replace(session.view(), settings=settings)
    if selection is None:
        st.info(t("outcome-no-attention", model=trace.model_name), icon="👁️")
        background(trace, session.EXPLORE)
        evidence(trace, position, session.EXPLORE)
        view = replace(settled, site=None, head=None, query=position, key=None)
        link = write(FIELDS, view.values())
        keep(question, trace, None, session.look(), link)
    else:
        view = replace(settled, **vars(selection))
        link = write(FIELDS, view.values()) | attention(asked, question, selection, view, readings)
    address_bar.follow(link, among=(*FIELDS, *BESIDE))
    say_what_is_cut(view)


def say_what_is_cut(view: View) -> None:
    """Name what the link to this view carries only the beginning of."""
    beside = {name: field for name, field in FIELDS.items() if name != "text"}  # of which the page says more
    if names := cut_short(beside, view.values()):
        st.caption(f":material/content_cut: {t('changes-link-cut', names=', '.join(names))}")


def attention(
    asked: Question, question: Question, selection: Selection, view: View, readings: Readings
) -> dict[str, str]:
    """The workbench, and under it what was expected, beside the numbers of the chosen cell; what can be kept of it.

    Returns:
        what was chosen of the details, as parameters of a link.
    """
    trace, look = readings.of(question), session.look()
    position = looked_at(trace, selection)
    badge(trace)
    shown = payload(question, trace, selection, look)
    workbench(shown, as_choice(selection), "workbench", on_change=choose, view=session.view().bench)
    st.caption(t("page-workbench-help"))
    changing(asked, trace, selection, position, look, readings)
    background(trace, session.EXPLORE)
    expected, numbers = st.columns([2, 3], gap="large")
    with expected:
        evidence(trace, position, session.EXPLORE)
    with numbers:
        after = keeping(question, selection, write(FIELDS, view.values()), readings)
        options = details(question, selection, look, readings, after)
    bring_metrics(shown, "workbench")
    return options


def keeping(
    question: Question, selection: Selection, link: Mapping[str, str], readings: Readings
) -> Callable[[dict[str, str]], None]:
    """Draws what can be kept, given what is chosen of the details."""

    def draw(options: dict[str, str]) -> None:
        trace, name = readings.of(question), options.get("view", "")
        keep(question, trace, selection, session.look(), {**link, **options}, name, options)

    return draw


def chosen(trace: Trace) -> Selection:
    """The selection of this visitor as far as this trace has it, completed to a cell.

    Raises:
        ValueError: for a trace without attention.
    """
    view = session.view()
    wanted = Selection(*first(trace)) if view.site is None and view.head is None else Selection.first(trace)
    asked = {name: getattr(view, name) for name in vars(wanted)}
    wanted = replace(wanted, **{name: value for name, value in asked.items() if value is not None})
    selection = wanted.within(trace)
    step = trace.step(selection.site)
    query = opening_query(trace, step) if selection.query is None else selection.query
    key = opening_key(step, selection.head, query) if selection.key is None else selection.key
    return replace(selection, query=query, key=key)


def first(trace: Trace) -> Opening:
    """The head that is shown while nobody has chosen one."""
    return opening_head(trace, shared_engine().model(trace.model_name).card)


def looked_at(trace: Trace, selection: Selection | None) -> int | None:
    """The row of the prediction that goes with the selection: its query, unless that is a translator's source token.

    Without attention, the step of the decoder that the visitor has chosen.
    """
    if selection is None:
        return min(session.view().query or 0, len(trace.tokens["decoder"]) - 1)
    source = len(trace.tokens) > 1 and selection.site.stack == "encoder"
    return None if source else selection.query


def choose_position(trace: Trace, position: int) -> None:
    """Look at another row of the prediction: in the same head if it has that row, else in an alignment."""
    if not trace.steps:
        session.choose(query=position)
    elif looked_at(trace, selection := chosen(trace)) is not None:
        session.choose(site=selection.site, head=selection.head, query=position, key=None)
    else:
        head = first(trace)
        session.choose(site=head.site, head=head.head, query=position, key=None)


def settle(trace: Trace) -> None:
    """Replace what this trace does not have (only a link can ask for it) by what is shown instead, and say so."""
    view = session.view()
    shown = vars(chosen(trace)) if trace.steps else {"site": None, "head": None}
    absent = [name for name, value in shown.items() if getattr(view, name) not in (None, value)]
    if absent:
        ignored = (*st.session_state.ignored, *absent)
        session.choose(**shown)
        st.session_state.ignored = ignored


def choose(choice: dict[str, Any]) -> None:
    """Take over what was chosen in the browser; a new head keeps the cell."""
    beside = {name: choice.pop(name) for name in BENCH if name in choice}
    session.choose(**choice | {"site": Site.parse(choice["site"]), "bench": beside})


def as_choice(selection: Selection) -> dict[str, Any]:
    """A selection in the form the workbench speaks."""
    return asdict(selection) | {"site": str(selection.site)}


def payload(question: Question, trace: Trace, selection: Selection, look: Look) -> Payload:
    """What the workbench needs for this selection."""
    theme = look.theme
    return Payload(
        packed=named(packed(question, trace=trace), look.site),
        figure=weights_heatmap(trace, selection, look, window=session.view().bench.get("window")).figure,
        colours=lookup_table(theme.sequential),
        theme={
            name: getattr(theme, name) for name in ("paper", "text", "muted", "grid", "masked", "selected")
        },
        language=look.language,
    )


@shared(KEPT, awaited=True)
def packed(question: Question, *, trace: Trace) -> Packed:
    """All heads of a reading, packed once for everybody who looks at it. `trace`: the answer to the question."""
    return pack(trace)
