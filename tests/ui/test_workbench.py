"""The workbench's Python side: messages, links, modules, mounting. What the browser does is in tests/browser."""

import json
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from headlight.model.trace import Trace
from headlight.translations import t
from headlight.ui.component import PLOTLY, WEB, digest_of, modules
from headlight.ui.parts.workbench import READERS, Payload, pack, written
from headlight.viz.style.theme import DARK, LIGHT
from tests.ui.three_kinds import HOSTILE, three_kinds

APP = Path(__file__).with_name("workbench_app.py")
GREY = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)


@pytest.fixture
def trace() -> Trace:
    return three_kinds()


def payload(trace: Trace, **changes: object) -> Payload:
    arguments = {"packed": pack(trace), "figure": go.Figure(), "colours": GREY} | changes
    return Payload(**arguments)


def test_messages_are_plain_data(trace):
    selection = {"site": "encoder.self.0", "head": 1, "query": 2, "key": None, "stray": object()}
    message = json.loads(json.dumps(payload(trace).view_message(selection, turn=3)))
    assert message["selection"] == {"site": "encoder.self.0", "head": 1, "query": 2, "key": None}
    assert message["turn"] == 3
    assert message["tokens"]["encoder"] == [HOSTILE] * 7
    assert message["colours"][-3:] == [255, 255, 255]
    assert "codes" not in message


def test_weights_travel_apart_as_one_column(trace):
    packed = pack(trace)
    message = payload(trace, packed=packed).weights_message()
    assert message["codes"] is packed.codes.plain  # so few are not deflated
    assert message["codes"].ndim == 1
    assert message["digest"] == payload(trace).view_message({}, 0)["digest"]


def test_a_metric_travels_with_null_where_it_is_not_possible(trace):
    message = json.loads(json.dumps(payload(trace).metrics_message(), allow_nan=False))
    assert message["reading"] == payload(trace).view_message({}, 0)["reading"]
    values = message["metrics"]["previous"]["values"]
    assert len(values) == 3 + 2 + 3
    assert [value is None for value in values] == [False] * 5 + [True] * 3
    assert "separator" not in message["metrics"]  # no head of this text has one


def test_what_is_shown_travels_only_if_the_page_gives_it(trace):
    assert payload(trace).view_message({}, 0)["view"] is None
    view = {"panel": "lines", "heads": (("encoder.self.0", 1),), "stray": object()}
    message = json.loads(json.dumps(payload(trace).view_message({}, 0, view)))
    assert message["view"] == {"panel": "lines", "heads": [["encoder.self.0", 1]]}


def test_what_is_shown_survives_a_link():
    view = {
        **{"panel": "lines", "heads": (("decoder.self.0", 3), ("decoder.cross.2", 1))},
        **{"threshold": 0.02, "sort": "induction", "scale": "head", "pinned": "key"},
    }
    params = written(view)
    assert params["heads"] == "decoder.self.0.3,decoder.cross.2.1"
    assert {name: READERS[name](params[name]) for name in params} == view
    assert written({"heads": (), "panel": None}) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("panel", "table"), ("threshold", "2"), ("threshold", "nan"), ("threshold", "x"), ("sort", "")),
        *(("heads", "decoder.self.0"), ("heads", "decoder.self.0.x"), ("heads", ""), ("pinned", "value")),
    ],
)
def test_a_mangled_link_is_refused(name, text):
    with pytest.raises(ValueError):  # noqa: PT011  the reader of links catches every one of them
        READERS[name](text)


def test_lines_have_the_colours_of_the_paper(trace):
    assert payload(trace, theme={"paper": DARK.paper}).view_message({}, 0)["lines"] == list(DARK.lines)
    assert payload(trace).view_message({}, 0)["lines"] == list(LIGHT.lines)
    assert payload(trace, lines=["#000"]).view_message({}, 0)["lines"] == ["#000"]


def test_it_speaks_its_language(trace):
    words = payload(trace, language="zh").view_message({}, 0)["words"]
    assert words["mosaic"] == t("workbench-mosaic", "zh")
    assert words["selected"] == "已选择 {head}"


def test_only_known_colours_travel(trace):
    message = payload(trace, theme={"paper": "#fff", "lines": ("#000",)}).view_message({}, 0)
    assert message["theme"] == {"paper": "#fff"}


def test_colours_of_another_shape_are_refused(trace):
    with pytest.raises(ValueError, match=r"uint8 \(256, 3\)"):
        payload(trace, colours=GREY[:10])


def test_a_heading_or_label_is_never_parsed_as_markup():
    for module in modules(WEB):
        source = module.read_text(encoding="utf-8")
        assert not any(
            way in source for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
        )


def test_modules_import_only_their_neighbours():
    for module in modules(WEB):
        for line in module.read_text(encoding="utf-8").splitlines():
            if line.startswith("import "):
                assert (module.parent / line.split('"')[1]).exists(), f"{module.name}: {line}"


def test_plotly_is_the_installed_one():
    assert (PLOTLY / "plotly.min.js").stat().st_size > 1_000_000


def test_the_address_of_the_modules_changes_with_them(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/a.js").write_text("1")
    before = digest_of(tmp_path)
    digest_of.cache_clear()
    (tmp_path / "lib/a.js").write_text("2")
    assert digest_of(tmp_path) != before


def test_it_mounts():
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert len(app.get("bidi_component")) == 3
    data = json.loads(
        app.get("bidi_component")[1].proto.mixed.json or app.get("bidi_component")[1].proto.json
    )
    assert data["selection"] == {"site": "decoder.self.0", "head": 0, "query": None, "key": None}
    assert json.loads(data["figure"])["data"][0]["type"] == "heatmap"


def test_running_again_sends_the_same():
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    before = [component.proto for component in app.get("bidi_component")]
    app.button[0].click().run()
    assert not app.exception
    assert [component.proto for component in app.get("bidi_component")] == before
