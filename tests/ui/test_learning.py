"""The recorded training: what is packed is what the checkpoints compute; links, kind words, and an honest story."""

import json
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from headlight.analysis.learning import Growth
from headlight.analysis.learning_reading import GUESSES, read
from headlight.model.zoo import checkpoints, load
from headlight.server.heads.packing import Tiles
from headlight.translations import t
from headlight.ui.pages.learning.recorded import story as recorded_story
from headlight.ui.pages.learning.recorded.readings import Recorded, together
from headlight.ui.pages.learning.recorded.section import MODEL, opening

TEXT = "The cat saw the cat."
TIMEOUT = 120
PAGE = """
from headlight.ui import session
from headlight.ui.pages.learning.recorded.section import recorded
session.start()
recorded()
session.show_what_was_ignored()
"""


@pytest.fixture(scope="module")
def steps() -> tuple[int, ...]:
    """The first checkpoint, one on the way, the last."""
    every = checkpoints(MODEL)
    return every[0], every[len(every) // 2], every[-1]


@pytest.fixture(scope="module")
def traces(steps):
    return [load(f"{MODEL}@{step}").trace(TEXT) for step in steps]


@pytest.fixture(scope="module")
def packed(steps, traces) -> Recorded:
    return together(steps, [read(trace) for trace in traces])


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=TIMEOUT)


def growth(steps: tuple[int, ...], induction: tuple[float, ...]) -> Growth:
    """L0H0 looks at the token before from the second step on; L1H1 has these induction scores."""
    flat = (0.01,) * len(steps)
    scores = {
        "previous_token": {"L0H0": (0.2, 0.6, 0.7), "L1H1": (0.2, 0.2, 0.2)},
        "induction": {"L0H0": flat, "L1H1": induction},
    }
    even, n = {"previous_token": 0.2, "induction": 0.01}, {"previous_token": 10, "induction": 20}
    return Growth(steps, (9.0, 6.0, 4.0), ((9, 9), (6, 6), (4, 4)), 100, scores, even, n)


def test_what_the_browser_gets_makes_every_checkpoints_own_scores_and_weights(packed, traces):
    _, layers, heads, n, d_head = packed.queries.shape
    columns = packed.arrays()
    for index, trace in enumerate(traces):
        for layer, step in enumerate(trace.steps):
            for head in range(heads):
                first = ((index * layers + layer) * heads + head) * n * d_head  # as recording.js counts
                q, k = (
                    columns[name][first : first + n * d_head].reshape(n, d_head)
                    for name in ("queries", "keys")
                )
                scores = packed.factor * q @ k.T
                assert scores == pytest.approx(step.scores(head), abs=1e-4)
                shares = np.exp(scores - scores.max()) * np.tri(n)
                assert shares / shares.sum(-1, keepdims=True) == pytest.approx(step.weights(head), abs=1e-5)
    assert packed.error == max(trace.verify() for trace in traces) < 1e-4


def test_guesses_and_surprisals_travel_as_the_checkpoints_have_them(packed, traces):
    n = packed.queries.shape[3]
    columns = packed.arrays()
    for index, trace in enumerate(traces):
        ids = [token.id for token in trace.tokens["decoder"]]
        for position in range(n):
            first = (index * n + position) * GUESSES
            own = slice(first, first + GUESSES)
            best = trace.prediction.top(position, GUESSES)
            assert [packed.guessed[i] for i in columns["guesses"][own]] == [id for id, _ in best]
            assert columns["chances"][own] == pytest.approx([chance for _, chance in best])
        surprisals = columns["surprisals"][index * (n - 1) : (index + 1) * (n - 1)]
        chances = [trace.prediction.probabilities(i)[ids[i + 1]] for i in range(n - 1)]
        assert surprisals == pytest.approx(-np.log(chances), abs=1e-5)
        assert packed.losses()[index] == pytest.approx(-np.log(chances).mean(), abs=1e-5)


def test_another_text_has_another_digest(packed, traces):
    other = read(load(traces[0].model_name).trace("The dog saw the cat."))
    assert together((0,), [other]).digest != together((0,), [read(traces[0])]).digest


def sent(app: AppTest) -> dict:
    """What the scrubber was told."""
    found = [json.loads(c.proto.json) for c in app.get("bidi_component") if c.proto.json]
    return next(data for data in found if "steps" in data)


def test_the_page_tells_the_browser_everything_and_its_link_reopens_it(app, steps):
    step = steps[1]
    asked = {"step": str(step), "site": "decoder.self.1", "head": "1", "query": "5", "key": "2"}
    app.query_params |= {"lang": "en", "text": TEXT, **asked}
    app.run()
    assert not app.exception
    assert not app.warning
    assert asked.items() <= {name: str(value) for name, value in app.query_params.items()}.items()
    told = sent(app)
    assert told["steps"] == list(checkpoints(MODEL))
    assert told["selection"] == {"step": step, "site": "decoder.self.1", "head": 1, "query": 5, "key": 2}
    trace = load(MODEL).trace(TEXT)
    assert told["ids"] == [token.id for token in trace.tokens["decoder"]]
    assert [Tiles(**tiles).site for tiles in told["tiles"]] == [str(site) for site in trace.sites()]
    assert {tiles["masked"] for tiles in told["tiles"]} == {"causal"}
    assert told["explore"] == {"lang": "en", "text": TEXT, "model": MODEL}


def test_what_a_link_asks_for_in_vain_is_named(app):
    app.query_params |= {
        "lang": "en",
        "text": TEXT,
        "step": "5",
        "head": "99",
        "site": "nonsense",
        "query": "-1",
    }
    app.run()
    assert not app.exception
    (warning,) = app.warning
    assert all(name in warning.value for name in ("step", "head", "site", "query"))
    assert sent(app)["selection"]["step"] == checkpoints(MODEL)[-1]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "A"), ("en", "<script>alert(1)</script>"), ("zh", "שלום 👩‍👩‍👧 \x00"), ("zh", "很长" * 150)],
)
def test_whatever_is_typed_is_read(app, lang, text):
    app.query_params |= {"lang": lang, "text": text}
    app.run()
    assert not app.exception
    assert not app.error
    assert len(sent(app)["labels"]) == len(load(MODEL).trace(text).tokens["decoder"])


def test_nothing_typed_and_no_model_are_said_kindly(app, monkeypatch):
    app.query_params |= {"lang": "en", "text": " "}
    app.run()
    assert not app.exception
    assert len(app.info) == 1
    monkeypatch.setattr("headlight.ui.pages.learning.recorded.section.checkpoints", lambda name: ())
    app.run()
    assert not app.exception
    assert [info.value for info in app.info] == [t("recorded-no-model", model=MODEL)]


def test_without_curves_the_page_says_so_and_still_works(app, monkeypatch):
    monkeypatch.setattr("headlight.ui.pages.learning.recorded.section.read_growth", lambda card: None)
    app.query_params |= {"lang": "en", "text": TEXT}
    app.run()
    assert not app.exception
    assert t("recorded-no-curves", model=MODEL) in [info.value for info in app.info]
    assert sent(app)["growth"] == "null"


def test_the_story_says_what_the_curves_show_and_no_more(packed, steps, traces):
    first, middle, last = steps
    formed = recorded_story.story(growth(steps, (0.01, 0.02, 0.8)), packed, traces[-1])
    assert any("L1H1" in said and f"from step {middle} to {last}" in said for said in formed)
    assert any("L0H0" in said and f"from step {first} to {middle}" in said for said in formed)
    assert formed[-1] == t("recorded-story-order")
    without = recorded_story.story(growth(steps, (0.01, 0.01, 0.015)), packed, traces[-1])
    assert any("Induction does not form" in said for said in without)
    assert t("recorded-story-order") not in without
    too_early = replace(growth(steps, (0.01, 0.7, 0.8)))
    too_early.scores["previous_token"]["L0H0"] = (0.2, 0.2, 0.7)
    assert t("recorded-story-order") not in recorded_story.story(too_early, packed, traces[-1])


def test_one_opens_where_a_token_comes_again(steps, traces):
    learned = growth(steps, (0.01, 0.02, 0.8))
    again = opening(traces[-1], learned, steps)
    labels = [token.label for token in traces[-1].tokens["decoder"]]
    assert (labels[again.query], labels[again.key - 1]) == ("·cat", "·cat")
    assert (again.step, again.site, again.head) == (steps[-1], "decoder.self.1", 1)
    fresh = opening(load(MODEL).trace("The cat sat."), learned, steps)
    assert (fresh.site, fresh.head, fresh.key) == ("decoder.self.0", 0, fresh.query - 1)
