"""Files of a figure: whole without a network, and no text in them is anything but text."""

import json
import re
from io import BytesIO

import pandas as pd
import pytest
from plotly.offline import get_plotlyjs

from headlight.model.trace import Trace
from headlight.viz import (
    CHINESE,
    DARK,
    LIGHT,
    Look,
    Selection,
    csv_of,
    file_name,
    offline_html,
    weights_heatmap,
)
from headlight.viz.files.document import Facts, Heading, Link, Paragraph, Quotation, Table, document

HOSTILE = "</script><script>alert(1)</script>\u202eabc\x00\"'&<img src=x onerror=alert(1)>"


def without_library(text: str) -> str:
    """A file's text without plotly.js, which has to be in it once."""
    assert text.count(get_plotlyjs()) == 1
    return text.replace(get_plotlyjs(), "")


def scripts(text: str) -> list[str]:
    return re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL)


def test_a_figure_s_file_is_whole_and_looks_as_the_figure_does(trace: Trace) -> None:
    drawing = weights_heatmap(trace, Selection.first(trace), Look(DARK, CHINESE))
    text = offline_html(drawing, "zh")
    rest = without_library(text)
    assert '<html lang="zh">' in rest
    assert f"--paper: {DARK.paper}" in rest
    assert LIGHT.paper not in rest
    assert not re.search(r"(?:src|href)=", rest)
    assert not re.search(r"https?://(?!www\.w3\.org)", rest)
    assert "default-src 'none'" in rest
    data = json.loads(re.search(r"Plotly\.newPlot\(\s*\"[^\"]+\",\s*(\[.*?\]),\s*\{", rest, re.DOTALL)[1])
    assert data[0]["type"] == "heatmap"


def test_a_sink_s_badge_goes_into_the_file(traces: dict[str, Trace]) -> None:
    trace = traces["english"]
    drawn = [
        weights_heatmap(trace, Selection(step.site, head))
        for step in trace.steps
        for head in range(step.n_heads)
    ]
    drawing = next(each for each in drawn if "⚓" in each.figure.layout.title.text)
    text = without_library(offline_html(drawing))
    assert "⚓" in re.search(r"<title>(.*?)</title>", text)[1]
    assert "u2693" in scripts(text)[-1] or "⚓" in scripts(text)[-1]


@pytest.mark.parametrize("name", ["strange", "wide", "one_token"])
def test_tokens_that_look_like_markup_stay_text(traces: dict[str, Trace], name: str) -> None:
    text = without_library(offline_html(weights_heatmap(traces[name], Selection.first(traces[name]))))
    text.encode("utf-8")
    assert text.count("<script") == text.count("</script>") == 2  # the library and the figure
    assert "\u202e" not in text
    assert "\x00" not in text


def test_every_part_of_a_document_takes_any_text_as_text() -> None:
    parts = [
        Heading(HOSTILE, 1),
        Paragraph(HOSTILE),
        Quotation(HOSTILE),
        Facts({HOSTILE: HOSTILE}),
        Link(f"http://127.0.0.1/?text={HOSTILE}"),
        Link(f"javascript:alert(1)//{HOSTILE}"),
        Table([HOSTILE], [[HOSTILE]], lit=0),
    ]
    text = without_library(document(HOSTILE, parts, language='"><script>'))
    assert text.count("<script") == 1
    assert "<img" not in text
    assert "\u202e" not in text
    assert "\x00" not in text
    assert 'href="javascript' not in text
    assert text.count("alert(1)") > 10  # it can be read


def test_csv_is_the_table_and_says_its_encoding(traces: dict[str, Trace]) -> None:
    trace = traces["chinese"]
    data = csv_of(weights_heatmap(trace, Selection.first(trace)))
    assert data.startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(BytesIO(data))
    assert table["key_token"][0] == "苹果"
    assert table["weight"].dropna().to_numpy() == pytest.approx(
        trace.steps[0].weights(0)[trace.steps[0].visible(0)], rel=1e-6
    )


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("gpt", "L2H5"), "headlight-gpt-L2H5"),
        (("../../etc/passwd",), "headlight-etc-passwd"),
        (("a\x00b", "\u202eexe.lmth", "<b>"), "headlight-a-b-exe.lmth-b"),
        (("苹果", ""), "headlight"),
        ((".hidden", "-rf", 'x"; filename="y'), "headlight-hidden-rf-x-filename-y"),
    ],
)
def test_names_of_files_are_made_of_safe_characters(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts) == name


def test_names_of_files_are_short() -> None:
    assert len(file_name("x" * 500)) == 80
