"""The Positions page draws every encoding, in both languages, at any size it offers."""

import pytest
from streamlit.testing.v1 import AppTest

PAGE = """
from ui import session
from ui.pages.positions import positions
session.start()
positions()
"""


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=60)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("encoding", "figures"), [("sinusoidal", 4), ("learned", 4), ("rotary", 2), ("alibi", 1), ("none", 1)]
)
def test_an_encoding_is_drawn(app, encoding, figures, language):
    app.query_params["lang"] = language
    app.session_state["encoding"] = encoding
    app.run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == figures


@pytest.mark.parametrize("size", [8, 256])
def test_sizes_at_their_ends_are_drawn(app, size):
    app.run()
    app.slider(key="length").set_value(size)
    app.slider(key="d_model").set_value(size)
    app.run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == 4
