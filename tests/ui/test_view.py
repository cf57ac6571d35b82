"""A view and its link are two forms of one thing; a mangled link costs only what is mangled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headlight.model.interventions import (
    CutEdge,
    HideToken,
    Intervention,
    MeanAblation,
    ReplaceRow,
    ReplaceScore,
    Temperature,
    Unmask,
    ZeroAblation,
)
from headlight.model.site import Site
from headlight.model.token_positions import Places
from headlight.server.address import codec
from headlight.server.address.changes import CHANGES as CHANGE
from headlight.server.address.changes import LONGEST, MOST, SCORES, normalised
from headlight.server.address.fields import LONGEST_TEXT
from headlight.server.address.settings import LONGEST as LONGEST_SETTING
from headlight.server.address.settings import SETTINGS, changed
from headlight.ui.view import FIELDS, View

MODELS = ("gpt", "bert")
HUNDREDTHS = {"penalty": (0, 200), "temperature": (10, 200), "top_p": (5, 100)}
VALUES = {
    "to": st.sampled_from(["auto", "en", "zh"]),
    "forced": st.text(max_size=50),
    "beam": st.integers(1, 8),
    "write": st.integers(0, 64),
    "draw": st.sampled_from(["greedy", "sample"]),
    "top_k": st.integers(0, 200),
    "seed": st.integers(0, 999_999),
    "second": st.text(max_size=50),
    "masked": st.lists(st.integers(0, 300), max_size=5).map(tuple),
    "order": st.sampled_from(["left", "right", "random", "typed"]),
    "positions": st.text(max_size=50),
} | {name: st.integers(*ends).map(lambda n: n / 100) for name, ends in HUNDREDTHS.items()}
NUMBERS = st.none() | st.integers(0, 999_999)
SITE = st.builds(
    Site,
    st.sampled_from(["encoder", "decoder"]),
    st.sampled_from(["self", "cross", "content", "query_stream"]),
    st.integers(0, 99),
)
SITES = st.none() | SITE
INDEX = st.integers(0, 300)
ROWS = (
    st.lists(st.floats(0, 1000), min_size=1, max_size=5).filter(lambda row: sum(row) > 1e-9).map(normalised)
)
EFFECTS = st.one_of(
    st.sampled_from([ZeroAblation(), MeanAblation(), Unmask()]),
    st.integers(5, 2000).map(lambda n: Temperature(n / 100)),
    st.sampled_from(list(SCORES.values())).map(ReplaceScore),
    st.builds(CutEdge, INDEX, INDEX),
    st.builds(HideToken, INDEX),
    st.builds(ReplaceRow, INDEX, ROWS),
)
CHANGES = st.lists(
    st.builds(Intervention, SITE, EFFECTS, st.none() | st.integers(0, 99))
    | st.just(Places("removed"))
    | st.builds(Places, st.just("shuffled"), st.integers(0, 999_999)),
    max_size=3,
).map(tuple)
BENCH = st.fixed_dictionaries(
    {},
    optional={
        "panel": st.sampled_from(["heatmap", "lines", "text"]),
        "heads": st.lists(st.tuples(SITE.map(str), st.integers(0, 99)), min_size=1, max_size=4).map(tuple),
        "threshold": st.integers(0, 100).map(lambda n: n / 100),
        "sort": st.sampled_from(["layer", "previous", "induction", "entropy"]),
        "scale": st.sampled_from(["shared", "head"]),
        "pinned": st.sampled_from(["query", "key"]),
    },
)
VIEWS = st.builds(
    View,
    text=st.none() | st.text(max_size=100),
    model=st.none() | st.sampled_from(MODELS),
    site=SITES,
    head=NUMBERS,
    query=NUMBERS,
    key=NUMBERS,
    settings=st.fixed_dictionaries({}, optional=VALUES).map(changed),
    changes=CHANGES,
    bench=BENCH,
)


def read_link(params):
    """The view of a link, and what was ignored."""
    values, ignored = codec.read(FIELDS, params)
    return View.of(values), ignored


def write_link(view):
    """The link of a view."""
    return codec.write(FIELDS, view.values())


@given(VIEWS)
def test_a_link_reopens_its_view(view):
    assert read_link(write_link(view)) == (view, ())


def test_every_setting_is_tried():
    assert set(VALUES) == set(SETTINGS)


@given(st.dictionaries(st.sampled_from([*FIELDS, "x"]), st.text()))
def test_any_query_gives_a_view_and_names_what_it_ignored(params):
    view, ignored = read_link(params)
    for name in ignored:
        assert getattr(view, name, None) is None
        assert name not in view.settings
    assert set(ignored) <= set(params)


def test_values_that_make_no_sense_are_named():
    params = {
        "model": "gpt-9",
        "site": "decoder.self.-1",
        "head": "-3",
        "query": "１",
        "key": "2",
        "text": "<b>",
    }
    view, ignored = read_link(params)
    assert view == View(text="<b>", key=2)
    assert ignored == ("model", "site", "head", "query")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("to", "fr"),
        ("beam", "0"),
        ("beam", "9"),
        ("penalty", "nan"),
        ("penalty", "-1"),
        ("write", "100000"),
        ("draw", "best"),
        ("temperature", "0"),
        ("temperature", "hot"),
        ("top_k", "-1"),
        ("top_p", "1.01"),
        ("seed", "1e3"),
        ("masked", "1,,2"),
        ("masked", "-1"),
        ("order", "up"),
    ],
)
def test_a_setting_out_of_its_range_is_named_and_left_out(name, value):
    assert read_link({name: value, "text": "a"}) == (View(text="a"), (name,))


def test_a_link_carries_at_most_so_much_text():
    assert len(write_link(View(text="x" * 100_000))["text"]) == LONGEST_TEXT
    assert len(write_link(View(text="猫" * 100_000))["text"]) == LONGEST_TEXT // 9  # %E7%8C%AB
    link = write_link(View(text="a", settings={"second": "x" * 100_000}))
    assert len(link["second"]) == LONGEST_SETTING


def test_changes_read_as_their_notation_says():
    text = (
        "decoder.self.1.2:zero;decoder.self.0.*:temperature=0.5;encoder.self.0.1:cut=5-2;positions:shuffled=3"
    )
    changes = CHANGE.read(text)
    assert changes == (
        Intervention(Site("decoder", "self", 1), ZeroAblation(), 2),
        Intervention(Site("decoder", "self", 0), Temperature(0.5)),
        Intervention(Site("encoder", "self", 0), CutEdge(5, 2), 1),
        Places("shuffled", 3),
    )
    assert CHANGE.write(changes) == text


@pytest.mark.parametrize(
    "text",
    [
        "zero",
        "decoder.self.1:zero",
        "decoder.self.1.2:",
        "decoder.self.1.2:zero=1",
        "decoder.self.1.-1:zero",
        "decoder.self.1.²:zero",
        "decoder.self.01.2:zero",
        "decoder.self.1.2:temperature=0",
        "decoder.self.1.2:temperature=inf",
        "decoder.self.1.2:temperature=",
        "decoder.self.1.2:score=best",
        "decoder.self.1.2:cut=5",
        "decoder.self.1.2:cut=5--2",
        "decoder.self.1.2:hide=x",
        "decoder.self.1.2:row=5:0,0",
        "decoder.self.1.2:row=5:nan",
        "decoder.self.1.2:row=5:-1,2",
        "decoder.self.1.2:row=5",
        "positions:removed=1",
        "positions:shuffled",
        "positions:lost",
        "__import__('os')",
    ],
)
def test_a_change_that_is_none_is_named_and_the_others_stay(text):
    link = {"change": f"{text};decoder.self.0.0:mean"}
    view, ignored = read_link(link)
    assert view.changes == (Intervention(Site("decoder", "self", 0), MeanAblation(), 0),)
    assert ignored == ("change",)


def test_a_row_is_divided_by_its_sum_and_stays_as_it_then_is():
    assert normalised([1, 2, 1]) == (0.25, 0.5, 0.25)
    row = normalised([1, 1, 1])
    assert sum(row) == pytest.approx(1, abs=1e-12)
    assert normalised(row) == row
    with pytest.raises(ValueError, match="above 0"):
        normalised([0, 0])


def test_a_link_says_what_it_carries_only_the_beginning_of():
    rows = tuple(
        Intervention(Site("decoder", "self", i), ReplaceRow(0, normalised(range(1, 60)))) for i in range(20)
    )
    view = View(text="a", settings={"second": "x" * 5000, "beam": 2}, changes=rows)
    link = write_link(view)
    assert len(link["change"]) <= LONGEST
    assert read_link(link)[0].changes == rows[: len(CHANGE.read(link["change"]))]
    assert codec.cut_short(FIELDS, view.values()) == ("second", "change")
    assert codec.cut_short(FIELDS, View(text="a", settings={"beam": 2}, changes=rows[:2]).values()) == ()


def test_more_changes_than_there_may_be_are_left_out_and_named():
    many = ";".join(f"decoder.self.{i}.0:zero" for i in range(MOST + 1))
    view, ignored = read_link({"change": many})
    assert (len(view.changes), ignored) == (MOST, ("change",))
