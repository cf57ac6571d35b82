"""Background work: in turns, a slice at a time, never before a reading; errors, pauses and bounds."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
import torch

from headlight.server.engine import Engine, Full, Question
from headlight.server.engine.jobs import AGE, AT_ONCE, KEPT, UNWATCHED, Background
from headlight.server.engine.schedule import Schedule
from tests.server.engine_at_work import CPU, SOON, Hold, Noting, until


class Counting:
    """A job of so many slices of real work, which can write down when it has its turn."""

    def __init__(self, slices: int, name: str = "", turns: list[str] | None = None) -> None:
        self.done, self.slices, self.name = 0, slices, name
        self.turns = [] if turns is None else turns

    def advance(self) -> bool:
        self.done += 1
        self.turns.append(self.name)
        torch.randn(256, 256) @ torch.randn(256, 256)
        return self.done < self.slices


class Failing:
    """A job that fails at its second slice."""

    def __init__(self) -> None:
        self.done = 0

    def advance(self) -> bool:
        self.done += 1
        if self.done == 2:
            raise ArithmeticError("the loss is not a number")
        return True


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def engine() -> Engine:
    return Engine(CPU)


@pytest.fixture
def schedule() -> Schedule:
    """What nobody works at but the test."""
    return Schedule()


def slice_of(schedule: Schedule) -> None:
    """Do what comes next."""
    turn = schedule.next()
    assert turn is not None
    turn()


def work(schedule: Schedule) -> None:
    """Do all there is to do, as the engine's thread does."""
    while turn := schedule.next():
        turn()


def test_a_job_is_done_and_then_still_found(engine):
    job = Counting(20)
    engine.background.start("count", job)
    until(lambda: not engine.background.running("count"))
    assert job.done == 20
    assert engine.background.find("count") is job
    assert engine.background.failure("count") is None


def test_no_reading_waits_for_more_than_one_slice():
    waited: list[int] = []

    class Watched(Noting):
        def compute(self, request, unwanted):
            waited.append(job.done - asked[request.text])
            return super().compute(request, unwanted)

    engine, job, asked = Engine(CPU, transport=Watched()), Counting(1000), {}
    bell = engine.line._bell  # the lock under which a reading is queued and a slice is begun
    engine.model("gpt-learned")
    engine.background.start("count", job)
    for i in range(20):
        text = f"the cat {i}"
        with bell:
            asked[text] = job.done
            ticket = engine.line.ask(Question("gpt-learned", text))
        assert ticket.result().text == text
        done = job.done
        until(lambda: job.done > done)  # noqa: B023  (slices go on between readings)
    assert len(waited) == 20
    assert max(waited) <= 1
    assert engine.background.running("count")


def test_a_reading_comes_before_every_job_and_readings_in_their_order(schedule):
    done: list[str] = []
    Background(schedule).start("job", Counting(2, "job", done))
    for name in ("first", "second"):
        schedule.put(schedule.readings, name, partial(done.append, name))
    work(schedule)
    assert done == ["first", "second", "job", "job"]


def test_a_thread_that_does_no_jobs_reads(schedule):
    done: list[str] = []
    Background(schedule).start("job", Counting(1, "job", done))
    assert schedule.next(jobs=False) is None
    schedule.put(schedule.readings, "reading", partial(done.append, "reading"))
    turn = schedule.next(jobs=False)
    assert turn is not None
    turn()
    assert done == ["reading"]


def test_jobs_take_turns(schedule):
    background, turns = Background(schedule), []
    for name, slices in (("a", 3), ("b", 2), ("c", 4)):
        background.start(name, Counting(slices, name, turns))
    assert [background.waiting(name) for name in "abc"] == [0, 1, 2]
    work(schedule)
    assert "".join(turns) == "abcabcacc"


def test_an_error_stops_its_job_alone_and_is_kept(engine):
    failing, counting = Failing(), Counting(50)
    engine.background.start("failing", failing)
    engine.background.start("counting", counting)
    until(lambda: not engine.background.running("counting"))
    assert (failing.done, counting.done) == (2, 50)
    assert isinstance(engine.background.failure("failing"), ArithmeticError)
    assert engine.background.find("failing") is failing
    engine.background.resume("failing")
    assert not engine.background.running("failing")
    assert engine.trace(Question("gpt-learned", "a cat")).text == "a cat"


def test_a_paused_job_keeps_what_it_has_done_and_goes_on(schedule):
    background, job = Background(schedule), Counting(10)
    background.start("count", job)
    for _ in range(4):
        slice_of(schedule)
    background.pause("count")
    assert schedule.next() is None
    assert (job.done, background.running("count"), background.find("count")) == (4, False, job)
    background.resume("count")
    work(schedule)
    assert job.done == 10


def test_a_job_paused_during_its_slice_stays_paused(engine):
    job = Hold()
    engine.background.start("hold", job)
    assert job.begun.wait(SOON)
    engine.background.pause("hold")
    job.released.set()
    engine.trace(Question("gpt-learned", "a cat"))  # behind that slice
    assert not engine.background.running("hold")


def test_a_job_of_the_same_name_takes_the_place_of_the_first(schedule):
    background, first, second = Background(schedule), Counting(5), Counting(5)
    background.start("count", first)
    slice_of(schedule)
    background.start("count", second)
    work(schedule)
    assert (first.done, second.done) == (1, 5)
    background.forget("count")
    assert background.find("count") is None


def test_so_many_at_once_and_no_more(schedule):
    background = Background(schedule)
    for i in range(AT_ONCE):
        background.start(str(i), Counting(5))
    with pytest.raises(Full):
        background.start("one more", Counting(5))
    assert background.find("one more") is None
    background.start("0", Counting(5))  # the same name needs no more room
    background.pause("1")
    background.start("one more", Counting(5))
    with pytest.raises(Full):
        background.resume("1")


def test_what_rests_is_forgotten_by_age_and_number_least_recently_looked_for_first(schedule):
    clock = Clock()
    background = Background(schedule, clock)
    for i in range(KEPT + 3):
        background.start(str(i), Counting(1))
        work(schedule)
        background.find("0")
    assert [str(i) for i in range(KEPT + 3) if background.find(str(i)) is None] == ["1", "2", "3"]
    clock.now = AGE
    background.find("5")
    clock.now = AGE + 1
    assert [i for i in range(KEPT + 3) if background.find(str(i)) is not None] == [5]


def test_a_job_that_nobody_watches_is_paused_and_gives_way(schedule):
    clock = Clock()
    background, job = Background(schedule, clock), Counting(10)
    background.start("count", job)
    clock.now = UNWATCHED - 1
    slice_of(schedule)
    clock.now = UNWATCHED + 1
    work(schedule)
    assert (job.done, background.running("count"), background.find("count")) == (1, False, job)
    background.resume("count")
    work(schedule)
    assert job.done == 10


def test_threads_that_start_and_look_at_once_break_nothing(engine):
    def visit(i: int) -> int:
        job, name = Counting(5), f"job {i}"
        try:
            engine.background.start(name, job)
        except Full:
            return 0
        until(lambda: not engine.background.running(name))
        return job.done

    with ThreadPoolExecutor(16) as pool:
        done = list(pool.map(visit, range(64)))
    assert set(done) <= {0, 5}
    assert 5 in done
