"""A network that has learned: into a file, into Explore, and back from a file."""

import streamlit as st

from headlight.learning import store as shelf
from headlight.learning.experiment import Before, Experiment
from headlight.learning.file import LARGEST, Learned, from_bytes, to_bytes
from headlight.ui import session
from headlight.ui.pages.learning.live.labels import percent
from headlight.ui.parts.keep.files import download
from headlight.ui.words import t
from headlight.viz.files.export import file_name

BEFORE = "live_before"
"""Where the session keeps the earlier network's curve."""


def keeping(job: Experiment | None) -> None:
    """Draw the buttons: for the run that rests, if there is one, and for a file."""
    mine, back = st.columns(2, gap="large")
    with mine:
        if job is not None and job.runs[0].moments:
            st.markdown(f"**{t('live-keep')}**")
            keep(job)
    with back:
        file = st.file_uploader(
            t("live-upload"),
            ["safetensors"],
            key="live_file",
            help=t("live-upload-help"),
            max_upload_size=LARGEST >> 20,
        )
        if file is not None:
            bring_back(file.getvalue())


def keep(job: Experiment) -> None:
    """Download and Explore, for the first network of a run."""
    run = job.runs[0]
    name = file_name("learned", run.choices.task, run.step) + ".safetensors"
    download(
        t("live-download"), lambda: to_bytes(run.learned()), name, "live_download", t("live-download-help")
    )
    if st.button(
        t("live-open-in-explore"),
        key="live_explore",
        icon=":material/open_in_full:",
        help=t("live-open-help"),
        width="stretch",
    ):
        open_in_explore(run.learned(), run.traces[-1][1].text)


def bring_back(file: bytes) -> None:
    """What a file holds, or that it cannot be used."""
    try:
        learned = from_bytes(file)
    except ValueError:
        st.error(t("live-upload-failed"), icon=":material/error:")
        return
    last = learned.moments[-1]
    task = t(f"live-{learned.choices.task}")
    told = {"layers": learned.choices.n_layers, "heads": learned.choices.n_heads, "step": last.step}
    accuracy = percent(last.measured.accuracy)
    st.success(t("live-uploaded", task=task, steps=last.step, accuracy=accuracy, **told))
    st.session_state[BEFORE] = Before(learned.choices, learned.moments)
    if st.button(
        t("live-open-in-explore"),
        key="live_explore_file",
        icon=":material/open_in_full:",
        help=t("live-open-help"),
    ):
        open_in_explore(learned, "".join(learned.symbols[:8]))


def open_in_explore(learned: Learned, text: str) -> None:
    """Show a network on the Explore page, reading this text."""
    st.session_state.model = shelf.keep(learned)
    st.session_state.text = text
    session.forget_head()
    st.session_state.go_to = "explore"
    st.rerun()
