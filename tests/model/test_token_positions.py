"""Places removed or shuffled, against what each encoding computes from a plain list of places."""

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from headlight.model.architectures.gpt import GPT
from headlight.model.architectures.xlnet import XLNet, XLNetConfig
from headlight.model.attention import attend
from headlight.model.biases import RelativeBias
from headlight.model.kv_cache import Cache
from headlight.model.positions import (
    Alibi,
    Learned,
    Positions,
    Relative,
    Rotary,
    Sinusoidal,
    encodes_positions,
    sinusoidal_table,
)
from headlight.model.recorder import recording
from headlight.model.token_positions import BLOCK, Places, in_force, placed

N, D, CONTEXT = 21, 8, 40
SHUFFLED, REMOVED = Places("shuffled", 7), Places("removed")


def places_by_hand(seed: int, n: int, context: int) -> list[int]:
    """Block after block of sixteen, each in the order RandomState draws, without places beyond the context."""
    found: list[int] = []
    for block in range(math.ceil(n / 16)):
        order = np.random.RandomState([seed, block]).permutation(16)
        found += [16 * block + int(i) for i in order if 16 * block + int(i) < context]
    return found[:n]


STANDING = places_by_hand(7, N, CONTEXT)


@pytest.mark.parametrize(("n", "context"), [(1, 40), (16, 40), (21, 40), (40, 40), (130, 130)])
def test_shuffled_places_are_each_block_s_own_permuted(n: int, context: int) -> None:
    assert SHUFFLED.of(0, n, context).tolist() == places_by_hand(7, n, context)


def test_a_whole_text_takes_every_place_once_and_no_token_leaves_its_block() -> None:
    places = SHUFFLED.of(0, 40, 40)
    assert sorted(places.tolist()) == list(range(40))
    assert (places // BLOCK).tolist() == [i // BLOCK for i in range(40)]


def test_a_place_does_not_depend_on_what_follows_or_on_where_counting_begins() -> None:
    whole = SHUFFLED.of(0, 40, 40)
    for first in range(40):
        assert torch.equal(SHUFFLED.of(first, 40 - first, 40), whole[first:])
        assert torch.equal(SHUFFLED.of(0, first, 40), whole[:first])


def test_a_seed_names_a_shuffle() -> None:
    assert SHUFFLED.of(0, 40).tolist() != Places("shuffled", 8).of(0, 40).tolist()


@pytest.mark.parametrize(("kind", "seed"), [("moved", 0), ("shuffled", -1)])
def test_other_kinds_and_seeds_are_refused(kind: str, seed: int) -> None:
    with pytest.raises(ValueError, match="expected one of removed, shuffled, shifted and a seed from 0"):
        Places(kind, seed)  # type: ignore[arg-type]


def test_shifted_places_go_on_from_the_shift_and_no_further_than_there_are() -> None:
    shifted = Places("shifted", shift=5)
    assert shifted.of(0, N, CONTEXT).tolist() == list(range(5, N + 5))
    assert shifted.of(3, 2).tolist() == [8, 9]
    assert shifted.reach(N, CONTEXT) == N + 5
    with pytest.raises(ValueError, match="at most 25 places, got 26: 21 tokens, shifted by 5"):
        shifted.of(0, N, 25)


@pytest.mark.parametrize(("kind", "shift"), [("shifted", -1), ("removed", 3), ("shuffled", 1)])
def test_a_shift_of_what_is_not_shifted_is_refused(kind: str, shift: int) -> None:
    with pytest.raises(ValueError, match="expected a shift of at least 0 for shifted places"):
        Places(kind, shift=shift)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("positions", "notices"),
    [("sinusoidal", True), ("learned", True), ("rotary", False), ("alibi", False), ("none", False)],
)
@torch.inference_mode()
def test_only_what_is_added_to_embeddings_notices_a_shift(
    make_gpt: Callable[..., GPT], tokens: Tensor, positions: str, notices: bool
) -> None:
    gpt = make_gpt(positions=positions)
    with placed(Places("shifted", shift=9)):
        shifted = gpt(tokens)
    assert torch.allclose(shifted, gpt(tokens), atol=1e-3, rtol=1e-3) is not notices


@torch.inference_mode()
def test_shifted_tokens_read_the_rows_they_stand_at() -> None:
    learned, embeddings = Learned(CONTEXT, D), torch.randn(1, N, D)
    with placed(Places("shifted", shift=7)):
        torch.testing.assert_close(learned.add(embeddings)[0], embeddings[0] + learned.table[7 : N + 7])


@pytest.mark.parametrize("encoding", [Sinusoidal(CONTEXT, D), Learned(CONTEXT, D)], ids=type)
@torch.no_grad()
def test_what_is_added_belongs_to_the_places(encoding: Sinusoidal | Learned) -> None:
    embeddings = torch.randn(1, N, D)
    table = encoding.table if isinstance(encoding, Learned) else sinusoidal_table(CONTEXT, D)
    with placed(SHUFFLED):
        expected = torch.stack([embeddings[0, i] + table[place] for i, place in enumerate(STANDING)])
        torch.testing.assert_close(encoding.add(embeddings)[0], expected)
        assert torch.equal(encoding.add(embeddings[:, 5:], first=5), encoding.add(embeddings)[:, 5:])
    with placed(REMOVED):
        assert torch.equal(encoding.add(embeddings), embeddings)


def test_what_is_turned_turns_by_the_places() -> None:
    rotary, vectors = Rotary(CONTEXT, D), torch.randn(1, 2, N, D)
    by_place = rotary.turn(vectors[:, :, :1].expand(-1, -1, CONTEXT, -1))  # one vector, at every place
    with placed(SHUFFLED):
        turned = rotary.turn(vectors[:, :, :1].expand(-1, -1, N, -1))
    torch.testing.assert_close(turned, by_place[:, :, STANDING])
    with placed(REMOVED):
        torch.testing.assert_close(rotary.turn(vectors), vectors, atol=0, rtol=0)


def test_what_is_taken_off_grows_with_the_distance_of_the_places() -> None:
    slopes = [2 ** (-8 * (h + 1) / 2) for h in range(2)]
    with placed(SHUFFLED):
        bias = Alibi(2).bias()
    expected = [[[-s * abs(p - q) for q in STANDING] for p in STANDING] for s in slopes]
    torch.testing.assert_close(bias.values(N, N)[0], torch.tensor(expected))
    torch.testing.assert_close(bias.values(3, N)[0], torch.tensor(expected)[:, -3:])
    with placed(REMOVED):
        assert not Alibi(2).bias().values(N, N).any()


@pytest.mark.parametrize("places", [SHUFFLED, REMOVED], ids=lambda places: places.kind)
def test_relative_keys_are_those_of_the_distance_of_the_places(places: Places) -> None:
    standing = STANDING if places.kind == "shuffled" else [0] * N
    query, relative = torch.randn(1, 2, N, D), Relative(CONTEXT, D)
    with placed(places):
        waves = relative.waves(N)
    values = RelativeBias(query, waves.expand(2, -1, -1), 0.5, places).values(N, N)
    frequencies = [10_000 ** (-i / D) for i in range(0, D, 2)]
    for i, j in [(0, 0), (0, 20), (20, 0), (3, 17), (16, 15)]:
        angles = [(standing[i] - standing[j]) * f for f in frequencies]
        wave = torch.tensor([*map(math.sin, angles), *map(math.cos, angles)])
        torch.testing.assert_close(values[0, :, i, j], query[0, :, i] @ wave * 0.5, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("positions", ["sinusoidal", "learned", "rotary", "alibi"])
@torch.inference_mode()
def test_a_model_without_places_is_the_same_model_without_positions(
    make_gpt: Callable[..., GPT], tokens: Tensor, positions: str
) -> None:
    gpt = make_gpt(positions=positions)
    without = make_gpt(positions="none")
    without.load_state_dict(
        {k: v for k, v in gpt.state_dict().items() if not k.startswith("positions.")}, strict=True
    )
    with placed(REMOVED):
        logits = gpt(tokens)
    torch.testing.assert_close(logits, without(tokens), atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("positions", ["sinusoidal", "learned", "rotary", "alibi"])
@pytest.mark.parametrize("places", [SHUFFLED, REMOVED], ids=lambda places: places.kind)
@torch.inference_mode()
def test_token_by_token_a_model_keeps_its_places(
    make_gpt: Callable[..., GPT], positions: str, places: Places
) -> None:
    gpt, cache, tokens = make_gpt(positions=positions), Cache(), torch.randint(50, (1, N))
    with placed(places):
        whole = gpt(tokens)
        steps = torch.cat([gpt(token[:, None], cache) for token in tokens.unbind(1)], 1)
    torch.testing.assert_close(steps, whole, atol=1e-3, rtol=1e-3)


@torch.inference_mode()
def test_a_permuted_text_under_permuted_places_is_a_permuted_reading() -> None:
    """The closed form: all that tells a two-sided encoder's tokens apart is what they are and where they stand."""
    torch.manual_seed(1)
    query, key, value = (nn.Linear(D, D) for _ in range(3))

    def read(embeddings: Tensor) -> Tensor:
        x = Sinusoidal(CONTEXT, D).add(embeddings)
        return attend(query(x), key(x), value(x)).context

    embeddings = torch.randn(1, 16, D)
    order = SHUFFLED.of(0, 16)  # token i of the shuffled reading stands at order[i]
    with placed(SHUFFLED):
        shuffled = read(embeddings[:, order])
    torch.testing.assert_close(shuffled, read(embeddings)[:, order], atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("places", [SHUFFLED, REMOVED], ids=lambda places: places.kind)
@torch.inference_mode()
def test_the_record_of_xlnet_reproduces_its_context_under_other_places(places: Places) -> None:
    xlnet = XLNet(XLNetConfig(50, CONTEXT, 32, 2, 4, 48)).eval()
    tokens, rank = torch.randint(50, (1, N)), torch.randperm(N)[None]
    with placed(places), recording() as record:
        logits = xlnet(tokens, rank)
    assert max(step.verify() for step in record.steps) < 1e-5
    assert not torch.allclose(logits, xlnet(tokens, rank))


def test_places_hold_in_their_block_and_thread_only() -> None:
    with placed(SHUFFLED):
        with placed(REMOVED):
            assert in_force() == REMOVED
        assert in_force() == SHUFFLED
        with ThreadPoolExecutor(1) as other:
            assert other.submit(in_force).result() is None
    assert in_force() is None


def test_only_encodings_encode_positions() -> None:
    for encoding in (Sinusoidal(4, 4), Learned(4, 4), Rotary(4, 4), Alibi(2), Relative(4, 4)):
        assert encodes_positions(nn.Sequential(encoding))
    assert not encodes_positions(nn.Sequential(Positions(), nn.GRU(4, 4)))
