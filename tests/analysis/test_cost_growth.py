"""Powers of n: exact laws are found exactly, and intervals hold the truth as often as they say."""

import numpy as np
import pytest

from headlight.analysis.cost_growth import STUDENT, doubling, fits, growth_table, power_law, unsteady

LENGTHS = [16, 512, 1024, 2048, 4096]


@pytest.mark.parametrize("exponent", [1.0, 1.5, 2.0])
def test_an_exact_law_is_found(exponent: float) -> None:
    law = power_law(LENGTHS, [3e-7 * n**exponent for n in LENGTHS])
    assert law is not None
    assert (law.exponent, law.low, law.high) == pytest.approx((exponent,) * 3, abs=1e-9)
    assert law.at(1000) == pytest.approx(3e-7 * 1000**exponent)
    assert (law.first, law.last) == (512, 4096)


def test_the_fit_is_the_least_squares_line() -> None:
    costs = [1.0, 2.0, 9.0, 31.0, 150.0]
    law = power_law(LENGTHS, costs, first=16)
    slope, intercept = np.polyfit(np.log(LENGTHS), np.log(costs), 1)
    assert law is not None
    assert law.exponent == pytest.approx(slope)
    assert law.constant == pytest.approx(np.exp(intercept))


def test_intervals_hold_the_truth_in_95_of_100() -> None:
    random = np.random.default_rng(0)
    held = 0
    for _ in range(2000):
        costs = [n**2 * np.exp(random.normal(0, 0.3)) for n in LENGTHS]
        law = power_law(LENGTHS, costs, first=16)
        assert law is not None
        held += law.low <= 2 <= law.high
    assert held / 2000 == pytest.approx(0.95, abs=0.015)


def test_the_quantiles_are_students() -> None:
    for freedom, quantile in enumerate(STUDENT, 1):  # with t = √ν tan θ, the density is cos^(ν − 1) θ

        def integral(end: float, power: int = freedom - 1) -> float:
            angles = np.linspace(0, end, 2001)
            return float(np.trapezoid(np.cos(angles) ** power, angles))

        inside = integral(np.arctan(quantile / np.sqrt(freedom))) / integral(np.pi / 2)
        assert inside == pytest.approx(0.95, abs=1e-4)


def test_too_few_lengths_are_not_fitted() -> None:
    assert power_law([16, 512, 1024], [1, 2, 3]) is None
    assert power_law([], []) is None
    assert power_law([512, 1024, 2048], [1, 0, 3]) is None  # nothing was measured there


def test_the_table_and_what_is_read_off_it() -> None:
    seconds = {("naive", n): [1e-6 * n**2 * k for k in (1, 1.2, 4)] for n in (512, 1024, 1536, 2048)}
    seconds |= {("fast", 512): [], ("fast", 1024): [2.0]}
    nbytes = {case: (10 * case[1], case[1]) for case in seconds}
    table = growth_table(seconds, nbytes)
    assert list(table["way"]) == ["naive"] * 4 + ["fast"]
    assert list(table["median"])[:1] == pytest.approx([1.2e-6 * 512**2])
    assert list(table["rounds"]) == [3, 3, 3, 3, 1]
    assert list(table["peak"]) == [5120, 10240, 15360, 20480, 10240]
    assert list(fits(table, "median")) == ["naive"]
    assert fits(table, "peak")["naive"].exponent == pytest.approx(1)
    assert doubling(table, "naive") == (2048, pytest.approx(4))
    assert doubling(table, "fast") is None
    assert unsteady(table)
    assert not unsteady(table[table["way"] == "fast"])
    assert fits(growth_table({}, {}), "median") == {}
