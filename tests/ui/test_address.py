"""Every page's address: what is written reads back as it was, and whatever anybody types is read."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headlight.learning.choices import HEADS, LAYERS, STEPS, WIDTHS, Choices
from headlight.learning.tasks import TASKS
from headlight.model.site import Site
from headlight.server.address.codec import allowed, compound, cut_short, read, write
from headlight.server.address.fields import (
    Field,
    Partly,
    decimal,
    head,
    integer,
    natural,
    one_of,
    row_of,
    several,
    site,
    spelled,
    text,
)
from headlight.server.address.settings import SETTINGS
from headlight.ui.pages.compare.address import FIELDS as COMPARE
from headlight.ui.pages.history.address import FIELDS as HISTORY
from headlight.ui.pages.learning.live.address import FIELDS as LIVE
from headlight.ui.pages.learning.live.address import SWITCHES
from headlight.ui.pages.learning.recorded.address import FIELDS as RECORDED
from headlight.ui.pages.positions.changed import FIELDS as POSITIONS
from headlight.ui.view import FIELDS as EXPLORE
from headlight.viz.compare.maps import SHARED_SCALES

PAGES = {
    "explore": EXPLORE,
    "compare": COMPARE,
    "history": HISTORY,
    "positions": POSITIONS,
    "recorded": RECORDED,
    "live": LIVE,
}

NUMBER = st.integers(0, 999_999)
SITE = st.builds(Site, st.sampled_from(["encoder", "decoder"]), st.just("self"), st.integers(0, 99))
MODEL = st.sampled_from(["gpt", "bert"])
ANYTHING = st.text(max_size=60) | st.sampled_from(
    [
        "",
        "0",
        "-1",
        "²",
        "nan",
        "1e999",
        "decoder.self.1",
        "decoder.self.1.2:row=1:",
        "a:b,c",
        "positions:shuffled=",
    ]
)
VALUES = {
    "compare": {
        "left": st.text(max_size=50),
        "left_model": MODEL,
        "right": st.text(max_size=50),
        "right_model": MODEL,
        "site": SITE,
        "head": NUMBER,
        "right_site": SITE,
        "right_head": NUMBER,
        "linked": st.just(False),
        "query": NUMBER,
        "compare_scale": st.sampled_from(SHARED_SCALES),
    },
    "history": {
        "beam": st.integers(2, 8),
        "masked": st.lists(NUMBER, max_size=4).map(tuple),
        "second": st.text(min_size=1, max_size=50),
        "map_gpt": st.builds("{}.{}".format, SITE, NUMBER),
    },
    "positions": {
        "positions_shift": st.sampled_from(["8", "64", "256"]),
        "positions_seed": st.integers(1, 999_999),
    },
    "recorded": {"step": NUMBER, "site": SITE.map(str), "head": NUMBER, "query": NUMBER, "key": NUMBER},
    "live": {
        "run": st.text(min_size=1, max_size=30),
        "beside": st.sampled_from(SWITCHES),
        "learn": st.builds(
            Choices,
            task=st.sampled_from(list(TASKS)),
            n_layers=st.sampled_from(LAYERS),
            n_heads=st.sampled_from(HEADS),
            d_model=st.sampled_from(WIDTHS),
            scale=st.booleans(),
            mask=st.booleans(),
            positions=st.sampled_from(["sinusoidal", "rotary", "none"]),
            steps=st.sampled_from(STEPS),
            seed=NUMBER,
        ).filter(lambda choices: choices != Choices()),
    },
}
KINDS = {
    "text": (text(), st.text(max_size=100)),
    "integer": (integer(3, 7), st.integers(3, 7)),
    "decimal": (decimal(-1, 1), st.integers(-100, 100).map(lambda n: n / 100)),
    "one of": (one_of(("a", "b")), st.sampled_from(["a", "b"])),
    "spelled": (spelled({"on": True, "off": False}), st.booleans()),
    "site": (site, SITE),
    "head": (head, st.tuples(SITE.map(str), NUMBER)),
    "cell": (row_of((natural, natural), "-"), st.tuples(NUMBER, NUMBER)),
    "several": (several(natural), st.lists(NUMBER, max_size=5).map(tuple)),
    "compound": (
        compound({"n": integer(0, 9, 5), "on": spelled({"on": True}, False)}),
        st.just({"n": 3, "on": True}),
    ),
}


@pytest.mark.parametrize("page", VALUES)
@given(data=st.data())
def test_what_is_written_reads_back_as_it_was(page, data):
    values = data.draw(st.fixed_dictionaries({}, optional=VALUES[page]))
    assert read(PAGES[page], write(PAGES[page], values)) == (values, ())


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_kind_of_field_reads_what_it_writes(kind, data):
    field, values = KINDS[kind]
    value = data.draw(values)
    assert field.read(field.write(value)) == value
    assert allowed(field, value)


@pytest.mark.parametrize("page", PAGES)
@given(data=st.data())
def test_whatever_is_typed_is_read_and_what_makes_no_sense_is_named(page, data):
    params = data.draw(st.dictionaries(st.sampled_from([*PAGES[page], "x"]), ANYTHING))
    values, ignored = read(PAGES[page], params)
    assert {*values, *ignored} == params.keys() & PAGES[page].keys()
    again = write(PAGES[page], values)
    assert read(PAGES[page], again)[1] == ()


def test_what_is_as_at_first_is_not_written():
    fields = {"beam": integer(1, 8, 1), "second": text("")}
    assert write(fields, {"beam": 1, "second": "", "stray": 3}) == {}
    assert write(fields, {"beam": 2}) == {"beam": "2"}


def test_the_beginning_of_a_long_text_is_carried_and_the_rest_is_known_to_be_missing():
    fields = {"text": text(longest=5), "n": natural}
    assert write(fields, {"text": "abcdefg", "n": 3}) == {"text": "abcde", "n": "3"}
    assert cut_short(fields, {"text": "abcdefg", "n": 3}) == ("text",)
    assert cut_short(fields, {"text": "abcde"}) == ()


def test_a_value_that_another_choice_would_not_offer_is_not_allowed():
    assert not allowed(one_of(("a", "b")), "c")
    assert allowed(spelled({"open": True}, False), False)


def test_a_field_of_fields_makes_sense_as_a_whole_or_not_at_all():
    field = compound({"n": integer(0, 9)})
    assert field.read("n:3") == {"n": 3}
    for wrong in ("n:30", "m:3", "n", "n:3,m:1"):
        with pytest.raises(ValueError):  # noqa: PT011  the codec catches every one of them
            field.read(wrong)


def test_what_makes_sense_in_part_is_taken_in_part():
    def half(value):
        raise Partly(value[: len(value) // 2])

    assert read({"x": Field(half)}, {"x": "abcd"}) == ({"x": "ab"}, ("x",))


def test_the_codec_knows_nothing_of_streamlit():
    for file in (Path(__file__).parents[2] / "ui" / "address").glob("*.py"):
        modules = {
            name.name if isinstance(node, ast.Import) else node.module
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in node.names
        }
        assert not any(str(module).startswith("streamlit") for module in modules)


def test_every_field_of_every_page_is_tried():
    assert all(VALUES[page].keys() <= PAGES[page].keys() for page in VALUES)
    assert PAGES["history"].keys() > SETTINGS.keys()
