"""Messages are found, filled and refused: keys, arguments, numbers, characters that Fluent reads as its own."""

from pathlib import Path

import numpy as np
import pytest

from headlight.translations import Catalogue, t

MESSAGES = """\
plain-text = One { $thing } and **{ $other }**.
plain-braces = ${"{"}x{"}"}$
plain-space = {" "}behind a space
number-plain = { $n } of { $x }
number-fixed = { FIXED($x, digits: 2) }
number-small = { SCIENTIFIC($x, digits: 1) }
number-share = { PERCENT($x, digits: 0) }
number-grouped = { GROUPED($n) }
number-forms = { $n ->
    [one] one head
   *[other] { $n } heads
}
other-text = see: { plain-text }
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    file = tmp_path / "en.ftl"
    file.write_text(MESSAGES, encoding="utf-8")
    return Catalogue(file)


def test_a_message_is_filled_and_nothing_is_added(catalogue: Catalogue) -> None:
    assert catalogue.t("plain-text", thing="<b>", other="{x}") == "One <b> and **{x}**."
    assert catalogue.t("other-text", thing=1, other=None) == "see: One 1 and **None**."
    assert catalogue.t("plain_braces") == "${x}$"
    assert catalogue.t("plain-space") == " behind a space"
    assert len(catalogue.t("plain-text", thing="x" * 5_000, other="")) > 5_000


def test_numbers_look_as_python_writes_them(catalogue: Catalogue) -> None:
    assert catalogue.t("number-plain", n=16384, x=0.125) == "16384 of 0.125"
    assert catalogue.t("number-plain", n=np.int64(2), x=np.float32(0.5)) == "2 of 0.5"
    assert catalogue.t("number-fixed", x=1 / 3) == "0.33"
    assert catalogue.t("number-small", x=1.25e-7) == f"{1.25e-7:.1e}"
    assert catalogue.t("number-share", x=np.float64(0.255)) == f"{0.255:.0%}"
    assert catalogue.t("number-grouped", n=16384) == "16,384"
    assert [catalogue.t("number-forms", n=n) for n in (1, 2, 1000)] == ["one head", "2 heads", "1000 heads"]


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(KeyError, match=r"the key of a message in en.ftl; got 'no-such-key'"):
        t("no-such-key")
    with pytest.raises(KeyError, match=r"no-such-key"):
        t("no-such-key", "zh")


@pytest.mark.parametrize("key", ["plain-text", "number-fixed", "number-forms"])
def test_an_argument_that_is_missing_is_named(catalogue: Catalogue, key: str) -> None:
    with pytest.raises(ValueError, match=rf"'{key}' in en.ftl; got"):
        catalogue.t(key, thing="x")


def test_what_is_no_message_is_named(tmp_path: Path) -> None:
    file = tmp_path / "en.ftl"
    file.write_text("fine-key = fine\nno equals sign\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"Fluent messages in en.ftl; got 'no equals sign"):
        Catalogue(file)


def test_the_browser_cannot_count(catalogue: Catalogue) -> None:
    assert catalogue.handed_out("plain")["text"] == "One {thing} and **{other}**."
    with pytest.raises(ValueError, match="number-fixed"):
        catalogue.handed_out("number")
