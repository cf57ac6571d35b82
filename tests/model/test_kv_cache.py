"""Reading with a cache is reading at once: nothing that was read is read again, and nothing is lost."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from headlight.model.architectures.gpt import GPT
from headlight.model.kv_cache import Cache
from headlight.model.recorder import recording
from headlight.model.site import Site

POSITIONS = ["sinusoidal", "learned", "rotary", "alibi", "none"]
PARTS = [(1,) * 20, (20,), (7, 1, 1, 11), (1, 19), (19, 1)]
SITE, OTHER = Site("decoder", "self", 0), Site("decoder", "cross", 0)


def keys_and_values(tokens: int, batch: int = 2) -> tuple[Tensor, Tensor]:
    """Random keys and values, [batch, 3 heads, token, 4]."""
    return torch.randn(batch, 3, tokens, 4), torch.randn(batch, 3, tokens, 4)


@pytest.mark.parametrize("positions", POSITIONS)
@pytest.mark.parametrize("parts", PARTS, ids=str)
@torch.inference_mode()
def test_a_text_read_in_parts_has_the_logits_of_the_whole(
    make_gpt: Callable[..., GPT], positions: str, parts: tuple[int, ...]
) -> None:
    gpt, tokens = make_gpt(positions=positions), torch.randint(50, (3, sum(parts)))
    cache = Cache()
    logits = torch.cat([gpt(part, cache) for part in tokens.split(parts, 1)], 1)
    assert cache.length == sum(parts)
    torch.testing.assert_close(logits, gpt(tokens), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("positions", POSITIONS)
@torch.inference_mode()
def test_rows_of_a_cache_go_on_as_their_own_texts(make_gpt: Callable[..., GPT], positions: str) -> None:
    gpt, tokens = make_gpt(positions=positions), torch.randint(50, (3, 10))
    cache = Cache()
    gpt(tokens, cache)
    rows, last = torch.tensor([2, 0, 2, 2]), torch.randint(50, (4, 3))
    logits = gpt(last, cache.select(rows))
    torch.testing.assert_close(logits, gpt(torch.cat([tokens[rows], last], 1))[:, 10:], atol=1e-5, rtol=1e-5)


@torch.inference_mode()
def test_a_copy_may_be_extended_while_the_cache_stays(make_gpt: Callable[..., GPT]) -> None:
    gpt, tokens = make_gpt(), torch.randint(50, (1, 12))
    cache = Cache()
    gpt(tokens[:, :8], cache)
    gpt(torch.randint(50, (1, 9)), cache.copy())
    assert cache.length == 8
    torch.testing.assert_close(gpt(tokens[:, 8:], cache), gpt(tokens)[:, 8:], atol=1e-5, rtol=1e-5)


@torch.inference_mode()
def test_only_the_new_token_asks_and_all_tokens_answer(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt, cache = make_gpt(), Cache()
    gpt(tokens[:, :-1], cache)
    with recording() as record:
        gpt(tokens[:, -1:], cache)
    assert [(step.n_query, step.n_key) for step in record.steps] == [(1, tokens.shape[1])] * 2
    with recording() as whole:
        gpt(tokens)
    for step, expected in zip(record.steps, whole.steps, strict=True):
        weights = torch.from_numpy(expected.weights()[:, -1:].copy())
        torch.testing.assert_close(torch.from_numpy(step.weights().copy()), weights, atol=1e-5, rtol=0)


def test_the_context_holds_what_was_read_before_too(make_gpt: Callable[..., GPT]) -> None:
    gpt, cache = make_gpt(context=8), Cache()
    gpt(torch.zeros(1, 6, dtype=torch.int64), cache)
    with pytest.raises(ValueError, match="expected at most 8 tokens, got 9"):
        gpt(torch.zeros(1, 3, dtype=torch.int64), cache)
    assert gpt(torch.zeros(1, 2, dtype=torch.int64), cache).shape == (1, 2, 50)


def test_new_keys_and_values_stand_behind_the_earlier_ones() -> None:
    cache, first, second = Cache(), keys_and_values(3), keys_and_values(2)
    assert cache.extend(SITE, *first) == first
    for both, parts in zip(cache.extend(SITE, *second), zip(first, second, strict=True), strict=True):
        assert torch.equal(both, torch.cat(parts, 2))
    assert cache.extend(OTHER, *first) == first  # each site has its own


def test_what_never_changes_is_computed_once() -> None:
    cache, computed = Cache(), []

    def compute() -> tuple[Tensor, Tensor]:
        computed.append(keys_and_values(5))
        return computed[-1]

    first = cache.once(OTHER, compute)
    assert cache.once(OTHER, compute) is first
    assert cache.copy().once(OTHER, compute) is first
    assert len(computed) == 1


def test_selecting_takes_rows_in_order_and_as_often_as_asked() -> None:
    cache, first = Cache(length=3), keys_and_values(3)
    cache.extend(SITE, *first)
    selected = cache.select(torch.tensor([1, 0, 1]))
    assert selected.length == 3
    key, value = selected.extend(SITE, *keys_and_values(0, batch=3))
    for taken, whole in ((key, first[0]), (value, first[1])):
        assert torch.equal(taken, torch.stack([whole[1], whole[0], whole[1]]))
