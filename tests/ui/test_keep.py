"""The Keep area and what a figure offers: nothing is made before it is asked for, and files are what they say."""

import pytest
import torch
from plotly.offline import get_plotlyjs
from streamlit.testing.v1 import AppTest

from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.options import Continue, FillIn
from headlight.model.zoo import load
from headlight.server.engine import Question
from headlight.translations import t
from headlight.ui.parts.keep.panel import choices_of, second_reading
from headlight.ui.parts.keep.report import Viewed, report
from headlight.viz import DARK, LIGHT, Look, Selection
from headlight.viz.style.words import CATALOGUES
from tests.ui.figures import figures, messages

CPU = torch.device("cpu")
HOSTILE = "</script><script>alert(1)</script> \u202eabc a\x00b"


@pytest.fixture
def app_of():
    """Runs a page, with some things in its session."""

    def run(page, **session) -> AppTest:
        app = AppTest.from_function(page, default_timeout=60)
        for name, value in session.items():
            app.session_state[name] = value
        app.run()
        assert not app.exception
        return app

    return run


def panel() -> None:
    """A page with nothing but the area."""
    import streamlit as st

    from headlight.server.engine import Question
    from headlight.ui import session
    from headlight.ui.engine import shared_engine
    from headlight.ui.parts.keep.panel import keep
    from headlight.viz import Selection

    question = Question("gpt", "The cat is sitting.")
    trace = shared_engine().trace(question)
    st.session_state.lang = "en"
    link = {"text": question.text, "view": "weights"}
    keep(question, trace, Selection(trace.steps[1].site, 2, 3, 1), session.look(), link, "weights", {})


def one_figure() -> None:
    """A page with one figure."""
    import streamlit as st

    from headlight.ui import session
    from headlight.ui.parts.figure import figure
    from headlight.viz import rotary_kernel

    st.session_state.lang = "zh"
    figure(rotary_kernel(8, 8, session.look()), "kernel")


def viewed(trace, language: str = "en", **changed) -> Viewed:
    look = Look(DARK if language == "zh" else LIGHT, CATALOGUES[language])
    selection = Selection(trace.steps[-1].site, 1, 2, 1) if trace.steps else None
    return Viewed(
        **{
            "selection": selection,
            "look": look,
            "view": "table",
            "choices": {},
            "question": Question(trace.model_name, trace.text),
            "link": "http://127.0.0.1/?text=The+cat",
        }
        | changed
    )


def rest_of(text: str) -> str:
    """The report without plotly.js."""
    assert text.count(get_plotlyjs()) == 1
    return text.replace(get_plotlyjs(), "")


@pytest.fixture(scope="module")
def gpt():
    return load("gpt", CPU)


def test_a_closed_control_sends_nothing(app_of):
    app = app_of(one_figure)
    assert len(figures(app)) == 1
    assert not app.get("download_button")
    assert app.get("popover")[0].proto.popover.label == t("keep-keep", "zh")


def test_an_open_control_offers_two_images_a_page_and_numbers(app_of):
    app = app_of(one_figure, keep_kernel=True)
    assert [button.label for button in app.get("download_button")] == [
        t("keep-html", "zh"),
        t("keep-csv", "zh"),
    ]
    assert len(app.get("bidi_component")) == 1 + len(figures(app))


def test_plotly_s_own_button_makes_a_sharp_image_with_a_name(app_of):
    config = messages(app_of(one_figure))[0]["config"]
    assert config["toImageButtonOptions"] == {"format": "png", "scale": 3, "filename": "headlight-kernel"}
    assert config["showSendToCloud"] is False


def test_the_area_offers_the_report_the_trace_and_the_link(app_of):
    app = app_of(panel)
    assert [button.label for button in app.get("download_button")] == [
        t("keep-report"),
        t("keep-npz"),
        t("keep-json"),
    ]
    assert [code.value for code in app.code] == ["?lang=en&text=The+cat+is+sitting.&view=weights"]
    assert app.get("popover")[0].proto.popover.label == t("keep-map", head="L1H2")


def test_a_view_s_choices_are_found_among_a_link_s():
    options = {"view": "weights", "weights_scale": "log", "mosaic_scale": "unit"}
    assert choices_of("weights", options) == {"scale": "log"}
    assert choices_of("table", options) == {}


def test_the_report_has_text_cell_numbers_figures_and_link(gpt):
    trace = gpt.trace("The cat is sitting.", Continue(length=3, strategy="sample", seed=7))
    options = Continue(length=3, strategy="sample", seed=7)
    text = rest_of(report(trace, gpt, viewed(trace, question=Question("gpt", trace.text, options))))
    step = trace.steps[-1]
    assert "The cat is sitting." in text
    assert f"{step.weights(1)[2, 1]:.4f}" in text
    for key in range(3):
        assert f"{step.scores(1)[2, key]:.4f}" in text
    assert text.count("Plotly.newPlot") == 3
    assert "Tokens to write on: 3 · Which token: Drawn · Seed: 7" in text
    assert 'href="http://127.0.0.1/?text=The+cat"' in text
    assert str(gpt.card["figures"]["perplexity"]["both"]["model"]["value"]) in text
    assert "decoder · self-attention" in text


def test_the_open_view_is_drawn_with_what_is_chosen_in_it(gpt):
    trace = gpt.trace("The cat is sitting.")
    plain = rest_of(report(trace, gpt, viewed(trace)))
    logarithmic = rest_of(report(trace, gpt, viewed(trace, view="weights", choices={"scale": "log"})))
    assert "weight, logarithmic" in logarithmic
    assert "weight, logarithmic" not in plain


def test_the_measures_come_with_the_untrained_model_s_reading_if_there_is_one(gpt):
    trace = gpt.trace("The cat is sitting.")
    shown = viewed(trace, view="metrics")
    reading = second_reading(Question("gpt", trace.text), trace, shown)
    assert reading is not None
    assert reading.model_name == "untrained:gpt"
    alone = rest_of(report(trace, gpt, shown))
    beside = rest_of(report(trace, gpt, shown, reading))
    assert "untrained" in beside
    assert "untrained" not in alone
    assert second_reading(Question("gpt", trace.text), trace, viewed(trace, view="weights")) is None


def test_changes_to_attention_are_said(gpt):
    site = gpt.trace("The cat sat.").steps[0].site
    trace = gpt.trace("The cat sat.", interventions=[Intervention(site, ZeroAblation(), 2)])
    unchanged = report(gpt.trace("The cat sat."), gpt, viewed(trace))
    with_changes = report(trace, gpt, viewed(trace, changes=("L0H2 · ablate: zero", "<b>")))
    assert "<dd>L0H2 · ablate: zero · &lt;b&gt;</dd>" in with_changes
    assert f"<dt>{t('keep-interventions')}</dt><dd>{t('keep-no-interventions')}</dd>" in unchanged


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_typed_becomes_markup_in_the_report(language):
    bert = load("bert", CPU)
    options = FillIn((2,), HOSTILE)
    trace = bert.trace(HOSTILE, options)
    question = Question("bert", HOSTILE, options)
    shown = viewed(trace, language, question=question, link=f"http://127.0.0.1/?text={HOSTILE}")
    text = rest_of(report(trace, bert, shown))
    assert text.count("<script") == text.count("</script>") == 4  # the library, three figures
    assert f'<html lang="{language}">' in text
    assert not {"\u202e", "\x00"} & set(text)
    assert t("keep-second-text", language) in text
    text.encode("utf-8")


def test_a_model_without_attention_has_a_report_too():
    reader = load("seq2seq", CPU)
    trace = reader.trace("A cat sleeps.")
    text = rest_of(report(trace, reader, viewed(trace)))
    assert t("keep-no-attention") in text
    assert trace.outcome.hypotheses[0].text in text
