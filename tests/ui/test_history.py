"""The History page: every architecture reads whatever is typed, in both languages, and its words are true."""

import html
import string
from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model.options import FillIn, Translate
from model.readers.reader import Reader
from model.site import Site
from model.zoo import ARCHITECTURES, load
from ui.engine import Engine
from ui.history.architectures import ORIGINS, shipped
from ui.history.figures import MEASURES, lines_of
from ui.history.quality import measured, tables
from ui.language import history as language
from ui.panels.heads import choices, selection_of, telling
from viz.outcome.guesses import percent

TIMEOUT = 120
PAGE = """
from ui import session
from ui.pages.history import history
session.start()
history()
"""


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=TIMEOUT)


def outputs(app: AppTest) -> list[str]:
    """What each model made of the text, as HTML."""
    return [
        e.proto.body
        for e in app.get("html")
        if 'class="outcome"' in e.proto.body or 'class="guesses"' in e.proto.body
    ]


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def cross_map(weights: Any) -> Any:
    """A trace with one cross-attention of weights [head, n_query, n_key]; the last key is special."""
    weights = np.asarray(weights, dtype=np.float32)
    site = Site("decoder", "cross", 0)
    tokens = [SimpleNamespace(special=i == weights.shape[2] - 1) for i in range(weights.shape[2])]
    step = SimpleNamespace(site=site, n_heads=len(weights), weights=lambda: weights)
    return SimpleNamespace(steps=(step,), key_tokens=lambda _: tokens)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_architecture_has_its_story_and_its_drawings(app, lang):
    app.query_params |= {"lang": lang, "text": "The cat is sitting on the mat."}
    app.run()
    assert not app.exception
    assert not app.error
    words = language.HISTORY[lang]
    headings = [m.value for m in app.markdown if m.value.startswith("#### ")]
    for heading, architecture in zip(headings, shipped(), strict=False):
        assert getattr(words, architecture) in heading
        assert ORIGINS[architecture].year in heading
    assert (
        len(app.get("plotly_chart")) == 2 * len(shipped()) + 1
    )  # structures, maps or context vectors, lengths
    assert len(outputs(app)) == len(shipped())


@pytest.mark.parametrize("field", [f.name for f in fields(language.HistoryWords)])
def test_a_word_is_there_in_both_languages_with_the_same_gaps(field):
    english, chinese = getattr(language.ENGLISH, field), getattr(language.CHINESE, field)
    assert english.strip()
    assert chinese.strip()
    assert gaps(english) == gaps(chinese)


def test_chinese_is_chinese():
    untranslated = [
        f.name
        for f in fields(language.HistoryWords)
        if not any("\u4e00" <= c <= "\u9fff" for c in getattr(language.CHINESE, f.name))
    ]
    assert untranslated == ["arxiv", "transformer", "gpt", "bert", "xlnet", "translation"]  # names


def test_every_architecture_of_the_zoo_has_an_origin_and_they_are_in_order():
    assert list(ORIGINS) == list(ARCHITECTURES)
    years = [origin.year for origin in ORIGINS.values()]
    assert years == sorted(years)
    for name in ARCHITECTURES:
        assert getattr(language.ENGLISH, f"{name}_story")


def test_the_stories_are_true_of_the_shipped_models():
    models = {architecture: load(name) for architecture, name in shipped().items()}
    assert models["gpt"].config.positions == "rotary"
    assert models["luong"].config.score == "general"
    directions = {
        name: models[name].network.encoder.gru.bidirectional for name in ("seq2seq", "bahdanau", "luong")
    }
    assert directions == {"seq2seq": False, "bahdanau": True, "luong": False}
    assert directions == {name: ORIGINS[name].recurrence.encoder == "both" for name in directions}


@pytest.mark.parametrize("text", ["", "  \t "])
def test_nothing_typed_is_said_kindly(app, text):
    app.query_params["text"] = text
    app.run()
    assert not app.exception
    assert len(app.info) == 1
    assert not outputs(app)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\x00b\x01\x1b[31m\x7f", id="control characters"),
        pytest.param("👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽", id="emoji with joiners"),
        pytest.param("مرحبا بالعالم \u202e abc \u2066", id="right to left"),
        pytest.param("<script>alert(1)</script><img src=x onerror=alert(1)>", id="HTML"),
        pytest.param("{} {0} $x$ %{z} **b**", id="format strings"),
        pytest.param("cat and dog " * 3000, id="far too long"),
        pytest.param("x", id="one letter"),
    ],
)
def test_odd_text_never_breaks_the_page(app, text):
    app.query_params["text"] = text
    app.run()
    assert not app.exception
    assert not app.error
    assert len(app.get("plotly_chart")) == 2 * len(shipped()) + 1
    assert not any("<script" in said or "<img" in said for said in outputs(app))
    assert len(str(app.query_params["text"])) < 7000


def test_a_model_that_breaks_costs_its_card_and_no_other(app, monkeypatch):
    read = Engine.trace

    def breaks(self, question):
        if question.model == "transformer":
            raise RuntimeError("secret detail")
        return read(self, question)

    monkeypatch.setattr("ui.engine.Engine.trace", breaks)
    app.query_params["text"] = "A cat."
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert "secret" not in app.error[0].value
    assert len(app.get("plotly_chart")) == 2 * len(shipped()) - 1


def test_a_translation_is_the_model_s_own(app):
    text = "The cat is sitting on the mat."
    app.query_params["text"] = text
    app.run()
    for name in ("seq2seq-bahdanau", "transformer"):
        wrote = load(name).trace(text).outcome.hypotheses[0].text
        first = wrote.split()[0] if wrote.split() else "stops at once"
        assert any(first in html.unescape(said) for said in outputs(app))


def test_another_head_is_drawn_and_goes_into_the_link(app):
    app.query_params["text"] = "The cat sat."
    app.run()
    assert "map_gpt" not in app.query_params
    box = app.selectbox(key="map_gpt")
    other = "decoder.self.0.1" if box.value == "decoder.self.0.0" else "decoder.self.0.0"
    box.set_value(other).run()
    assert not app.exception
    assert app.query_params["map_gpt"] == other
    app.text_input(key="text").set_value("A dog ran.").run()
    assert app.selectbox(key="map_gpt").value == other  # what was chosen stays with another text


def test_a_link_opens_its_head_and_names_what_makes_no_sense(app):
    app.query_params |= {"text": "The cat sat.", "map_gpt": "decoder.self.2.1", "map_bert": "nonsense"}
    app.run()
    assert not app.exception
    assert app.selectbox(key="map_gpt").value == "decoder.self.2.1"
    assert app.selectbox(key="map_bert").value.startswith("encoder.self.")


def test_the_language_can_be_switched_and_the_choices_stay(app):
    app.query_params |= {"text": "The cat sat.", "map_gpt": "decoder.self.2.1"}
    app.run()
    app.session_state["lang"] = "zh"
    app.run()
    assert app.text_input(key="text").value == "The cat sat."
    assert app.selectbox(key="map_gpt").value == "decoder.self.2.1"
    assert app.query_params["lang"] == "zh"


def test_settings_go_into_the_link_and_come_out_of_it(app):
    asked = {"beam": "2", "masked": "2", "order": "right", "second": "It slept."}
    app.query_params |= {"text": "The cat sat down.", **asked}
    app.run()
    assert not app.exception
    assert not app.warning
    assert asked.items() <= {name: str(value) for name, value in app.query_params.items()}.items()
    said = "".join(outputs(app))
    best = load("transformer").trace("The cat sat down.", Translate(beam=2)).outcome.hypotheses[0].text
    assert best.split()[0] in html.unescape(said)
    assert language.ENGLISH.fills_in.format(position=2) in said
    follows = load("bert").trace("The cat sat down.", FillIn((2,), "It slept.")).outcome.next_sentence
    assert any(percent(follows) in m.value for m in app.markdown)
    listed = next(part for part in outputs(app) if language.ENGLISH.foretells in part)
    assert listed.index("down") < listed.index("sat") < listed.index("cat")


def test_a_setting_can_be_taken_back_and_leaves_the_link(app):
    app.query_params |= {"text": "The cat sat.", "forced": "猫坐下了。"}
    app.run()
    assert language.ENGLISH.forced in "".join(outputs(app))
    app.text_input(key="history_translators_forced").set_value("").run()
    assert "forced" not in app.query_params
    assert language.ENGLISH.forced not in "".join(outputs(app))


def test_the_telling_head_points_at_words_and_not_at_the_end_mark():
    rests = [[0, 0, 1], [0, 0, 1]]
    blurred = [[0.4, 0.3, 0.3], [0.3, 0.4, 0.3]]
    points = [[0.8, 0.1, 0.1], [0.1, 0.7, 0.2]]
    trace = cross_map([rests, points, blurred])
    assert telling(trace) == "decoder.cross.0.1"
    assert choices(trace) == [f"decoder.cross.0.{head}" for head in range(3)]
    assert str(selection_of("decoder.cross.0.2").site) == "decoder.cross.0"
    assert selection_of("decoder.cross.0.2").head == 2


CARD = {
    "translation": {
        "en-zh": {
            "n": 900,
            "bleu": {"value": 11.5, "interval": [10.9, 12.1]},
            "chrf": {"value": 21.5, "interval": [20.9, 22.1]},
            "by_length": [
                {
                    "from": 1,
                    "to": None,
                    "n": 900,
                    "chrf": {"value": 21.5, "interval": [20.9, 22.1]},
                    "bleu": {"value": 11.5, "interval": [10.9, 12.1]},
                }
            ],
        }
    },
    "alignment": {
        "en-zh": {
            "pairs": 60,
            "reading": "shifted",
            "written": {"aer": 0.41, "interval": [0.37, 0.45]},
            "shifted": {"aer": 0.31, "interval": [0.27, 0.35]},
            "diagonal": {"aer": 0.58},
        }
    },
    "perplexity": {
        "english": {
            "model": {"value": 23.8, "interval": [22.8, 25.0], "sentences": 1908},
            "trigram": {"value": 29.9},
        }
    },
}


def test_a_card_s_figures_become_lines_with_interval_n_and_baseline():
    lines = list(lines_of(CARD, language.ENGLISH))
    assert [(line.value, line.n, line.baseline) for line in lines] == [
        (11.5, 900, ""),
        (21.5, 900, ""),
        (0.31, 60, "diagonal 0.58"),
        (23.8, 1908, "trigram 29.9"),
    ]
    assert lines[0].title == "BLEU, English → Chinese ↑"
    assert lines[2].interval == "0.27 – 0.35"


@pytest.mark.parametrize("catalogue", [language.ENGLISH, language.CHINESE])
def test_every_measure_of_the_shipped_cards_has_its_lines(catalogue):
    for name in shipped().values():
        figures = load(name).card["figures"]
        lines = list(lines_of(figures, catalogue))
        assert len(lines) >= 3
        assert {key for key in figures if not key.endswith("_untrained")} - {"heads"} <= set(MEASURES)


def test_the_models_of_one_measure_stand_below_each_other():
    table = measured({"a": CARD, "b": CARD, "c": {}}, language.ENGLISH)
    assert table["model"].tolist() == ["a", "b"] * 4
    assert len(set(table["measure"])) == 4
    assert [measure[-1] for measure in table["measure"]] == list("↑↑↑↑↓↓↓↓")


def test_cards_without_figures_are_no_error(app, monkeypatch):
    monkeypatch.setattr(Reader, "card", property(lambda self: {}))
    app.query_params["text"] = "A cat."
    app.run()
    assert not app.exception
    assert not app.dataframe


def test_translators_by_length_are_drawn_when_their_cards_have_them(app, monkeypatch):
    assert set(tables({"a": CARD, "b": {}}, "en-zh")) == {"a"}
    assert tables({"a": CARD}, "zh-en") == {}
    monkeypatch.setattr(Reader, "card", property(lambda self: {"figures": CARD}))
    app.query_params["text"] = "A cat."
    app.run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == 2 * len(shipped()) + 1
    assert len(app.dataframe) == 1
    assert app.query_params["history_measure"] == "chrf"
