"""A head is computed once while its record is kept, whoever asks, and all heads kept are bounded."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import torch

from headlight.model import step as steps
from headlight.model.attention import Attended, attend
from headlight.model.head_cache import HeadCache
from headlight.model.masks import Causal
from headlight.model.record_size import bytes_kept
from headlight.model.site import Site
from tests.ui.three_kinds import step as made

N = 12
SITE = Site("decoder", "self", 0)


@pytest.fixture
def computed(monkeypatch) -> list[int]:
    """The number of queries of each attention that is computed."""
    found, attend_changed = list[int](), steps.attend_changed

    def counted(query, *others):
        found.append(len(query))
        return attend_changed(query, *others)

    monkeypatch.setattr(steps, "attend_changed", counted)
    return found


def test_all_that_is_asked_of_a_head_is_computed_once(computed):
    step = made(SITE, 2, N, N, Causal())
    for _ in range(2):
        step.scores(1), step.weights(1), step.recomputed_context(1), step.verify(1), step.weights_there(1)
    assert computed == [N]
    step.weights(0)
    assert computed == [N, N]


def test_what_is_returned_refuses_to_be_written_to():
    step = made(SITE, 2, N, N, Causal())
    for array in (step.scores(1), step.weights(1), step.recomputed_context(1)):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 7


def test_a_few_rows_are_not_kept(computed):
    step = made(SITE, 2, N, N, Causal())
    part = step.rows(2, 5)
    part.weights(0), part.weights(0)
    assert computed == [3, 3]
    assert step.rows(0, N) is step


def test_threads_that_ask_at_once_wait_for_one_of_them(computed):
    step, barrier = made(SITE, 2, N, N, Causal()), Barrier(8)

    def ask(_: int) -> torch.Tensor:
        barrier.wait()
        return step.weights_there(1)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert computed == [N]
    assert all(weights is found[0] for weights in found)


def test_heads_go_with_their_record_and_beyond_the_bound_the_oldest_first():
    step, calls = made(SITE, 4, N, N, Causal()), list[int]()
    query, key, value = step.query, step.key, step.value

    def compute(head: int) -> Attended:
        calls.append(head)
        return attend(query[head], key[head], value[head])

    size = bytes_kept(attend(query[0], key[0], value[0]))
    cache = HeadCache(3 * size)
    for head in (0, 1, 2, 0, 3, 0, 1):
        cache.of(step, head, lambda head=head: compute(head))
    assert calls == [0, 1, 2, 3, 1]  # 1 had to go for 3, as 0 was asked for again
    assert cache.nbytes == 3 * size
    del step
    gc.collect()
    assert cache.nbytes == 0


def test_what_would_drive_out_all_others_is_not_kept():
    step, cache = made(SITE, 1, N, N, Causal()), HeadCache(100)
    cache.of(step, 0, lambda: attend(step.query[0], step.key[0], step.value[0]))
    assert cache.nbytes == 0
