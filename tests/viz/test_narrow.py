"""Maps and bars on cards: their numbers stay, only their outlines change."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

import headlight.viz.architecture.context_vector
from headlight.model.outcomes import ContextVector, Translation
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.viz.architecture.context_vector import vector_moves
from headlight.viz.drawing import Drawing
from headlight.viz.style.narrow import AROUND, SHORTEST, TALLEST, narrow
from headlight.viz.style.theme import LIGHT, apply
from headlight.viz.style.words import Phrase


def heatmap(n_query: int, n_key: int, notes: str = "rows · hatched<br>scale") -> Drawing:
    """A map of rising numbers."""
    figure = go.Figure(go.Heatmap(z=np.arange(n_query * n_key).reshape(n_query, n_key)))
    figure.update_layout(title={"text": "L0H0", "subtitle": {"text": notes}})
    return Drawing(apply(figure, LIGHT), pd.DataFrame())


def trace_with(vector: ContextVector | None) -> Trace:
    """A translator's trace without attention."""
    tokens = tuple(Token(i, x, i, i + 1, x, i) for i, x in enumerate("<b>!"))
    return Trace(
        "hand-made", "…", {"encoder": tokens}, (), outcome=Translation("en", (), context_vector=vector)
    )


def test_each_note_has_its_line_and_the_numbers_stay() -> None:
    figure = narrow(heatmap(3, 4)).figure
    assert figure.layout.title.subtitle.text == "rows<br>hatched<br>scale"
    assert_array_equal(figure.data[0].z, np.arange(12).reshape(3, 4))


def test_height_follows_the_cells_within_limits() -> None:
    heights = [narrow(heatmap(n, 10, "one<br>two")).figure.layout.height for n in (1, 5, 10, 40)]
    assert heights == sorted(heights)
    assert heights[0] == AROUND + SHORTEST
    assert heights[-1] == AROUND + TALLEST
    assert heights[2] - AROUND == pytest.approx(2 * (heights[1] - AROUND))


def test_a_note_more_takes_a_line_more() -> None:
    two, three = (narrow(heatmap(5, 5, notes)).figure for notes in ("a<br>b", "a<br>b<br>c"))
    assert three.layout.margin.t - two.layout.margin.t == three.layout.height - two.layout.height > 0


def test_bars_are_the_change_of_the_context_vector() -> None:
    change = torch.tensor([0.1, 0.4, 0.0, 0.9])
    figure = vector_moves(trace_with(ContextVector(torch.zeros(4, 2), change))).figure
    assert_allclose(figure.data[0].y, change.numpy())
    assert list(figure.layout.xaxis.ticktext) == ["&lt;", "b", "&gt;", "!"]


def test_without_a_context_vector_there_are_no_bars() -> None:
    with pytest.raises(ValueError, match="expected a trace with a context vector"):
        vector_moves(trace_with(None))


def test_every_phrase_is_there_in_both_languages() -> None:
    phrases = [
        value
        for value in vars(headlight.viz.architecture.context_vector).values()
        if isinstance(value, Phrase)
    ]
    assert phrases
    for phrase in phrases:
        assert phrase.english.strip()
        assert phrase.chinese.strip()
