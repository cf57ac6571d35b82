"""Many visitors: every answer is the answer to its own text; what is not needed any more is given back."""

import gc
import pickle
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.options import Continue, Translate
from headlight.model.site import Site
from headlight.model.token_positions import Places
from headlight.model.trace import Trace
from headlight.model.zoo import load
from headlight.server.engine import Engine, Question
from headlight.server.engine.rate_limiter import Allowance
from headlight.server.engine.refusal import Hurried
from headlight.server.engine.threads import threads
from tests.server.engine_at_work import CPU, SOON, held

MODEL = "gpt-learned"
SITE = Site("decoder", "self", 0)


def same(one: Trace, other: Trace) -> bool:
    """Whether two traces are of the same text and have the same numbers, to the last bit."""
    assert one.prediction is not None
    assert other.prediction is not None
    steps = zip(one.steps, other.steps, strict=True)
    return (
        (one.text, one.tokens) == (other.text, other.tokens)
        and torch.equal(one.prediction.logits, other.prediction.logits)
        and all(
            torch.equal(a, b) for mine, yours in steps for a, b in zip(mine.kept(), yours.kept(), strict=True)
        )
    )


def test_fifty_visitors_typing_at_once_each_get_their_own_text():
    engine, model, start = Engine(CPU), load(MODEL, CPU), threading.Barrier(50, timeout=SOON)

    def typing(i: int) -> list[Trace]:
        start.wait()
        words = f"visitor {i} saw {'a cat and ' * (i % 4)}a dog".split()
        return [engine.trace(Question(MODEL, " ".join(words[: len(words) - end]))) for end in (2, 1, 0)]

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(typing, range(50)))
    for i, traces in enumerate(answers):
        assert traces[-1].text == f"visitor {i} saw {'a cat and ' * (i % 4)}a dog"
    with threads(True):  # as the engine reads what is small: another number of them rounds otherwise
        assert all(same(traces[-1], model.trace(traces[-1].text)) for traces in answers)


@pytest.mark.parametrize(
    "question",
    [
        Question(MODEL, "The cat sat", Continue(length=2), (Intervention(SITE, ZeroAblation(), 1),)),
        Question("seq2seq-luong", "The cat sat", Translate(beam=2), places=Places("shuffled", 3)),
        Question("bert", "The cat sat"),
    ],
)
def test_question_and_answer_could_travel_between_processes(question):
    there = pickle.loads(pickle.dumps(question))
    assert there == question
    assert hash(there) == hash(question)
    trace = Engine(CPU).trace(there)
    back = pickle.loads(pickle.dumps(trace))
    assert same(back, trace)
    assert back.verify() == trace.verify()


def test_what_the_memory_has_no_room_for_is_given_back_and_all_of_it_with_the_engine():
    size = Engine(CPU).trace(Question(MODEL, "number 0")).nbytes
    engine = Engine(CPU, memory=int(2.5 * size))
    traces = [weakref.ref(engine.trace(Question(MODEL, f"number {i}"))) for i in range(8)]
    gc.collect()
    there = [trace() is not None for trace in traces]
    assert there == sorted(there)  # the latest
    assert 0 < sum(there) < len(there)
    assert sum(trace().nbytes for trace in traces if trace() is not None) == engine.nbytes <= 2.5 * size
    del engine
    gc.collect()
    assert all(trace() is None for trace in traces)


def test_an_engine_that_is_gone_leaves_no_thread():
    before = set(threading.enumerate())
    engine = Engine(CPU)
    (thread,) = set(threading.enumerate()) - before
    engine.trace(Question(MODEL, "a cat"))
    del engine
    gc.collect()
    assert not thread.is_alive()


def test_who_leaves_keeps_nothing_waiting():
    engine = Engine(CPU)
    with held(engine):
        ticket = engine.line.ask(Question(MODEL, "a cat"))
        ticket.leave()
        assert len(engine.line) == 0
    assert not ticket.answered
    assert engine.nbytes == 0


def test_an_allowance_is_used_up_and_comes_back():
    now = [0.0]
    allowance = Allowance(burst=3, rate=2.0, now=lambda: now[0])
    for _ in range(3):
        allowance.take("me")
    with pytest.raises(Hurried) as refused:
        allowance.take("me")
    assert refused.value.figures == {"seconds": 1}
    allowance.take("you")
    now[0] = 0.5
    allowance.take("me")
    with pytest.raises(Hurried):
        allowance.take("me")
    now[0] = 100.0
    for _ in range(3):
        allowance.take("me")
    with pytest.raises(Hurried):
        allowance.take("me")


def test_allowances_of_visitors_who_left_are_forgotten():
    now = [0.0]
    allowance = Allowance(burst=4, rate=2.0, now=lambda: now[0])
    for i in range(1000):
        now[0] = i / 10
        allowance.take(str(i))
    assert len(allowance) <= 21
