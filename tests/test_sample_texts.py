"""The sample texts: a title, a text in the title's language, short enough to read whole, and promises that are kept."""

from functools import cache
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from headlight.analysis.promises import cell, expected, missing, place_of
from headlight.model.readers.reader import Reader
from headlight.model.samples import Attends, Expects, Sample, Writes, read, sample_of, samples
from headlight.model.trace import Trace
from headlight.model.zoo import load
from headlight.training.tokenizer import WEIGHTS

FOLDER = Path(__file__).parents[1] / "sample_texts"
FILES = sorted(FOLDER.glob("*.txt"))
PROMISING = [sample for sample in samples() if sample.promises]


def has_han(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


@cache
def reader(name: str) -> Reader:
    return load(name, torch.device("cpu"))


@cache
def trace_of(text: str, model: str) -> Trace:
    return reader(model).trace(text)


def trace(sample: Sample) -> Trace:
    assert sample.model is not None
    return trace_of(sample.text, sample.model)


def promised(kind: type) -> list:  # type: ignore[type-arg]
    """Every promise of a kind with its sample, named by title and number."""
    return [
        pytest.param(sample, promise, id=f"{sample.title}-{number}")
        for sample in PROMISING
        for number, promise in enumerate(sample.promises)
        if isinstance(promise, kind)
    ]


def test_there_are_enough_in_both_languages() -> None:
    assert len(PROMISING) >= 20
    assert sum(has_han(sample.title) for sample in PROMISING) >= 8
    assert sum(not has_han(sample.text) for sample in PROMISING) >= 8


def test_the_first_two_are_what_a_visitor_meets() -> None:
    assert samples()[0].text == "The cat is sitting on the"
    assert samples()[1].text == "苹果从树上掉下来，小明把它捡起来了。"


def test_names_are_numbered_without_a_gap() -> None:
    assert [file.name[:3] for file in FILES] == [f"{number:02}-" for number in range(1, len(FILES) + 1)]


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.title)
def test_title_and_text(sample: Sample) -> None:
    assert 0 < len(sample.title) <= 30
    assert has_han(sample.title) == has_han(sample.text)
    assert "\n" not in sample.text


@pytest.mark.parametrize("text", [sample.text for sample in samples()])
def test_every_text_fits_a_short_context(text: str) -> None:
    assert len(Tokenizer.from_file(str(WEIGHTS)).encode(text).ids) <= 100


@pytest.mark.parametrize(("sample", "promise"), promised(Attends))
def test_a_head_looks_where_it_is_promised_to(sample: Sample, promise: Attends) -> None:
    assert cell(promise, trace(sample)).weight >= promise.least


@pytest.mark.parametrize(("sample", "promise"), promised(Expects))
def test_a_token_is_as_likely_as_promised(sample: Sample, promise: Expects) -> None:
    assert expected(promise, trace(sample)) >= promise.least


@pytest.mark.parametrize(("sample", "promise"), promised(Writes))
def test_a_translation_has_what_is_promised(sample: Sample, promise: Writes) -> None:
    assert missing(promise, trace_of(sample.text, promise.model)) == []


def test_no_promise_is_about_a_cell_that_no_query_could_miss() -> None:
    for sample in PROMISING:
        for promise in sample.promises:
            if isinstance(promise, Attends):
                found = cell(promise, trace(sample))
                keys = trace(sample).step(promise.place[0]).visible(promise.place[1])[found.query].sum()
                assert found.weight > 1 / keys, f"{sample.title}: even attention gives as much"


def test_the_cell_is_the_one_with_the_words() -> None:
    sample = samples()[0]
    assert sample.opening is not None
    found, tokens = cell(sample.opening, trace(sample)), trace(sample).tokens["decoder"]
    assert [tokens[found.query].text.strip(), tokens[found.key].text.strip()] == ["sitting", "cat"]


def test_the_second_of_equal_words_is_asked_for_by_number() -> None:
    tokens = trace_of("the dog and the cat", "gpt").tokens["decoder"]
    assert place_of("the", tokens) < place_of("the#2", tokens)
    with pytest.raises(ValueError, match="the#3"):
        place_of("the#3", tokens)


def test_an_example_is_found_by_its_text_and_model_alone() -> None:
    sample = samples()[0]
    assert sample_of(sample.text, "gpt") is sample
    assert sample_of(sample.text, "bert") is None
    assert sample_of("The cat is sitting on the mat", "gpt") is None


@pytest.mark.parametrize(
    "content",
    [
        "only a title\n",
        "title\ntext\n---\nmodel = ",
        "title\ntext\n---\n[[attends]]\nhead = 'decoder.self.0.0'\n",
        "title\ntext\n---\n[[looks]]\nhead = 'decoder.self.0.0'\n",
    ],
)
def test_a_broken_file_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "99-broken.txt").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"99-broken\.txt"):
        read(tmp_path / "99-broken.txt")


def test_readme_explains_each_and_says_whose_they_are() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "CC0" in readme
    assert all(f"`{file.stem}`" in readme for file in FILES)
