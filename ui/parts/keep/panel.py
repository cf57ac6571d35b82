"""The end of the Explore page: what can be kept of the view, and a link that reopens it."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode, urlsplit

import streamlit as st

from headlight.model.archive import Archive, Extra, archive
from headlight.model.interventions import Intervention
from headlight.model.token_positions import Places
from headlight.model.trace import Trace
from headlight.server.address.codec import read
from headlight.server.engine import Question
from headlight.ui.engine import shared_engine
from headlight.ui.parts.changes.description import said
from headlight.ui.parts.keep.files import Kept, download, figure_files
from headlight.ui.parts.keep.report import Viewed, report
from headlight.ui.parts.token_label import plain
from headlight.ui.parts.untrained import alike, untrained_question
from headlight.ui.parts.workbench import FIELDS
from headlight.ui.words import language, t
from headlight.viz.drawing import Drawing
from headlight.viz.files.export import file_name
from headlight.viz.maps.heatmap import weights_heatmap
from headlight.viz.registry import discover
from headlight.viz.second_reading import asks_for_untrained
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look

MAP = ".hl-plot"  # the workbench's large map on the page
EXTRAS: tuple[Extra, ...] = ("weights", "logits")


def keep(
    question: Question,
    trace: Trace,
    selection: Selection | None,
    look: Look,
    link: Mapping[str, str],
    view_name: str = "",
    options: Mapping[str, str] | None = None,
) -> None:
    """Draw the area.

    Args:
        question: what was read; files are made of its trace, once they are asked for.
        trace: its trace.
        selection: the head and the cell; None for a model without attention.
        look: how figures are drawn.
        link: the parameters that reopen the view, without the language.
        view_name: the view that is open among the details.
        options: what is chosen in that view, by the names that links have: `weights_scale`.
    """
    address = address_of(link)
    standing: tuple[Intervention | Places, ...] = (
        *question.interventions,
        *([question.places] if question.places else []),
    )
    changes = tuple(said(change, trace, plain) for change in standing)
    viewed = Viewed(
        selection, look, view_name, choices_of(view_name, options or {}), question, address, changes
    )
    with st.container(border=True, key="keep_view"):
        st.markdown(f"**{t('keep-title')}**", help=t("keep-help"))
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(width="content"):
                report_file(question, viewed)
            trace_files(question)
            if selection is not None:
                name = file_name(trace.model_name, selection.site, selection.label)
                label = t("keep-map", head=selection.label)
                shown = link.get("panel", "heatmap") == "heatmap"
                drawn = partial(map_of, question, selection, look, window_of(link))
                figure_files([Kept(drawn, MAP if shown else None, "map", name)], "map", label)
        st.caption(t("keep-link"))
        st.code(address, language=None, wrap_lines=True)


def window_of(link: Mapping[str, str]) -> tuple[int, int] | None:
    """The part of a long text's map that a link shows; None for one that leaves it to the chosen cell."""
    window: tuple[int, int] | None = read(FIELDS, link)[0].get("window")
    return window


def map_of(question: Question, selection: Selection, look: Look, window: tuple[int, int] | None) -> Drawing:
    """The chosen head's map, drawn anew: sessions keep what draws, and should not keep a trace."""
    return weights_heatmap(shared_engine().trace(question), selection, look, window=window)


def report_file(question: Question, viewed: Viewed) -> None:
    """The button for the report."""
    shared = shared_engine()
    head = "" if viewed.selection is None else viewed.selection.label

    def made() -> str:
        trace = shared.trace(question)
        second = second_reading(question, trace, viewed)
        return report(trace, shared.model(question.model), viewed, second)

    name = f"{file_name(question.model, head, 'report')}.html"
    download(t("keep-report"), made, name, "keep_report", t("keep-report-help"))


def second_reading(question: Question, trace: Trace, viewed: Viewed) -> Trace | None:
    """The untrained model's reading, where the view that is open shows it beside the trained one's."""
    if not any(view.name == viewed.view and asks_for_untrained(view) for view in discover()):
        return None
    asked = untrained_question(question, trace)
    if asked is None or viewed.selection is None:
        return None
    reading = shared_engine().trace(asked, place="untrained")
    return reading if alike(trace, reading, viewed.selection) else None


def trace_files(question: Question) -> None:
    """The buttons for the trace, and what may be added to it."""
    shared = shared_engine()
    titles = {"weights": t("keep-extra-weights"), "logits": t("keep-extra-logits")}
    npz, json = st.container(width="content"), st.container(width="content")
    extras = st.pills(
        t("keep-extras"),
        EXTRAS,
        selection_mode="multi",
        format_func=lambda extra: titles[extra],
        help=t("keep-extras-help"),
        key="keep_extras",
        width="content",
    )

    def kept() -> Archive:
        reader, trace = shared.model(question.model), shared.trace(question)
        return archive(trace, reader, question.options, extras or (), question.places)

    name = file_name(question.model, "trace")
    with npz:
        download(t("keep-npz"), lambda: kept().to_npz(), f"{name}.npz", "keep_npz", t("keep-npz-help"))
    with json:
        download(t("keep-json"), lambda: kept().to_json(), f"{name}.json", "keep_json", t("keep-json-help"))


def choices_of(view_name: str, options: Mapping[str, str]) -> dict[str, str]:
    """What is chosen in a view's controls, by the names that the view has for them."""
    prefix = f"{view_name}_"
    return {name.removeprefix(prefix): value for name, value in options.items() if name.startswith(prefix)}


def address_of(link: Mapping[str, str]) -> str:
    """The whole address of a view of this page; without a host where the page does not know its own."""
    params = urlencode({"lang": language(), **link}, errors="replace")
    return urlsplit(st.context.url or "")._replace(query=params).geturl()
