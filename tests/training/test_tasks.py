"""What models learn from: pairs both ways, masks as BERT draws them, orders as XLNet does; and that they learn."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from headlight.model.zoo import load
from headlight.training.buckets import Buckets
from headlight.training.data import IGNORED
from headlight.training.masked_texts import Text, masked_batch, single
from headlight.training.pairs import Directed, PairBatches, as_batch, directed_pairs, text_pairs
from headlight.training.recipe import find_recipe
from headlight.training.split import key
from headlight.training.tasks.permutation import ordered_batch
from headlight.training.tokenizer import BOS, CLS, EOS, MASK, PAD, SEP, TO_CHINESE, TO_ENGLISH
from headlight.training.train import Run

RECIPES = ("seq2seq", "seq2seq-bahdanau", "seq2seq-luong", "transformer", "bert", "xlnet")


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 7), st.lists(st.integers(1, 30), min_size=7, max_size=200), st.integers(0, 3))
def test_an_epoch_holds_each_text_once_and_a_batch_texts_of_one_length(rows, lengths, seed):
    buckets = Buckets(np.array(lengths)[:, None], rows, seed)
    batches = [buckets.indices(step) for step in range(buckets.per_epoch)]
    chosen = np.concatenate(batches)
    assert len(set(chosen.tolist())) == len(chosen) == len(lengths) // rows * rows
    spread = [np.ptp(np.array(lengths)[batch]) for batch in batches]
    assert np.mean(spread) <= np.ptp(lengths)
    again = Buckets(np.array(lengths)[:, None], rows, seed)
    np.testing.assert_array_equal(
        again.indices(buckets.per_epoch + 1), buckets.indices(buckets.per_epoch + 1)
    )


def test_fewer_texts_than_rows_are_refused():
    with pytest.raises(ValueError, match="at least 5 texts, got 2"):
        Buckets(np.array([[1], [2]]), 5, 0)


def test_a_pair_is_read_both_ways():
    english, chinese = (300, 301), (400,)
    batch = as_batch([Directed(english, chinese, TO_CHINESE), Directed(chinese, english, TO_ENGLISH)])
    assert batch.source.tolist() == [[300, 301, EOS], [400, EOS, PAD]]
    assert batch.real.tolist() == [[True, True, True], [True, True, False]]
    assert batch.inputs.tolist() == [[TO_CHINESE, 400, PAD], [TO_ENGLISH, 300, 301]]
    assert batch.targets.tolist() == [[400, EOS, IGNORED], [300, 301, EOS]]


def test_validation_pairs_share_no_sentence_with_the_others():
    keys = {
        split: {key(text) for pair in text_pairs(split) for text in pair}
        for split in ("train", "validation", "heldout")
    }
    assert len(text_pairs("validation")) >= 1000
    assert not keys["validation"] & keys["train"]
    assert not keys["heldout"] & (keys["train"] | keys["validation"])


def test_all_pairs_are_there_in_both_directions():
    texts, directed = text_pairs("heldout"), directed_pairs("heldout")
    assert len(directed) == 2 * len(texts)
    for there, back in zip(directed[: len(texts)], directed[len(texts) :], strict=True):
        assert (there.source, there.target) == (back.target, back.source)
    batches = PairBatches(directed, 128, 32, 0)
    assert all(batches.batch(step).source.shape[0] == 32 for step in range(3))


def test_masks_are_drawn_as_bert_draws_them():
    texts = [single(range(300, 340))] * 500
    batch = masked_batch(texts, 0.15, np.random.default_rng(0))
    guessed = batch.targets != IGNORED
    original = np.array([text.tokens for text in texts])
    assert guessed.sum() / 20_000 == pytest.approx(0.15, abs=0.01)
    np.testing.assert_array_equal(batch.targets[guessed], original[guessed])
    np.testing.assert_array_equal(batch.tokens[~guessed], original[~guessed])
    shown = batch.tokens[guessed]
    assert np.mean(shown == MASK) == pytest.approx(0.8, abs=0.03)
    assert np.mean(shown == original[guessed]) == pytest.approx(0.1, abs=0.02)


def test_every_row_has_something_to_guess_and_never_a_special_token():
    texts = [Text((CLS, 300, SEP), (0, 0, 0)), Text((CLS, 300, 301, SEP, 302, SEP), (0, 0, 0, 0, 1, 1), 1)]
    for seed in range(50):
        batch = masked_batch(texts, 0.01, np.random.default_rng(seed))
        guessed = batch.targets != IGNORED
        assert guessed.any(-1).all()
        assert not (guessed & np.isin(batch.tokens, [CLS, SEP, PAD])).any()
        assert batch.follows.tolist() == [IGNORED, 1]
        assert batch.real.tolist() == [[True] * 3 + [False] * 3, [True] * 6]


def test_every_order_begins_with_bos_and_ends_with_padding():
    batch = ordered_batch([(300, 301, 302, 303), (304,)] * 100, np.random.default_rng(0))
    assert (batch.rank[:, 0] == 0).all()
    assert (np.sort(batch.rank, -1) == np.arange(5)).all()
    assert (batch.rank[1::2, 1] == 1).all()  # the one real token, before any padding
    assert (batch.tokens[:, 0] == BOS).all()
    assert (batch.targets[:, 0] == IGNORED).all()
    mean_rank = batch.rank[::2, 1:].mean(0)  # each of four tokens is at each of four places equally often
    np.testing.assert_allclose(mean_rank, 2.5, atol=0.5)


@pytest.mark.parametrize("name", RECIPES)
def test_a_few_steps_lower_the_loss(name, monkeypatch):
    """The task, the network and the optimisers of every recipe fit together, on one small batch."""
    recipe = find_recipe(name)
    small = {"d_model": 32} | (
        {"d_hidden": 32} if hasattr(recipe.config, "d_hidden") else {"d_ff": 32, "n_heads": 2}
    )
    config = replace(recipe.config, dropout=0.0, **small)
    recipe = replace(recipe, config=config, embedding_of=None, warmup=1, steps=1000)
    run = Run.start(recipe, torch.device("cpu"))
    batch = small_batch(name)
    losses = [run.step(number, batch)[0] for number in range(12)]
    assert losses[-1] < losses[0] - 0.3


@pytest.mark.parametrize("name", ["bert", "xlnet"])
def test_an_embedding_may_start_as_another_model_s(name):
    network = Run.start(find_recipe(name), torch.device("cpu")).network
    torch.testing.assert_close(network.embedding.weight, load("gpt").network.embedding.weight, rtol=0, atol=0)


def small_batch(name):
    """Eight texts of the kind a recipe's task reads."""
    random = np.random.default_rng(0)
    texts = [tuple(random.integers(300, 330, 6).tolist()) for _ in range(8)]
    if name == "bert":
        return masked_batch([single(text) for text in texts], 0.3, random)
    if name == "xlnet":
        return ordered_batch(texts, random)
    return as_batch([Directed(text, text, TO_CHINESE) for text in texts])
