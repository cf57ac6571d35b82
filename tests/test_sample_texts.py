"""The sample texts: a title, a text in the title's language, and short enough to read whole."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from headlight.training.tokenizer import WEIGHTS

FOLDER = Path(__file__).parents[1] / "sample_texts"
FILES = sorted(FOLDER.glob("*.txt"))
TEXTS = [file.read_text(encoding="utf-8").split("\n", 1)[1].strip() for file in FILES]


def has_han(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def test_there_are_enough_in_both_languages() -> None:
    assert len(FILES) >= 14
    assert sum(map(has_han, TEXTS)) >= 6
    assert sum(not has_han(text) for text in TEXTS) >= 6


def test_the_first_two_are_the_ones_the_page_promises() -> None:
    assert TEXTS[0] == "The cat is sitting on the mat."
    assert TEXTS[1] == "苹果从树上掉下来，小明把它捡起来了。"


def test_names_are_numbered_without_a_gap() -> None:
    assert [file.name[:3] for file in FILES] == [f"{number:02}-" for number in range(1, len(FILES) + 1)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_title_and_text(file: Path) -> None:
    title, text = file.read_text(encoding="utf-8").rstrip("\n").split("\n")
    assert 0 < len(title) <= 30
    assert title == title.strip()
    assert text == text.strip() != ""
    assert has_han(title) == has_han(text)


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_fits_a_short_context(text: str) -> None:
    assert len(Tokenizer.from_file(str(WEIGHTS)).encode(text).ids) <= 100


def test_readme_explains_each_and_says_whose_they_are() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "CC0" in readme
    assert all(f"`{file.stem}`" in readme for file in FILES)
