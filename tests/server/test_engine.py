"""The engine remembers within its bounds and never mixes texts up."""

import time
import weakref
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch

from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.options import Continue, Permute, Translate
from headlight.model.site import Site
from headlight.model.token_positions import Places
from headlight.server.engine import Engine, Question, device_name
from headlight.server.engine.cache import BoundedCache

CPU = torch.device("cpu")


def test_the_same_question_gets_the_same_trace_while_it_is_remembered():
    engine = Engine(CPU)
    assert engine.trace(Question("gpt", "a cat")) is engine.trace(Question("gpt", "a cat"))


def test_what_was_set_beside_the_text_is_part_of_the_question():
    engine = Engine(CPU)
    short, long = (engine.trace(Question("gpt", "The cat", Continue(length=n))) for n in (1, 3))
    assert len(short.tokens["decoder"]) < len(long.tokens["decoder"])
    assert engine.trace(Question("gpt", "The cat", Continue(length=1))) is short
    english, chinese = (engine.trace(Question("transformer", "cat", Translate(to))) for to in ("en", "zh"))
    assert (english.outcome.target, chinese.outcome.target) == ("en", "zh")


def test_what_was_changed_is_part_of_the_question():
    engine, site = Engine(CPU), Site("decoder", "self", 0)
    plain = Question("gpt", "The cat sat")
    changed = Question("gpt", "The cat sat", interventions=(Intervention(site, ZeroAblation(), 1),))
    moved = Question("gpt", "The cat sat", places=Places("shuffled", 3))
    logits = [engine.trace(question).prediction.logits for question in (plain, changed, moved, plain)]
    assert engine.trace(changed) is engine.trace(changed)
    assert not engine.trace(changed).step(site).context[1].any()
    assert torch.equal(logits[0], logits[3])
    assert not any(torch.allclose(logits[0], other) for other in logits[1:3])


def test_a_passing_trace_is_not_kept_and_a_kept_one_is_used():
    engine, question = Engine(CPU), Question("gpt", "a cat")
    passing = engine.passing(question)
    assert engine.nbytes == 0
    kept = engine.trace(question)
    assert kept is not passing
    assert engine.passing(question) is kept
    assert torch.equal(kept.prediction.logits, passing.prediction.logits)


def test_an_order_that_does_not_fit_is_refused_and_the_engine_goes_on():
    engine = Engine(CPU)
    with pytest.raises(ValueError, match="expected an order"):
        engine.trace(Question("xlnet", "The cat", Permute((9, 1))))
    assert engine.trace(Question("xlnet", "The cat", Permute((2, 1)))).outcome.order == (0, 2, 1)


def test_memory_stays_within_its_bound_and_the_oldest_goes_first():
    engine = Engine(CPU)
    size = engine.trace(Question("gpt", "one two three")).nbytes
    engine = Engine(CPU, memory=int(2.5 * size))
    first = engine.trace(Question("gpt", "one two three"))
    for text in ("four five six", "seven eight nine", "ten eleven twelve"):
        engine.trace(Question("gpt", text))
    assert engine.nbytes <= 2.5 * size
    assert engine.trace(Question("gpt", "one two three")) is not first


def test_a_trace_larger_than_the_memory_is_still_answered():
    engine = Engine(CPU, memory=1)
    assert engine.trace(Question("gpt", "a cat")).text == "a cat"
    assert len(engine._traces) == 1


def test_sessions_that_ask_at_once_each_get_their_own_text():
    engine = Engine(CPU)
    texts = [f"number {i} and {'cat ' * i}" for i in range(24)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: engine.trace(Question("gpt", text)), texts))
    alone = Engine(CPU)
    for text, trace in zip(texts, together, strict=True):
        assert trace.text == text
        expected = alone.trace(Question("gpt", text))
        for step, other in zip(trace.steps, expected.steps, strict=True):
            np.testing.assert_array_equal(step.query.numpy(), other.query.numpy())


def test_devices_have_names_people_know():
    assert device_name(CPU) == "CPU"
    assert device_name(torch.device("mps")) == "GPU (Apple)"


def test_what_nobody_has_used_for_a_while_is_given_back():
    clock = [0.0]
    shelf: BoundedCache[str, str] = BoundedCache(100, len, now=lambda: clock[0])
    shelf.keep("old", "a")
    shelf.keep("used", "b")
    clock[0] = 60.0
    assert shelf.find("used") == "b"
    clock[0] = 150.0
    assert shelf.forget_unused() == 1
    assert (shelf.find("old"), shelf.find("used"), shelf.nbytes) == (None, "b", 1)


def test_an_engine_with_nothing_to_do_forgets_its_traces(monkeypatch):
    monkeypatch.setattr("headlight.server.engine.schedule.QUIET", 0.02)
    monkeypatch.setattr("headlight.server.engine.cache.UNUSED", 0.0)
    engine = Engine(CPU)
    question = Question("gpt", "The cat sat.")
    first = weakref.ref(engine.trace(question))
    until = time.monotonic() + 20
    while first() is not None and time.monotonic() < until:
        time.sleep(0.02)
    assert first() is None
    assert engine.trace(question).text == "The cat sat."
