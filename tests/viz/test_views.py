"""Every view, a new one too, is found by its file and drawn for every kind of trace."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import plotly.graph_objects as go
import pytest

from headlight.model.trace import Trace
from headlight.viz import CHINESE, DARK, ENGLISH, Look, Selection, views
from headlight.viz.registry import discover
from headlight.viz.style.words import Phrase
from headlight.viz.view import Choice, Control, View

GUIDE = Path(__file__).parents[2] / "docs" / "adding-a-view.md"
AddView = Callable[[str, str], None]
LOOKS = [Look(), Look(DARK, CHINESE)]
NEW_VIEW = """
import pandas as pd
import plotly.graph_objects as go

from headlight.viz.drawing import Drawing
from headlight.viz.style.theme import apply
from headlight.viz.view import View
from headlight.viz.style.words import Phrase


def needs_two_tokens(trace):
    short = all(step.n_key < 2 for step in trace.steps)
    return Phrase("Needs two tokens.", "需要两个词元。") if short else None


def draw(trace, selection, look, options):
    step = selection.step(trace)
    weights = step.weights(selection.head)[-1]
    return Drawing(apply(go.Figure(go.Bar(y=weights)), look.theme), pd.DataFrame({"weight": weights}))


VIEW = View(
    name="{name}",
    title=Phrase("Last query", "最后的查询"),
    question=Phrase("Where does the last token look?", "最后一个词元在看哪里？"),
    needs=needs_two_tokens,
    controls=(),
    draw=draw,
    order=5,
)
"""


def draw_everything(view: View, trace: Trace) -> list[go.Figure]:
    """The view with each choice of each control, in two looks by turns, for the first and last attention layers."""
    selections = [Selection(trace.steps[i].site, trace.steps[i].n_heads - 1) for i in (0, -1)]
    return [
        view.draw(trace, selection, look, options).figure
        for selection in selections
        for look, options in zip(cycle(LOOKS), every_option(view, trace, selection), strict=False)
    ]


def every_option(view: View, trace: Trace, selection: Selection) -> list[dict[str, str]]:
    """Nothing chosen, once for each look, then each choice of each control."""
    controls = view.offered(trace, selection)
    return [{}, {}, *({control.name: choice.value} for control in controls for choice in control.choices)]


@pytest.fixture
def add_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AddView]:
    """Puts a file among the views, for the length of a test."""
    monkeypatch.setattr(views, "__path__", [*views.__path__, str(tmp_path)])

    def add(file: str, source: str) -> None:
        (tmp_path / f"{file}.py").write_text(source, encoding="utf-8")
        monkeypatch.delitem(sys.modules, f"headlight.viz.views.{file}", raising=False)

    yield add
    for path in tmp_path.glob("*.py"):
        sys.modules.pop(f"headlight.viz.views.{path.stem}", None)
        vars(views).pop(path.stem, None)


def test_views_come_in_their_order() -> None:
    views = discover()
    assert views[0].name == "mosaic"
    assert [view.order for view in views] == sorted(view.order for view in views)


@pytest.mark.parametrize("view", discover(), ids=lambda view: view.name)
def test_every_view_draws_every_trace_it_takes(view: View, any_trace: Trace) -> None:
    if view.needs(any_trace) is None:
        for figure in draw_everything(view, any_trace):
            json.loads(figure.to_json())


@pytest.mark.parametrize("view", discover(), ids=lambda view: view.name)
def test_every_view_takes_a_sentence_of_a_causal_model(view: View, traces: dict[str, Trace]) -> None:
    assert view.needs(traces["english"]) is None


@pytest.mark.parametrize("view", discover(), ids=lambda view: view.name)
def test_every_view_says_why_it_cannot(view: View) -> None:
    reason = view.needs(Trace("none", "", {}, ()))
    assert reason is not None
    assert reason.of(ENGLISH).endswith(".")
    assert reason.of(CHINESE).endswith("。")


@pytest.mark.parametrize("view", discover(), ids=lambda view: view.name)
def test_every_view_is_described_in_both_languages(view: View, traces: dict[str, Trace]) -> None:
    controls = view.offered(traces["english"], Selection.first(traces["english"]))
    labels = [c.label for c in controls] + [choice.label for c in controls for choice in c.choices]
    for phrase in (view.title, view.question, *labels):
        assert phrase.english
        assert phrase.chinese
    assert view.question.english.endswith("?")
    assert view.question.chinese.endswith("？")


def test_a_new_file_is_found_and_drawn(add_view: AddView, traces: dict[str, Trace]) -> None:
    add_view("last_query", NEW_VIEW.replace("{name}", "last_query"))
    view = discover()[0]
    assert view.name == "last_query"
    for name, trace in traces.items():
        if view.needs(trace) is not None:
            assert name == "one_token"
        else:
            assert draw_everything(view, trace)


def test_the_guides_example_works(add_view: AddView, any_trace: Trace) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    add_view("entropy", example)
    (view,) = (view for view in discover() if view.name == "entropy")
    assert view.needs(any_trace) is None
    assert draw_everything(view, any_trace)


def test_a_file_without_a_view_is_named(add_view: AddView) -> None:
    add_view("empty", "")
    with pytest.raises(ValueError, match=r"viz/views/empty.py to end in VIEW = View"):
        discover()


def test_two_views_of_one_name_are_refused(add_view: AddView) -> None:
    add_view("twin", NEW_VIEW.replace("{name}", "weights"))
    with pytest.raises(ValueError, match="one view named 'weights'"):
        discover()


def test_a_control_falls_back_to_its_first_choice() -> None:
    choices = Choice("a", Phrase("a", "甲")), Choice("b", Phrase("b", "乙"))
    control = Control("which", Phrase("which", "哪个"), choices)
    assert control.value({}) == "a"
    assert control.value({"which": "b"}) == "b"
    assert control.value({"which": "nonsense from a link"}) == "a"
