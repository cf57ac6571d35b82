"""Runs learn, stop where they must, repeat themselves, and are told apart by one thing only."""

from dataclasses import replace

import pytest
import torch

from headlight.learning.choices import STEPS, Choices
from headlight.learning.experiment import Experiment
from headlight.learning.run import Run, is_shown, rate

CPU = torch.device("cpu")
QUICK = Choices("previous", n_layers=1, n_heads=2, d_model=32, steps=300)


def finished(run: Run) -> Run:
    while run.advance():
        pass
    return run


@pytest.fixture(scope="module")
def run() -> Run:
    return finished(Run(QUICK, CPU))


def test_a_short_run_lowers_the_loss_and_finds_the_previous_token(run):
    first, last = run.moments[0].measured, run.moments[-1].measured
    assert last.loss < first.loss / 3
    assert last.accuracy > 0.9 > first.accuracy
    query, key = run.pair()
    weights = [run.traces[i][1].steps[0].weights()[:, query, key].max() for i in (0, -1)]
    assert key == query - 1
    assert weights[1] > 0.6 > weights[0]


def test_what_is_shown_is_every_moment_and_its_trace(run):
    assert run.ended == "steps"
    shown = [step for step in range(301) if step in (0, 300) or is_shown(step, 300)]
    assert [m.step for m in run.moments] == [step for step, _ in run.traces] == shown
    assert sum(trace.nbytes for _, trace in run.traces) < 8 * 2**20
    assert all(a.seconds <= b.seconds for a, b in zip(run.moments, run.moments[1:], strict=False))


@pytest.mark.parametrize("steps", STEPS)
def test_a_run_keeps_a_bounded_number_of_moments(steps):
    assert sum(is_shown(step, steps) for step in range(1, steps + 1)) <= 60


def test_equal_choices_give_equal_networks(run):
    again = Run(QUICK, CPU)
    while again.step < 15:
        again.advance()
    assert [m.measured for m in again.moments] == [m.measured for m in run.moments[: len(again.moments)]]
    assert len(again.moments) > 4


def test_a_run_ends_when_its_time_is_up(monkeypatch):
    monkeypatch.setattr("headlight.learning.run.LONGEST", 0.0)
    run = finished(Run(QUICK, CPU))
    assert run.ended == "time"
    assert 0 < run.step < QUICK.steps
    assert run.moments[-1].step == run.step


def test_a_run_whose_numbers_grow_beyond_all_bounds_ends_and_keeps_finite_moments():
    run = Run(QUICK, CPU)
    run.advance()
    with torch.no_grad():
        run.network.output.weight.fill_(float("inf"))
    assert not run.advance()
    assert run.ended == "diverged"
    assert all(m.measured.loss < 100 for m in run.moments)


def test_the_rate_rises_stays_and_falls():
    rates = [rate(step, 1_000) for step in range(1_000)]
    assert rates[0] == pytest.approx(1 / 50)
    assert rates[300] == 1
    assert 0 < rates[-1] < 0.01


def test_two_networks_differ_in_one_thing_and_keep_pace():
    experiment = Experiment(QUICK, "scale", CPU)
    first, second = experiment.runs
    assert second.choices == replace(first.choices, scale=False)
    for name, weights in first.network.state_dict().items():
        torch.testing.assert_close(weights, second.network.state_dict()[name], rtol=0, atol=0)
    while min(first.step, second.step) < 3:
        behind = min(experiment.runs, key=lambda run: run.step)
        before = len(behind.moments), behind.step
        assert experiment.advance()
        assert (len(behind.moments), behind.step) > before
    assert experiment.seen().moments == first.moments


def test_an_experiment_ends_with_the_last_of_its_networks():
    experiment = Experiment(QUICK, "scale", CPU)
    first, second = experiment.runs
    first.ended = "steps"
    assert experiment.share == 0.5
    assert experiment.advance()
    assert (first.step, experiment.seen()) == (0, None)
    second.ended = "diverged"
    assert not experiment.advance()
    assert experiment.share == 1


@pytest.mark.parametrize("switch", ["scale", "heads", "residual", "layer_norm", "positions", "mask"])
def test_a_switch_changes_one_field(switch):
    own, other = Choices().described(), Choices().changed(switch).described()
    assert len([name for name in own if own[name] != other[name]]) == 1
