"""Scores against distance, compared with loops over pairs."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from headlight.analysis.positions_scores import Scores, against_distance
from headlight.model.site import Site

SITE = Site("decoder", "self", 1)


@pytest.fixture
def scores(trace) -> Scores:
    """One head's scores, the first token added and not typed."""
    first, *others = trace.tokens["decoder"]
    tokens = {"decoder": (replace(first, special=True), *others)}
    return Scores.of(replace(trace, tokens=tokens), SITE, 2)


def test_means_and_spreads_are_over_the_typed_keys_at_each_distance(scores, trace):
    n, model = len(trace.tokens["decoder"]), trace.step(SITE).scores(2)
    found = against_distance(scores)
    assert list(found["distance"]) == list(range(n - 1))  # the only pair at distance n − 1 has the added key
    for distance, mean, spread, count in found.itertuples(index=False):
        pairs = [model[i, i - distance] for i in range(n) if i - distance > 0]
        assert count == len(pairs)
        assert mean == pytest.approx(np.mean(pairs), abs=1e-5)
        assert spread == pytest.approx(np.std(pairs), abs=1e-5)


def test_points_are_all_that_the_mask_allows(scores, trace):
    n, points = len(trace.tokens["decoder"]), scores.points()
    assert len(points) == n * (n + 1) / 2
    assert (points["distance"] == points["query"] - points["key"]).all()
    assert (points["typed"] == (points["key"] != 0)).all()
    assert_allclose(points["score"], trace.step(SITE).scores(2)[points["query"], points["key"]])


def test_centred_rows_have_mean_zero_and_the_same_softmax(scores):
    centred = scores.centred().values
    assert np.isnan(centred[0]).all()  # <bos> sees no typed key
    for row, own in zip(centred[1:], scores.values[1:], strict=True):
        assert np.nanmean(row[1:]) == pytest.approx(0, abs=1e-5)
        seen = ~np.isnan(own)
        shares = np.exp(row[seen]), np.exp(own[seen])
        assert_allclose(shares[0] / shares[0].sum(), shares[1] / shares[1].sum(), rtol=1e-4)
