"""The recorder: it sees all inside its block, nothing outside, and never changes what the model says."""

import asyncio
import gc
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from torch import Tensor

from headlight.model.architectures.gpt import GPT
from headlight.model.recorder import attention, record_residual, recording
from headlight.model.site import Site

POSITIONS = ["sinusoidal", "learned", "rotary", "alibi", "none"]


@pytest.mark.parametrize("positions", POSITIONS)
@torch.inference_mode()
def test_recording_changes_no_logit(make_gpt: Callable[..., GPT], tokens: Tensor, positions: str) -> None:
    gpt = make_gpt(positions=positions)
    fast = gpt(tokens)
    with recording():
        recorded = gpt(tokens)
    assert torch.equal(recorded, fast)


@pytest.mark.parametrize("positions", POSITIONS)
@torch.inference_mode()
def test_every_site_is_recorded_once_and_can_be_recomputed(
    make_gpt: Callable[..., GPT], tokens: Tensor, positions: str
) -> None:
    gpt = make_gpt(positions=positions, n_layers=3)
    with recording() as record:
        gpt(tokens)
    assert [str(step.site) for step in record.steps] == [f"decoder.self.{layer}" for layer in range(3)]
    assert max(step.verify() for step in record.steps) < 1e-5
    moments = [(r.layer, r.after) for r in record.residual]
    sublayers = [(layer, name) for layer in range(3) for name in ("attention", "feed_forward")]
    parts = [(layer, name + part) for layer, name in sublayers for part in ("_norm", "_output", "")]
    assert moments == [(-1, "embedding"), *parts, (3, "norm")]


def test_nothing_is_recorded_outside(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt = make_gpt()
    gpt(tokens)
    with recording() as record:
        assert not record.steps
    gpt(tokens)
    assert not record.steps
    assert not record.residual


def test_an_exception_ends_the_recording(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt = make_gpt(context=16)
    with pytest.raises(ValueError, match="expected at most 16 tokens, got 17"), recording() as record:
        gpt(torch.zeros(1, 17, dtype=torch.int64))
    gpt(tokens)
    assert not record.steps
    assert not record.residual


def test_an_inner_recording_takes_over_until_it_ends(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt = make_gpt(n_layers=1)
    with recording() as outer:
        gpt(tokens)
        with recording() as inner:
            gpt(tokens[:, :5])
        gpt(tokens[:, :3])
    assert [step.n_query for step in outer.steps] == [12, 3]
    assert [step.n_query for step in inner.steps] == [5]


def test_interleaved_tasks_keep_their_records_apart(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt = make_gpt(n_layers=1)

    async def read(length: int) -> list[int]:
        with recording() as record:
            for _ in range(3):
                gpt(tokens[:, :length])
                await asyncio.sleep(0)
        return [step.n_query for step in record.steps]

    async def all_of_them() -> list[list[int]]:
        return await asyncio.gather(*(read(length) for length in range(1, 6)))

    with ThreadPoolExecutor(1) as thread:  # the browser's fixture runs an event loop in this one
        records = thread.submit(lambda: asyncio.run(all_of_them())).result()
    assert records == [[length] * 3 for length in range(1, 6)]


def test_a_batch_of_two_is_refused_only_while_recording() -> None:
    site, heads = Site("decoder", "self", 0), torch.randn(2, 4, 6, 8)
    assert attention(site, heads, heads, heads).shape == heads.shape
    with recording() as record, pytest.raises(ValueError, match="a batch of one text while recording, got 2"):
        attention(site, heads, heads, heads)
    assert not record.steps


def test_no_hook_is_left_on_the_model(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt = make_gpt()
    before = {name: set(vars(module)) for name, module in gpt.named_modules()}
    with recording():
        gpt(tokens)
    assert {name: set(vars(module)) for name, module in gpt.named_modules()} == before
    assert not any(m._forward_hooks or m._forward_pre_hooks or m._backward_hooks for m in gpt.modules())


def test_a_dropped_record_frees_its_tensors(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt = make_gpt()
    with recording() as record:
        gpt(tokens)
    query = weakref.ref(record.steps[0].query)
    del record
    gc.collect()
    assert query() is None


def test_gradients_flow_through_a_recorded_model(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt = make_gpt()
    gpt(tokens).square().mean().backward()
    plain = {name: p.grad.clone() for name, p in gpt.named_parameters()}
    gpt.zero_grad()
    with recording() as record:
        gpt(tokens).square().mean().backward()
    assert all(torch.equal(p.grad, plain[name]) for name, p in gpt.named_parameters())
    assert not any(t.requires_grad for step in record.steps for t in step.kept())


def test_a_residual_state_is_kept_without_its_batch_axis() -> None:
    stream = torch.randn(1, 5, 8, requires_grad=True)
    with recording() as record:
        record_residual("decoder", 0, "attention", stream)
    (state,) = record.residual
    assert torch.equal(state.stream, stream[0])
    assert not state.stream.requires_grad
