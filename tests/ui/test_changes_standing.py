"""Changes by themselves: which contradict each other, which fit a reading, which heads are a control."""

import numpy as np
import pytest

from headlight.model.interventions import (
    CutEdge,
    HideToken,
    Intervention,
    ReplaceRow,
    Unmask,
    ZeroAblation,
)
from headlight.model.options import Continue
from headlight.model.site import Site
from headlight.model.token_positions import Places, placed
from headlight.model.zoo import load
from headlight.server.address.changes import read_change
from headlight.server.engine import Question
from headlight.server.questions.changes import fits, under
from headlight.ui.engine import shared_engine
from headlight.ui.pages.explore.changes.control import other_heads, touched
from headlight.ui.pages.explore.reading import packed
from headlight.ui.parts.changes.state import slot

TEXT, SITE = "The cat is sitting on the mat.", Site("decoder", "self", 1)


@pytest.fixture(scope="module")
def gpt():
    return load("gpt").trace(TEXT)


def test_changes_about_one_thing_replace_each_other():
    zero, mean = (read_change(f"decoder.self.1.2:{name}") for name in ("zero", "mean"))
    assert slot(zero) == slot(mean)
    other = read_change("decoder.self.1.1:zero")
    cut, cut_too = (read_change(f"decoder.self.1.2:cut={cell}") for cell in ("5-2", "5-3"))
    rows = [read_change(f"decoder.self.1.2:row={query}:1") for query in (0, 0, 1)]
    assert len({slot(change) for change in (zero, other, cut, cut_too, *rows)}) == 6


@pytest.mark.parametrize(
    ("change", "fitting"),
    [
        (Intervention(SITE, CutEdge(8, 8), 3), True),
        (Intervention(SITE, CutEdge(9, 0), 3), False),
        (Intervention(SITE, HideToken(9)), False),
        (Intervention(SITE, ReplaceRow(0, (1.0,) + (0.0,) * 8)), True),
        (Intervention(SITE, ReplaceRow(0, (1.0,) + (0.0,) * 9)), False),
        (Intervention(SITE, ZeroAblation(), 4), False),
        (Intervention(Site("encoder", "self", 0), ZeroAblation()), False),
        (Places("removed"), True),
    ],
    ids=str,
)
def test_a_change_fits_what_the_reading_has(gpt, change, fitting):
    assert fits(change, gpt, encodes_positions=True) is fitting


def test_controls_are_other_heads_of_the_same_kind_each_once(gpt):
    one = touched([Intervention(SITE, ZeroAblation(), 2)], gpt)
    draws = other_heads(one, gpt)
    assert len({tuple(draw.values()) for draw in draws}) == 23
    assert all((SITE, 2) not in draw.values() for draw in draws)
    layer = touched([Intervention(SITE, ZeroAblation())], gpt)
    draws = other_heads(layer, gpt)
    assert len(draws) >= 8
    assert draws == other_heads(layer, gpt)
    assert all(len(set(draw.values())) == 4 and not set(draw.values()) & set(layer) for draw in draws)
    everything = touched([Intervention(step.site, ZeroAblation()) for step in gpt.steps], gpt)
    assert other_heads(everything, gpt) == []
    assert other_heads(touched([Places("removed")], gpt), gpt) == []


def test_heads_that_nothing_reads_are_no_control():
    trace = load("xlnet").trace("The cat is sitting on the mat.")
    one = touched([Intervention(Site("decoder", "content", 0), ZeroAblation(), 0)], trace)
    others = {site for draw in other_heads(one, trace) for site, _ in draw.values()}
    assert others == {Site("decoder", "content", layer) for layer in range(3)}


def test_a_changed_translator_writes_under_its_changes_and_places():
    transformer = load("transformer")
    cut = [
        Intervention(Site("decoder", "self", 1), CutEdge(5, 3)),
        read_change("decoder.self.0.1:row=4:1,2,3,4,5"),
    ]
    with placed(Places("shuffled", 1)):
        trace = transformer.trace(TEXT, None, cut)
    written = [token.id for token in trace.tokens["written"]]
    assert np.argmax(trace.prediction.logits.numpy(), -1).tolist() == written


def test_two_changes_of_one_head_are_packed_apart_and_a_removed_mask_is_seen():
    site, head = Site("decoder", "self", 1), 2
    asked = Question("gpt", "The cat is sitting on the mat.")
    changed = [under(asked, [Intervention(site, change, head)]) for change in (ZeroAblation(), Unmask())]
    cut, open_ = (packed(question, trace=shared_engine().trace(question)) for question in changed)
    tiles = {found.site: found for found in open_.tiles}
    assert cut.digest != open_.digest
    assert {found.masked for found in cut.tiles} == {"causal"}
    assert tiles[str(site)].masked == "none"
    assert np.triu(open_.head(str(site), head), 1).any()


def test_a_cut_in_what_only_the_changed_model_writes_stays():
    trace = load("gpt").trace("The cat", Continue(length=2))
    beyond = Intervention(Site("decoder", "self", 0), CutEdge(40, 3))
    assert fits(beyond, trace, encodes_positions=True)
    assert not fits(beyond, load("gpt").trace("The cat"), encodes_positions=True)
