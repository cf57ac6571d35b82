"""Changing a model on the page: what is in force, what it does, and that every model can be changed."""

import pytest
from streamlit.testing.v1 import AppTest

from headlight.model.interventions import (
    Intervention,
    Temperature,
    ZeroAblation,
)
from headlight.model.site import Site
from headlight.model.zoo import load
from headlight.server.address.changes import read_change, write_change

TEXT, SITE = "The cat is sitting on the mat.", Site("decoder", "self", 1)


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file("../../ui/script/page.py", default_timeout=60)


@pytest.fixture(scope="module")
def gpt():
    return load("gpt").trace(TEXT)


def visit(app: AppTest, **link: str) -> AppTest:
    app.query_params |= {"text": TEXT, "lang": "en", "model": "gpt", **link}
    return app.run()


def said(app: AppTest) -> str:
    return "\n".join(m.value for m in app.markdown)


def button(app: AppTest, label: str):
    return next(b for b in app.button if b.label == label)


@pytest.mark.parametrize(
    ("model", "change"),
    [
        ("gpt", "decoder.self.1.*:unmask;decoder.self.0.0:mean"),
        ("gpt-learned", "positions:shuffled=3;decoder.self.0.1:score=distance"),
        ("bert", "encoder.self.0.0:score=cosine;positions:removed"),
        ("xlnet", "decoder.query_stream.0.*:unmask;decoder.content.1.2:hide=2;positions:shuffled=1"),
        ("transformer", "decoder.self.1.2:row=3:1,2,3,4;decoder.cross.2.*:temperature=2;positions:removed"),
        ("seq2seq-bahdanau", "decoder.cross.0.0:cut=1-1"),
        ("seq2seq-luong", "decoder.cross.0.0:score=dot"),
    ],
)
def test_every_model_can_be_changed_and_its_link_keeps_the_changes(app, model, change):
    visit(app, model=model, change=change)
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert app.query_params["change"] == ";".join(
        write_change(read_change(part)) for part in change.split(";")
    )
    assert ":orange-badge[" in said(app)
    assert "Mean KL(before ‖ after)" in said(app)


def test_apply_means_what_the_controls_say_however_quick_the_visitor_is(app):
    """Set and applied in one breath: no run of the page in between."""
    app.session_state["changing_open"] = True
    visit(app, site="decoder.self.1", head="2", query="5", key="3")
    next(g for g in app.get("button_group") if g.key == "change_where").set_value("layer")
    app.selectbox(key="change_what").set_value("temperature")
    app.button(key="change_apply").click().run()
    assert app.query_params["change"] == "decoder.self.1.*:temperature=0.5"
    app.selectbox(key="change_what").set_value("row").run()
    app.slider(key="row_decoder.self.1_2_5_9_4").set_value(100.0)
    app.button(key="change_apply").click().run()
    row = read_change(app.query_params["change"].split(";")[-1]).change.row
    shares = load("gpt").trace(TEXT, None, [Intervention(SITE, Temperature(0.5))]).step(SITE).weights(2)[5]
    percents = [100.0 if key == 4 else round(100 * float(share), 1) for key, share in enumerate(shares)]
    assert row == pytest.approx([percent / sum(percents) for percent in percents], abs=1e-4)


def test_the_numbers_shown_are_the_changed_model_s_own(app, gpt):
    visit(app, change="decoder.self.0.*:temperature=0.5", site="decoder.self.1", head="2", query="5", key="3")
    every = [Intervention(Site("decoder", "self", 0), Temperature(0.5))]
    changed = load("gpt").trace(TEXT, None, every)
    table = app.dataframe[-1].value
    assert table["weight"].tolist() == pytest.approx(changed.step(SITE).weights(2)[5].tolist(), abs=1e-6)
    logs = [t.prediction.logits.double().log_softmax(-1) for t in (gpt, changed)]
    mean = float((logs[0].exp() * (logs[0] - logs[1])).sum(-1).mean())
    assert f"**{mean:.4f} nats**" in said(app)


def test_a_change_is_made_taken_back_and_made_again(app):
    visit(app, site="decoder.self.1", head="2")
    assert "change" not in app.query_params
    app.session_state["changing"] = True
    app.run()
    button(app, "Apply").click().run()
    assert app.query_params["change"] == "decoder.self.1.2:zero"
    button(app, "L1H2 · ablate: zero").click().run()
    assert "change" not in app.query_params
    app.selectbox(key="change_what").set_value("temperature").run()
    button(app, "Apply").click().run()
    assert app.query_params["change"] == "decoder.self.1.2:temperature=0.5"
    button(app, "Undo all").click().run()
    assert "change" not in app.query_params
    assert not app.exception


def test_a_row_is_dragged_into_another_shape(app):
    visit(app, site="decoder.self.1", head="2", query="2", key="1")
    app.session_state["changing"] = True
    app.run()
    app.selectbox(key="change_what").set_value("row").run()
    sliders = [slider for slider in app.slider if slider.key.startswith("row_decoder.self.1_2_2_")]
    weights = load("gpt").trace(TEXT).step(SITE).weights(2)[2]
    assert [slider.value for slider in sliders] == pytest.approx(100 * weights, abs=0.05)
    for key, slider in enumerate(sliders):
        slider.set_value(50.0 if key in (0, 1) else 0.0)
    app.run()
    button(app, "Apply").click().run()
    assert app.query_params["change"].startswith("decoder.self.1.2:row=2:")
    (change,) = app.session_state["chosen"].changes
    assert change.change.row[:2] == (0.5, 0.5)


def test_does_it_matter_ranks_every_head(app, gpt):
    visit(app, site="decoder.self.1", head="2")
    button(app, "Does L1H2 matter?").click().run()
    before, effects, reader = gpt.prediction.logits.double().log_softmax(-1), {}, load("gpt")
    for step in gpt.steps:
        for head in range(step.n_heads):
            changed = reader.trace(TEXT, None, [Intervention(step.site, ZeroAblation(), head)])
            after = changed.prediction.logits.double().log_softmax(-1)
            effects[step.site, head] = float((before.exp() * (before - after)).sum(-1).mean())
    own = effects[SITE, 2]
    rank = sum(value > own for value in effects.values()) + 1
    assert f"{own:.4f} nats" in said(app)
    assert f"rank {rank} of 24" in said(app)


def test_the_control_is_measured_on_demand(app):
    visit(app, change="decoder.self.1.2:zero", site="decoder.self.1", head="2")
    assert "It ranks" not in said(app)
    button(app, "Compare with random heads").click().run()
    assert "draws: 23, heads in each: 1" in said(app)
    assert not app.exception


def test_what_the_text_does_not_have_is_dropped_and_said(app):
    visit(app, change="decoder.self.9.0:zero;decoder.self.1.2:zero;decoder.self.1.0:hide=99")
    assert "were dropped: 2" in app.warning[0].value
    assert app.query_params["change"] == "decoder.self.1.2:zero"


def test_another_model_is_not_changed(app):
    visit(app, change="decoder.self.1.2:zero")
    app.selectbox(key="model").set_value("gpt-learned").run()
    assert "change" not in app.query_params
    assert ":orange-badge[" not in said(app)


def test_a_text_of_its_own_language_says_what_went_wrong(app, monkeypatch):
    def refuses(*_):
        raise ValueError("expected something in English")

    visit(app, lang="zh")
    monkeypatch.setattr("headlight.server.engine.Engine.trace", refuses)
    app.text_input(key="text").set_value("另一句").run()
    assert not app.exception
    assert "expected" not in app.error[0].value
    assert any("expected something in English" in c.value for c in app.code)


def test_a_link_that_cannot_carry_everything_says_so(app):
    visit(app, model="bert", second="cat " * 20)
    assert not any("carries only the beginning" in c.value for c in app.caption)
    app.text_input(key="explore_second").set_value("cat " * 800).run()
    assert any("carries only the beginning of: second" in c.value for c in app.caption)
