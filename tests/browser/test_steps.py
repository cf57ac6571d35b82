"""One cell step by step, in a real Chromium: by hand, with a model's numbers, by key, in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest
import torch
from axe_playwright_python.sync_playwright import Axe

from headlight.analysis.arithmetic import arithmetic
from headlight.model.interventions import Intervention, Temperature
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.model.zoo import load
from tests.browser.steps_page import open_steps

pytestmark = pytest.mark.browser

CPU = torch.device("cpu")
SITE = Site("decoder", "self", 4)
EVERY = [
    "read",
    "project",
    "meet",
    "scale",
    "mask",
    "softmax",
    "value",
    "output",
    "stream",
    "feed_forward",
    "next",
]


@pytest.fixture(scope="module")
def gpt() -> Trace:
    """What the default model makes of its first sentence."""
    return load("gpt", CPU).trace("The cat is sitting on the")


def with_numbers(page: Any, region: Any, name: str) -> None:
    """Turn from the example to the head's own numbers."""
    region.get_by_role("radio", name=name).check()
    region.and_(page.locator("[data-state=ready]")).wait_for()


def walk(page: Any, region: Any) -> Iterator[str]:
    """Every step from where it stands to the last, by the arrow key."""
    region.locator("[aria-current=step]").focus()
    ahead = region.get_by_role("button", name="Next →")
    while True:
        yield region.get_attribute("data-step")
        if ahead.get_attribute("aria-disabled") == "true":
            return
        page.keyboard.press("ArrowRight")


def test_the_example_comes_first_and_is_walked_by_key(page, gpt):
    region = open_steps(page, gpt, SITE, 1, (4, 2))
    steps = region.get_by_role("listitem")
    assert steps.count() == len(EVERY)
    region.get_by_text("“cat” looks with its own, “The” is looked at with its own.").wait_for()
    found = []
    for name in walk(page, region):
        found.append(name)
        if name == "meet":
            region.get_by_text("q·k = 1·2 + 2·1 + 2·(−1) = 2", exact=True).wait_for()
        if name == "softmax":
            region.get_by_text("weight = 1 / 2 = 0.5000", exact=True).wait_for()
    assert found == EVERY
    page.keyboard.press("ArrowLeft")
    assert region.get_attribute("data-step") == "feed_forward"
    region.get_by_role("button", name="q·k", exact=True).click()
    assert region.get_attribute("data-step") == "meet"
    assert region.get_by_role("button", name="q·k", exact=True).get_attribute("aria-current") == "step"


def test_another_cell_by_hand(page, gpt):
    region = open_steps(page, gpt, SITE, 1, (4, 2))
    region.get_by_role("button", name="mask", exact=True).click()
    region.get_by_role("radiogroup", name="key").get_by_role("radio", name="sleeps").check()
    region.get_by_text(
        "“cat” may not see “sleeps”: its score becomes −∞. It comes later in the text."
    ).wait_for()


def test_the_model_s_numbers_are_those_of_python_s_arithmetic(page, gpt):
    region = open_steps(page, gpt, SITE, 1, (4, 2))
    with_numbers(page, region, "L4H1")
    cell = arithmetic(gpt, SITE, 1, 4, 2)
    weight = f"{float(cell.softmax.weights[2]):.4f}"
    said = {
        "project": "q and k are then turned by their positions",
        "meet": f"q·k = Σ = {cell.score.total:.4f}",
        "scale": f"→ {cell.score.score:.4f}",
        "softmax": f"= {weight}",
        "output": f"a share of {100 * cell.output.share:.1f} %",
        "stream": f"cosine between the two: {cell.output.cosine:.4f}".replace("-", "−"),
        "next": "Layer 5 reads this stream",
    }
    found = []
    for name in walk(page, region):
        found.append(name)
        if name in said:
            region.get_by_text(said[name]).first.wait_for()
    assert found == EVERY


def test_a_step_stays_where_another_cell_is_chosen(page, gpt):
    region = open_steps(page, gpt, SITE, 1, (4, 2))
    with_numbers(page, region, "L4H1")
    region.get_by_role("button", name="mask", exact=True).click()
    page.evaluate("point(3, 5)")
    region.get_by_text("“·is” may not see “·on”").wait_for()
    assert region.get_attribute("data-step") == "mask"
    page.evaluate("leave()")
    assert region.count() == 0


def test_dimensions_by_size(page, gpt):
    region = open_steps(page, gpt, SITE, 1, (4, 2))
    with_numbers(page, region, "L4H1")
    region.get_by_role("button", name="q·k", exact=True).click()
    region.get_by_role("radio", name="By size").check()
    terms = arithmetic(gpt, SITE, 1, 4, 2).score.terms.terms
    largest = int(abs(terms).argmax())
    strip = region.get_by_role("img").first
    strip.hover(position={"x": 3, "y": 10})
    region.get_by_text(f"dimension {largest} · q ").wait_for()


@pytest.mark.parametrize(
    ("model", "site", "some"),
    [
        ("transformer", "decoder.cross.1", {"read", "output", "stream", "feed_forward", "next"}),
        ("transformer", "decoder.self.1", {"between", "feed_forward"}),
        ("seq2seq-bahdanau", "decoder.cross.0", {"project", "meet", "output"}),
        ("seq2seq-luong", "decoder.cross.0", {"project", "meet", "output"}),
        ("xlnet", "decoder.query_stream.2", {"read", "scale", "stream"}),
        ("gpt-alibi", "decoder.self.1", {"read", "scale", "stream"}),
    ],
)
def test_every_kind_of_attention_can_be_followed(page, model, site, some):
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    trace, where = load(model, CPU).trace("The cat is sitting on the mat."), Site.parse(site)
    region = open_steps(page, trace, where, 0, (2, 1))
    with_numbers(page, region, f"L{where.layer}H0")
    found = [*walk(page, region)]
    assert some <= {*found}
    assert ("read" in found) == (not model.startswith("seq2seq"))
    assert faults == []


def test_an_intervention_is_seen_in_the_score(page):
    change = Intervention(SITE, Temperature(2.0), 1)
    trace = load("gpt", CPU).trace("The cat is sitting on the", interventions=[change])
    region = open_steps(page, trace, SITE, 1, (4, 2))
    with_numbers(page, region, "L4H1")
    region.get_by_role("button", name="scale", exact=True).click()
    region.get_by_text("÷ 2", exact=False).first.wait_for()
    region.get_by_text("An intervention divides the score by a temperature.").wait_for()


def test_chinese_and_a_narrow_page(page, gpt):
    page.set_viewport_size({"width": 390, "height": 844})
    region = open_steps(page, gpt, SITE, 1, (4, 2), "zh")
    region.get_by_text("第 1 步，共 11 步").wait_for()
    for _ in EVERY[1:]:
        region.get_by_role("button", name="下一步").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert region.get_attribute("data-step") == "next"


def test_each_step_fits_beside_the_map(page, gpt):
    page.set_viewport_size({"width": 680, "height": 566})
    region = open_steps(page, gpt, SITE, 1, (4, 2))
    with_numbers(page, region, "L4H1")
    for name in walk(page, region):
        assert page.evaluate("document.documentElement.scrollHeight") <= 566, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_for_whoever_reads_with_a_screen_reader(page, gpt, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 680, "height": 400})
    region = open_steps(page, gpt, SITE, 1, (4, 2))
    for numbers in ("By hand", "L4H1"):
        with_numbers(page, region, numbers)
        region.get_by_role("listitem").first.get_by_role("button").click()
        for name in walk(page, region):
            found = Axe().run(page, context="section").response["violations"]
            assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == [], name
