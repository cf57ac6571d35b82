"""Each task's batches against a slow, independent description of what the task asks."""

import numpy as np
import pytest

from headlight.learning.tasks import TASKS, Unfit
from headlight.learning.tasks.task import FIRST, START, UNSCORED
from headlight.learning.tasks.text import LONGEST, SHORTEST, OwnText
from headlight.learning.tasks.translation import KEPT_BACK, SENTENCES, ToyTranslation
from headlight.learning.vocabulary import Vocabulary

TEXT = "the cat sat on the mat and the dog sat on the log. " * 12


def rows_of(name: str, number: int = 3):
    """Each row's symbols, and {place: (what to say, where it can be read)}."""
    task = TASKS[name](TEXT)
    batch = task.batch(number, seed=7, rows=16)
    assert batch.tokens.shape == batch.targets.shape == batch.sources.shape == (16, task.length)
    assert (batch.tokens[:, 0] == START).all()
    words = ["<pad>", "<bos>", *["?"] * (FIRST - 2), *task.symbols]
    for tokens, targets, sources in zip(batch.tokens, batch.targets, batch.sources, strict=True):
        asked = {
            i: (words[t], int(s))
            for i, (t, s) in enumerate(zip(targets, sources, strict=True))
            if t != UNSCORED
        }
        yield [words[t] for t in tokens], asked


def test_copy_says_the_letters_again():
    for row, asked in rows_of("copy"):
        first, second = row[1:9], row[10:]
        assert (row[9], second) == ("|", first)
        assert asked == {9 + i: (letter, 1 + i) for i, letter in enumerate(first)}


def test_reverse_says_them_backwards():
    for row, asked in rows_of("reverse"):
        first, second = row[1:9], row[10:]
        assert second == [*reversed(first)]
        assert asked == {9 + i: (first[7 - i], 8 - i) for i in range(8)}


def test_previous_says_the_one_before():
    for row, asked in rows_of("previous"):
        assert asked == {i: (row[i - 1], i - 1) for i in range(2, len(row))}


def test_induction_says_what_followed_last_time():
    periods = set()
    for row, asked in rows_of("induction"):
        expected = {}
        for i in range(1, len(row) - 1):
            earlier = [j for j in range(1, i) if row[j] == row[i]]
            if earlier:
                expected[i] = row[max(earlier) + 1], max(earlier) + 1
        assert asked == expected
        assert all(row[i + 1] == said for i, (said, _) in asked.items())
        periods.add(min(expected) - 1)
    assert len(periods) > 1


def test_a_translation_is_word_by_word_with_the_adverb_in_front_of_the_verb():
    meaning = {
        "a": "一只",
        "small": "小",
        "big": "大",
        "white": "白",
        "black": "黑",
        "old": "老",
        "cat": "猫",
    }
    meaning |= {"dog": "狗", "bird": "鸟", "hen": "鸡", "rabbit": "兔子", "monkey": "猴子", "saw": "看见了"}
    meaning |= {"heard": "听见了", "followed": "跟着", "forgot": "忘记了"}
    adverbs = {"yesterday": "昨天", "today": "今天", "again": "又", "secretly": "偷偷地"}
    for row, asked in rows_of("translation"):
        row = [word for word in row if word != "<pad>"]
        bar = row.index("|")
        english = list(enumerate(row[1:bar], 1))
        adverb = [(i, adverbs[word]) for i, word in english if word in adverbs]
        said = []
        for i, word in english:
            if word in ("saw", "heard", "followed", "forgot"):
                said += adverb
            if word in meaning:
                said.append((i, meaning[word]))
        assert row[bar + 1 :] == [word for _, word in said]
        assert asked == {bar + k: (word, i) for k, (i, word) in enumerate(said)}


def test_training_sees_no_held_out_translation():
    task = ToyTranslation()
    held_out = {row.tobytes() for row in task.held_out(0, 200).tokens}
    seen = {row.tobytes() for number in range(60) for row in task.batch(number, 0, 32).tokens}
    assert not held_out & seen
    assert abs(KEPT_BACK / SENTENCES - 0.1) < 1e-3


def test_a_text_is_read_in_windows_and_its_end_is_kept_back():
    task = OwnText(TEXT)
    for number in range(20):
        for tokens, targets in zip(
            *(getattr(task.batch(number, 0, 8), part) for part in ("tokens", "targets")), strict=True
        ):
            said = "".join(task.symbols[t - FIRST] for t in tokens[1:])
            assert said in TEXT[: -task.kept_back]
            np.testing.assert_array_equal(targets[:-1], tokens[1:])
    ending = TEXT[-task.kept_back :]
    assert all(
        "".join(task.symbols[t - FIRST] for t in row[1:]) in ending for row in task.held_out(0, 8).tokens
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("x" * (SHORTEST - 1), "short"),
        ("x" * (LONGEST + 1), "long"),
        ("".join(map(chr, range(0x4E00, 0x4E00 + 2_000))), "varied"),
    ],
)
def test_a_text_that_teaches_nothing_is_refused_with_the_reason(text, why):
    with pytest.raises(Unfit) as refused:
        OwnText(text)
    assert refused.value.why == why


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>\x00\u202e" * 12, "👩‍👩‍👧 שלום " * 30, "\ud800x" * 150]
)
def test_a_strange_text_is_a_text(text):
    task = OwnText(text)
    assert task.batch(0, 0, 4).tokens.shape == (4, task.length)
    Vocabulary(task.symbols)


@pytest.mark.parametrize("name", TASKS)
def test_batches_follow_from_number_and_seed(name):
    task = TASKS[name](TEXT)
    same, again, other = task.batch(5, 1, 4), task.batch(5, 1, 4), task.batch(6, 1, 4)
    np.testing.assert_array_equal(same.tokens, again.tokens)
    assert (same.tokens != other.tokens).any()
    assert (same.tokens != task.batch(5, 2, 4).tokens).any()
