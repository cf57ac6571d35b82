"""Every head's measures in a table: exact patterns give exactly 1, impossible ones NaN, even attention its share."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import torch

from headlight.analysis.measure_table import COLUMNS, METRICS, head_metrics
from headlight.model.attention import ScaledDotProduct
from headlight.model.masks import Causal
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Trace

SITE = Site("decoder", "self", 0)
N = 10


def token(id: int, place: int, label: str = "a", special: bool = False) -> Token:
    return Token(id, label, place, place + 1, label, place, special)


def looking_at(columns: list[int], ids: list[int], causal: bool = True) -> Trace:
    """One head whose row i looks at column columns[i] alone."""
    n = len(columns)
    key = torch.eye(n)[None]
    query = 1000 * torch.eye(n)[columns][None]
    context = torch.eye(n)[columns][None]
    step = AttentionStep(
        SITE, query, key, torch.eye(n)[None], context, ScaledDotProduct(), mask=Causal() if causal else None
    )
    return Trace("made", "", {"decoder": tuple(token(id, i) for i, id in enumerate(ids))}, (step,))


def values(trace: Trace) -> pd.DataFrame:
    return head_metrics(trace).set_index("metric")


def test_each_pattern_gives_exactly_one_over_the_rows_that_can_have_it() -> None:
    different = list(range(N))
    cases = {
        "previous": (looking_at([0, *range(N - 1)], different), N - 1),
        "next": (looking_at([*range(1, N), 0], different, causal=False), N - 1),
        "self": (looking_at(different, different), N),
        "first": (looking_at([0] * N, different), N - 1),
        "duplicate": (looking_at([0] * 5 + list(range(5)), [0, 1, 2, 3, 4] * 2), 5),
        "induction": (looking_at([0] * 5 + list(range(1, 6)), [0, 1, 2, 3, 4] * 2), 5),
        "confidence": (looking_at(different, different), N),
    }
    for metric, (trace, rows) in cases.items():
        row = values(trace).loc[metric]
        assert row["value"] == 1, metric
        assert row["n"] == rows, metric
    assert values(cases["self"][0]).loc["entropy", "value"] == 0


def test_the_uniform_column_is_the_closed_form() -> None:
    table = values(looking_at(list(range(N)), [0, 1, 2, 3, 4] * 2))["uniform"]
    later = np.mean([1 / (i + 1) for i in range(1, N)])
    assert table["previous"] == pytest.approx(later)
    assert table["first"] == pytest.approx(later)
    assert table["induction"] == pytest.approx(np.mean([1 / (i + 1) for i in range(5, N)]))
    assert table["entropy"] == pytest.approx(1)
    assert table["distance"] == pytest.approx(np.mean([i / 2 for i in range(N)]))


def test_what_is_impossible_is_nan_over_no_rows() -> None:
    table = values(looking_at(list(range(N)), list(range(N))))
    for metric in ("next", "separator", "duplicate", "induction"):
        assert np.isnan(table.loc[metric, "value"])
        assert np.isnan(table.loc[metric, "uniform"])
        assert table.loc[metric, "n"] == 0


def test_separators_are_those_a_model_added_and_do_not_ask_themselves() -> None:
    trace = looking_at([3, 3, 3, 0], [0, 1, 2, 3], causal=False)
    typed = replace(trace, tokens={"decoder": (*trace.tokens["decoder"][:3], token(3, 3, "<sep>"))})
    added = replace(trace, tokens={"decoder": (*trace.tokens["decoder"][:3], token(3, 3, "<sep>", True))})
    assert np.isnan(values(typed).loc["separator", "value"])
    assert values(added).loc["separator", ["value", "n"]].tolist() == [1, 3]
    assert values(added).loc["separator", "uniform"] == pytest.approx(1 / 4)


def test_cross_attention_has_no_places_to_compare(traces: dict[str, Trace]) -> None:
    site = Site("decoder", "cross", 0)
    table = head_metrics(traces["cross"], [site])
    possible = set(table[table["n"] > 0]["metric"])
    assert possible == {"first", "entropy", "confidence"}


def test_rows_that_see_nothing_do_not_count(traces: dict[str, Trace]) -> None:
    table = values(traces["blind"])
    assert set(table.loc["confidence", "n"]) == {3}
    assert set(table.loc["entropy", "n"]) == {2}  # and one row sees one key
    assert set(table.loc["self", "n"]) == {0}


def test_the_table_is_tidy(any_trace: Trace) -> None:
    table = head_metrics(any_trace)
    assert tuple(table.columns) == COLUMNS
    heads = [(step.site, head) for step in any_trace.steps for head in range(step.n_heads)]
    expected = [(site, head, metric) for site, head in heads for metric in METRICS]
    assert list(zip(table["site"], table["head"], table["metric"], strict=True)) == expected
    shares = table[table["metric"] != "distance"][["value", "uniform"]].to_numpy()
    assert np.nanmin(shares, initial=0) > -1e-6
    assert np.nanmax(shares, initial=0) < 1 + 1e-6
