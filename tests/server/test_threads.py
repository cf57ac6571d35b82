"""Small readings have one thread, large ones all there are; and nobody is left with fewer than before."""

import threading

import pytest
import torch

from headlight.server.engine import Engine, Question
from headlight.server.engine.threads import threads
from headlight.server.engine.transport import Here
from tests.server.engine_at_work import CPU


@pytest.fixture
def two():
    """Two threads, as on a machine with two cores."""
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


def test_what_is_small_has_one_thread_and_what_is_not_has_all(two):
    with threads(False):
        assert torch.get_num_threads() == 2
    with threads(True):
        assert torch.get_num_threads() == 1
        with threads(True):
            assert torch.get_num_threads() == 1
    assert torch.get_num_threads() == 2
    with pytest.raises(ValueError, match="inside"), threads(True):
        raise ValueError("inside")
    assert torch.get_num_threads() == 2


def test_readings_of_two_threads_at_once_leave_as_many_as_there_were(two):
    inside = threading.Barrier(8)

    def compute() -> None:
        for _ in range(200):
            with threads(True):
                pass
        inside.wait()

    workers = [threading.Thread(target=compute) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert torch.get_num_threads() == 2


def test_the_engine_reads_a_sentence_with_one_thread_and_a_page_with_two(two):
    seen = []

    class Counting(Here):
        def compute(self, request, unwanted):
            def counted() -> bool:
                seen.append(torch.get_num_threads())
                return unwanted()

            return super().compute(request, counted)

    engine = Engine(CPU, transport=Counting(CPU))
    for text, count in (("The cat sat.", 1), ("The cat sat on the mat. " * 60, 2)):
        seen.clear()
        engine.trace(Question("gpt", text))
        assert set(seen) == {count}
