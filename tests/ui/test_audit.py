"""The score table and the steps under it on the Explore page: for every model, in both languages, any cell."""

import pytest
from streamlit.testing.v1 import AppTest

from headlight.analysis.arithmetic import arithmetic
from headlight.model.options import FillIn
from headlight.model.site import Site
from headlight.model.zoo import architecture_of, load, names
from headlight.translations import t
from headlight.ui.pages.explore.decimals import decimal

TEXT = "The cat is sitting on the mat."
ATTENDING = [name for name in names() if architecture_of(name) != "seq2seq"]


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file("../../ui/script/page.py", default_timeout=60)


def opened(app: AppTest, **link: str) -> str:
    """The page's Markdown."""
    app.query_params |= {"text": TEXT, "lang": "en", **link}
    app.run()
    assert not app.exception
    assert not app.error
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


@pytest.mark.parametrize("model", ATTENDING)
def test_every_step_of_a_cell_is_on_the_page_with_its_own_numbers(app, model):
    said = opened(app, model=model, steps="open")
    where = {name: app.query_params[name] for name in ("site", "head", "query", "key")}
    site, cell = Site.parse(where.pop("site")), {name: int(value) for name, value in where.items()}
    options = FillIn((cell["query"],)) if model == "bert" else None  # it opens with the gap as the query
    found = arithmetic(load(model).trace(TEXT, options), site, **cell)
    assert decimal(found.score.total) in said
    assert f"**{decimal(float(found.softmax.softmax[cell['key']]))}**" in said
    assert t("arithmetic-vectors") in said
    assert t("arithmetic-off", score="", weight="", context="").split(":")[0] in said
    assert (t("arithmetic-no-projection") in said) == (architecture_of(model) in ("bahdanau", "luong"))
    turned = getattr(load(model).config, "positions", None) == "rotary"
    assert ("turned by their positions" in said) == turned
    assert app.query_params["steps"] == "open"


def test_the_steps_are_computed_only_once_somebody_opens_them(app):
    said = opened(app, model="gpt")
    assert t("arithmetic-visible") not in said
    assert "steps" not in app.query_params


@pytest.mark.parametrize("model", ["gpt", "xlnet"])
def test_a_masked_cell_says_why_and_shows_all_up_to_the_score(app, model):
    link = {"site": "decoder.self.1"} if model == "gpt" else {"site": "decoder.content.1"}
    said = opened(app, model=model, steps="open", head="0", query="2", key="6", **link)
    assert "its score becomes −∞" in said
    assert ("may not look ahead" if model == "gpt" else "later in the order") in said
    cell = arithmetic(load(model).trace(TEXT), Site.parse(link["site"]), 0, 2, 6)
    assert decimal(cell.score.sum) in said


def test_relative_positions_are_named(app):
    said = opened(app, model="xlnet", steps="open", site="decoder.content.0", head="1", query="4", key="2")
    cell = arithmetic(load("xlnet").trace(TEXT), Site("decoder", "content", 0), 1, 4, 2)
    assert f"= **{decimal(cell.score.bias)}**" in said
    assert t("arithmetic-relative") in said
    assert f"with a bias of {decimal(cell.score.bias)} a score of {decimal(cell.score.score)}" in said


def test_the_page_says_it_in_chinese(app):
    said = opened(app, model="seq2seq-bahdanau", steps="open", lang="zh")
    assert t("arithmetic-projected", "zh") in said
    assert t("arithmetic-no-projection", "zh") in said


def test_what_is_no_dot_product_is_not_called_one(app):
    said = opened(app, model="seq2seq-luong")
    assert "qᵀW k = " in said
    assert "q·k" not in said
    assert "dot_product" not in app.dataframe[0].value


@pytest.mark.parametrize(("sought", "keys"), [("CAT", [2]), ("sit", [4]), ("t", [1, 2, 4, 6, 7]), ("3", [3])])
def test_keys_are_found_by_their_token_or_index(app, sought, keys):
    opened(app, model="gpt", query="8")
    app.text_input(key="score_search").set_value(sought).run()
    assert app.dataframe[0].value["key"].tolist() == keys


@pytest.mark.parametrize("sought", ["(", "*", "\\", "<script>", "🙂", "x" * 3000])
def test_anything_may_be_sought(app, sought):
    opened(app, model="gpt")
    app.text_input(key="score_search").set_value(sought).run()
    assert not app.exception
    assert app.dataframe[0].value.empty


def test_only_visible_keys_may_be_asked_for(app):
    opened(app, model="gpt", query="3")
    app.toggle(key="score_visible").set_value(True).run()
    assert app.dataframe[0].value["key"].tolist() == [0, 1, 2, 3]
    assert any(caption.value == t("arithmetic-found", found=4, all=9) for caption in app.caption)
