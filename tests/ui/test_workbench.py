"""The workbench's Python side: messages, links, modules, mounting. What the browser does is in tests/browser."""

import json
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
from numpy.testing import assert_array_equal
from streamlit.testing.v1 import AppTest

from headlight.model.trace import Trace
from headlight.server.address.codec import read, write
from headlight.translations import browser_words, t
from headlight.ui.component import PLOTLY, WEB, digest_of, modules
from headlight.ui.parts.workbench import FIELDS, Payload, pack
from headlight.ui.parts.workbench.figure_parts import parts_of
from headlight.viz.maps.heatmap import weights_heatmap
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
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


def view_message(shown: Payload, selection: dict, turn: int, view: dict | None = None) -> dict:
    return shown.view_message(shown.parts(view), selection, turn, view)


def test_messages_are_plain_data(trace):
    selection = {"site": "encoder.self.0", "head": 1, "query": 2, "key": None, "stray": object()}
    shown = payload(trace)
    message = json.loads(json.dumps(view_message(shown, selection, turn=3)))
    assert message["selection"] == {"site": "encoder.self.0", "head": 1, "query": 2, "key": None}
    assert message["turn"] == 3
    parts = {name: json.loads(json.dumps(getattr(shown, name)())) for name in ("look", "text", "frame")}
    assert parts["text"]["tokens"]["encoder"] == [HOSTILE] * 7
    assert parts["look"]["colours"][-3:] == [255, 255, 255]


def test_a_view_names_the_parts_it_is_about(trace):
    shown = payload(trace)
    parts = shown.parts()
    assert list(parts) == ["weights", "look", "text", "frame", "map"]
    assert view_message(shown, {}, 0)["parts"] == {name: part["digest"] for name, part in parts.items()}
    other = payload(trace, theme={"paper": DARK.paper}).parts()
    assert [name for name in parts if parts[name]["digest"] != other[name]["digest"]] == ["look"]


def test_a_figure_is_put_together_again_from_its_parts():
    trace, look = three_kinds(), Look()
    maps = [
        weights_heatmap(trace, Selection(site, head, 1, 0), look).figure
        for site in trace.sites()
        for head in (0, 1)
    ]
    for figure in maps:
        parts, drawn = parts_of(figure), json.loads(figure.to_json())
        whole = json.loads(parts.frame)
        assert whole["layout"]["title"].pop("text", None) is None
        whole["layout"]["title"]["text"] = parts.title
        whole["layout"] |= {"shapes": parts.shapes, "meta": drawn["layout"]["meta"]}
        whole["data"][0]["z"] = drawn["data"][0]["z"]
        assert whole == drawn
        assert_array_equal(parts.numbers, figure.data[0].z)
    frames = [parts_of(figure).frame for figure in maps]
    assert all(frames[i] == frames[i + 1] for i in range(0, len(frames), 2))  # both heads of a layer


def test_a_map_s_numbers_travel_as_bytes(trace):
    figure = weights_heatmap(trace, Selection.first(trace)).figure
    message = payload(trace, figure=figure).map()
    numbers = message["numbers"].view("<f4").reshape(message["shape"])
    assert_array_equal(numbers, figure.data[0].z)


def test_weights_travel_apart_as_one_column(trace):
    packed = pack(trace)
    message = payload(trace, packed=packed).parts()["weights"]
    assert message["codes"] is packed.codes.plain  # so few are not deflated
    assert message["codes"].ndim == 1
    assert message["digest"] == view_message(payload(trace), {}, 0)["parts"]["weights"]


def test_a_metric_travels_with_null_where_it_is_not_possible(trace):
    message = json.loads(json.dumps(payload(trace).metrics_message(), allow_nan=False))
    assert message["digest"] == view_message(payload(trace), {}, 0)["reading"]
    values = message["metrics"]["previous"]["values"]
    assert len(values) == 3 + 2 + 3
    assert [value is None for value in values] == [False] * 5 + [True] * 3
    assert "separator" not in message["metrics"]  # no head of this text has one


def test_what_is_shown_travels_only_if_the_page_gives_it(trace):
    assert view_message(payload(trace), {}, 0)["view"] is None
    view = {"panel": "lines", "heads": (("encoder.self.0", 1),), "stray": object()}
    message = json.loads(json.dumps(view_message(payload(trace), {}, 0, view)))
    assert message["view"] == {"panel": "lines", "heads": [["encoder.self.0", 1]]}


def test_what_is_shown_survives_a_link():
    view = {
        **{"panel": "lines", "heads": (("decoder.self.0", 3), ("decoder.cross.2", 1))},
        **{"threshold": 0.02, "sort": "induction", "scale": "head", "pinned": "key"},
    }
    params = write(FIELDS, view)
    assert params["heads"] == "decoder.self.0.3,decoder.cross.2.1"
    assert read(FIELDS, params) == (view, ())
    assert write(FIELDS, {"heads": (), "panel": None}) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("panel", "table"), ("threshold", "2"), ("threshold", "nan"), ("threshold", "x"), ("sort", "")),
        *(("heads", "decoder.self.0"), ("heads", "decoder.self.0.x"), ("heads", ""), ("pinned", "value")),
    ],
)
def test_a_mangled_link_is_refused(name, text):
    assert read(FIELDS, {name: text}) == ({}, (name,))


def test_lines_have_the_colours_of_the_paper(trace):
    assert payload(trace, theme={"paper": DARK.paper}).look()["lines"] == list(DARK.lines)
    assert payload(trace).look()["lines"] == list(LIGHT.lines)
    assert payload(trace, lines=["#000"]).look()["lines"] == ["#000"]


def test_it_speaks_its_language(trace):
    assert view_message(payload(trace, language="zh"), {}, 0)["language"] == "zh"
    words = browser_words("zh")["workbench"]
    assert words["mosaic"] == t("term-all-heads", "zh")
    assert words["selected"] == "已选择 {head}"


def test_only_known_colours_travel(trace):
    look = payload(trace, theme={"paper": "#fff", "lines": ("#000",)}).look()
    assert look["theme"] == {"paper": "#fff"}


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
    sent = {e.proto.component_name.removeprefix("headlight_"): e.proto for e in app.get("bidi_component")}
    assert list(sent) == ["weights", "look", "text", "frame", "map", "workbench", "metrics"]
    shown = json.loads(sent["workbench"].json)
    assert shown["selection"] == {"site": "decoder.self.0", "head": 0, "query": None, "key": None}
    for name in ("weights", "look", "text", "frame", "map"):
        part = json.loads(sent[name].json or sent[name].mixed.json)
        assert (part["kind"], part["digest"]) == (name, shown["parts"][name])
    assert json.loads(json.loads(sent["frame"].json)["figure"])["data"][0]["type"] == "heatmap"


def test_running_again_sends_the_same():
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    before = [component.proto for component in app.get("bidi_component")]
    app.button[0].click().run()
    assert not app.exception
    assert [component.proto for component in app.get("bidi_component")] == before
