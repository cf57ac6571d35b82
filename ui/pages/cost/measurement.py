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
from headlight.ui.parts.figure import figure
from headlight.ui.words import t
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
    job = measurement()
    if job is None:
        st.info(t("cost-full"))
    elif failed():
        st.error(t("cost-failed"))
    else:
        results(job)
    if not measuring() and st.button(t("cost-again"), icon=":material/refresh:"):
        try:
            measure_again()
        except Full:
            st.info(t("cost-full"))
        else:
            st.rerun()


def results(job: Growth) -> None:
    """Progress, two figures, and in words what they show."""
    look = session.look()
    st.caption(t("cost-conditions", device=place(job), torch=version("torch"), d_head=D_HEAD))
    if job.done < 1:
        st.progress(job.done, t("cost-progress", done=job.done))
    table = growth_table(
        {case: tuple(rounds) for case, rounds in job.seconds.items()},
        {case: (weighed.peak, weighed.kept) for case, weighed in job.weighed.items() if weighed},
    )
    if job.done == 1 and unsteady(table):
        st.caption(t("cost-unsteady"))
    left, right = st.columns(2)
    with left:
        figure(time_by_length(table, look), "cost_time")
        said_of_time(table, job)
    with right:
        figure(memory_by_length(table, D_HEAD, look), "cost_memory")
        said_of_memory(table, job)
    with st.expander(t("cost-numbers")):
        numbers(table)


def place(job: Growth) -> str:
    """The device, and how many of the processor's threads torch takes."""
    name = device_name(shared_engine().device)
    return t("cost-threads", device=name, threads=job.threads) if job.device.type == "cpu" else name


def said_of_time(table: pd.DataFrame, job: Growth) -> None:
    """The fitted powers, what twice the text takes, and where measuring stopped."""
    lines = [
        t(
            "cost-fitted",
            way=t(f"cost-{way}"),
            exponent=law.exponent,
            low=law.low,
            high=law.high,
            first=law.first,
            last=law.last,
        )
        for way, law in fits(table, "median").items()
    ]
    lines += [
        t("cost-stopped", way=t(f"cost-{way}"), n=stop.n, seconds=stop.seconds, size=in_bytes(stop.nbytes))
        for way, stop in job.stopped.items()
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
    if found := doubling(table, "naive"):
        n, times = found
        st.markdown(t("cost-doubled", n=n, half=n // 2, times=times))


def said_of_memory(table: pd.DataFrame, job: Growth) -> None:
    """Why a record grows with n, and where the bytes come from."""
    records, naive = (table[table["way"] == way] for way in ("recorded", "naive"))
    st.markdown(f"{t('cost-memory')} {t('cost-memory-fast')}")
    if len(naive):
        n, peak = (int(naive.iloc[-1][column]) for column in ("n", "peak"))
        st.markdown(t("cost-memory-naive", times=peak / (4 * n**2), size=in_bytes(peak), n=n))
    if len(records):
        last = records.iloc[-1]
        n, kept = int(last["n"]), int(last["kept"])
        said = t(
            "cost-memory-record",
            bytes=kept // n,
            n=n,
            record=in_bytes(kept),
            weights=in_bytes(4 * n**2),
        )
        st.markdown(said)
    st.caption(t("cost-bytes-measured") if job.measures_bytes else t("cost-bytes-counted"))


def numbers(table: pd.DataFrame) -> None:
    """Every median, quartile and byte."""
    shown = pd.DataFrame(
        {
            t("cost-column-way"): [t(f"cost-{way}") for way in table["way"]],
            t("cost-column-n"): table["n"],
            t("cost-column-median"): 1e3 * table["median"],
            t("cost-column-quartiles"): [
                f"{1e3 * low:.3f} – {1e3 * high:.3f}"
                for low, high in zip(table["low"], table["high"], strict=True)
            ],
            t("cost-column-rounds"): table["rounds"],
            t("cost-column-peak"): table["peak"],
            t("cost-column-kept"): table["kept"],
        }
    )
    sizes = st.column_config.NumberColumn(format="bytes")
    st.dataframe(
        shown,
        hide_index=True,
        key="cost_numbers",
        column_config={
            t("cost-column-n"): st.column_config.NumberColumn(format="localized"),
            t("cost-column-median"): st.column_config.NumberColumn(format="%.3f"),
            t("cost-column-peak"): sizes,
            t("cost-column-kept"): sizes,
        },
    )
