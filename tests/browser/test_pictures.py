"""Lines and shaded text kept as pictures, in a real Chromium."""

import io
import re
import xml.etree.ElementTree as ElementTree

import pytest
from PIL import Image

from tests.browser.bench import HOSTILE, lines, open_panel, tokens, wait_for_server
from tests.browser.pages import WORKBENCH

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
TOKENS = ["The", "·cat", "·sat", "京 1/3", "<b>bold</b>", HOSTILE, "小明", "把", "它"]


@pytest.fixture
def saved(page):
    """`saved("SVG")`: what the open panel's button gives, and the file's name."""

    def save(kind):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Save as {kind}").locator("visible=true").press("Enter")
        return download.value.path().read_bytes(), download.value.suggested_filename

    return save


def texts(svg):
    return [element.text for element in svg.iter(f"{SVG}text")]


def test_lines_are_saved_as_they_are_shown(page, app_url, saved):
    open_panel(page, app_url, "lines", "threshold=0.1")
    source, name = saved("SVG")
    svg, said = (
        ElementTree.fromstring(source),
        page.get_by_text(re.compile(r"^\d+ of \d+ lines$")).text_content(),
    )
    drawn, all = map(int, re.findall(r"\d+", said))
    assert name == "headlight-decoder.self.0-head0-lines.svg"
    assert len(list(svg.iter(f"{SVG}line"))) == drawn < all
    assert texts(svg)[:1] == ["L0H0"]
    written = ["<img" if text.startswith("<img src=x") else text for text in texts(svg)]  # it is cut to fit
    shown = [token.replace(HOSTILE, "<img") for token in TOKENS]
    assert all_of(shown, written) == 2  # as queries and as keys
    legend = " ".join(texts(svg))
    assert "left = query, attends to right = key" in legend
    assert f"lines from weight 0.1 on: {drawn} of {all}" in legend
    assert not [element for element in svg.iter() if element.tag.endswith("img")]

    picture, _ = saved("PNG")
    size = Image.open(io.BytesIO(picture)).size
    assert size == tuple(3 * int(svg.get(side)) for side in ("width", "height"))


def all_of(tokens, found):
    """How often each of them is there, at least."""
    return min(found.count(token) for token in tokens)


def test_the_lines_of_a_kept_token_and_of_two_heads(page, app_url, saved):
    open_panel(page, app_url, "lines", "compare=decoder.self.1.2&threshold=0")
    for key in (*["ArrowDown"] * 8, "Enter"):
        lines(page).press(key)
    wait_for_server(page, query=7)
    svg = ElementTree.fromstring(saved("SVG")[0])
    legend, drawn = (found := list(svg.iter(f"{SVG}line")))[:2], found[2:]
    assert {line.get("stroke") for line in legend} == {line.get("stroke") for line in drawn}
    assert len({line.get("y1") for line in drawn}) == 1  # all of them are token 7's
    assert any(text.startswith("L1H2: 把 looks at ") for text in texts(svg))


@pytest.mark.parametrize("dark", [0, 1])
def test_text_is_saved_around_the_token_that_is_kept(page, app_url, saved, dark):
    open_panel(page, app_url, "text", f"dark={dark}")
    button = page.get_by_role("button", name="Save as SVG").locator("visible=true")
    assert button.is_disabled()
    tokens(page).nth(7).click()
    wait_for_server(page, query=7)
    svg = ElementTree.fromstring(saved("SVG")[0])
    shown = [token.lstrip("·") for token in TOKENS]
    shown[3] = tokens(page).nth(3).text_content()
    assert all_of(shown, texts(svg)) == 1
    shades = tokens(page).evaluate_all("all => all.map(t => t.style.backgroundColor).filter(Boolean)")
    assert [box.get("fill") for box in svg.iter(f"{SVG}rect") if box.get("rx") == "4"] == shades
    assert len(shades) == 8
    assert any(text.startswith("把 looks at ") for text in texts(svg))
    paper = page.locator(WORKBENCH).evaluate("bench => bench.style.getPropertyValue('--hl-paper')")
    assert next(svg.iter(f"{SVG}rect")).get("fill") == paper
    assert Image.open(io.BytesIO(saved("PNG")[0])).size[0] == 3 * round(float(svg.get("width")))
