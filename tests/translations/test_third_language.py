"""A third language is a file: what it has is said in it, and what it lacks in English."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from headlight import translations
from tests.golden.pages import opened

ESPERANTO = """\
## A few words, as somebody begins
language-name = Esperanto
page-explore = Esplori
changes-dropped =
    { $count ->
        [one] Unu ŝanĝo forigita.
       *[other] { $count } ŝanĝoj forigitaj.
    }
workbench-selected = { $head } elektita
"""


@pytest.fixture
def esperanto(add_messages: Callable[[str, str], None]) -> None:
    """The languages there are, and one more that somebody has begun."""
    add_messages("eo", ESPERANTO)


@pytest.mark.usefixtures("esperanto")
def test_it_is_offered_and_says_what_it_can() -> None:
    assert translations.languages() == ("en", "eo", "zh")
    t = translations.translate_to("eo")
    assert (t("language-name"), t("page-explore")) == ("Esperanto", "Esplori")
    assert t("page-tagline") == translations.t("page-tagline")
    assert t("waiting-ahead", ahead=3) == translations.t("waiting-ahead", ahead=3)


@pytest.mark.usefixtures("esperanto")
def test_plural_forms_follow_the_number() -> None:
    t = translations.translate_to("eo")
    assert (t("changes-dropped", count=1), t("changes-dropped", count=5)) == (
        "Unu ŝanĝo forigita.",
        "5 ŝanĝoj forigitaj.",
    )


@pytest.mark.usefixtures("esperanto")
def test_the_browser_is_handed_both() -> None:
    words = translations.browser_words("eo")["workbench"]
    assert words["selected"] == "{head} elektita"
    assert words["waiting"] == translations.t("workbench-waiting")
    assert words.keys() == translations.browser_words("en")["workbench"].keys()


@pytest.mark.usefixtures("esperanto")
def test_it_has_a_file_of_its_own_which_the_browser_fetches(tmp_path: Path) -> None:
    translations.write_words(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["en.json", "eo.json", "zh.json"]
    written = json.loads((tmp_path / "eo.json").read_text(encoding="utf-8"))
    assert written == translations.browser_words("eo")


@pytest.mark.usefixtures("esperanto")
@pytest.mark.parametrize("page", ["", "learning", "cost"])
def test_a_page_opens_in_it_and_is_english_where_it_has_no_words_yet(page: str) -> None:
    app = opened(page, {"lang": "eo", "text": "The cat sat.", "part": "live"})
    assert app.session_state["lang"] == "eo"
    assert app.query_params["lang"] in ("eo", ["eo"])
    assert translations.t("page-tagline") in app.markdown[0].value
