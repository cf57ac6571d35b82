"""What a session keeps for its widgets is small: no trace outlives the engine's memory of it."""

import gc
import weakref
from itertools import count

import pytest
from streamlit.testing.v1 import AppTest

from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.ui.engine import shared_engine

TEXT = "The cat is sitting on the mat."
VIEWS = {
    "next tokens": ({"model": "gpt-learned", "write": "3"}, {}),
    "gaps": ({"model": "bert", "masked": "2,4"}, {}),
    "an order": ({"model": "xlnet", "query": "2"}, {}),
    "a beam": ({"model": "transformer", "beam": "2"}, {"explore_beam_steps": True, "changing": True}),
    "changes": ({"model": "gpt-learned", "change": "decoder.self.1.0:zero"}, {"changing": True}),
    "no attention": ({"model": "seq2seq"}, {}),
}
NUMBERS = count()  # so that nothing is asked twice


def traces() -> list[Trace]:
    return [thing for thing in gc.get_objects() if type(thing) is Trace]


@pytest.fixture
def kept_behind(monkeypatch):
    """`kept_behind(app)`: how many traces there are because of the app, once the engine has dropped its own."""
    gc.freeze()  # what there was before is none of the app's, and takes seconds to look through

    def survivors(app: AppTest) -> int:
        made = [weakref.ref(trace) for trace in traces()]
        assert made
        monkeypatch.setattr(shared_engine()._traces, "most", 0)
        last = shared_engine().trace(Question("gpt-learned", f"Something else, {next(NUMBERS)}."))
        gc.collect()
        assert app.session_state["chosen"]  # the session is still there
        return sum(trace() not in (None, last) for trace in made)

    yield survivors
    gc.unfreeze()


@pytest.mark.parametrize("view", VIEWS)
def test_a_session_of_explore_keeps_no_trace(kept_behind, view):
    link, state = VIEWS[view]
    app = AppTest.from_file("../../ui/script/page.py", default_timeout=60)
    app.query_params |= {"text": f"{TEXT} {next(NUMBERS)}", **link}
    app.run()
    if state:
        for name, value in state.items():
            app.session_state[name] = value
        app.run()
    assert not app.exception
    assert kept_behind(app) == 0


@pytest.mark.parametrize("page", ["compare", "history"])
def test_a_session_of_another_page_keeps_no_trace(kept_behind, page):
    app = AppTest.from_string(
        f"from headlight.ui import session\nfrom headlight.ui.pages.{page}.page import {page}\n"
        f"session.start()\n{page}()",
        default_timeout=60,
    )
    text = f"{TEXT} {next(NUMBERS)}"
    app.query_params |= {"text": text, "left": text, "right": text.replace("cat", "dog")}
    app.run()
    assert not app.exception
    assert kept_behind(app) == 0
