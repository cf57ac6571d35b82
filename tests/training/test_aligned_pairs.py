"""The pairs aligned by hand: well formed, held out, and not to be had from the diagonal."""

from pathlib import Path

import numpy as np
import pytest

from headlight.model.tokens import Token
from headlight.training import corpus
from headlight.training.measures.aligned_pairs import PATH, AlignedPair, read, spans_of, words_of
from headlight.training.split import key

README = (PATH.parent / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pairs() -> list[AlignedPair]:
    return read()


def test_words_of_a_token_with_a_space_in_front():
    i_see_it = spans_of("I see it.", ["I", "see", "it", "."])
    assert words_of(Token(5, " see", 1, 5, "·see", 1), i_see_it) == [1]
    assert words_of(Token(2, "<eos>", 0, 0, "<eos>", -1, special=True), i_see_it) == []


def test_the_pairs_are_well_formed_and_as_many_as_the_readme_says(pairs):
    sure, every = (sum(len(getattr(pair, kind)) for pair in pairs) for kind in ("sure", "possible"))
    assert (
        f"{len(pairs)} held-out pairs, aligned word by word: {sure} sure links, {every - sure} possible"
        in README
    )
    assert (
        len({pair.source.text for pair in pairs})
        == len({pair.target.text for pair in pairs})
        == len(pairs)
        >= 60
    )
    assert {len(pair.source.words) for pair in pairs} >= set(range(5, 17))
    assert "4 to 16 words" in README


def test_nearly_every_word_is_linked_and_the_last_marks_are(pairs):
    for pair in pairs:
        assert (len(pair.source.words) - 1, len(pair.target.words) - 1) in pair.sure
        for side, sentence in enumerate((pair.source, pair.target)):
            linked = {link[side] for link in pair.possible}
            assert len(linked) >= 0.8 * len(sentence.words)


def test_many_links_cross(pairs):
    """Otherwise the diagonal would do."""
    crossing = [any(s < u and t > v for s, t in pair.sure for u, v in pair.sure) for pair in pairs]
    assert 0.4 < np.mean(crossing) < 0.9


def test_no_aligned_sentence_is_trained_on(pairs):
    for name, texts in (
        ("english.train", [pair.source.text for pair in pairs]),
        ("chinese.train", [pair.target.text for pair in pairs]),
    ):
        assert not {key(text) for text in texts} & {key(line) for line in corpus.lines(name)}


def test_turning_twice_gives_the_pair_back(pairs):
    assert all(pair.turned().turned() == pair != pair.turned() for pair in pairs)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda line: line.replace("A fallen", "The fallen"), "pair of pairs.heldout"),
        (lambda line: line.replace("0-0", "0-99"), "expected links between"),
        (lambda line: line.replace("0-0", "0-0 0-0?"), "every link once"),
        (lambda line: line.replace("0-0", "0=0"), "expected a link such as"),
        (lambda line: line.rsplit("\t", 1)[0], "line 1"),
    ],
)
def test_a_line_that_is_not_well_formed_is_named(tmp_path: Path, change, message):
    line = PATH.read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "one.tsv").write_text(change(line), encoding="utf-8")
    with pytest.raises(ValueError, match=message) as raised:
        read(tmp_path / "one.tsv")
    assert str(raised.value).startswith("line 1: ")


def test_words_must_be_the_text():
    assert spans_of("I see  it.", ["I", "see", "it", "."]) == ((0, 1), (2, 5), (7, 9), (9, 10))
    with pytest.raises(ValueError, match="expected 'saw'"):
        spans_of("I see it.", ["I", "saw"])
    with pytest.raises(ValueError, match="words for all"):
        spans_of("I see it.", ["I", "see"])
