"""Explore with every model of the zoo: what came out is on the page, and a token that is chosen opens its step."""

import html
import re

import pytest
import torch
from streamlit.testing.v1 import AppTest

from headlight.model.options import Continue, FillIn, Permute, Translate
from headlight.model.zoo import architecture_of, load, names
from headlight.translations import t
from headlight.viz.outcome.guesses import percent
from tests.ui.figures import figures, workbenches

TEXT = "The cat is sitting on the mat."
TRANSLATORS = [name for name in names() if architecture_of(name) in ("bahdanau", "luong", "transformer")]


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_file("../../ui/script/page.py", default_timeout=60)
    app.query_params["text"] = TEXT
    return app


def opened(app: AppTest, **link: str) -> AppTest:
    app.query_params |= link
    app.run()
    assert not app.exception
    assert not app.error
    return app


def said(app: AppTest, mark: str) -> list[str]:
    """Bodies of the page's HTML with this mark in them."""
    return [html.unescape(e.proto.body) for e in app.get("html") if mark in e.proto.body]


def pills(app: AppTest, label: str):
    return next(group for group in app.get("button_group") if group.proto.label == label)


def bars(app: AppTest) -> list[list[tuple[str, str]]]:
    """Token and percentage of every line of every list of candidates."""
    line = re.compile(r"\*\*(.*)\*\*.* :gray\[(.*)\]")
    lists: dict[str, list[tuple[str, str]]] = {}
    for button in app.button:
        place, _, rank = (button.key or "").rpartition("_")
        if place.endswith("candidates") and rank.isdigit():
            token, share = line.fullmatch(button.label).groups()
            lists.setdefault(place, []).append((re.sub(r"\\(.)", r"\1", token), share))
    return list(lists.values())


def chart_titles(app: AppTest) -> str:
    return " ".join(map(str, figures(app)))


def softmax_at(trace, position: int) -> torch.Tensor:
    return torch.softmax(trace.prediction.logits[position].float(), -1)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("model", names())
def test_every_model_reads_in_both_languages(app, model, language):
    opened(app, model=model, lang=language)
    assert not app.warning
    assert workbenches(app) == (architecture_of(model) != "seq2seq")


@pytest.mark.parametrize("model", names())
@pytest.mark.parametrize("text", ["a", "。", "👩‍👩‍👧 <b>x</b>", "\u202e abc \x00", "`**_$x$:red[y]_**`"])
def test_odd_texts_are_read_by_every_model(app, model, text):
    app.query_params["text"] = text
    opened(app, model=model)
    assert not any("<b>x" in e.proto.body for e in app.get("html"))


@pytest.mark.parametrize("model", names())
def test_what_does_not_fit_is_said_for_every_model(app, model):
    app.query_params["text"] = "cat and dog " * 300
    opened(app, model=model)
    notice = next(w.value for w in app.warning if "left out" in w.value)
    read, left_out = map(int, re.findall(r"first (\d+).*last \*\*(\d+)", notice)[0])
    whole = load(model).tokenizer.encode(app.query_params["text"], limit=100_000)
    assert read + left_out == len(whole.tokens)
    assert "dog" in notice.split("after")[1]


@pytest.mark.parametrize("model", TRANSLATORS)
def test_a_written_token_that_is_chosen_opens_its_row_of_the_alignment(app, model):
    opened(app, model=model, forced="猫坐在垫子上。")
    trace = load(model).trace(TEXT, Translate(forced="猫坐在垫子上。"))
    pills(app, t("outcome-written")).set_value(2).run()
    assert not app.exception
    assert app.query_params["site"].startswith("decoder.cross")
    assert app.query_params["query"] == "2"
    site, head = app.query_params["site"], int(app.query_params["head"])
    step = next(step for step in trace.steps if str(step.site) == site)
    assert app.dataframe[0].value["weight"].tolist() == pytest.approx(
        step.weights(head)[2].tolist(), abs=1e-5
    )
    best = softmax_at(trace, 2).topk(10)
    assert [share for _, share in bars(app)[0]][:10] == [percent(float(p)) for p in best.values]


def test_a_written_token_is_opened_from_the_encoder_too(app):
    opened(app, model="transformer", site="encoder.self.0", head="1", query="0", key="0")
    assert pills(app, t("outcome-written")).value is None
    pills(app, t("outcome-written")).set_value(0).run()
    assert app.query_params["site"].startswith("decoder.cross")


@pytest.mark.parametrize("model", [*TRANSLATORS, "seq2seq"])
def test_a_forced_translation_has_the_probability_of_its_tokens(app, model):
    opened(app, model=model, forced="猫。")
    trace = load(model).trace(TEXT, Translate(forced="猫。"))
    shares = [softmax_at(trace, i)[t.id] for i, t in enumerate(trace.tokens["written"])]
    expected = f"{float(torch.stack(shares).log().sum()):.2f}".replace("-", "−")
    outcome = said(app, 'class="outcome"')[0]
    assert "猫。" in outcome
    assert t("outcome-given") in outcome
    assert float(re.search(r"ln p = (\S+?)<", outcome)[1].replace("−", "-")) == pytest.approx(
        float(expected.replace("−", "-")), abs=0.011
    )


def test_a_beam_shows_its_hypotheses_and_its_tree_once_it_is_opened(app):
    opened(app, model="transformer", beam="3")
    assert not chart_titles(app)
    trace = load("transformer").trace(TEXT, Translate(beam=3))
    app.session_state["explore_beam_steps"] = True
    app.run()
    assert not app.exception
    assert app.dataframe[0].value["text"].tolist() == [h.text for h in trace.outcome.hypotheses]
    assert "How the beam went" in chart_titles(app)


def test_a_translator_without_attention_says_so_and_shows_what_its_vector_keeps(app):
    opened(app, model="seq2seq", forced="猫坐在垫子上。")
    assert "has no attention" in app.info[0].value
    assert "Encoder state" in chart_titles(app)
    assert "How far c moves without a token" in chart_titles(app)
    trace = load("seq2seq").trace(TEXT, Translate(forced="猫坐在垫子上。"))
    pills(app, t("outcome-written-without")).set_value(1).run()
    assert app.query_params["query"] == "1"
    assert "site" not in app.query_params
    assert bars(app)[0][0][1] == percent(float(softmax_at(trace, 1).max()))


def test_a_link_to_an_attention_that_is_not_there_is_said(app):
    opened(app, model="seq2seq", site="decoder.self.0", head="2", query="999")
    assert "site" in app.warning[0].value
    assert "site" not in app.query_params


def test_a_generated_token_opens_the_distribution_it_was_taken_from(app):
    opened(app, model="gpt", text="The cat is", write="4")
    trace = load("gpt").trace("The cat is", Continue(4))
    written = range(trace.outcome.start, len(trace.tokens["decoder"]))
    pills(app, t("outcome-drawn")).set_value(written[0]).run()
    assert app.query_params["query"] == str(written[0] - 1)
    token, share = bars(app)[0][0]  # greedy: what was taken is what was likeliest
    assert token == trace.tokens["decoder"][written[0]].label
    assert share == percent(float(softmax_at(trace, written[0] - 1).max()))


def test_what_comes_next_is_the_softmax_at_the_chosen_position(app):
    opened(app, model="gpt", query="3")
    trace = load("gpt").trace(TEXT)
    best = softmax_at(trace, 3).topk(10)
    vocabulary = trace.prediction.vocabulary
    assert bars(app)[0][:10] == [
        (vocabulary[int(i)], percent(float(p))) for p, i in zip(best.values, best.indices, strict=True)
    ]


def test_another_seed_draws_another_continuation(app):
    opened(app, model="gpt", text="The", write="12", draw="sample", temperature="2")
    before = said(app, 'class="outcome"')
    app.button(key="explore_again").click().run()
    assert app.query_params["seed"] == "1"
    assert said(app, 'class="outcome"') != before


def test_each_gap_has_its_guesses_and_what_stood_there(app):
    opened(app, model="bert", masked="2,4")
    trace = load("bert").trace(TEXT, FillIn((2, 4)))
    whole = load("bert").trace(TEXT).tokens["encoder"]
    for found, place in zip(bars(app), (2, 4), strict=True):
        assert found[0][1] == percent(float(softmax_at(trace, place).max()))
        assert (whole[place].label, percent(float(softmax_at(trace, place)[whole[place].id]))) in found
    assert sum(t("outcome-stood-there") in button.label for button in app.button) == 2


def test_without_a_gap_there_is_a_hint(app):
    opened(app, model="bert", masked="")
    assert any(caption.value == t("outcome-no-masks") for caption in app.caption)
    assert not bars(app)


def test_the_second_text_s_probability_is_the_model_s_own(app):
    opened(app, model="bert", second="It is tired.", masked="2")
    outcome = load("bert").trace(TEXT, FillIn((2,), "It is tired.")).outcome
    assert any(percent(outcome.next_sentence) in m.value for m in app.markdown)


def test_of_two_texts_too_long_it_is_said_where_they_were_cut(app):
    second = " ".join(["dog and cat"] * 100)
    opened(app, model="bert", second=second)
    trace = load("bert").trace(TEXT, FillIn(second=second))
    said = next(w.value for w in app.warning if "left out" in w.value)
    assert f"**{trace.left_out}** tokens" in said
    assert "end of the second" in said


def test_an_order_is_shown_with_its_masks_and_every_prediction(app):
    order = (3, 1, 8, 2, 7, 4, 6, 5)
    opened(app, model="xlnet", order="typed", positions=" ".join(map(str, order)), query="8")
    trace = load("xlnet").trace(TEXT, Permute(order))
    unders = re.findall(r'class="under"[^>]*>(\d+)<', said(app, 'class="tokens"')[0])
    assert [int(rank) for rank in unders] == [0, *(order.index(i) + 1 for i in range(1, 9))]
    assert "Who sees whom in this order" in chart_titles(app)
    table = next(frame.value for frame in app.dataframe if "guess" in frame.value)
    assert table["position"].tolist() == list(order)
    shares = [float(softmax_at(trace, i)[trace.tokens["decoder"][i].id]) for i in order]
    assert table["probability"].tolist() == pytest.approx(shares, abs=1e-5)
    assert bars(app)[0][0][1] == percent(float(softmax_at(trace, 8).max()))


def test_nothing_foretells_the_first_token(app):
    opened(app, model="xlnet", query="0")
    assert any(caption.value == t("outcome-foretold-first") for caption in app.caption)


def test_a_model_switched_to_begins_afresh_and_leaves_no_settings_in_the_address(app):
    opened(app, model="transformer", beam="3", site="decoder.cross.1", head="1", query="0", key="0")
    app.selectbox(key="model").set_value("gpt").run()
    assert not app.exception
    assert not app.warning
    assert "beam" not in app.query_params
    assert app.query_params["site"].startswith("decoder.self")
    app.selectbox(key="model").set_value("transformer").run()
    assert app.query_params["beam"] == "3"


def test_the_page_says_it_in_chinese(app):
    opened(app, model="seq2seq", lang="zh")
    assert "没有注意力" in app.info[0].value
    assert t("term-translation", "zh") in said(app, 'class="outcome"')[0]
