"""Live training: choose, learn, watch, compare, keep."""

import streamlit as st

from headlight.learning.choices import Choices, Switch
from headlight.learning.experiment import Experiment
from headlight.learning.tasks import Unfit
from headlight.server.engine.jobs import Full
from headlight.ui.engine import shared_engine
from headlight.ui.pages.learning.live import address
from headlight.ui.pages.learning.live.choices import choose, put
from headlight.ui.pages.learning.live.file import BEFORE, keeping
from headlight.ui.pages.learning.live.progress import SELECTED, watching
from headlight.ui.words import t

STARTED = "live_started"


def live() -> None:
    """Draw this part of the page."""
    begin()
    st.caption(t("live-intro"))
    choices, beside = choose()
    st.caption(t(f"live-{choices.task}-about"))
    job = found()
    buttons(choices, beside, job)
    address.follow(choices, beside)
    name = st.session_state.get(address.STATE)
    if name is None:
        st.info(t("live-nothing-yet"), icon=":material/school:")
    elif job is None:
        st.info(t("live-forgotten"), icon=":material/history:")
    else:
        if shared_engine().background.failure(name) is not None:
            st.error(t("live-failed"), icon=":material/error:")
        watching(name)
    keeping(None if name is None or shared_engine().background.running(name) else job)


def begin() -> None:
    """Take the run and the choices from the link, once a session; a run that is still there knows its choices best."""
    if STARTED in st.session_state:
        return
    st.session_state[STARTED] = True
    choices, beside = address.from_link()
    st.session_state[address.STATE] = st.query_params.get("run")
    if (job := found()) is not None:
        choices, beside = job.choices, job.switch
        st.session_state[BEFORE] = job.before
    put(choices, beside)


def found() -> Experiment | None:
    """This visitor's run, if it is still kept."""
    name = st.session_state.get(address.STATE)
    job = None if name is None else shared_engine().background.find(name)
    return job if isinstance(job, Experiment) else None


def buttons(choices: Choices, beside: Switch | None, job: Experiment | None) -> None:
    """Learn, stop, resume."""
    name: str = st.session_state.get(address.STATE) or ""
    running = job is not None and shared_engine().background.running(name)
    with st.container(horizontal=True):
        label = t("live-start") if job is None else t("live-start-over")
        if st.button(label, key="live_start", type="primary", icon=":material/play_arrow:"):
            start(choices, beside, job)
        if running and st.button(t("live-stop"), key="live_stop", icon=":material/pause:"):
            shared_engine().background.pause(name)
            st.rerun()
        rests = job is not None and not running and any(not run.ended for run in job.runs)
        if rests and st.button(t("live-resume"), key="live_resume", icon=":material/resume:"):
            resume(name)


def start(choices: Choices, beside: Switch | None, job: Experiment | None) -> None:
    """Let a network learn; what learned before it stays as a grey curve."""
    before = st.session_state.get(BEFORE) if job is None else job.seen()
    try:
        experiment = Experiment(choices, beside, shared_engine().device, before)
    except Unfit as unfit:
        st.warning(
            t(f"live-text-{unfit.why}", amount=unfit.amount, limit=unfit.limit), icon=":material/edit:"
        )
        return
    name = address.new_run()
    if job is not None:
        shared_engine().background.forget(st.session_state[address.STATE])
    try:
        shared_engine().background.start(name, experiment)
    except Full:
        st.warning(t("live-full"), icon=":material/hourglass_empty:")
        return
    st.session_state[address.STATE] = name
    st.session_state[BEFORE] = before
    st.session_state.pop(SELECTED, None)
    st.rerun()


def resume(name: str) -> None:
    """Go on with a run that was stopped."""
    try:
        shared_engine().background.resume(name)
    except Full:
        st.warning(t("live-full"), icon=":material/hourglass_empty:")
        return
    st.rerun()
