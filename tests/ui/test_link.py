"""A view and its link are two forms of one thing; a mangled link costs only what is mangled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.site import Site
from ui.link import LONGEST_SETTING, LONGEST_TEXT, NAMES, View, read_link, write_link
from ui.settings import SETTINGS

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
SITES = st.none() | st.builds(
    Site,
    st.sampled_from(["encoder", "decoder"]),
    st.sampled_from(["self", "cross", "content", "query_stream"]),
    st.integers(0, 99),
)
VIEWS = st.builds(
    View,
    text=st.none() | st.text(max_size=100),
    model=st.none() | st.sampled_from(MODELS),
    site=SITES,
    head=NUMBERS,
    query=NUMBERS,
    key=NUMBERS,
    settings=st.fixed_dictionaries({}, optional=VALUES),
)


@given(VIEWS)
def test_a_link_reopens_its_view(view):
    assert read_link(write_link(view), MODELS) == (view, ())


def test_every_setting_is_tried():
    assert set(VALUES) == set(SETTINGS)


@given(st.dictionaries(st.sampled_from([*NAMES, "x"]), st.text()))
def test_any_query_gives_a_view_and_names_what_it_ignored(params):
    view, ignored = read_link(params, MODELS)
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
    view, ignored = read_link(params, MODELS)
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
    assert read_link({name: value, "text": "a"}, MODELS) == (View(text="a"), (name,))


def test_a_link_carries_at_most_so_much_text():
    assert len(write_link(View(text="x" * 100_000))["text"]) == LONGEST_TEXT
    assert len(write_link(View(text="猫" * 100_000))["text"]) == LONGEST_TEXT // 9  # %E7%8C%AB
    link = write_link(View(text="a", settings={"second": "x" * 100_000}))
    assert len(link["second"]) == LONGEST_SETTING
