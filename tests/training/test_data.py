"""Streams and batches: every sentence once, batches a pure function of the step, repeats that repeat."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from headlight.training import corpus, cut
from headlight.training.data import IGNORED, Batches, Stream, load_stream
from headlight.training.tokenizer import BOS, FIRST_PIECE, VOCABULARY_SIZE, WEIGHTS

CONTEXT, ROWS = 64, 6


@pytest.fixture(scope="module")
def stream() -> Stream:
    """300 sentences of 3 to 20 distinct-looking tokens."""
    random = np.random.default_rng(0)
    sentences = [random.integers(FIRST_PIECE, VOCABULARY_SIZE, random.integers(3, 21)) for _ in range(300)]
    return np.concatenate([[BOS, *sentence] for sentence in sentences]).astype(np.uint16)


def plain(stream: Stream, seed: int = 1) -> Batches:
    return Batches(stream, CONTEXT, ROWS, seed, repeats=0, random_repeats=0)


def test_a_batch_depends_on_seed_and_step_alone(stream: Stream) -> None:
    first = Batches(stream, CONTEXT, ROWS, 1)
    wanted = [first.batch(step) for step in range(40)]
    resumed = Batches(stream, CONTEXT, ROWS, 1)
    for step in (39, 0, 17):
        np.testing.assert_array_equal(resumed.batch(step), wanted[step])
    assert not np.array_equal(Batches(stream, CONTEXT, ROWS, 2).batch(0), wanted[0])


def test_shapes_and_types(stream: Stream) -> None:
    inputs, targets = Batches(stream, CONTEXT, ROWS, 1).batch(3)
    assert inputs.shape == targets.shape == (ROWS, CONTEXT)
    assert inputs.dtype == targets.dtype == np.int64


def test_rows_begin_with_bos_and_targets_come_one_later(stream: Stream) -> None:
    for step in range(20):
        inputs, targets = plain(stream).batch(step)
        assert (inputs[:, 0] == BOS).all()
        np.testing.assert_array_equal(inputs[:, 1:], targets[:, :-1])


def test_an_epoch_reads_nearly_every_token_and_the_next_in_another_order(stream: Stream) -> None:
    batches = Batches(stream, CONTEXT, 1, 1, repeats=0, random_repeats=0)
    epochs = [
        np.stack(
            [
                batches.batch(epoch * batches.rows_per_epoch + row)[0][0]
                for row in range(batches.rows_per_epoch)
            ]
        )
        for epoch in range(2)
    ]
    for rows in epochs:
        assert len(np.intersect1d(rows, stream)) > 0.9 * len(np.unique(stream))
    assert not np.array_equal(np.sort(epochs[0], axis=0), np.sort(epochs[1], axis=0))


def test_sentences_stay_whole_when_shuffled(stream: Stream) -> None:
    known = {tuple(sentence) for sentence in np.split(stream, np.flatnonzero(stream == BOS)[1:])}
    inputs, _ = plain(stream).batch(5)
    for row in inputs:
        sentences = np.split(row, np.flatnonzero(row == BOS))[1:-1]  # the last one is cut by the row's end
        assert sentences
        assert {tuple(sentence) for sentence in sentences} <= known


def test_repeated_rows_repeat_real_text(stream: Stream) -> None:
    bigrams = set(pairwise(stream.tolist()))
    inputs, targets = Batches(stream, CONTEXT, ROWS, 1, repeats=1, random_repeats=0).batch(0)
    for row, target in zip(inputs, targets, strict=True):
        length = period(row)
        assert 16 <= length <= CONTEXT // 2
        assert row[0] == BOS
        assert np.flatnonzero(target == IGNORED).tolist() == [0, length]
        inside = [pair for pair in pairwise(row[1 : length + 1].tolist()) if BOS not in pair]
        assert all(pair in bigrams for pair in inside)


def test_random_rows_hide_their_first_copy(stream: Stream) -> None:
    inputs, targets = Batches(stream, CONTEXT, ROWS, 1, repeats=0, random_repeats=1).batch(0)
    for row, target in zip(inputs, targets, strict=True):
        length = period(row)
        assert row[1:].min() >= FIRST_PIECE
        assert (target[: length + 1] == IGNORED).all()
        np.testing.assert_array_equal(target[length + 1 : -1], row[length + 2 :])


def test_about_the_asked_part_of_the_rows_repeats(stream: Stream) -> None:
    batches = Batches(stream, CONTEXT, 64, 1)
    masked = np.concatenate([(batches.batch(step)[1] == IGNORED).sum(axis=1) for step in range(40)])
    assert 0.10 < (masked == 2).mean() < 0.15
    assert 0.02 < (masked > 2).mean() < 0.045


def test_too_little_text_or_context_is_refused(stream: Stream) -> None:
    with pytest.raises(ValueError, match="expected more than 128 tokens"):
        Batches(stream[:100], CONTEXT, ROWS, 1)
    with pytest.raises(ValueError, match="context of at least 32, got 16"):
        Batches(stream, 16, ROWS, 1)


def test_held_out_stream_is_every_sentence_after_bos(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cut, "CACHE", tmp_path)
    made, cached = load_stream("heldout"), load_stream("heldout")
    np.testing.assert_array_equal(made, cached)
    assert made.dtype == np.uint16
    assert made[0] == BOS
    assert (made == BOS).sum() == len(corpus.lines("english.heldout")) + len(corpus.lines("chinese.heldout"))
    english, chinese = (load_stream("heldout", languages=(name,)) for name in ("english", "chinese"))
    assert sorted(made.tolist()) == sorted([*english.tolist(), *chinese.tolist()])
    assert len(list(tmp_path.iterdir())) == 2  # a corpus each, cut once


def test_texts_are_cut_as_the_tokenizer_cuts_them_and_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cut, "CACHE", tmp_path)
    texts, tokenizer = ["The cat sat.", "", "苹果掉下来了。"], Tokenizer.from_file(str(WEIGHTS))
    own = [tuple(tokenizer.encode(text).ids) for text in texts]
    assert [cut.cut(texts).texts() for _ in range(2)] == [own, own]
    assert cut.cut(texts).in_order(np.array([2, 0, 1])).texts() == [own[2], own[0], own[1]]
    assert cut.cut(texts[::-1]).texts() == own[::-1]
    assert len(list(tmp_path.iterdir())) == 2


def period(row: np.ndarray) -> int:
    """The length of the span that a row repeats after its <bos>."""
    text = row[1:]
    return next(length for length in range(1, len(text)) if np.array_equal(text[length:], text[:-length]))
