"""The run that goes on: a fragment that draws it again while it learns, in its place, once a second."""

from collections.abc import Sequence

import streamlit as st

from headlight.learning.experiment import Experiment
from headlight.learning.run import Run
from headlight.model.site import Site
from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.pages.learning.live.charts import Figures, RunFigures, picked_head
from headlight.ui.pages.learning.live.comparison import comparing
from headlight.ui.pages.learning.live.labels import changed_to, percent
from headlight.ui.parts.figures import Picked, plots
from headlight.ui.parts.keep.files import Kept, figure_files
from headlight.ui.words import t
from headlight.viz.drawing import Drawing
from headlight.viz.files.export import file_name
from headlight.viz.selection import Selection
from headlight.viz.training.live import colour_of

EVERY = 1.0  # seconds between two looks; one costs about a fifth of a second of the processor
STILL = {"displayModeBar": False}
SELECTED = "live_selected"
"""Where the session keeps the head and the pair: layer, head, query, key."""


def watching(name: str) -> None:
    """Draw the run of this name, again and again while it goes on."""
    going = shared_engine().background.running(name)
    st.fragment(watch, run_every=EVERY if going else None)(name, going)


def watch(name: str, going: bool) -> None:
    """Draw the run once.

    Args:
        name: of a job that was there a moment ago.
        going: whether it went on when the page was drawn; once it does not, the page is drawn anew, buttons and all.
    """
    job = shared_engine().background.find(name)
    if not isinstance(job, Experiment):
        st.rerun()
    running = shared_engine().background.running(name)
    if going and not running:
        st.rerun()
    names = called(job)
    said = standing(name, job, running)
    st.progress(min(1.0, job.share), text=said)
    first = job.runs[0]
    if not first.traces:
        return
    drawing = RunFigures(job, selected(first), names, session.look())
    legend(job, names)
    charts = drawing.charts()
    plots(charts, "live_charts", STILL, 205)
    at = None if running else choose_step(job)
    maps = drawing.maps(at)
    plots(maps, "live_maps", STILL, 380, on_pick=lambda picked: pick(first, picked))
    error = max(step.verify() for step in first.traces[-1][1].steps)
    st.caption(f"{t('live-maps-help')} {t('live-exact', error=error)}")
    comparing(job, names)
    batch = first.held_out
    answers = int((batch.targets >= 0).sum())
    st.caption(t("live-measured-on", answers=answers, rows=len(batch.tokens)))
    if not running:
        files(charts | maps)


def standing(name: str, job: Experiment, running: bool) -> str:
    """How far the run is, and whether it goes on."""
    first = job.runs[0]
    last = first.moments[-1] if first.moments else None
    said = t(
        "live-progress",
        step=first.step,
        steps=first.choices.steps,
        seconds=sum(run.seconds for run in job.runs),
        accuracy="–" if last is None else percent(last.measured.accuracy),
    )
    if running:
        ahead = shared_engine().background.waiting(name)
        return f"{said} · {t('live-in-line', count=ahead)}" if ahead > 1 else said
    ended = {run.ended for run in job.runs}
    if "" in ended:
        return f"{said} · {t('live-stopped')}"
    worst = next((why for why in ("diverged", "time") if why in ended), "steps")
    ends = {"diverged": t("live-diverged"), "time": t("live-out-of-time"), "steps": t("live-finished")}
    return f"{said} · {ends[worst]}"


def called(job: Experiment) -> list[str]:
    """What each network is called; an earlier one last."""
    names = [t("live-chosen-network")]
    if job.switch is not None:
        names.append(changed_to(job.choices, job.switch))
    return [*names, t("live-before")]


def legend(job: Experiment, names: Sequence[str]) -> None:
    """Which colour and sign is which network."""
    theme = session.look().theme
    marks = {"first": "●", "second": "◇", "before": "|"}
    shown = ["first", "second"][: len(job.runs)] + (["before"] if job.before is not None else [])
    names = [*names[: len(job.runs)], names[-1]]
    if len(shown) > 1:
        parts = [
            f"<span style='color:{colour_of(of, theme)}'>{marks[of]} {name}</span>"  # type: ignore[arg-type]
            for of, name in zip(shown, names, strict=False)
        ]
        st.html("&emsp;".join(parts))


def selected(run: Run) -> Selection:
    """The head and pair that are followed: the visitor's, or the last layer's first head where an answer stands."""
    trace = run.traces[-1][1]
    query, key = run.pair()
    layer, head, *pair = st.session_state.get(SELECTED) or (run.choices.n_layers - 1, 0, query, key)
    n = len(trace.tokens["decoder"])
    query, key = pair if max(pair) < n else (query, key)
    return Selection(Site("decoder", "self", layer), head, query, key).within(trace)


def pick(run: Run, picked: Picked) -> None:
    """Follow another head, or another pair of tokens."""
    trace, now = run.traces[-1][1], selected(run)
    if picked["figure"].startswith("mosaic"):
        layer, head = picked_head(trace, picked["x"], picked["y"])
        st.session_state[SELECTED] = layer, head, now.query, now.key
    else:
        st.session_state[SELECTED] = now.site.layer, now.head, picked["y"], picked["x"]


def choose_step(job: Experiment) -> int | None:
    """After which step the maps are shown, once the run rests; the last one to begin with."""
    steps = [step for step, _ in job.runs[0].traces]
    if len(steps) < 2:
        return None
    chosen: int = st.select_slider(t("live-shown-step"), steps, steps[-1], key=f"live_step_{steps[-1]}")
    return chosen


def files(figures: Figures) -> None:
    """What the figures can be kept as."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        figure_files([kept(name, drawn) for name, (_, drawn) in figures.items()], "live")


def kept(name: str, drawn: Drawing) -> Kept:
    """One of the figures, as it stands."""
    place = f".hl-plots-one[data-figure='{name}']"
    return Kept(lambda: drawn, place, f"live_{name}", file_name("live", name))
