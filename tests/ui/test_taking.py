"""A candidate that is clicked goes into the text, exactly as that token, and can be taken back."""

import pytest
from streamlit.testing.v1 import AppTest

from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.options import Continue, FillIn, Translate
from headlight.model.zoo import load
from headlight.translations import t
from headlight.ui.parts.outcome.continued import going_on
from headlight.ui.parts.outcome.filled import filling
from headlight.ui.parts.outcome.permuted import replacing

ENGLISH, CHINESE = "The cat is sitting on the mat.", "苹果从树上掉下来，小明把它捡起来了。"


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file("../../ui/script/page.py", default_timeout=60)


def opened(app: AppTest, **link: str) -> AppTest:
    app.query_params |= {"text": ENGLISH, **link}
    app.run()
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_a_token_behind_a_text_is_read_as_that_token_again(text):
    reader = load("gpt")
    trace = reader.trace(text, Continue(4))
    tokens, tried = trace.tokens["decoder"], 0
    for position in range(len(tokens)):
        for id, _ in trace.prediction.top(position, 8):
            said = going_on(trace, position).edit(id).text
            if said is None:
                assert reader.tokenizer.vocabulary[id] in ("<bos>", "<eos>")
                continue
            again = [token.id for token in reader.tokenizer.encode(said, limit=256).tokens]
            assert again == [*(token.id for token in tokens[: position + 1]), id]
            tried += 1
    assert tried > 50


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_a_token_in_another_s_place_is_read_as_that_token_again(text):
    reader = load("xlnet")
    trace = reader.trace(text)
    ids = [token.id for token in trace.tokens["decoder"]]
    exact = tried = 0
    for position in range(1, len(ids)):
        taking = replacing(trace, position)
        for id, _ in trace.prediction.top(position, 5):
            if taking.possible(id):
                said = taking.edit(id).text
                again = [token.id for token in reader.tokenizer.encode(said, limit=256).tokens]
                exact += again == [*ids[:position], id, *ids[position + 1 :]]
                tried += 1
    assert tried > 30
    assert exact >= 0.9 * tried  # the tokenizer joins some with their neighbours


def test_a_gap_in_the_second_text_is_filled_there():
    reader = load("bert")
    whole = reader.trace(ENGLISH, FillIn((), "It is tired.")).tokens["encoder"]
    gap = next(i for i, token in enumerate(whole) if token.text == " tired")
    trace = reader.trace(ENGLISH, FillIn((2, gap), "It is tired."))
    asleep = reader.tokenizer.encode("a asleep", limit=9).tokens[-1]
    edit = filling(trace, trace.outcome, gap).edit(asleep.id)
    assert edit.text is None
    assert edit.settings == {"masked": (2,), "second": "It is asleep."}


def test_what_cannot_be_typed_cannot_be_taken():
    reader = load("gpt")
    trace = reader.trace(ENGLISH)
    byte = reader.tokenizer.vocabulary.index("<0xE4>")
    for id in (reader.tokenizer.special("<eos>").id, reader.tokenizer.special("<bos>").id, byte):
        assert not going_on(trace, 3).possible(id)


def test_nothing_goes_between_the_bytes_of_a_character():
    reader = load("gpt")
    trace = reader.trace("a 龘 b")
    places = [i for i, token in enumerate(trace.tokens["decoder"]) if "龘" in token.label]
    the = reader.tokenizer.encode("a the", limit=9).tokens[-1].id
    offered = [going_on(trace, place).edit(the).text for place in places]
    assert offered == [None, None, "a 龘 the"]


@pytest.mark.parametrize("model", ["transformer", "seq2seq-luong", "seq2seq"])
def test_a_translator_goes_on_behind_a_beginning_as_it_would_have(model):
    reader = load(model)
    trace = reader.trace(ENGLISH, Translate("zh"))
    written = [token.id for token in trace.outcome.hypotheses[0].tokens]
    assert list(reader.completed(trace, written[:2])) == written
    other = trace.prediction.top(1, 2)[1][0]
    going_on = reader.completed(trace, [written[0], other])
    assert going_on[:2] == (written[0], other)
    forced = reader.trace(ENGLISH, Translate("zh", forced=reader.tokenizer.spell(going_on)[1]))
    for place in range(2, len(going_on)):  # each token behind the beginning is the likeliest one there
        assert forced.prediction.top(place, 1)[0][0] == forced.tokens["written"][place].id


def test_interventions_hold_for_what_follows_too():
    reader = load("transformer")
    plain = reader.trace(ENGLISH, Translate("zh"))
    changes = [Intervention(site, ZeroAblation()) for site in plain.sites("cross")]
    trace = reader.trace(ENGLISH, Translate("zh"), changes)
    written = [token.id for token in trace.outcome.hypotheses[0].tokens]
    assert list(reader.completed(trace, written[:1])) == written
    assert list(reader.completed(plain, written[:1])) != written


def test_gpt_s_candidate_goes_behind_the_text_and_undo_brings_the_text_back(app):
    opened(app, model="gpt")
    reader = load("gpt")
    trace = reader.trace(ENGLISH)
    said = [
        going_on(trace, len(trace.tokens["decoder"]) - 1).edit(id).text
        for id, _ in trace.prediction.top(len(trace.tokens["decoder"]) - 1, 10)
    ]
    rank = next(rank for rank, text in enumerate(said, start=1) if text)
    click(app, f"explore_candidates_{rank}")
    assert app.text_input(key="text").value == said[rank - 1]
    assert app.query_params["text"] == said[rank - 1]
    assert int(app.query_params["query"]) == len(trace.tokens["decoder"])
    click(app, "explore_undo")
    assert app.text_input(key="text").value == ENGLISH
    assert not [button for button in app.button if button.key == "explore_undo"]


def test_a_candidate_in_the_middle_ends_the_text_there(app):
    opened(app, model="gpt", query="2")
    click(app, "explore_candidates_1")
    assert app.text_input(key="text").value.startswith("The cat ")
    assert "sitting" not in app.text_input(key="text").value


def test_undo_goes_once_something_else_was_typed(app):
    opened(app, model="gpt", query="2")
    click(app, "explore_candidates_1")
    app.text_input(key="text").set_value("Another text").run()
    assert not [button for button in app.button if button.key == "explore_undo"]


def test_bert_s_candidate_fills_its_gap_and_the_other_gap_stays(app):
    opened(app, model="bert", masked="2,4")
    trace = load("bert").trace(ENGLISH, FillIn((2, 4)))
    best = trace.prediction.vocabulary[trace.prediction.top(2, 1)[0][0]].strip("·")
    click(app, "explore_2_candidates_1")
    assert app.text_input(key="text").value == ENGLISH.replace("cat", best)
    assert app.query_params["masked"] == "4"
    click(app, "explore_4_candidates_1")
    assert app.query_params["masked"] == ""
    click(app, "explore_undo")
    click(app, "explore_undo")
    assert app.text_input(key="text").value == ENGLISH
    assert app.query_params["masked"] == "2,4"


def test_what_stood_in_a_gap_can_be_put_back_into_it(app):
    opened(app, model="bert", masked="2")
    (stood,) = [button for button in app.button if "stood there" in button.label]
    click(app, stood.key)
    assert app.text_input(key="text").value == ENGLISH
    assert app.query_params["masked"] == ""


def test_a_translator_s_alternative_is_written_and_gone_on_from(app):
    opened(app, model="transformer", to="zh", site="decoder.cross.1", head="0", query="1", key="0")
    reader = load("transformer")
    trace = reader.trace(ENGLISH, Translate("zh"))
    first, other = trace.tokens["written"][0].id, trace.prediction.top(1, 2)[1][0]
    click(app, "explore_candidates_2")
    expected = reader.tokenizer.spell(reader.completed(trace, [first, other]))[1]
    assert app.query_params["forced"] == expected
    assert app.query_params["query"] == "1"
    click(app, "explore_undo")
    assert "forced" not in app.query_params


def test_xlnet_s_candidate_takes_the_token_s_place(app):
    opened(app, model="xlnet", query="2")
    trace = load("xlnet").trace(ENGLISH)
    id = trace.prediction.top(2, 1)[0][0]
    click(app, "explore_candidates_1")
    expected = replacing(trace, 2).edit(id).text
    assert app.text_input(key="text").value == expected != ENGLISH
    assert app.query_params["query"] == "2"


def test_a_hypothesis_of_the_beam_becomes_the_translation_that_is_shown(app):
    opened(app, model="transformer", to="zh", beam="3")
    found = load("transformer").trace(ENGLISH, Translate("zh", beam=3)).outcome.hypotheses
    app.session_state["explore_beam_steps"] = True
    app.run()
    assert [b.label for b in app.button if "_hypothesis_" in b.key] == [
        f":gray[{rank}]  {hypothesis.text}" for rank, hypothesis in enumerate(found, start=1)
    ]
    click(app, "explore_hypothesis_2")
    assert app.query_params["forced"] == found[1].text != found[0].text
    assert any(found[1].text in html.proto.body for html in app.get("html"))
    click(app, "explore_undo")
    assert "forced" not in app.query_params


def test_xlnet_s_surest_guesses_stand_beside_its_table_and_take_a_token_s_place(app):
    opened(app, model="xlnet", query="2")
    trace = load("xlnet").trace(ENGLISH)
    tokens = trace.tokens["decoder"]
    best = {place: trace.prediction.top(place, 1)[0] for place in range(1, len(tokens))}
    sure = max((p for p in best if best[p][0] != tokens[p].id), key=lambda place: best[place][1])
    label = t("outcome-take-guess")
    (offered,) = [group for group in app.get("button_group") if group.proto.label == label]
    assert trace.prediction.vocabulary[best[sure][0]].strip("·") in offered.proto.options[0].content
    offered.set_value(sure).run()
    assert not app.exception
    assert app.text_input(key="text").value == replacing(trace, sure).edit(best[sure][0]).text != ENGLISH
    assert app.query_params["query"] == str(sure)
    click(app, "explore_undo")
    assert app.text_input(key="text").value == ENGLISH
