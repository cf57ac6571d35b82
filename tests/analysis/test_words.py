"""Words out of tokens, held to a slow loop."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.words import by_words, merged_tokens, word_numbers
from headlight.model.options import Continue, FillIn
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.model.zoo import load

SPLIT = "The umbrellas of Zyxw."


def tokens(*words: int) -> list[Token]:
    """Tokens a, b, c … of these words; −1 is special."""
    return [Token(i, chr(97 + i), i, i + 1, chr(97 + i), word, word < 0) for i, word in enumerate(words)]


def slowly(weights: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """`by_words`, a cell at a time."""
    found = np.full((rows.max() + 1, columns.max() + 1), np.nan)
    for u in range(len(found)):
        seeing = [i for i in np.flatnonzero(rows == u) if not np.isnan(weights[i]).all()]
        for w in range(found.shape[1]):
            cells = [weights[i, j] for i in seeing for j in np.flatnonzero(columns == w)]
            if not np.isnan(cells).all():
                found[u, w] = np.nansum(cells) / len(seeing)
    return found


def test_special_tokens_and_separate_words_stay_apart() -> None:
    assert word_numbers(tokens(-1, 0, 0, 1, -1, -1, 0)).tolist() == [0, 1, 1, 2, 3, 4, 5]
    assert word_numbers([]).tolist() == []


def test_a_words_label_is_its_pieces() -> None:
    trace = load("gpt").trace("The umbrellas of 𠀀𠀁.")
    labels = [token.label for token in merged_tokens(trace.tokens["decoder"])]
    assert labels == ["<bos>", "The", "·umbrellas", "·of", "·", "𠀀", "𠀁", "."]
    assert [token.text for token in merged_tokens(tokens(0, 0, 1))] == ["ab", "c"]


@pytest.mark.parametrize("visible", ["all", "causal", "blind"])
def test_sum_over_keys_and_mean_over_queries(visible: str) -> None:
    random = np.random.default_rng(0)
    rows, columns = word_numbers(tokens(0, 0, 1, 2, 2, 2)), word_numbers(tokens(-1, 0, 0, 0, 1, 1))
    weights = random.random((6, 6))
    masks = {"all": np.ones((6, 6)), "causal": np.tri(6), "blind": np.tri(6, k=-1)}
    weights = np.where(masks[visible] > 0, weights, np.nan)
    assert_allclose(by_words(weights, rows, columns), slowly(weights, rows, columns))


def test_rows_still_sum_to_1_and_masked_stays_masked() -> None:
    trace = load("gpt").trace(SPLIT)
    step, numbers = trace.steps[1], word_numbers(trace.tokens["decoder"])
    weights = np.where(step.visible(2), step.weights(2), np.float32(np.nan))
    merged = by_words(weights, numbers, numbers)
    assert merged.dtype == np.float32
    assert_allclose(np.nansum(merged, -1), 1, atol=1e-6)
    assert_array_equal(np.isnan(merged), ~np.tri(len(merged), dtype=bool))


def test_a_row_that_sees_nothing_stays_empty(traces: dict[str, Trace]) -> None:
    trace = traces["blind"]
    step, numbers = trace.steps[0], word_numbers(trace.tokens["decoder"])
    weights = np.where(step.visible(0), step.weights(0), np.nan)
    assert np.isnan(by_words(weights, numbers, numbers)[0]).all()


def test_a_word_per_token_is_asked_for() -> None:
    with pytest.raises(ValueError, match=r"a word per token of \(2, 2\), got \(1, 2\)"):
        by_words(np.ones((2, 2)), np.zeros(1, np.intp), np.zeros(2, np.intp))


@pytest.mark.parametrize("text", ["我", "Hello", "a 京", ""])
def test_what_a_model_wrote_is_not_merged_into_what_was_typed(text: str) -> None:
    typed = load("gpt").trace(text).tokens["decoder"]
    together = load("gpt").trace(text, Continue(length=4)).tokens["decoder"]
    assert together[: len(typed)] == typed
    assert all(later.start >= typed[-1].end for later in together[len(typed) :])
    assert [token.start for token in together] == sorted(token.start for token in together)
    merged = merged_tokens(together)
    assert "".join(token.text for token in merged) == "".join(
        {(token.start, token.end, token.special): token.text for token in together}.values()
    )


def test_a_masked_piece_is_no_part_of_its_word() -> None:
    trace = load("bert").trace("unbelievable neighbourhoods", FillIn(masked=(2,)))
    labels = [token.label for token in merged_tokens(trace.tokens["encoder"])]
    assert "<mask>" in labels
    assert not any("unbelievable" in label for label in labels)


def test_a_step_of_writing_keeps_both_of_its_tokens() -> None:
    pieces = [
        Token(0, " neigh", 0, 6, "Their → ·neigh", 1),
        Token(1, "bour", 6, 10, "·neigh → bour", 1),
    ]
    assert [token.label for token in merged_tokens(pieces)] == ["Their → ·neighbour"]
