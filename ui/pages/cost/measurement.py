"""What attention costs on this machine: drawn as it is measured, with the powers that fit and every number."""

from importlib.metadata import version

import pandas as pd
import streamlit as st

from headlight.analysis.cost_growth import doubling, fits, growth_table, unsteady
from headlight.model.cost_growth import D_HEAD, Growth
from headlight.server.engine import device_name
from headlight.server.engine.jobs import Full
from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.pages.cost.job import failed, measure_again, measurement, measuring
from headlight.ui.pages.cost.words import cost_words
from headlight.ui.parts.figure import figure
from headlight.viz.cost.growth import memory_by_length, time_by_length
from headlight.viz.cost.units import in_bytes

REFRESH = 1.5  # seconds


def measured() -> None:
    """Draw this part of the page; while the measurement goes on it draws itself again."""
    measurement()
    st.fragment(draw, run_every=REFRESH if measuring() else None)(measuring())


def draw(went_on: bool) -> None:
    """What there is so far. `went_on`: whether it did when the page was drawn, so that its end can be told."""
    if went_on and not measuring():
        st.rerun()
    words, job = cost_words(), measurement()
    if job is None:
        st.info(words.full)
    elif failed():
        st.error(words.failed)
    else:
        results(job)
    if not measuring() and st.button(words.again, icon=":material/refresh:"):
        try:
            measure_again()
        except Full:
            st.info(words.full)
        else:
            st.rerun()


def results(job: Growth) -> None:
    """Progress, two figures, and in words what they show."""
    words, look = cost_words(), session.look()
    st.caption(words.conditions.format(device=place(job), torch=version("torch"), d_head=D_HEAD))
    if job.done < 1:
        st.progress(job.done, words.progress.format(done=job.done))
    table = growth_table(
        {case: tuple(rounds) for case, rounds in job.seconds.items()},
        {case: (weighed.peak, weighed.kept) for case, weighed in job.weighed.items() if weighed},
    )
    if job.done == 1 and unsteady(table):
        st.caption(words.unsteady)
    left, right = st.columns(2)
    with left:
        figure(time_by_length(table, look), "cost_time")
        said_of_time(table, job)
    with right:
        figure(memory_by_length(table, D_HEAD, look), "cost_memory")
        said_of_memory(table, job)
    with st.expander(words.numbers):
        numbers(table)


def place(job: Growth) -> str:
    """The device, and how many of the processor's threads torch takes."""
    name = device_name(shared_engine().device)
    return cost_words().threads.format(device=name, threads=job.threads) if job.device.type == "cpu" else name


def said_of_time(table: pd.DataFrame, job: Growth) -> None:
    """The fitted powers, what twice the text takes, and where measuring stopped."""
    words = cost_words()
    lines = [
        words.fitted.format(
            way=getattr(words, way),
            exponent=law.exponent,
            low=law.low,
            high=law.high,
            first=law.first,
            last=law.last,
        )
        for way, law in fits(table, "median").items()
    ]
    lines += [
        words.stopped.format(
            way=getattr(words, way), n=stop.n, seconds=stop.seconds, size=in_bytes(stop.nbytes)
        )
        for way, stop in job.stopped.items()
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
    if found := doubling(table, "naive"):
        n, times = found
        st.markdown(words.doubled.format(n=n, half=n // 2, times=times))


def said_of_memory(table: pd.DataFrame, job: Growth) -> None:
    """Why a record grows with n, and where the bytes come from."""
    words = cost_words()
    records, naive = (table[table["way"] == way] for way in ("recorded", "naive"))
    st.markdown(f"{words.memory} {words.memory_fast}")
    if len(naive):
        n, peak = (int(naive.iloc[-1][column]) for column in ("n", "peak"))
        st.markdown(words.memory_naive.format(times=peak / (4 * n**2), size=in_bytes(peak), n=n))
    if len(records):
        last = records.iloc[-1]
        n, kept = int(last["n"]), int(last["kept"])
        said = words.memory_record.format(
            bytes=kept // n,
            n=n,
            record=in_bytes(kept),
            weights=in_bytes(4 * n**2),
        )
        st.markdown(said)
    st.caption(words.bytes_measured if job.measures_bytes else words.bytes_counted)


def numbers(table: pd.DataFrame) -> None:
    """Every median, quartile and byte."""
    words = cost_words()
    shown = pd.DataFrame(
        {
            words.column_way: [getattr(words, way) for way in table["way"]],
            words.column_n: table["n"],
            words.column_median: 1e3 * table["median"],
            words.column_quartiles: [
                f"{1e3 * low:.3f} – {1e3 * high:.3f}"
                for low, high in zip(table["low"], table["high"], strict=True)
            ],
            words.column_rounds: table["rounds"],
            words.column_peak: table["peak"],
            words.column_kept: table["kept"],
        }
    )
    sizes = st.column_config.NumberColumn(format="bytes")
    st.dataframe(
        shown,
        hide_index=True,
        key="cost_numbers",
        column_config={
            words.column_n: st.column_config.NumberColumn(format="localized"),
            words.column_median: st.column_config.NumberColumn(format="%.3f"),
            words.column_peak: sizes,
            words.column_kept: sizes,
        },
    )
