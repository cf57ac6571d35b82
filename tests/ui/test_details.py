"""The picker under the workbench: families, reasons, links that reopen a view, bad values, one view drawn."""

import base64
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from headlight.analysis.scores import weight_matrix
from headlight.analysis.sinks import sink_keys, without_sinks
from headlight.model.site import Site
from headlight.model.zoo import load
from headlight.translations import t
from headlight.ui.cache import caches
from headlight.viz.needs import NO_PROJECTION
from headlight.viz.registry import discover
from tests.ui.figures import figures

TEXT = "The cat is sitting on the mat."
HEAD = {"site": "decoder.self.1", "head": "2", "query": "6", "key": "3"}
Opened = Callable[..., AppTest]


@pytest.fixture
def opened() -> Opened:
    """`opened(view="weights")` opens Explore with a link; nobody has measured yet what a head matters."""
    caches.clear()  # type: ignore[attr-defined]

    def open_page(**link: str) -> AppTest:
        app = AppTest.from_file("../../ui/script/page.py", default_timeout=60)
        app.query_params |= {"text": TEXT, "model": "gpt"} | HEAD | link
        app.run()
        assert not app.exception
        return app

    return open_page


def offered(app: AppTest, label: str) -> list[str]:
    """The titles under a family's heading."""
    return list(group(app, label).options)


def group(app: AppTest, label: str) -> Any:
    return next(found for found in app.get("button_group") if found.proto.label == label)


def test_every_view_is_offered_once_under_its_family(opened: Opened) -> None:
    app = opened()
    for family in ("head", "heads", "stream"):
        titles = [t(view.title) for view in discover() if view.family == family]
        shown = offered(app, t(f"details-{family}"))
        assert shown == (["Q·K table", *titles] if family == "head" else titles)


def test_the_table_comes_first_and_nothing_else_is_drawn(opened: Opened) -> None:
    app = opened()
    assert app.query_params["view"] == "table"
    assert app.dataframe
    assert not figures(app)


def test_another_view_takes_the_tables_place_and_the_address_follows(opened: Opened) -> None:
    app = opened()
    group(app, t("details-head")).set_value("norms").run()
    assert not app.exception
    assert len(figures(app)) == 1
    assert (app.query_params["view"], app.query_params["norms_scale"]) == ("norms", "head")
    assert app.query_params["head"] == "2"
    group(app, t("details-heads")).set_value("mosaic").run()
    assert app.query_params["view"] == "mosaic"
    assert group(app, t("details-head")).value is None
    assert len(figures(app)) == 1


def test_a_view_that_is_chosen_again_stays(opened: Opened) -> None:
    app = opened(view="scores")
    group(app, t("details-head")).set_value(None).run()
    assert app.query_params["view"] == "scores"
    assert group(app, t("details-head")).value == "scores"
    assert len(figures(app)) == 1


def test_a_link_reopens_a_view_with_its_choices(opened: Opened) -> None:
    app = opened(view="weights", weights_sinks="renormalised", weights_scale="row", weights_units="tokens")
    (figure,) = figures(app)
    assert "rows renormalised" in figure["layout"]["title"]["subtitle"]["text"]
    again = opened(**dict(app.query_params))
    assert figures(again) == [figure]
    trace = load("gpt").trace(TEXT)
    site = Site.parse(HEAD["site"])
    weights = without_sinks(weight_matrix(trace.step(site), 2), sink_keys(trace.key_tokens(site)), True)
    drawn = np.frombuffer(base64.b64decode(figure["data"][0]["z"]["bdata"]), np.float32)
    np.testing.assert_array_equal(drawn.reshape(weights.shape), weights)


@pytest.mark.parametrize(
    ("link", "ignored"),
    [
        ({"view": "<b>nonsense"}, "view"),
        ({"view": "weights", "weights_scale": "cubic"}, "weights_scale"),
        ({"view": "difference", "difference_other": "decoder.self.1.2"}, "difference_other"),
    ],
)
def test_bad_values_fall_back_and_are_named(opened: Opened, link: dict[str, str], ignored: str) -> None:
    app = opened(**link)
    (notice,) = app.warning
    assert notice.value.endswith(f"{ignored}.")
    assert app.query_params[ignored] != link[ignored]


def test_a_view_that_cannot_serve_is_named_with_its_reason_and_not_offered(opened: Opened) -> None:
    app = opened(model="seq2seq-bahdanau", lang="zh", site="decoder.cross.0", head="0")
    titles = offered(app, t("details-head", "zh"))
    assert "贡献的范数" not in titles
    said = next(caption.value for caption in app.caption if t(NO_PROJECTION, "zh") in caption.value)
    assert "贡献的范数" in said


def test_a_head_that_becomes_the_other_one_costs_no_notice(opened: Opened) -> None:
    app = opened(view="difference", difference_other="decoder.self.0.1")
    assert app.query_params["difference_other"] == "decoder.self.0.1"
    app.selectbox(key="difference_other").set_value("decoder.self.1.3").run()
    assert app.query_params["difference_other"] == "decoder.self.1.3"
    assert not app.warning


def test_controls_have_visible_labels(opened: Opened) -> None:
    app = opened(view="weights")
    labels = [found.proto.label for found in app.get("button_group")]
    assert {"Colours", "Sinks", "Rows and columns"} <= set(labels)
    assert all(
        found.proto.label_visibility.value == 0
        for found in app.get("button_group")
        if found.proto.label == "Sinks"
    )
