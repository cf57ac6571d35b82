"""Tokens of Hugging Face models that stand elsewhere, against the untouched model with other tables or position ids."""

import copy
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import pytest
import torch
import transformers

from headlight.model.huggingface.network import HubNetwork
from headlight.model.huggingface.position_tables import DistanceTable
from headlight.model.options import Continue
from headlight.model.recorder import recording
from headlight.model.token_positions import BLOCK, Places, placed
from tests.model.huggingface.conftest import FALLBACKS, FAMILIES, GROUPED, SIZES, built, reader
from tests.model.huggingface.test_families import inputs, opened, theirs

TEXT = "The cat sat on the mat"
REMOVED, SHUFFLED = Places("removed"), Places("shuffled", seed=5)
ROTARY = ("llama", "qwen3", "mistral", "gemma3", "phi3", "gpt_neox", "modernbert")
TABLES = {
    "gpt2": ["transformer.wpe"],
    "bert": ["bert.embeddings.position_embeddings"],
    "distilbert": ["distilbert.embeddings.position_embeddings"],
    "roberta": ["roberta.embeddings.position_embeddings"],
    "electra": ["electra.embeddings.position_embeddings"],
    "albert": ["albert.embeddings.position_embeddings"],
    "opt": ["model.decoder.embed_positions"],
    "marian": ["model.encoder.embed_positions", "model.decoder.embed_positions"],
    "bart": ["model.encoder.embed_positions", "model.decoder.embed_positions"],
}
FIRST = {"roberta": 1, "opt": 2, "bart": 2}  # the row of place 0; a padding token's is the one before


@cache
def moved(family: str, places: Places) -> tuple[Any, list[Any]]:
    """What our network gives for tokens that stand elsewhere, and every attention on the way."""
    network = opened(family)
    with torch.inference_mode(), recording() as record, placed(places):
        outputs = network.watched(**inputs(family))
    return outputs, record.steps


def with_other_tables(family: str, places: Places) -> Any:
    """transformers' own model, the rows of its tables in another order, or all 0."""
    model, first = copy.deepcopy(built(family)), FIRST.get(family, 0)
    for path in TABLES[family]:
        table = model.get_submodule(path).weight.data
        n = len(table) - first
        table[first:] = 0 if places == REMOVED else table[first + places.of(0, n, n)]
    return model


def with_other_distances(places: Places) -> Any:
    """transformers' own T5, its bias made of the distances between other places."""
    model = copy.deepcopy(built("t5"))

    def bias_of(attention: Any) -> Any:
        def compute_bias(n_query: int, n_key: int, **_: Any) -> torch.Tensor:
            stands = places.of(0, n_key)
            buckets = attention._relative_position_bucket(
                stands[None, :] - stands[:n_query, None],
                bidirectional=not attention.is_decoder,
                num_buckets=attention.relative_attention_num_buckets,
                max_distance=attention.relative_attention_max_distance,
            )
            return attention.relative_attention_bias(buckets).permute(2, 0, 1)[None]

        return compute_bias

    for stack in (model.encoder, model.decoder):
        attention = stack.block[0].layer[0].SelfAttention
        attention.compute_bias = bias_of(attention)
    return model


@pytest.mark.parametrize("places", [REMOVED, SHUFFLED], ids=lambda places: places.kind)
@pytest.mark.parametrize("family", FAMILIES)
def test_moved_tokens_give_what_the_untouched_model_gives_for_other_places(
    family: str, places: Places
) -> None:
    given = inputs(family)
    if family in ROTARY:
        ids = given["input_ids"]
        model = built(family)
        given |= {
            "position_ids": places.of(0, ids.shape[1])[None],
            "attention_mask": torch.ones_like(ids),  # without it such ids are taken for several texts
        }
    else:
        model = with_other_distances(places) if family == "t5" else with_other_tables(family, places)
    with torch.no_grad():
        expected = model(**given).logits
    outputs, steps = moved(family, places)
    torch.testing.assert_close(outputs.logits, expected, atol=2e-5, rtol=1e-4)
    assert not torch.allclose(outputs.logits, theirs(family).logits, atol=1e-2)
    assert max(step.verify() for step in steps) < 1e-5


@pytest.mark.parametrize("family", ROTARY)
def test_shifted_tokens_are_as_far_from_each_other_as_ever(family: str) -> None:
    outputs, _ = moved(family, Places("shifted", shift=40))
    torch.testing.assert_close(outputs.logits, theirs(family).logits, atol=2e-4, rtol=1e-3)


@pytest.mark.parametrize("places", [REMOVED, SHUFFLED], ids=lambda places: places.kind)
@pytest.mark.parametrize("family", ["gpt2", "llama", "t5", "bart"])
def test_what_is_written_token_by_token_is_what_a_reading_of_all_expects(family: str, places: Places) -> None:
    model = reader(family)
    two_stacks = model.network.two_stacks
    with placed(places):
        trace = model.trace(TEXT, None if two_stacks else Continue(length=20))
    tokens = trace.tokens["decoder"]
    following = [token.id for token in (trace.tokens["written"] if two_stacks else tokens[1:])]
    typed = 0 if two_stacks else len(model.trace(TEXT).tokens["decoder"]) - 1
    assert len(following) - typed > BLOCK  # so that the writer came into another block of places
    logits = trace.prediction.logits
    never = sorted(model.tokenizer.special_ids - {2})
    best = logits.index_fill(-1, torch.tensor(never), -torch.inf).max(-1).values
    for row, token in [*enumerate(following)][typed:]:
        assert float(logits[row, token]) == pytest.approx(float(best[row]), abs=1e-4)


def test_other_threads_and_later_passes_know_nothing_of_it() -> None:
    network, family = opened("llama"), "llama"

    def logits(places: Places | None) -> torch.Tensor:
        with torch.inference_mode(), placed(places):
            found: torch.Tensor = network(**inputs(family)).logits
        return found

    asked = [None, REMOVED, SHUFFLED] * 6
    alone = [logits(places) for places in asked]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(logits, asked))
    for one, other in zip(alone, together, strict=True):
        assert torch.equal(one, other)
    torch.testing.assert_close(alone[0], theirs(family).logits, atol=2e-5, rtol=1e-4)


def test_distances_that_share_a_row_are_those_of_t5() -> None:
    positions = opened("t5").positions
    assert positions is not None
    attention = built("t5").encoder.block[0].layer[0].SelfAttention
    table = positions.tables[0]
    assert isinstance(table, DistanceTable)
    distances = torch.arange(-255, 256)
    torch.testing.assert_close(table.rows, attention._relative_position_bucket(distances, True, 32, 128))


@pytest.mark.parametrize("family", FALLBACKS)
def test_models_that_know_distances_some_other_way_are_left_alone(family: str) -> None:
    network = opened(family)
    assert network.positions is None
    with torch.inference_mode():
        plain = network(**inputs(family)).logits
        with placed(SHUFFLED):
            assert torch.equal(network(**inputs(family)).logits, plain)


@pytest.mark.parametrize(
    ("kind", "settings", "found"),
    [
        ("CohereForCausalLM", GROUPED, True),
        ("LlamaModel", GROUPED, True),
        ("MPNetForMaskedLM", SIZES, False),  # too short to see all of its distances
        ("MPNetForMaskedLM", {**SIZES, "max_position_embeddings": 514}, True),
        ("RoFormerForMaskedLM", SIZES, False),
        (
            "GPTJForCausalLM",
            {"vocab_size": 60, "n_embd": 32, "n_layer": 2, "n_head": 4, "rotary_dim": 4},
            False,
        ),
        ("ConvBertForMaskedLM", {**SIZES, "embedding_size": 32}, False),
    ],
)
def test_other_models_show_where_they_take_places_from_or_are_left_alone(
    kind: str, settings: dict[str, Any], found: bool
) -> None:
    torch.manual_seed(1)
    family = getattr(transformers, kind)
    model = family._from_config(family.config_class(**settings), attn_implementation="eager")
    for parameter in model.parameters():
        if parameter.ndim > 1:
            torch.nn.init.normal_(parameter, std=0.5)
    network = HubNetwork(model)
    assert (network.positions is not None) == found


@pytest.mark.parametrize(("family", "places"), [("roberta", 63), ("bart", 64), ("bert", 64)])
def test_as_many_tokens_are_read_as_there_are_places(family: str, places: int) -> None:
    network = opened(family)
    assert network.config.context == places
    ids = torch.full((1, places), 7)
    given = dict.fromkeys(inputs(family), ids)
    with torch.inference_mode():
        assert network(**given).logits.shape[1] == places
        with pytest.raises((IndexError, RuntimeError, ValueError)):
            network(**{name: torch.full((1, places + 1), 7) for name in given})
