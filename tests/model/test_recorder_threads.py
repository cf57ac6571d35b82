"""Eight visitors, one model, the same moment: nobody sees anything of anybody else."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import torch
from torch import Tensor

from headlight.model.architectures.gpt import GPT
from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.recorder import Record, recording
from headlight.model.site import Site

VISITORS, ROUNDS = 8, 5


@pytest.fixture
def texts() -> list[Tensor]:
    """A text of its own for each visitor; two of the same length would be the easiest to mix up."""
    return [torch.randint(50, (1, 20 + visitor // 2)) for visitor in range(VISITORS)]


@pytest.fixture
def gpt_in_step(make_gpt: Callable[..., GPT]) -> Iterator[tuple[GPT, Callable[[], None]]]:
    """A model, and a switch that makes all visitors wait for each other before every layer."""
    gpt, barrier = make_gpt(n_layers=3), Barrier(VISITORS, timeout=30)
    hooks = []

    def wait(*_: object) -> None:
        barrier.wait()

    def keep_step() -> None:
        hooks.extend(block.register_forward_pre_hook(wait) for block in gpt.blocks)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield gpt, keep_step
    sys.setswitchinterval(interval)
    for hook in hooks:
        hook.remove()


def read(gpt: GPT, text: Tensor, interventions: tuple[Intervention, ...] = ()) -> tuple[Tensor, Record]:
    with torch.inference_mode(), recording(interventions) as record:
        return gpt(text), record


def assert_same(one: tuple[Tensor, Record], other: tuple[Tensor, Record]) -> None:
    """The same logits and records, to the last bit."""
    assert torch.equal(one[0], other[0])
    assert [s.site for s in one[1].steps] == [s.site for s in other[1].steps]
    for a, b in zip(one[1].steps, other[1].steps, strict=True):
        assert all(torch.equal(x, y) for x, y in zip(a.kept(), b.kept(), strict=True))
    assert len(one[1].residual) == len(other[1].residual)
    for c, d in zip(one[1].residual, other[1].residual, strict=True):
        assert (c.layer, c.after) == (d.layer, d.after)
        assert torch.equal(c.stream, d.stream)


def test_each_visitor_gets_what_a_lone_visitor_would_get(gpt_in_step, texts: list[Tensor]) -> None:
    gpt, keep_step = gpt_in_step
    alone = [read(gpt, text) for text in texts]
    keep_step()
    with ThreadPoolExecutor(VISITORS) as pool:
        for _ in range(ROUNDS):
            for together, lone in zip(pool.map(lambda text: read(gpt, text), texts), alone, strict=True):
                assert_same(together, lone)


def test_one_visitors_intervention_reaches_nobody_else(gpt_in_step, texts: list[Tensor]) -> None:
    gpt, keep_step = gpt_in_step
    ablated = (Intervention(Site("decoder", "self", 1), ZeroAblation(), head=2),)
    wishes = [ablated if visitor % 3 == 0 else () for visitor in range(VISITORS)]
    alone = [read(gpt, text, wish) for text, wish in zip(texts, wishes, strict=True)]
    assert not torch.equal(alone[0][0], read(gpt, texts[0])[0])
    keep_step()
    with ThreadPoolExecutor(VISITORS) as pool:
        for _ in range(ROUNDS):
            results = pool.map(lambda text, wish: read(gpt, text, wish), texts, wishes)
            for together, lone in zip(results, alone, strict=True):
                assert_same(together, lone)


def test_threads_that_do_not_record_are_not_recorded(gpt_in_step, texts: list[Tensor]) -> None:
    gpt, keep_step = gpt_in_step
    alone = read(gpt, texts[0])
    keep_step()
    with ThreadPoolExecutor(VISITORS) as pool:
        others = [pool.submit(torch.inference_mode()(gpt), text) for text in texts[1:]]
        together = read(gpt, texts[0])
        assert [tuple(other.result().shape[:2]) for other in others] == [tuple(t.shape) for t in texts[1:]]
    assert_same(together, alone)
