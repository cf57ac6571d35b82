"""What a text goes on with: settings against slow loops, draws against their probabilities, the cache against none."""

import math
from collections.abc import Callable
from functools import partial

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from headlight.model.architectures.gpt import GPT
from headlight.model.options import Continue
from headlight.model.sampling import BOS, NEVER_WRITTEN, choose, filtered, generate
from headlight.training.tokenizer import SPECIAL_TOKENS

POSITIONS = ["sinusoidal", "learned", "rotary", "alibi", "none"]
PROMPT = [BOS, 11, 9, 30, 12]
relaxed = settings(deadline=None, max_examples=200)


drawing = partial(Continue, length=20, strategy="sample")
GREEDY = drawing(strategy="greedy")


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def slow_filtered(logits: list[float], temperature: float, top_k: int, top_p: float) -> list[float]:
    """One token after the other, the likeliest first: is it still wanted?"""
    powers = [math.exp((logit - max(logits)) / temperature) for logit in logits]
    likeliest = sorted(range(len(logits)), key=lambda token: (-powers[token], token))
    if top_k:
        likeliest = likeliest[:top_k]
    left = sum(powers[token] for token in likeliest)
    kept: list[int] = []
    for token in likeliest:
        if top_p < 1 and sum(powers[t] for t in kept) / left >= top_p:
            break
        kept.append(token)
    total = sum(powers[token] for token in kept)
    return [powers[token] / total if token in kept else 0.0 for token in range(len(logits))]


@relaxed
@given(
    st.lists(st.integers(-8, 8), min_size=1, max_size=12),
    st.sampled_from([0.1, 0.7, 1.0, 1.3, 5.0]),
    st.integers(0, 14),
    st.sampled_from([1e-9, 0.11, 0.37, 0.501, 0.83, 0.977, 1.0]),
)
def test_what_is_drawn_from_is_what_a_slow_loop_keeps(
    logits: list[int], temperature: float, top_k: int, top_p: float
) -> None:
    probabilities = filtered(torch.tensor(logits).float(), temperature, top_k, top_p)
    expected = slow_filtered([float(logit) for logit in logits], temperature, top_k, top_p)
    assert probabilities.tolist() == pytest.approx(expected, abs=1e-9)


@relaxed
@given(st.lists(st.floats(-30, 30, width=32), min_size=1, max_size=20), st.floats(0.001, 0.999))
def test_top_p_keeps_the_fewest_tokens_that_hold_so_much(logits: list[float], top_p: float) -> None:
    everything = torch.softmax(torch.tensor(logits).double(), -1)
    kept = filtered(torch.tensor(logits), top_p=top_p) > 0
    count = int(kept.sum())
    held = [float(everything.topk(n).values.sum()) for n in range(len(logits) + 1)]
    assert held[count] >= top_p - 1e-9 or count == len(logits)
    assert held[count - 1] < top_p + 1e-9
    assert everything[kept].sum().item() == pytest.approx(held[count])


def test_settings_act_in_their_order() -> None:
    logits = torch.tensor([0.5, 0.3, 0.15, 0.05]).log()
    cases = {
        (1.0, 0, 1.0): [0.5, 0.3, 0.15, 0.05],
        (1.0, 2, 1.0): [5 / 8, 3 / 8, 0, 0],
        (1.0, 0, 0.55): [5 / 8, 3 / 8, 0, 0],
        (1.0, 2, 0.6): [1, 0, 0, 0],  # of two, the first holds 0.625; of four it would hold 0.5
        (0.5, 0, 0.6): [1, 0, 0, 0],  # sharpened, the first holds 0.68
        (2.0, 1, 1.0): [1, 0, 0, 0],
    }
    for (temperature, top_k, top_p), expected in cases.items():
        assert filtered(logits, temperature, top_k, top_p).tolist() == pytest.approx(expected)


@pytest.mark.parametrize("how", [{"top_k": 2}, {"top_p": 0.5}], ids=str)
def test_of_equal_tokens_the_lower_ids_are_kept(how: dict[str, float]) -> None:
    assert filtered(torch.zeros(4), **how).tolist() == [0.5, 0.5, 0, 0]
    logits = torch.tensor([0.0, 2.0, 2.0, 0.0, 2.0])
    assert filtered(logits, top_k=2).tolist() == [0, 0.5, 0.5, 0, 0]


@pytest.mark.parametrize("temperature", [1e-3, 1e-30, 1e-310])
def test_next_to_no_temperature_leaves_the_likeliest(temperature: float) -> None:
    logits = torch.tensor([3.0, -math.inf, 5.0, 4.0, 5.0])
    assert filtered(logits, temperature).tolist() == [0, 0, 0.5, 0, 0.5]


def test_a_high_temperature_makes_all_tokens_alike() -> None:
    assert filtered(torch.tensor([9.0, -9.0, 0.0]), 1e9).tolist() == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize(
    "how",
    [
        *({"temperature": value} for value in (0.0, -1.0, math.inf, math.nan)),
        *({"top_p": value} for value in (0.0, -0.1, 1.1, math.nan)),
        {"top_k": -1},
    ],
    ids=str,
)
def test_settings_out_of_range_are_refused(how: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="expected temperature above 0, top_k from 0 and top_p in"):
        filtered(torch.zeros(4), **how)


@pytest.mark.parametrize(
    "how", [drawing(), drawing(temperature=0.6), drawing(top_k=4), drawing(top_p=0.8)], ids=str
)
def test_tokens_are_drawn_as_often_as_they_are_probable(how: Continue) -> None:
    draws, logits = 4000, torch.randn(20, generator=seeded(1)) * 1.5
    allowed = logits.clone()
    allowed[list(NEVER_WRITTEN)] = -math.inf
    probabilities = filtered(allowed, how.temperature, how.top_k, how.top_p)
    generator = seeded()
    drawn = torch.tensor([choose(logits, how, generator) for _ in range(draws)])
    counts, possible = drawn.bincount(minlength=20), probabilities > 0
    assert not counts[~possible].any()
    expected = draws * probabilities[possible]
    chi_square = float(((counts[possible] - expected) ** 2 / expected).sum())
    freedom = int(possible.sum()) - 1
    assert chi_square < freedom + 4 * math.sqrt(2 * freedom)  # its mean and deviation: freedom, √(2·freedom)


def test_the_special_tokens_are_those_of_the_trained_tokenizer() -> None:
    assert [SPECIAL_TOKENS[token] for token in NEVER_WRITTEN] == [t for t in SPECIAL_TOKENS if t != "<bos>"]
    assert SPECIAL_TOKENS[BOS] == "<bos>"


def test_choosing_leaves_the_logits_as_they_are() -> None:
    logits = torch.full((20,), 1.0)
    logits[0] = 9.0
    assert choose(logits, GREEDY, seeded()) == BOS  # all others are alike, and 0 is never written
    assert logits.tolist() == [9.0] + [1.0] * 19


@torch.inference_mode()
def replay(gpt: GPT, how: Continue, generator: torch.Generator) -> list[int]:
    """The same by reading the whole text anew for each token."""
    written: list[int] = []
    while len(written) < how.length and len(PROMPT) + len(written) < gpt.config.context:
        logits = gpt(torch.tensor([PROMPT + written]))[0, -1]
        logits[list(NEVER_WRITTEN)] = -math.inf
        if how.strategy == "greedy":
            token = max(range(len(logits)), key=lambda t: float(logits[t]))
        else:
            probabilities = filtered(logits, how.temperature, how.top_k, how.top_p)
            token = int(torch.multinomial(probabilities, 1, generator=generator))
        if token == BOS:
            break
        written.append(token)
    return written


@pytest.mark.parametrize("positions", POSITIONS)
@pytest.mark.parametrize("how", [GREEDY, drawing(), drawing(temperature=0.7, top_k=9, top_p=0.9)], ids=str)
def test_writing_with_a_cache_is_writing_without(
    make_gpt: Callable[..., GPT], positions: str, how: Continue
) -> None:
    gpt = make_gpt(positions=positions, n_layers=1)
    for seed in range(3):
        assert generate(gpt, PROMPT, how, seeded(seed)) == replay(gpt, how, seeded(seed))


def saying(gpt: GPT, token: int) -> GPT:
    """This network, made to hold one token for the likeliest, whatever it reads."""
    with torch.no_grad():
        gpt.norm.weight.zero_()
        gpt.norm.bias.copy_(gpt.embedding.weight[token] * 5)
        gpt.embedding.weight[token] *= 3
    return gpt


def test_each_token_costs_one_tokens_work(make_gpt: Callable[..., GPT]) -> None:
    gpt, read = saying(make_gpt(), 20), []
    gpt.register_forward_pre_hook(lambda module, inputs: read.append(inputs[0].shape[1]))
    assert generate(gpt, PROMPT, drawing(length=6, top_k=1), seeded()) == [20] * 6
    assert read == [len(PROMPT), 1, 1, 1, 1, 1]


def test_the_next_sentence_is_the_end(make_gpt: Callable[..., GPT]) -> None:
    assert generate(saying(make_gpt(), BOS), PROMPT, GREEDY, seeded()) == []
    ends = [
        generate(make_gpt(vocab_size=10), [BOS, 8], drawing(length=30), seeded(seed)) for seed in range(20)
    ]
    assert len({len(written) for written in ends}) > 5  # of three possible tokens, one is the end
    assert all(set(written) <= {8, 9} for written in ends)


@pytest.mark.parametrize("special", NEVER_WRITTEN)
def test_other_special_tokens_are_never_written(make_gpt: Callable[..., GPT], special: int) -> None:
    gpt = saying(make_gpt(), special)
    assert int(gpt(torch.tensor([PROMPT]))[0, -1].argmax()) == special
    for how in (GREEDY, drawing(), drawing(temperature=0.1, top_k=1)):
        assert not set(generate(gpt, PROMPT, how, seeded())) & set(NEVER_WRITTEN)


@pytest.mark.parametrize(("length", "context", "expected"), [(0, 64, 0), (3, 64, 3), (50, 12, 7), (5, 5, 0)])
def test_it_stops_at_the_length_and_at_the_context(
    make_gpt: Callable[..., GPT], length: int, context: int, expected: int
) -> None:
    gpt = saying(make_gpt(context=context), 20)
    assert generate(gpt, PROMPT, drawing(length=length, strategy="greedy"), seeded()) == [20] * expected


def test_a_seed_gives_the_same_text_and_leaves_other_chance_alone(make_gpt: Callable[..., GPT]) -> None:
    gpt = make_gpt()
    before = torch.random.get_rng_state()
    texts = [tuple(generate(gpt, PROMPT, drawing(), seeded(seed))) for seed in (0, 1, 2, 0)]
    assert torch.equal(torch.random.get_rng_state(), before)
    assert texts[0] == texts[3]
    assert len(set(texts)) == 3


def test_greedy_asks_no_chance(make_gpt: Callable[..., GPT]) -> None:
    generator = seeded()
    before: Tensor = generator.get_state()
    generate(make_gpt(), PROMPT, GREEDY, generator)
    assert torch.equal(generator.get_state(), before)


def test_nothing_to_go_on_from_and_unknown_strategies_are_refused(make_gpt: Callable[..., GPT]) -> None:
    with pytest.raises(ValueError, match="expected at least one token to go on from, got none"):
        generate(make_gpt(), [], GREEDY, seeded())
    with pytest.raises(ValueError, match="expected the strategy greedy or sample, got 'beam'"):
        generate(make_gpt(), PROMPT, drawing(strategy="beam"), seeded())
