"""The page's first sentences beside five like each."""

import pytest
import torch

from headlight.model.zoo import load
from headlight.training.measures.nearness import LIKE, log_probability, measure
from headlight.training.tokenizer import BOS


def test_each_first_sentence_stands_beside_five_others():
    for sentence, others in LIKE.items():
        assert len(set(others) - {sentence}) == 5


def test_the_mean_log_probability_is_the_negative_cross_entropy():
    model = load("gpt")
    ids = model.tokenizer.inner.encode("The dog ran.").ids
    with torch.inference_mode():
        logits = model.network(torch.tensor([[BOS, *ids[:-1]]]))[0]
    expected = -torch.nn.functional.cross_entropy(logits, torch.tensor(ids))
    assert log_probability(model, "The dog ran.") == pytest.approx(float(expected), abs=1e-5)


def test_the_five_lie_in_order():
    for found in measure(load("gpt")).values():
        assert found["like_it"] == sorted(found["like_it"])
        assert found["ln_p"] < 0
