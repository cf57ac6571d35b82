"""What is true of every view's table: the same in every look, made once, and no trace kept alive by it."""

import gc
import weakref
from typing import Any

import pandas as pd
import pytest

from headlight.model.trace import Trace
from headlight.viz import DARK, Look, Selection, csv_of, discover, no_positions, weights_heatmap
from headlight.viz.maps import window as windows
from headlight.viz.view import View
from tests.conftest import make_trace
from tests.viz.slowly import VIEWS


@pytest.mark.parametrize("view", discover(), ids=lambda view: view.name)
def test_every_view_has_a_table_that_is_the_same_in_every_look(view: View, traces: dict[str, Trace]) -> None:
    for trace in (traces["repeated"], traces["strange"], traces["cross"]):
        if view.needs(trace) is None:
            english, chinese = (
                view.draw(trace, Selection.first(trace), look, {}) for look in (Look(), Look(DARK, "zh"))
            )
            assert not english.table.empty
            pd.testing.assert_frame_equal(english.table, chinese.table)
            csv_of(english).decode("utf-8")


def test_a_table_is_made_once_and_not_before_somebody_asks(
    repeated: Trace, at: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, make = [], windows.cell_table

    def noted(*parts: Any) -> pd.DataFrame:
        made.append(parts)
        return make(*parts)

    monkeypatch.setattr(windows, "cell_table", noted)
    drawing = weights_heatmap(repeated, at)
    assert not made
    assert drawing.table is drawing.table
    assert len(made) == 1


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_drawing_does_not_keep_the_trace(name: str) -> None:
    trace = make_trace(["a", "b", "a"])
    if VIEWS[name].needs(trace) is None:
        drawing, kept = VIEWS[name].draw(trace, Selection.first(trace), Look(), {}), weakref.ref(trace)
        del trace
        gc.collect()
        assert kept() is None
        assert len(drawing.table)


def test_a_figure_without_numbers_has_an_empty_table() -> None:
    assert no_positions().table.empty
    csv_of(no_positions())
