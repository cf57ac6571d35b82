"""Beam search against lists without a cache, and the tree that it leaves."""

import math
from collections.abc import Sequence
from itertools import product

import pytest
import torch
from torch import nn

from headlight.model.beam_search import Beams, Kept, Steps, beam
from headlight.model.decoding import EOS, Written, greedy
from headlight.model.options import Translate
from headlight.model.step import bytes_kept, tensors_in
from headlight.model.zoo import load
from tests.model.writers import (
    CONTEXT,
    NETWORKS,
    SOURCE,
    SOURCES,
    TAG,
    UNDECIDED,
    WORDS,
    Fixed,
    Place,
    log_probability,
    next_logs,
    small,
    with_eos,
)

PENALTIES = (0.0, 1.0, 2.5)


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> nn.Module:
    return small(request.param)


def score(ids: Sequence[int], total: float, penalty: float) -> float:
    """Wu et al. 2016, equation 14."""
    return total / ((5 + len(ids)) ** penalty / (5 + 1) ** penalty)


Text = tuple[tuple[int, ...], float]
"""Ids with <eos>, and their log p."""


def slow_beam(
    network: nn.Module, limit: int, width: int, penalty: float
) -> tuple[list[tuple[int, ...]], int]:
    """Beam search with lists and without a cache, always up to the limit.

    Returns:
        the best texts, and after how many steps they could have been known.
    """
    live, done, known = [((), 0.0)], list[Text](), limit
    for step in range(1, limit + 1):
        longer: list[Text] = []
        for ids, total in live:
            logs = next_logs(network, SOURCE, ids)
            longer += [((*ids, token), total + float(logs[token])) for token in (EOS, *WORDS)]
        longer.sort(key=lambda text: text[1], reverse=True)
        done += [text for text in longer[:width] if text[0][-1] == EOS]
        live = [text for text in longer[:width] if text[0][-1] != EOS]
        scores = sorted((score(*text, penalty) for text in done), reverse=True)
        # A text that goes on can come to no better score than by certain tokens up to the limit.
        could = max((score(range(limit), total, penalty) for _, total in live), default=-math.inf)
        if len(scores) >= width and could <= scores[width - 1]:
            known = min(known, step)
    both = (sorted(part, key=lambda text: -score(*text, penalty)) for part in (done, live))
    return [ids for part in both for ids, _ in part][:width], known


def search(network: nn.Module, limit: int, width: int, penalty: float = 1.0) -> Beams:
    return beam(network, network.begin(SOURCE), TAG, limit, width, penalty)


def texts_of(found: Beams) -> list[tuple[Written, ...]]:
    """The texts kept after each step."""
    return [found.steps.texts(step) for step in range(len(found.steps))]


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("limit", [2, CONTEXT])
def test_a_beam_of_one_writes_what_greedy_writes(network: nn.Module, limit: int, penalty: float) -> None:
    for source in SOURCES:
        state = network.begin(torch.tensor([source]))
        assert beam(network, state, TAG, limit, 1, penalty).hypotheses == tuple(
            greedy(network, state, torch.tensor([TAG]), limit)
        )


@pytest.mark.parametrize("penalty", PENALTIES)
def test_a_beam_wide_enough_finds_every_text_in_order(network: nn.Module, penalty: float) -> None:
    limit = 4
    finished = [(*ids, EOS) for length in range(limit) for ids in product(WORDS, repeat=length)]
    unfinished = list(product(WORDS, repeat=limit))
    everything = [*(Written(ids[:-1], finished=True) for ids in finished), *map(Written, unfinished)]
    totals = {with_eos(text): log_probability(network, SOURCE, text) for text in everything}
    found = search(network, limit, width=len(totals), penalty=penalty).hypotheses
    for part, texts in ((found[: len(finished)], finished), (found[len(finished) :], unfinished)):
        assert sorted(with_eos(text) for text in part) == sorted(texts)
        expected = [score(with_eos(text), totals[with_eos(text)], penalty) for text in part]
        assert expected == pytest.approx(sorted(expected, reverse=True), abs=1e-5)
        assert [text.score(penalty) for text in part] == pytest.approx(expected, abs=1e-5)
        assert [text.log_probability for text in part] == pytest.approx(
            [totals[with_eos(text)] for text in part], abs=1e-5
        )


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("width", [2, 3, 5])
@pytest.mark.parametrize("limit", [3, CONTEXT])
def test_a_beam_finds_what_lists_find_and_ends_as_soon_as_it_is_known(
    network: nn.Module, limit: int, width: int, penalty: float
) -> None:
    found = search(network, limit, width, penalty)
    texts, steps = slow_beam(network, limit, width, penalty)
    assert [with_eos(text) for text in found.hypotheses] == texts
    assert len(found.steps) == steps
    for text in found.hypotheses:
        assert text.log_probability == pytest.approx(log_probability(network, SOURCE, text), abs=1e-5)


def test_the_steps_tell_how_the_beam_went(network: nn.Module) -> None:
    found = search(network, CONTEXT, width=3)
    live, finished = {()}, set[Written]()
    for length, step in enumerate(texts_of(found), start=1):
        assert [text.length for text in step] == [length] * found.steps.size(length - 1) == [length] * 3
        assert {with_eos(text)[:-1] for text in step} <= live
        totals = [text.log_probability for text in step]
        assert totals == sorted(totals, reverse=True)
        for text in step:
            assert text.log_probability == pytest.approx(log_probability(network, SOURCE, text), abs=1e-5)
        live = {text.ids for text in step if not text.finished}
        finished |= {text for text in step if text.finished}
    assert set(found.hypotheses) <= finished | set(texts_of(found)[-1])


def test_steps_are_kept_as_a_tree_of_a_few_bytes_a_text() -> None:
    """The first text ends after the second step; the third step goes on from the second alone."""
    steps = Steps.of(
        [
            [Kept(0, 8, -0.1), Kept(0, 9, -0.2)],
            [Kept(0, EOS, -0.3), Kept(1, 10, -0.4)],
            [Kept(1, 9, -0.5), Kept(1, 8, -0.6), Kept(1, EOS, -0.7)],
        ]
    )
    assert [steps.size(step) for step in range(len(steps))] == [2, 2, 3]
    assert steps.texts(0) == (Written((8,), -0.1), Written((9,), -0.2))
    assert steps.texts(1) == (Written((8,), -0.3, finished=True), Written((9, 10), -0.4))
    assert steps.texts(2) == (
        Written((9, 10, 9), -0.5),
        Written((9, 10, 8), -0.6),
        Written((9, 10), -0.7, finished=True),
    )
    assert bytes_kept(tensors_in(steps)) == 7 * (4 + 4 + 8)


@pytest.mark.parametrize("width", [0, 1, 4])
def test_special_tokens_are_passed_over_and_keep_their_probability(width: int) -> None:
    writer, state = Fixed({9: 0.25, EOS: 0.1, 8: 0.005, 10: 0.005}), Place(torch.arange(1))
    texts = greedy(writer, state, torch.tensor([TAG]), 3)
    assert texts[0].ids == (9, 9, 9)
    if width:
        texts = [text for step in texts_of(beam(writer, state, TAG, 3, width, 0.0)) for text in step]
    for text in texts:
        assert set(text.ids) <= set(WORDS)
        each = [math.log(writer.probabilities[token]) for token in with_eos(text)]
        assert text.log_probability == pytest.approx(sum(each), abs=1e-5)


@pytest.mark.parametrize(
    ("penalty", "steps", "lengths"),
    [
        (0.0, 2, [1, 2]),  # ln 0.9, ln 0.05·0.9, and all that goes on has at most ln 0.05²
        (100.0, 20, [20, 19]),  # a text of 20 tokens is forgiven everything
    ],
)
def test_it_ends_when_nothing_better_can_come(penalty: float, steps: int, lengths: list[int]) -> None:
    writer = Fixed({EOS: 0.9, 8: 0.05, 9: 0.01, 10: 0.01})
    found = beam(writer, Place(torch.arange(1)), TAG, 20, 2, penalty)
    assert len(found.steps) == steps
    assert [text.length for text in found.hypotheses] == lengths


def test_of_equal_texts_the_earlier_and_the_lower_id_come_first() -> None:
    found = beam(UNDECIDED, Place(torch.arange(1)), TAG, 2, 3, 0.0)
    assert [[with_eos(text) for text in step] for step in texts_of(found)] == [
        [(EOS,), (8,), (9,)],
        [(8, EOS), (8, 8), (8, 9)],
    ]


@pytest.mark.parametrize(("width", "penalty"), [(0, 1.0), (-1, 1.0), (2, -0.5)])
def test_impossible_settings_are_refused(width: int, penalty: float) -> None:
    with pytest.raises(ValueError, match=f"a width from 1 and a penalty from 0, got {width} and {penalty}"):
        beam(UNDECIDED, Place(torch.arange(1)), TAG, 2, width, penalty)


def test_a_translation_spells_its_beams_when_they_are_looked_at_and_its_trace_counts_them() -> None:
    outcome = load("transformer").trace("The cat is sitting on the mat.", Translate(beam=4)).outcome
    every = [text for step in outcome.beams for text in step]
    assert outcome.beams[-1] == tuple(every)[-len(outcome.beams[-1]) :] == outcome.beams[-1:][0]
    kept = {(h.text, tuple(token.id for token in h.tokens), h.finished): h.log_probability for h in every}
    for best in outcome.hypotheses:
        ids = tuple(token.id for token in best.tokens)
        assert kept[best.text, ids, best.finished] == pytest.approx(best.log_probability, abs=1e-9)
    assert bytes_kept(tensors_in(outcome)) == 16 * len(every)
    with pytest.raises(IndexError):
        outcome.beams[len(outcome.beams)]
