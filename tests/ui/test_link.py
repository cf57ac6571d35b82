"""A view and its link are two forms of one thing; a mangled link costs only what is mangled."""

from hypothesis import given
from hypothesis import strategies as st

from model.site import Site
from ui.link import LONGEST_TEXT, View, read_link, write_link

MODELS = ("gpt", "bert")
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
)


@given(VIEWS)
def test_a_link_reopens_its_view(view):
    assert read_link(write_link(view), MODELS) == (view, ())


@given(st.dictionaries(st.sampled_from(["text", "model", "site", "head", "query", "key", "x"]), st.text()))
def test_any_query_gives_a_view_and_names_what_it_ignored(params):
    view, ignored = read_link(params, MODELS)
    for name in ignored:
        assert getattr(view, name) is None
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


def test_a_link_carries_at_most_so_much_text():
    assert len(write_link(View(text="x" * 100_000))["text"]) == LONGEST_TEXT
    assert len(write_link(View(text="猫" * 100_000))["text"]) == LONGEST_TEXT // 9  # %E7%8C%AB
