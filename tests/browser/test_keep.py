"""Keeping a figure, in a real Chromium: images at the size of the screen, and files that ask nobody for anything."""

import struct

import pytest

from headlight.model.zoo import load
from headlight.server.engine import Question
from headlight.translations import t
from headlight.ui.parts.keep.report import Viewed, report
from headlight.viz import Look, Selection

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(1)</script> \u202eabc a\x00b"


@pytest.fixture
def opened(browser):
    """`opened(path)`: a file in a browser without a network, the requests it made, and what it complained about."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    context.set_default_timeout(60_000)  # a file is 5 MB of script to read

    def visit(path):
        page, asked, said = context.new_page(), [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        page.wait_for_selector(".js-plotly-plot .main-svg")
        return page, [url for url in asked if not url.startswith(("file:", "data:", "blob:"))], said

    yield visit
    context.close()


def test_a_figure_is_kept_as_images_as_a_page_and_as_numbers(page, app_url, tmp_path, opened):
    page.goto(f"{app_url('app.py')}/positions?encoding=rotary")
    drawn = page.locator(".st-key-kernel .js-plotly-plot")
    drawn.wait_for()
    page.locator(".st-key-keep_kernel button").first.click()
    files = {}
    for label in (t("images-png"), t("images-svg"), t("keep-html"), t("keep-csv")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label, exact=True).click()
        name = download.value.suggested_filename
        download.value.save_as(tmp_path / name)
        files[name.rpartition(".")[2]] = (tmp_path / name).read_bytes()
        assert name.startswith("headlight-kernel.")

    box = drawn.bounding_box()
    width, height = struct.unpack(">II", files["png"][16:24])
    assert files["png"].startswith(b"\x89PNG")
    assert (width, height) == (3 * round(box["width"]), 3 * round(box["height"]))
    assert files["svg"].startswith(b"<svg")
    assert len(files["csv"].splitlines()) == 65  # positions, and the names of the columns

    kept, asked, said = opened(tmp_path / "headlight-kernel.html")
    assert kept.locator(".gtitle").text_content() == page.locator(".st-key-kernel .gtitle").text_content()
    assert not asked
    assert not said


def test_a_report_opens_without_a_network_and_runs_nothing_that_was_typed(tmp_path, opened):
    reader = load("gpt")
    trace = reader.trace(HOSTILE)
    viewed = Viewed(
        Selection(trace.steps[0].site, 0, 1, 0),
        Look(),
        "table",
        {},
        Question("gpt", HOSTILE),
        f"http://127.0.0.1/?text={HOSTILE}",
    )
    path = tmp_path / "report.html"
    path.write_text(report(trace, reader, viewed), encoding="utf-8")
    kept, asked, complaints = opened(path)
    kept.wait_for_function("() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 3")
    assert kept.locator("blockquote").inner_text().startswith("<img src=x onerror=alert(1)></script>")
    assert kept.locator("img").count() == 0
    assert not asked
    assert not complaints
