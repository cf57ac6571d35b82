"""Tokens on axes: literal whatever they hold, few enough to read, whole on hover."""

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headlight.model.tokens import Token
from headlight.viz.style.ticks import (
    MAX_COLUMNS,
    MAX_LABELS,
    escaped,
    label,
    labelled,
    short_label,
    shortened,
    shown,
    token_axis,
    widths,
)


def tokens(*labels: str) -> list[Token]:
    return [Token(i, text, 0, 0, text, i) for i, text in enumerate(labels)]


@pytest.mark.parametrize(
    "text", ["<b>", "</b>", "<br>", "<i>x</i>", "a & b", "&lt;", "&amp;", "$x$", "%{x}", "1 < 2"]
)
def test_markup_is_literal(text: str) -> None:
    safe = escaped(text)
    assert not set("<>$%") & set(safe)
    assert html.unescape(safe) == text  # what Plotly shows


def test_an_entity_stays_an_entity() -> None:
    assert escaped("&lt;") == "&amp;lt;"
    assert label("<b>") == short_label("<b>") == "&lt;b&gt;"


def test_no_entity_but_those_plotly_knows() -> None:
    """Plotly decodes numbers and amp, lt, gt, nbsp, times, plusmn, mu, deg; any other would be shown raw."""
    assert escaped("\"'") == "\"'"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b", "a‹0000›b"),
        ("a\nb\u2028", "a‹000A›b‹2028›"),
        ("\x9b", "‹009B›"),
        ("\u202eabc", "‹202E›abc"),
        ("\u2066x", "‹2066›x"),
        ("\ud800", "‹D800›"),
        ("\ufeff", "‹FEFF›"),
        ("two words", "two\u00a0words"),
        ("\u3000", "\u00a0"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
    ],
)
def test_what_would_not_show_has_a_name(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", ["שלום", "مرحبا", "a ש"])
def test_right_to_left_is_isolated(text: str) -> None:
    assert shown(text) == "\u2068" + text.replace(" ", "\u00a0") + "\u2069"
    assert shown("left") == "left"


def test_long_labels_are_shortened_between_characters() -> None:
    assert shortened("internationalisation", 12) == "internation…"
    assert shortened("中" * 40, 12) == "中" * 5 + "…"
    assert shortened("e\u0301" * 30, 12) == "e\u0301" * 11 + "…"
    assert shortened("twelve chars", 12) == "twelve chars"
    assert shortened("👩‍👩‍👧" * 5, 6) == "👩‍👩‍👧" * 2 + "…"
    assert shortened("👍🏽" * 5, 6) == "👍🏽" * 2 + "…"


def test_an_escape_is_never_cut() -> None:
    assert short_label("<" * 30) == "&lt;" * 11 + "…"


def test_full_labels_on_hover() -> None:
    axis = token_axis(tokens("x" * 40, "<b>"), "key")
    assert axis["ticktext"] == ["x" * 11 + "…", "&lt;b&gt;"]
    assert axis["labelalias"] == {"0": "0 · " + "x" * 40, "1": "1 · &lt;b&gt;"}


@pytest.mark.parametrize("n", [0, 1, 31, 32, 33, 64, 65, 128, 512])
def test_at_most_32_labels(n: int) -> None:
    printed = list(labelled(n))
    assert len(printed) <= MAX_LABELS
    assert len(printed) == n or len(printed) > MAX_LABELS // 2
    assert printed[:1] == [0][:n]


def test_ticks_stand_where_the_tokens_do() -> None:
    axis = token_axis(tokens(*"abcdefghij" * 10), "key")
    indices = [round(value) for value in axis["tickvals"]]
    assert indices == list(range(0, 100, 4))
    assert axis["ticktext"] == ["abcdefghij"[i % 10] for i in indices]  # repeats do not merge
    span = axis["range"][1] - axis["range"][0]
    for value, index in zip(axis["tickvals"], indices, strict=True):
        assert (
            span / 10_000 < value - index <= 0.15
        )  # beyond Plotly's tolerance, so that hover finds the alias


@given(st.text(max_size=60))
def test_any_text_is_safe(text: str) -> None:
    for result in (label(text), short_label(text)):
        result.encode()  # no lone surrogates
        assert not set("<>$%\n\r\t ") & set(result)
        assert not any(unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") for c in result)
        assert not any(c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067" for c in result)


@given(st.text(max_size=60))
def test_any_text_is_short_enough(text: str) -> None:
    assert sum(widths(shortened(text, MAX_COLUMNS))) <= MAX_COLUMNS
