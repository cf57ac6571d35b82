"""How good the models are, as the page says it: every figure of the cards with what stands beside it."""

import pytest
from streamlit.testing.v1 import AppTest

from headlight.model.cards import KINDS, figures_of
from headlight.model.readers.reader import Reader
from headlight.model.zoo import load
from headlight.training.summary import TITLES as ALL
from headlight.translations import languages, t, translate_to
from headlight.ui.pages.history.architectures import shipped
from headlight.ui.pages.history.quality import measured, tables
from headlight.ui.parts.card_figures import TITLES, lines_of
from tests.ui.figures import figures

PAGE = """
from headlight.ui import session
from headlight.ui.pages.history.page import history
session.start()
history()
"""


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=120)


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
    "alignment_untrained": {"en-zh": {"shifted": {"aer": 0.83}}},
    "perplexity": {
        "english": {
            "model": {"value": 23.8, "interval": [22.8, 25.0], "sentences": 1908},
            "trigram": {"value": 29.9},
        }
    },
    "heads": {"induction": {"head": "L3H1", "value": 0.6, "interval": [0.5, 0.7], "n": 40, "uniform": 0.02}},
}


def test_a_card_s_figures_become_lines_with_interval_n_and_baseline():
    lines = {line.about: line for line in lines_of(CARD, t)}
    assert {about: (line.value, line.n, line.baseline) for about, line in lines.items()} == {
        ("bleu", "en-zh"): (11.5, 900, ""),
        ("chrf", "en-zh"): (21.5, 900, ""),
        ("alignment", "en-zh"): (0.31, 60, "diagonal 0.58 · random weights 0.83"),
        ("perplexity", "english"): (23.8, 1908, "trigram 29.9"),
    }
    assert lines["bleu", "en-zh"].title == "BLEU, English → Chinese\u00a0↑"
    assert lines["alignment", "en-zh"].interval == "0.27 – 0.35"


@pytest.mark.parametrize(
    ("reading", "said"), [("shifted", t("quality-by-read")), ("written", t("quality-by-written"))]
)
def test_an_alignment_says_which_rows_it_is_of(reading, said):
    card = {"alignment": {"en-zh": CARD["alignment"]["en-zh"] | {"reading": reading}}}
    (line,) = lines_of(card, t)
    assert said in line.title
    assert line.value == card["alignment"]["en-zh"][reading]["aer"]


def test_pronouns_stand_beside_random_weights():
    figures = load("transformer").card["figures"]
    found = [figure for figure in figures_of(figures) if figure.kind == "pronouns"]
    assert [figure.of for figure in found] == ["together", "english", "chinese"]
    for figure in found:
        assert figure.value == figures["pronouns"]["others"][figure.of]["value"]
        assert figure.beside["untrained"] == figures["pronouns_untrained"]["others"][figure.of]["value"]
        assert figure.beside["chance"] == figures["pronouns"]["others"]["chance"][figure.of]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", shipped().values())
def test_every_measure_of_the_shipped_cards_has_its_lines(name, language):
    figures = load(name).card["figures"]
    assert {key for key in figures if not key.endswith("_untrained")} <= set(KINDS)
    assert {figure.kind for figure in figures_of(figures)} <= set(ALL)
    lines = list(lines_of(figures, translate_to(language)))
    assert len(lines) >= 3
    assert len({line.title for line in lines}) == len(lines)
    shown = {figure.kind for figure in figures_of(figures)} & set(TITLES)
    assert {line.about[0] for line in lines} == shown


def test_the_models_of_one_measure_stand_below_each_other():
    table = measured({"a": CARD, "b": CARD, "c": {}})
    assert table["model"].tolist() == ["a", "b"] * 4
    assert len(set(table["measure"])) == 4
    assert [measure[-1] for measure in table["measure"]] == list("↑↑↑↑↓↓↓↓")


def test_cards_without_figures_are_no_error(app, monkeypatch):
    monkeypatch.setattr(Reader, "card", property(lambda self: {}))
    app.query_params["text"] = "A cat."
    app.run()
    assert not app.exception
    assert not app.table


def test_translators_by_length_are_drawn_when_their_cards_have_them(app, monkeypatch):
    assert set(tables({"a": CARD, "b": {}}, "en-zh")) == {"a"}
    assert tables({"a": CARD}, "zh-en") == {}
    monkeypatch.setattr(Reader, "card", property(lambda self: {"figures": CARD}))
    app.query_params["text"] = "A cat."
    app.run()
    assert not app.exception
    assert len(figures(app)) == 2 * len(shipped()) + 1
    assert len(app.table) == 1
    assert app.query_params["history_measure"] == "chrf"
