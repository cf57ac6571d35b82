"""Our GPT is GPT-2: the same weights give transformers' logits and transformers' attention."""

import math
from collections.abc import Callable

import pytest
import torch
from transformers import GPT2Config, GPT2LMHeadModel

from headlight.model.architectures.gpt import GPT, GPTConfig
from headlight.model.recorder import recording

SHAPES = [
    {},
    {"d_model": 48, "n_heads": 3, "n_layers": 1},
    {"d_model": 16, "n_heads": 1, "n_layers": 3, "d_ff": 100},
    {"d_model": 64, "n_heads": 16, "vocab_size": 301},
]
POSITIONS = ["sinusoidal", "learned", "rotary", "alibi", "none"]


def gpt2_with_the_same_weights(gpt: GPT) -> GPT2LMHeadModel:
    """Hugging Face's GPT-2, whose layers keep their matrices transposed and Q, K and V in one."""
    c = gpt.config
    config = GPT2Config(
        vocab_size=c.vocab_size,
        n_positions=c.context,
        n_embd=c.d_model,
        n_layer=c.n_layers,
        n_head=c.n_heads,
        n_inner=c.d_ff,
        bos_token_id=0,
        eos_token_id=0,
        attn_implementation="eager",
    )
    theirs = GPT2LMHeadModel(config).eval()
    ours = gpt.state_dict()
    weights = {
        "transformer.wte.weight": ours["embedding.weight"],
        "transformer.wpe.weight": ours["positions.table"],
    }
    for part in ("weight", "bias"):
        weights[f"transformer.ln_f.{part}"] = ours[f"norm.{part}"]
        for layer in range(c.n_layers):
            mine, other = f"blocks.{layer}", f"transformer.h.{layer}"
            three = [ours[f"{mine}.attention.{name}.{part}"] for name in ("query", "key", "value")]
            weights |= {
                f"{other}.ln_1.{part}": ours[f"{mine}.attention_norm.{part}"],
                f"{other}.ln_2.{part}": ours[f"{mine}.feed_forward_norm.{part}"],
                f"{other}.attn.c_attn.{part}": torch.cat(three).t(),
                f"{other}.attn.c_proj.{part}": ours[f"{mine}.attention.output.{part}"].t(),
                f"{other}.mlp.c_fc.{part}": ours[f"{mine}.feed_forward.widen.{part}"].t(),
                f"{other}.mlp.c_proj.{part}": ours[f"{mine}.feed_forward.narrow.{part}"].t(),
            }
    weights["lm_head.weight"] = ours["embedding.weight"]
    theirs.load_state_dict(weights)
    return theirs


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
@torch.inference_mode()
def test_its_logits_are_those_of_gpt2(make_gpt: Callable[..., GPT], sizes: dict[str, int]) -> None:
    gpt = make_gpt(positions="learned", **sizes)
    theirs = gpt2_with_the_same_weights(gpt)
    for length in (1, 2, 17, 64):
        tokens = torch.randint(gpt.config.vocab_size, (2, length))
        torch.testing.assert_close(gpt(tokens), theirs(tokens).logits, atol=1e-4, rtol=0)


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
@torch.inference_mode()
def test_its_recorded_weights_are_those_of_gpt2(make_gpt: Callable[..., GPT], sizes: dict[str, int]) -> None:
    gpt = make_gpt(positions="learned", **sizes)
    theirs = gpt2_with_the_same_weights(gpt)
    tokens = torch.randint(gpt.config.vocab_size, (1, 33))
    with recording() as record:
        gpt(tokens)
    for step, weights in zip(record.steps, theirs(tokens, output_attentions=True).attentions, strict=True):
        ours = torch.from_numpy(step.weights().copy())
        torch.testing.assert_close(ours, weights[0], atol=1e-5, rtol=0)
        assert ours.max() > 0.5  # uneven enough for the comparison to mean something


@pytest.mark.parametrize("positions", POSITIONS)
@torch.inference_mode()
def test_a_later_token_changes_no_earlier_logit(make_gpt: Callable[..., GPT], positions: str) -> None:
    gpt = make_gpt(positions=positions)
    tokens = torch.randint(50, (1, 20))
    before = gpt(tokens)
    for changed in (1, 10, 19):
        other = tokens.clone()
        other[0, changed] = (other[0, changed] + 1) % 50
        after = gpt(other)
        torch.testing.assert_close(after[:, :changed], before[:, :changed], atol=1e-5, rtol=0)
        assert not torch.allclose(after[:, changed], before[:, changed], atol=1e-2)


@pytest.mark.parametrize("positions", POSITIONS)
@torch.inference_mode()
def test_reading_part_of_a_text_gives_the_start_of_its_logits(
    make_gpt: Callable[..., GPT], positions: str
) -> None:
    gpt = make_gpt(positions=positions)
    tokens = torch.randint(50, (3, 20))
    torch.testing.assert_close(gpt(tokens)[:, :7], gpt(tokens[:, :7]), atol=1e-5, rtol=0)


@pytest.mark.parametrize("positions", ["rotary", "alibi", "none"])
@torch.inference_mode()
def test_a_text_of_one_repeated_token_is_scored_by_distance_alone(
    make_gpt: Callable[..., GPT], positions: str
) -> None:
    with recording() as record:
        make_gpt(positions=positions)(torch.full((1, 20), 7))
    scores = torch.from_numpy(record.steps[0].scores(0).copy())
    first_column = scores[:, :1]  # distances 0 … 19
    for distance in range(20):
        diagonal = scores.diagonal(-distance)
        torch.testing.assert_close(diagonal, diagonal[:1].expand_as(diagonal), atol=1e-4, rtol=0)
    assert (first_column.std() > 0.1) == (positions != "none")


@pytest.mark.parametrize("positions", POSITIONS)
def test_more_tokens_than_the_context_holds_are_refused(make_gpt: Callable[..., GPT], positions: str) -> None:
    gpt = make_gpt(positions=positions, context=8)
    assert gpt(torch.zeros(1, 8, dtype=torch.int64)).shape == (1, 8, 50)
    with pytest.raises(ValueError, match="expected at most 8 tokens, got 9"):
        gpt(torch.zeros(1, 9, dtype=torch.int64))


def test_heads_that_do_not_divide_the_width_are_refused() -> None:
    with pytest.raises(ValueError, match="expected n_heads that divide d_model 32, got 5"):
        GPT(GPTConfig(50, 16, 32, 1, 5, 64, "none"))


@torch.inference_mode()
def test_an_untrained_model_expects_every_token_alike() -> None:
    gpt = GPT(GPTConfig(vocab_size=200, context=32, d_model=64, n_layers=2, n_heads=4, d_ff=128)).eval()
    tokens = torch.randint(200, (4, 32))
    loss = torch.nn.functional.cross_entropy(gpt(tokens).flatten(0, 1), torch.randint(200, (128,)))
    assert loss.item() == pytest.approx(math.log(200), abs=0.1)


@pytest.mark.parametrize("positions", POSITIONS)
def test_saved_weights_load_back_into_the_same_model(make_gpt: Callable[..., GPT], positions: str) -> None:
    gpt, other = make_gpt(positions=positions), make_gpt(positions=positions)
    tokens = torch.randint(50, (1, 9))
    assert not torch.equal(gpt(tokens), other(tokens))
    other.load_state_dict(gpt.state_dict())
    assert torch.equal(gpt(tokens), other(tokens))


@pytest.mark.parametrize("positions", ["sinusoidal", "rotary", "alibi", "none"])
def test_positions_that_are_not_trained_are_not_saved(make_gpt: Callable[..., GPT], positions: str) -> None:
    assert not [name for name in make_gpt(positions=positions).state_dict() if name.startswith("positions")]


@pytest.mark.parametrize("positions", POSITIONS)
@torch.inference_mode()
def test_bfloat16_stays_close_to_float32(make_gpt: Callable[..., GPT], positions: str) -> None:
    gpt = make_gpt(positions=positions)
    tokens = torch.randint(50, (1, 20))
    exact = gpt(tokens)
    half = gpt.bfloat16()(tokens)
    assert half.dtype == torch.bfloat16
    assert (half.float() - exact).norm() < 0.1 * exact.norm()
