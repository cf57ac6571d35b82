"""The Positions page: four sections, each in its link, whichever of the five models there are."""

import base64
import json

import numpy as np
import pytest
import streamlit as st
from numpy.testing import assert_allclose
from streamlit.testing.v1 import AppTest

from headlight.model import zoo
from headlight.model.architectures.gpt import GPTConfig
from headlight.model.readers import reader as readers
from headlight.model.token_positions import Places, placed
from headlight.translations import t
from headlight.ui.engine import shared_engine
from headlight.ui.pages.positions.family import ENCODINGS, model_of
from headlight.ui.pages.positions.swap import swapped
from tests.ui.figures import figures

PAGE = """
from headlight.ui import session
from headlight.ui.pages.positions.page import positions
session.start()
positions()
"""
TEXT = "The cat sat on the mat."


def write_family(folder, encodings=ENCODINGS, context=160):
    """Small untrained models of the family, and the shared tokenizer, where the zoo looks for them."""
    (folder / "tokenizer.json").write_bytes((readers.WEIGHTS / "tokenizer.json").read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zoo, "WEIGHTS", folder)
        for encoding in encodings:
            config = GPTConfig(8192, context, 16, 2, 2, 16, positions=encoding)
            zoo.save_weights(model_of(encoding), zoo.build("gpt", config), "gpt", config)


@pytest.fixture(scope="module")
def family(tmp_path_factory):
    """A folder with all five, and curves on the cards of two."""
    folder = tmp_path_factory.mktemp("weights")
    write_family(folder)
    for encoding, end in (("rotary", 7.0), ("alibi", 4.5)):
        curve = {"trained_on": 64, "passages": 9, "spans": [[32, 63], [64, 158]]}
        curve |= {"loss": [5.0, end], "interval": [[4.9, 5.1], [end - 0.1, end + 0.1]]}
        card = {"figures": {"extrapolation": curve}}
        (folder / model_of(encoding) / "card.json").write_text(json.dumps(card))
    return folder


@pytest.fixture
def shelf(monkeypatch):
    """`shelf(folder)`: the zoo has what is in this folder, and the engine has not yet loaded anything else."""

    def put(folder):
        for module in (zoo, readers):
            monkeypatch.setattr(module, "WEIGHTS", folder)
        monkeypatch.setattr(zoo, "DEFAULT", next(iter(zoo.names()), ""))
        forget()

    def forget():
        for cache in (zoo.architecture_of, zoo.checkpoints):
            cache.cache_clear()
        st.cache_resource.clear()

    yield put
    monkeypatch.undo()
    forget()


@pytest.fixture
def app(shelf, family):
    shelf(family)
    app = AppTest.from_string(PAGE, default_timeout=120)
    app.query_params |= {"lang": "en", "text": TEXT}
    return app


def cells(figure):
    """The numbers of a map, which travel as bytes."""
    sent = figure["data"][0]["z"]
    shape = [int(size) for size in sent["shape"].split(",")]
    return np.frombuffer(base64.b64decode(sent["bdata"]), sent["dtype"]).reshape(shape)


@pytest.mark.parametrize(
    ("encoding", "count", "language"),
    [
        ("sinusoidal", 6, "zh"),
        ("learned", 6, "en"),
        ("rotary", 3, "zh"),
        ("alibi", 1, "en"),
        ("none", 1, "zh"),
    ],
)
def test_an_encoding_is_drawn(app, encoding, count, language):
    app.query_params |= {"lang": language, "encoding": encoding}
    app.run()
    assert not app.exception
    assert len(figures(app)) == count
    assert app.query_params["encoding"] == encoding


@pytest.mark.parametrize("size", [8, 256])
def test_sizes_at_their_ends_are_drawn_and_the_shift_is_exact(app, size):
    app.run()
    app.slider(key="length").set_value(size)
    app.slider(key="d_model").set_value(size)
    app.slider(key="shift").set_value(64)
    app.run()
    assert not app.exception
    assert len(figures(app)) == 6
    (said,) = [m.value for m in app.markdown if m.value.startswith("Checked at every position")]
    assert float(said.split("**")[1]) < 1e-3


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_scores_are_split_as_far_as_the_architecture_allows(app, encoding):
    app.query_params |= {"section": "attention", "positions_split": encoding, "positions_head": "L0H1"}
    app.run()
    assert not app.exception
    assert not app.error
    sums = [caption.value for caption in app.caption if caption.value.startswith("The parts sum")]
    assert len(sums) == (encoding != "none")
    assert all(float(said.rpartition("most ")[2].split()[0]) < 1e-5 for said in sums)
    assert (
        len(figures(app))
        == {"sinusoidal": 18, "learned": 18, "rotary": 16, "alibi": 15, "none": 11}[encoding]
    )


def test_deeper_layers_of_added_positions_are_not_split(app):
    app.query_params |= {"section": "attention", "positions_split": "learned", "positions_head": "L1H0"}
    app.run()
    assert not app.exception
    assert [info.value for info in app.info] == [t("positions-split-added-deeper")]


def test_changes_are_the_models_own(app):
    app.query_params |= {"section": "changed", "positions_shift": "64"}
    app.run()
    assert not app.exception
    assert not app.error
    costs = cells(figures(app)[0])  # [model, removed · shuffled · shifted · reordered]
    assert_allclose(costs[4, :3], 0, atol=1e-6)  # no positions to change
    assert_allclose(costs[2:4, 2], 0, atol=1e-4)  # a shift changes no distance
    assert abs(costs[0, 2]) > 1e-3
    swaps = cells(figures(app)[3])
    assert_allclose(np.diagonal(swaps), 0)
    assert_allclose(swaps[:, 4], costs[:, 0], atol=1e-5)  # read with none = removed


@pytest.mark.parametrize(
    ("model", "change"), [("rotary", "as_learned"), ("alibi", "shifted"), ("learned", "removed")]
)
def test_one_change_more_closely(app, model, change):
    app.query_params |= {"section": "changed", "positions_model": model, "positions_change": change}
    app.run()
    assert not app.exception
    assert len(figures(app)) == 9
    assert (app.query_params["positions_model"], app.query_params["positions_change"]) == (model, change)


def test_a_model_with_another_one_s_positions_is_that_network(app):
    model, lender = (shared_engine().model(model_of(name)) for name in ("rotary", "learned"))
    before = {name: value.clone() for name, value in model.network.state_dict().items()}
    both = swapped(model, lender)
    assert both.network.positions.table is not None
    assert_allclose(both.network.positions.table.detach(), lender.network.positions.table.detach())
    assert_allclose(both.network.embedding.weight.detach(), before["embedding.weight"])
    with placed(Places("removed")):
        bare = both.trace(TEXT), model.trace(TEXT)
    assert_allclose(*(trace.prediction.logits for trace in bare), atol=1e-5)
    assert all((model.network.state_dict()[name] == value).all() for name, value in before.items())


def test_measured_curves_are_drawn_and_what_they_show_is_said(app):
    app.query_params |= {"section": "lengths"}
    app.run()
    assert not app.exception
    drawn = {line["name"]: line["y"] for line in figures(app)[0]["data"] if line.get("name")}
    assert drawn == {"rotary": [5.0, 7.0], "ALiBi": [5.0, 4.5]}
    said = "\n".join(m.value for m in app.markdown)
    assert "Rises: 5.00 nats at positions 32–63, 7.00 at 64–158 (+2.00)" in said
    assert "Falls: 5.00 nats at positions 32–63, 4.50 at 64–158 (−0.50)" in said
    assert "gpt-none" in app.info[0].value


@pytest.mark.parametrize("section", ["attention", "changed"])
@pytest.mark.parametrize("text", [" \t", "a", "<script>alert(1)</script> \x00\x1b שלום 👩‍👩‍👧 $x$ " * 9])
def test_any_text_is_survived(app, section, text):
    app.query_params |= {"section": section, "text": text}
    app.run()
    assert not app.exception
    assert not app.error
    assert (len(figures(app)) > 0) == bool(text.strip())


def test_models_may_be_missing_or_of_other_sizes(shelf, tmp_path):
    write_family(tmp_path, ("rotary", "none"))
    write_family(tmp_path, ("learned",), context=96)
    shelf(tmp_path)
    for section in ("encoding", "attention", "changed", "lengths"):
        app = AppTest.from_string(PAGE, default_timeout=120)
        app.query_params |= {"lang": "en", "text": TEXT, "section": section, "positions_shift": "256"}
        app.run()
        assert not app.exception
        if section != "encoding":
            assert "gpt-sinusoidal, gpt-alibi" in app.caption[0].value


def test_no_model_at_all_is_said(shelf, tmp_path):
    write_family(tmp_path, ())
    shelf(tmp_path)
    for section in ("attention", "changed", "lengths"):
        app = AppTest.from_string(PAGE, default_timeout=120)
        app.query_params |= {"lang": "en", "section": section}
        app.run()
        assert not app.exception
        assert t("positions-no-family") in [info.value for info in app.info]


def test_a_mangled_link_is_ignored_and_said(app):
    app.query_params |= {"section": "attention", "positions_head": "L9H9", "positions_split": "x"}
    app.run()
    assert not app.exception
    assert "positions_head, positions_split" in app.warning[0].value


def test_sizes_stand_in_the_link_while_they_are_not_as_at_first(app):
    app.query_params |= {"section": "encoding", "encoding": "sinusoidal", "d_model": "32", "pair_32": "3"}
    app.run()
    assert not app.exception
    assert app.slider(key="pair_32").value == 3
    app.slider(key="length").set_value(128)
    app.multiselect(key="dimensions_32").set_value([5, 2]).run()
    said = {
        name: value
        for name, value in app.query_params.items()
        if name in ("length", "base", "shift", "hands") or name.startswith(("d_", "pair", "dim"))
    }
    assert said == {"d_model": "32", "pair_32": "3", "length": "128", "dimensions_32": "5,2"}
    app.slider(key="d_model").set_value(64).run()
    assert not app.query_params.keys() & {"pair_32", "dimensions_32", "d_model"}
    assert app.query_params["length"] == "128"


def test_a_link_that_repeats_a_size_opens(app):
    app.query_params |= {"encoding": "sinusoidal", "dimensions_64": ["3", "5"]}
    app.run()
    assert app.multiselect(key="dimensions_64").value == [3, 5]
    assert not app.warning


@pytest.mark.parametrize(
    "asked",
    [
        *({"length": "13"}, {"length": "264"}, {"d_model": "x"}, {"base": "1001"}, {"pair_64": "32"}),
        *({"dimensions_64": "3,3"}, {"dimensions_64": "64"}, {"dimensions_64": "1,2,3,4,5,6,7,8,9"}),
    ],
    ids=str,
)
def test_a_size_that_there_is_not_is_named(app, asked):
    app.query_params |= {"encoding": "sinusoidal"} | asked
    app.run()
    assert not app.exception
    (name,) = asked
    assert app.warning[0].value == t("page-link-ignored", names=name)
    assert name not in app.query_params
