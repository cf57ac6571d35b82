"""The words of the browser: a file a language, at an address that changes with them, and in no message."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from headlight.translations import browser_words, languages, write_words
from headlight.translations.folder import catalogue
from headlight.ui.component import words_folder
from tests.golden.pages import opened

LEAST = 8
"""Characters of what is recognisably a sentence of the catalogue; `scale` and `query` are names of data too."""


@pytest.mark.parametrize("language", languages())
def test_a_file_has_every_message_of_its_subjects(tmp_path: Path, language: str) -> None:
    write_words(tmp_path)
    words = json.loads((tmp_path / f"{language}.json").read_text(encoding="utf-8"))
    written = {f"{subject}-{name}".replace("_", "-") for subject in words for name in words[subject]}
    assert written == {key for key in catalogue(language).patterns if key.split("-")[0] in words}
    assert words["scrubber"]["step_of"] == catalogue(language).t(
        "scrubber-step-of", step="{step}", last="{last}"
    )


def test_the_address_changes_with_the_words(tmp_path: Path, add_messages: Callable[[str, str], None]) -> None:
    before = write_words(tmp_path)
    assert write_words(tmp_path) == before
    add_messages("eo", "language-name = Esperanto\n")
    assert write_words(tmp_path) != before


def test_a_folder_that_the_host_cleared_is_written_again() -> None:
    folder, digest = words_folder()
    lost = folder / "zh.json"
    words = lost.read_bytes()
    lost.unlink()
    assert words_folder() == (folder, digest)
    assert lost.read_bytes() == words


@pytest.mark.parametrize("page", ["", "compare", "history", "positions", "learning", "cost"])
def test_no_component_is_sent_them(page: str) -> None:
    app = opened(page, {"text": "The cat sat.", "lang": "zh"})
    sent = [json.loads(element.proto.json or "{}") for element in app.get("bidi_component")]
    assert sent
    known = {said for subject in browser_words("zh").values() for said in subject.values()}
    assert {text for data in sent for text in texts(data)} & {
        text for text in known if len(text) >= LEAST
    } == set()


def texts(part: Any) -> Iterator[str]:
    """Every string of a message."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from texts(inner)
