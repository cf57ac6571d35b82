"""The measurement against peers: what it makes of its findings. The peers are not installed for the tests."""

import math
import os
import statistics
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.peers.seen import BERTVIZ, CIRCUITSVIS, OURS, Seen, joined
from benchmarks.peers.tab import below, held
from benchmarks.peers.table import GOALS, Found, Goal, best, goals, seconds, sent, times, views

EXPLORE = Seen(
    OURS, "Explore", 128, sent=1_000_000, page=9_000_000, painted=(0.5, 0.3, 0.4), switched=(30.0,)
)
HEAD = Seen(BERTVIZ, "head view", 128, 50_000_000, 51_000_000, (4.0,), (900.0,), whole=False)
MODEL = Seen(BERTVIZ, "model view", 128, 53_000_000, 54_000_000, (20.0,), (1500.0,))
HEADS = Seen(CIRCUITSVIS, "attention heads", 128, 27_000_000, 28_000_000, (30.0, 32.0), (9000.0,))
ALL = [EXPLORE, HEAD, MODEL, HEADS]
BYTES, TIME = Goal("bytes", sent, 128, 20.0), Goal("time", seconds, 128, 15.0)


def test_ours_are_compared_with_the_best_view_that_has_every_head() -> None:
    assert best(ALL, BYTES) == (Found(27_000_000), HEADS)
    assert best(ALL, TIME) == (Found(20.0), MODEL)  # the head view was sooner, and shows one layer
    assert times(ALL, BYTES) == Found(27.0)
    assert times(ALL, TIME) == Found(20.0 / statistics.median([0.3, 0.4, 0.5]))


def test_a_goal_may_be_about_one_tool() -> None:
    assert best(ALL, replace(BYTES, against=BERTVIZ)) == (Found(53_000_000), MODEL)
    assert times(ALL, replace(BYTES, against=BERTVIZ)) == Found(53.0)


def test_a_view_that_was_never_painted_is_not_the_best() -> None:
    never = replace(MODEL, painted=(), switched=(), failed="out of memory")
    assert best([EXPLORE, never, HEADS], TIME) == (Found(31.0), HEADS)
    assert times([EXPLORE, never], TIME) == Found(math.inf)
    assert "| time to all heads | 128 | none came to it | 15 × | ∞ |" in goals([EXPLORE, never])
    assert "| out of memory |" in views([never])


def test_a_view_that_was_waited_for_in_vain_gives_a_bound() -> None:
    late = replace(MODEL, painted=(), switched=(), failed="> 120 s", waited=120.0)
    assert best([EXPLORE, late, HEADS], TIME) == (Found(31.0), HEADS)  # what was painted was sooner
    assert times([EXPLORE, late], TIME) == Found(300.0, at_least=True)
    assert "| time to all heads | 128 | BertViz, model view | 15 × | at least 300.0 × |" in goals(
        [EXPLORE, late]
    )
    assert "| > 120 s |" in views([late])


def test_a_page_that_was_not_made_has_no_bytes() -> None:
    unmade = Seen(BERTVIZ, "model view", 128, failed="out of memory while it was made")
    assert best([EXPLORE, unmade], BYTES) is None
    assert times([EXPLORE, unmade], BYTES) == Found(math.inf)
    assert "| – | – | out of memory while it was made |" in views([unmade])


def test_nothing_is_claimed_where_one_side_is_missing() -> None:
    assert times([HEADS], BYTES) is None
    assert times([EXPLORE], BYTES) is None
    assert times([EXPLORE, replace(HEADS, n=256)], BYTES) is None
    assert goals([EXPLORE]).count("\n") == 1  # only the heading and its line


def test_goals_are_those_of_the_plan() -> None:
    assert [(goal.what, goal.n, goal.least) for goal in GOALS] == [
        ("bytes", 128, 20.0),
        ("bytes", 512, 200.0),
        ("time to all heads", 128, 15.0),
        ("time to all heads", 256, 60.0),
        ("time to another head", 128, 40.0),
    ]


def test_rounds_are_joined() -> None:
    again = replace(HEADS, sent=29_000_000, painted=(28.0,), switched=(), memory=700.0)
    one = joined([replace(HEADS, memory=500.0), again])
    assert one.painted == (30.0, 32.0, 28.0)
    assert one.switched == (9000.0,)
    assert (one.sent, one.memory) == (28_000_000, 600.0)


def test_every_finding_is_a_line_in_the_order_of_lengths() -> None:
    lines = views([replace(EXPLORE, n=256), *ALL]).splitlines()[2:]
    assert [line.split(" | ")[0] for line in lines] == ["| 128"] * 4 + ["| 256"]
    assert len({line.count("|") for line in lines}) == 1
    assert "| 1.00 MB | 9.00 MB | 0.40 s | 3 | 30 ms | 1 | – |" in lines[0]


def test_processes_below_a_browser() -> None:
    parents = {1: 0, 5: 1, 7: 5, 8: 7, 9: 1}
    assert [process for process in parents if below(process, 5, parents)] == [5, 7, 8]


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not say")
def test_memory_of_a_process_is_in_megabytes() -> None:
    assert 1 < held(os.getpid()) < 100_000
    assert held(2**30) == 0  # there is none
