"""Position encodings against their papers' formulas and numbers, and against transformers."""

import math

import pytest
import torch
from transformers import LlamaConfig
from transformers.models.bloom.modeling_bloom import build_alibi_tensor
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding, apply_rotary_pos_emb

from headlight.model.positions import (
    Alibi,
    Learned,
    Positions,
    Rotary,
    Sinusoidal,
    alibi_slopes,
    rotary_angles,
    sinusoidal_table,
)


@pytest.mark.parametrize("d_model", [1, 2, 7, 16])
@pytest.mark.parametrize("base", [10_000.0, 100.0])
def test_sinusoidal_follows_the_papers_formula(d_model: int, base: float) -> None:
    expected = torch.empty(40, d_model)
    for position in range(40):
        for d in range(d_model):
            angle = position / base ** (2 * (d // 2) / d_model)
            expected[position, d] = math.cos(angle) if d % 2 else math.sin(angle)
    torch.testing.assert_close(sinusoidal_table(40, d_model, base), expected, atol=1e-5, rtol=0)


def test_sinusoidal_similarity_depends_only_on_the_distance() -> None:
    waves = sinusoidal_table(64, 32)
    similarity = waves @ waves.T
    for distance in (0, 1, 5, 20):
        diagonal = similarity.diagonal(distance)
        torch.testing.assert_close(diagonal, diagonal[:1].expand_as(diagonal), atol=1e-4, rtol=0)


def test_sinusoidal_adds_its_table_to_the_embeddings() -> None:
    embeddings = torch.randn(2, 5, 8)
    torch.testing.assert_close(Sinusoidal(16, 8).add(embeddings), embeddings + sinusoidal_table(5, 8))


def test_learned_adds_its_first_rows_and_trains_them() -> None:
    positions = Learned(16, 8)
    embeddings = torch.randn(2, 5, 8)
    added = positions.add(embeddings)
    torch.testing.assert_close(added - embeddings, positions.table[:5].expand(2, 5, 8), atol=1e-6, rtol=0)
    added.sum().backward()
    assert positions.table.grad is not None
    assert positions.table.grad.any(-1).tolist() == [True] * 5 + [False] * 11


@pytest.mark.parametrize("base", [10_000.0, 500.0])
def test_rotary_turns_as_llama_does(base: float) -> None:
    vectors = torch.randn(1, 3, 20, 16)
    parameters = {"rope_type": "default", "rope_theta": base}
    config = LlamaConfig(hidden_size=48, num_attention_heads=3, head_dim=16, rope_parameters=parameters)
    cos, sin = LlamaRotaryEmbedding(config)(vectors, torch.arange(20)[None])
    theirs, _ = apply_rotary_pos_emb(vectors, vectors, cos, sin)
    torch.testing.assert_close(Rotary(32, 16, base).turn(vectors), theirs, atol=1e-5, rtol=0)


def test_rotary_scores_depend_only_on_the_distance() -> None:
    rotary = Rotary(64, 16)
    query, key = (rotary.turn(torch.randn(16).expand(1, 1, 64, 16))[0, 0] for _ in range(2))
    scores = query @ key.T
    for distance in (-30, -1, 0, 1, 30):
        diagonal = scores.diagonal(distance)
        torch.testing.assert_close(diagonal, diagonal[:1].expand_as(diagonal), atol=1e-4, rtol=0)


def test_rotary_keeps_every_length_and_leaves_the_first_token() -> None:
    vectors = torch.randn(2, 3, 20, 16)
    turned = Rotary(32, 16).turn(vectors)
    torch.testing.assert_close(turned.norm(dim=-1), vectors.norm(dim=-1), atol=1e-5, rtol=0)
    assert torch.equal(turned[:, :, 0], vectors[:, :, 0])


def test_rotary_refuses_an_odd_number_of_dimensions() -> None:
    with pytest.raises(ValueError, match="expected an even number of dimensions, which turn in pairs, got 7"):
        rotary_angles(4, 7)


def test_alibi_slopes_of_eight_heads_are_the_papers() -> None:
    assert alibi_slopes(8).tolist() == [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64, 1 / 128, 1 / 256]


def test_alibi_slopes_of_sixteen_heads_begin_at_the_root_of_a_half() -> None:
    torch.testing.assert_close(alibi_slopes(16)[:3], torch.tensor([2**-0.5, 2**-1, 2**-1.5]))


@pytest.mark.parametrize("n_heads", [2, 8, 16])
def test_alibi_is_blooms_up_to_a_constant_per_row(n_heads: int) -> None:
    n = 10
    ours = Alibi(n_heads).bias().values(n, n)[0]
    blooms = build_alibi_tensor(torch.ones(1, n), n_heads, torch.float32)  # [head, 1, key]: slope × key
    difference = ours - blooms
    for row in range(n):
        seen = difference[:, row, : row + 1]
        torch.testing.assert_close(seen, seen[:, :1].expand_as(seen), atol=1e-5, rtol=0)


def test_no_positions_change_nothing() -> None:
    nothing, embeddings, vectors = Positions(), torch.randn(1, 4, 8), torch.randn(1, 2, 4, 4)
    assert nothing.add(embeddings) is embeddings
    assert nothing.turn(vectors) is vectors
    assert nothing.bias() is None
