"""A third language is a file: what it has is said in it, and what it lacks in English."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from headlight import translations
from headlight.translations import folder

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
def esperanto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The languages there are, and one more that somebody has begun."""
    for file in folder.FOLDER.glob("*.ftl"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "eo.ftl").write_text(ESPERANTO, encoding="utf-8")
    cached = folder.languages, folder.catalogue, folder.handed_out
    monkeypatch.setattr(folder, "FOLDER", tmp_path)
    for function in cached:
        function.cache_clear()
    yield
    monkeypatch.undo()
    for function in cached:
        function.cache_clear()


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
    words = translations.handed_out("workbench", "eo")
    assert words["selected"] == "{head} elektita"
    assert words["waiting"] == translations.t("workbench-waiting")
    assert words.keys() == translations.handed_out("workbench", "en").keys()
