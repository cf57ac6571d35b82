"""The tables of the residual stream hold what a slow loop over its vectors gives."""

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from headlight.model.trace import Trace
from headlight.viz import Selection
from tests.viz.slowly import CLOSE, length, softmax, states, table_of


def test_the_stream_s_lengths_are_those_of_its_vectors(repeated: Trace, at: Selection) -> None:
    found = states(repeated)
    for row in table_of("residual", repeated, at).itertuples():
        assert (row.stack, row.token) == ("decoder", "abcab"[row.position])
        assert row.norm == pytest.approx(length(found[row.layer, row.after][row.position]), rel=1e-5)


def test_contributions_are_measured_against_the_stream_they_meet(repeated: Trace, at: Selection) -> None:
    found = states(repeated)
    before = {(0, "attention"): (-1, "embedding"), (0, "feed_forward"): (0, "attention")}
    before |= {(1, "attention"): (0, "feed_forward"), (1, "feed_forward"): (1, "attention")}
    for row in table_of("contributions", repeated, at).itertuples():
        stream = found[before[row.layer, row.sublayer]][row.position]
        output = found[row.layer, f"{row.sublayer}_output"][row.position]
        dot = sum(float(a) * float(b) for a, b in zip(stream, output, strict=True))
        wanted = [length(stream), length(output), length(output) / length(stream)]
        assert_allclose([row.stream, row.added, row.share], wanted, rtol=1e-5)
        assert row.cosine == pytest.approx(dot / length(stream) / length(output), abs=1e-5)


def test_norms_of_the_chosen_token_or_their_means(repeated: Trace, at: Selection) -> None:
    found = states(repeated)
    one = table_of("layer_norm", repeated, at)
    every = [table_of("layer_norm", repeated, Selection(at.site, 0, query, 0)) for query in range(5)]
    mean = table_of("layer_norm", repeated, Selection(at.site, 0))
    assert set(one["position"]) == {3}
    assert set(mean["n"]) == {5}
    row = one[(one["layer"] == 0) & (one["sublayer"] == "attention")].iloc[0]
    assert row["before"] == pytest.approx(length(found[-1, "embedding"][3]), rel=1e-5)
    assert row["after"] == pytest.approx(length(found[0, "attention_norm"][3]), rel=1e-5)
    for name in ("before", "after"):
        assert_allclose(mean[name], np.mean([table[name] for table in every], axis=0), rtol=1e-6)


def test_the_lens_reads_every_layer_s_probabilities(repeated: Trace, at: Selection) -> None:
    prediction = repeated.prediction
    assert prediction is not None
    assert prediction.read_off is not None
    streams = {s.layer: s.stream for s in repeated.residual if s.after in ("embedding", "feed_forward")}
    logs = {layer: softmax(np.asarray(prediction.read_off(x))[3].tolist()) for layer, x in streams.items()}
    final = softmax(np.asarray(prediction.logits)[3].tolist())
    best = final.index(max(final))
    table = table_of("lens", repeated, at)
    for row in table[table["position"] == 3].itertuples():
        here = logs[row.layer]
        assert (row.token, row.final) == ("a", f"v{best}")
        assert row.guess == f"v{here.index(max(here))}"
        lost = sum(p * math.log(p / q) for p, q in zip(final, here, strict=True))
        wanted = [max(here), here[best], lost]
        assert_allclose([row.guess_probability, row.final_probability, row.divergence], wanted, **CLOSE)
    top = table_of("lens", repeated, at, show="top")
    for row in top.itertuples():
        assert row.token == f"v{row.id}"
        assert row.probability == pytest.approx(sorted(logs[row.layer])[-row.rank], abs=1e-6)
    losses = table_of("lens", repeated, at, show="divergence")
    for row in losses.itertuples():
        every = table[table["layer"] == row.layer]["divergence"].tolist()
        wanted = [every[3], sum(every) / 5, min(every), max(every)]
        assert_allclose([row.divergence, row.mean, row.smallest, row.largest], wanted, atol=1e-9)
