"""Cancelling: a reading that nobody wants stops at the next layer, and nobody else's does."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from torch import Tensor

from headlight.model.architectures.gpt import GPT
from headlight.model.cancellation import Cancelled, cancellable
from headlight.model.options import Continue, Translate
from headlight.model.recorder import recording
from headlight.model.zoo import load


@pytest.mark.parametrize("last", range(5))
@torch.inference_mode()
def test_no_layer_is_run_after_the_one_in_which_it_was_given_up(
    make_gpt: Callable[..., GPT], tokens: Tensor, last: int
) -> None:
    gpt = make_gpt(n_layers=6)
    attended, finished = [], []
    for layer, block in enumerate(gpt.blocks):
        block.attention.register_forward_hook(lambda *_, layer=layer: attended.append(layer))
        block.register_forward_hook(lambda *_, layer=layer: finished.append(layer))
    with cancellable(lambda: len(finished) > last), recording() as record, pytest.raises(Cancelled):
        gpt(tokens)
    assert attended == finished == list(range(last + 1))
    assert [step.site.layer for step in record.steps] == attended


@torch.inference_mode()
def test_what_is_wanted_is_read_to_the_end(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt = make_gpt()
    with cancellable(lambda: False):
        wanted = gpt(tokens)
    assert torch.equal(wanted, gpt(tokens))


def test_after_the_block_nothing_can_be_cancelled(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt = make_gpt()
    with pytest.raises(Cancelled), cancellable(lambda: True):
        gpt(tokens)
    assert gpt(tokens).shape[:2] == tokens.shape


def test_one_thread_is_cancelled_and_the_others_are_not(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt, together = make_gpt(), threading.Barrier(4, timeout=30)

    def read(visitor: int) -> bool:
        with cancellable(lambda: visitor == 2):
            together.wait()
            try:
                gpt(tokens)
            except Cancelled:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, range(4))) == [True, True, False, True]


@pytest.mark.parametrize(
    ("model", "options"),
    [
        ("gpt-learned", Continue(length=40)),
        ("seq2seq", Translate(beam=2)),
        ("transformer", None),
        ("xlnet", None),
    ],
)
def test_every_model_can_be_stopped_while_it_reads_or_writes(model: str, options: Continue | None) -> None:
    asked = []

    def unwanted() -> bool:
        asked.append(True)
        return len(asked) > 5

    reader = load(model)
    with cancellable(unwanted), pytest.raises(Cancelled):
        reader.trace("The cat is sitting on the mat.", options)
    assert len(asked) == 6
