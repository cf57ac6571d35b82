"""The rows of controls of Hugging Face's models: what is set reaches the model and the link."""

import pytest
from streamlit.testing.v1 import AppTest

from headlight.model.options import FillIn, Translate
from headlight.model.outcomes import Translation
from headlight.ui.parts.controls import CONTROLS
from headlight.ui.parts.huggingface.rows import following, only_reading, writing
from headlight.viz.outcome.beam import beam_tree
from tests.model.huggingface.conftest import reader


def page(name: str) -> None:
    import streamlit as st

    from headlight.ui import session
    from headlight.ui.parts.huggingface import rows

    st.session_state.setdefault("lang", "en")
    st.session_state.setdefault("chosen", session.View())
    st.session_state["asked"] = getattr(rows, name)(None, "The cat", "here")


def drawn(name: str) -> AppTest:
    app = AppTest.from_function(page, args=(name,), default_timeout=60).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("name", ["only_reading", "following", "writing"])
def test_untouched_rows_ask_for_nothing(name: str) -> None:
    asked = drawn(name).session_state["asked"]
    assert asked.options == (Translate() if name == "writing" else FillIn())
    assert asked.settings == {}


def test_a_beam_and_a_given_text_are_asked_for() -> None:
    app = drawn("writing")
    app.slider[0].set_value(4).run()
    app.text_input[0].set_value(" le chat <b> ").run()
    asked = app.session_state["asked"]
    assert asked.options == Translate(forced="le chat <b>", beam=4)
    assert asked.settings["beam"] == 4
    translated = reader("t5").trace("The cat", Translate(beam=4)).outcome
    assert isinstance(translated, Translation)
    assert beam_tree(translated).figure.data


def test_a_second_text_is_asked_for() -> None:
    app = drawn("following")
    app.text_input[0].set_value(" It sat. ").run()
    asked = app.session_state["asked"]
    assert asked.options == FillIn(second="It sat.")
    assert asked.settings == {"second": "It sat."}


def test_each_way_of_reading_has_its_row() -> None:
    rows = {kind.__name__: row for kind, row in CONTROLS.items()}
    assert (rows["HubPair"], rows["HubEncoder"], rows["HubTranslator"]) == (following, only_reading, writing)
    kinds = list(rows)
    assert kinds.index("HubPair") < kinds.index("HubEncoder")  # the first that fits is taken
