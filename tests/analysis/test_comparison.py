"""Two maps compared over the tokens they share, against slow loops."""

import math

import numpy as np
import pytest
import torch
from torch.nn.functional import kl_div

from headlight.analysis.changed_heads import changed_heads
from headlight.analysis.comparison import difference, mean_divergence
from headlight.analysis.correspondence import correspondence
from headlight.model.zoo import load

LEFT, RIGHT = list("abcde"), list("abXcYde")  # X is one more, Y is one more


def random_maps(n: int, m: int, causal: bool) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(n * m)
    maps = []
    for side in (n, m):
        weights = random.random((2, side, side)).astype(np.float32)
        weights *= np.tri(side, dtype=np.float32) if causal else 1
        maps.append(weights / weights.sum(-1, keepdims=True))
    return maps[0], maps[1]


def test_the_difference_is_that_of_the_same_two_tokens():
    left, right = random_maps(5, 7, causal=False)
    pairs = correspondence(LEFT, RIGHT)
    found = difference(left[0], right[0], pairs, pairs)
    places = {token: (LEFT.index(token), RIGHT.index(token)) for token in "abcde"}
    for row, query in enumerate("abcde"):
        for column, key in enumerate("abcde"):
            (i, k), (j, m) = places[query], places[key]
            assert found[row, column] == right[0, k, m] - left[0, i, j]


def test_masked_in_both_is_a_gap_and_masked_in_one_is_a_weight_of_0():
    pairs = correspondence("ab", "ab")
    left = np.array([[1, np.nan], [0.5, 0.5]], dtype=np.float32)
    right = np.array([[0.25, 0.75], [0.5, 0.5]], dtype=np.float32)
    np.testing.assert_array_equal(difference(left, right, pairs, pairs), [[-0.75, 0.75], [0, 0]])
    np.testing.assert_array_equal(difference(left, left, pairs, pairs), [[0, np.nan], [0, 0]])


@pytest.mark.parametrize("causal", [False, True])
def test_the_mean_divergence_is_that_of_a_loop_over_rows(causal):
    left, right = random_maps(5, 7, causal)
    pairs = correspondence(LEFT, RIGHT)
    visible = np.tri(5, dtype=bool) if causal else None
    found = mean_divergence(left, right, pairs, pairs, visible)
    for head in (0, 1):
        rows = []
        for token in LEFT[1 if causal else 0 :]:  # the first causal row sees one key
            p = torch.tensor([left[head, LEFT.index(token), LEFT.index(key)] for key in LEFT]).double()
            q = torch.tensor([right[head, RIGHT.index(token), RIGHT.index(key)] for key in LEFT]).double()
            p, q = p / p.sum(), q / q.sum()
            middle = torch.where(p + q > 0, (p + q) / 2, 1.0).log()
            rows.append(kl_div(middle, p, reduction="sum") / 2 + kl_div(middle, q, reduction="sum") / 2)
        assert found[head] == pytest.approx(float(sum(rows)) / len(rows), rel=1e-6)


def test_rows_that_point_elsewhere_are_ln_2_apart_and_rows_without_weight_do_not_count():
    pairs = correspondence("ab", "ab")
    left, right = np.array([[1.0, 0.0], [0.0, 0.0]]), np.array([[0.0, 1.0], [0.5, 0.5]])
    assert mean_divergence(left, right, pairs, pairs) == pytest.approx(math.log(2))


def test_nothing_in_common_is_no_number():
    nothing = correspondence("ab", "cd")
    weights = np.full((2, 2, 2), 0.5)
    assert np.isnan(mean_divergence(weights, weights, nothing, nothing)).all()


def test_maps_that_are_not_of_these_texts_are_refused():
    pairs = correspondence("ab", "ab")
    with pytest.raises(ValueError, match="maps"):
        difference(np.ones((3, 3)), np.ones((2, 2)), pairs, pairs)


def test_a_change_at_the_end_leaves_a_causal_model_s_earlier_rows_alone():
    gpt = load("gpt")
    left, right = gpt.trace("The cat sat on the mat"), gpt.trace("The cat sat on the bed")
    table = changed_heads(left, right)
    assert len(table) == 24
    pairs = correspondence(*([token.id for token in t.tokens["decoder"]] for t in (left, right)))
    assert pairs.complete
    assert pairs.left[pairs.replaced].tolist() == [6]
    for row in table.itertuples():
        a, b = (t.step(row.site).weights(row.head) for t in (left, right))
        changed = difference(a, b, pairs, pairs)
        np.testing.assert_allclose(changed[:6], 0, atol=1e-5)
        # five rows of nothing and the last one's own divergence, which is at most ln 2
        assert 0 <= row.divergence <= math.log(2) / 6 + 1e-6
    first = table[table.site.map(lambda site: site.layer == 0)].divergence
    assert (first > 1e-6).all()  # another query asks


def test_the_same_reading_has_changed_nowhere_and_other_architectures_share_no_head():
    gpt, bert = load("gpt").trace("A cat."), load("bert").trace("A cat.")
    assert (changed_heads(gpt, gpt).divergence == 0).all()
    assert changed_heads(gpt, bert).empty
