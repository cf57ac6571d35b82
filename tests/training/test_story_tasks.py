"""Batches of sentences and stories: the same step gives the same batch, of the parts that the recipe says."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from headlight.model.zoo import build
from headlight.training import borders
from headlight.training.recipe import find_recipe
from headlight.training.stories.generate import stories
from headlight.training.tasks import causal_stories, masked_stories
from headlight.training.tokenizer import BOS, CLS, MASK, SEP
from headlight.training.validation import is_validation, sentences

CAUSAL, MASKED = find_recipe("gpt-stories"), find_recipe("bert-stories")


@pytest.fixture(scope="module", autouse=True)
def few_stories():
    """Shards of a few hundred stories, and corpora of a few thousand sentences."""
    small = pytest.MonkeyPatch()

    def shard(number, tokenizer):
        told = [s.text for language in ("english", "chinese") for s in stories(number * 300, 300, language)]
        return [tuple(e.ids) for e in tokenizer.encode_batch_fast(told)]

    def some(split, language):
        return sentences(split, language)[:3000]

    small.setattr(causal_stories.shards, "shard", shard)
    small.setattr(masked_stories, "shard", shard)
    small.setattr(causal_stories, "sentences", some)
    small.setattr(masked_stories, "sentences", some)
    yield
    small.undo()


def test_causal_rows_are_sentences_and_behind_them_stories():
    batches, again = (CAUSAL.task.batches(64, 1) for _ in range(2))
    inputs, targets = batches.batch(3)
    assert inputs.shape == targets.shape == (CAUSAL.task.rows + CAUSAL.task.stories, 64)
    assert (inputs[:, 0] == BOS).all()
    for ours, theirs in zip(batches.batch(3), again.batch(3), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    told = {s.text for language in ("english", "chinese") for s in stories(0, 300, language)}
    rows = (row for step in range(8) for row in batches.batch(step)[0][CAUSAL.task.rows :])
    whole = [row[1 : np.flatnonzero(row == BOS)[1]] for row in rows if (row == BOS).sum() > 1]
    assert whole  # stories that end within their row
    assert all(borders.tokenizer().decode(story.tolist()) in told for story in whole)


def test_shards_follow_each_other():
    batches = CAUSAL.task.batches(64, 1)
    first, next_ = (batches.batch(step)[0][-1] for step in (0, batches.steps_per_shard))
    assert (first != next_).any()


def test_masked_turns_are_stories_sentences_and_pairs():
    batches = MASKED.task.batches(128, 1)
    for step, turn in enumerate(masked_stories.TURNS):
        batch = batches.batch(step)
        rows = {"stories": MASKED.task.stories, "sentences": MASKED.task.rows, "pairs": MASKED.task.pairs}[
            turn
        ]
        assert len(batch.tokens) == rows
        assert (batch.tokens[:, 0] == CLS).all()
        assert (batch.segments.max() == 1) is np.bool_(turn == "pairs")
        assert ((batch.tokens == SEP).sum(1) == (2 if turn == "pairs" else 1)).all()
        assert (batch.tokens == MASK).any(1).mean() > 0.5
    np.testing.assert_array_equal(batches.batch(7).tokens, MASKED.task.batches(128, 1).batch(7).tokens)


@pytest.mark.parametrize("recipe", [CAUSAL, MASKED], ids=lambda recipe: recipe.name)
def test_the_loss_falls_within_a_few_steps(recipe):
    torch.manual_seed(0)
    sizes = replace(recipe.config, d_model=16, n_layers=1, n_heads=2, d_ff=32)
    network = build(recipe.architecture, sizes)
    optimiser = torch.optim.AdamW(network.parameters(), lr=0.03)
    batch = recipe.task.batches(sizes.context, 1).batch(0)
    losses = []
    for _ in range(4):
        loss, tokens = recipe.task.loss(network, batch)
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
        losses.append(loss.item())
    assert tokens > 0
    assert losses == sorted(losses, reverse=True)


def test_validation_sentences_are_no_training_sentences():
    train, validation = (sentences(split, "chinese") for split in ("train", "validation"))
    assert not set(train) & set(validation)
    assert 0.01 < len(validation) / (len(train) + len(validation)) < 0.022
    assert all(map(is_validation, validation))
